"""The file: a minimal acyclic automaton over A to Z whose last letters say what a word is.

Little-endian: 8 bytes of magic, the number of edges, the index of the root's first edge, then 4 bytes an edge:

    bits 0-4    letter, 0 = A
    bit  5      the last edge of its node
    bit  6      a word ends with this edge
    bits 7-8    strength as a surname, 0...3
    bits 9-10   strength as a given name, 0...3; a word with neither is known to be no name
    bits 11-31  index of the first edge of the node it leads to; 0: no more letters

Edge 0 belongs to no node.
"""
import struct

MAGIC = b'PXNAMES1'


class Node:
    __slots__ = ('edges',)

    def __init__(self):
        self.edges = {}  # letter -> [value or None, Node]

    def key(self):
        return tuple((letter, value, id(node)) for letter, (value, node) in sorted(self.edges.items()))


def automaton(entries):
    """The root of the minimal automaton of {word: value}."""
    root, register, path = Node(), {}, []

    def settle(depth):
        while len(path) > depth:
            parent, letter, node = path.pop()
            parent.edges[letter][1] = register.setdefault(node.key(), node)

    previous = ''
    for word in sorted(entries):
        depth = next((i for i, (a, b) in enumerate(zip(word, previous)) if a != b), min(len(word), len(previous)))
        settle(depth)
        node = path[-1][2] if path else root
        for letter in word[depth:]:
            child = Node()
            node.edges[letter] = [None, child]
            path.append((node, letter, child))
            node = child
        parent, letter, _ = path[-1]
        parent.edges[letter][0] = entries[word]
        previous = word
    settle(0)
    return root


def encode(entries):
    """The file for {word: (surname, given)}."""
    root = automaton(entries)
    places, order, count, stack = {}, [], 1, [root]
    while stack:
        node = stack.pop()
        if id(node) in places or not node.edges:
            continue
        places[id(node)] = count
        order.append(node)
        count += len(node.edges)
        stack.extend(child for _, (_, child) in sorted(node.edges.items(), reverse=True))
    if count > 1 << 21:
        raise ValueError('too many edges for 21 bits')
    words = [0]
    for node in order:
        edges = sorted(node.edges.items())
        for index, (letter, (value, child)) in enumerate(edges):
            bits = ord(letter) - ord('A') | (index == len(edges) - 1) << 5
            if value is not None:
                bits |= 1 << 6 | value[0] << 7 | value[1] << 9
            words.append(bits | places.get(id(child), 0) << 11)
    return struct.pack(f'<8s{2 + len(words)}I', MAGIC, len(words), places[id(root)], *words)


def decode(data):
    """{word: (surname, given)} of a file: what the encoder is checked with."""
    magic, count, root = struct.unpack_from('<8sII', data)
    if magic != MAGIC or len(data) != 16 + 4 * count:
        raise ValueError('not a lexicon')
    edges = struct.unpack_from(f'<{count}I', data, 16)
    found, stack = {}, [('', root)]
    while stack:
        prefix, index = stack.pop()
        while True:
            edge = edges[index]
            word = prefix + chr(ord('A') + (edge & 31))
            if edge >> 6 & 1:
                found[word] = (edge >> 7 & 3, edge >> 9 & 3)
            if edge >> 11:
                stack.append((word, edge >> 11))
            if edge >> 5 & 1:
                break
            index += 1
    return found
