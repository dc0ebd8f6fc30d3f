"""Rules of one device and size from several sets become one: the union of their boxes, all sources named."""
import itertools

from .criteria import all_of, conjuncts, implies, paths, tests, words

MODEL = 'ManufacturerModelName'
# What one source asks for and another does not, of the same device.
SIDE_CONDITIONS = {'Manufacturer', 'Modality', 'SOPClassUID', 'SequenceOfUltrasoundRegions', 'PixelSpacing'}


class Rule:
    """One size, or none; boxes are (x, y, width, height), a length None to the edge."""

    def __init__(self, criterion, size, boxes, action, sources, notes):
        self.criterion = criterion
        self.size = size
        self.boxes = boxes
        self.action = action
        self.sources = list(sources)
        self.notes = list(notes)
        self.more_sizes = []

    @property
    def sizes(self):
        return [self.size] * (self.size is not None) + self.more_sizes

    def absorb(self, other):
        self.sources += [one for one in other.sources if one not in self.sources]
        self.notes += [one for one in other.notes if one not in self.notes]


def clip(boxes, size):
    """(boxes inside the image, notes); of a length that is not known the box is to be cut when it is painted."""
    rows, columns = size or (None, None)
    kept, notes = [], []
    for x, y, width, height in boxes:
        if (columns and x >= columns) or (rows and y >= rows):
            notes.append(f'box {x},{y} {width}x{height} left out: it lies outside of the image')
            continue
        inner = (x, y, inside(x, width, columns), inside(y, height, rows))
        # One column or row more than there is, is how some sources count.
        cut = [length - (there or length) for length, there in zip((width, height), inner[2:])]
        if max(cut) > 1 and width < 10_000:
            notes.append(f'box {x},{y} {width}x{height} cut at the edge of the image')
        kept.append(inner)
    return kept, notes


def inside(start, length, limit):
    if limit:
        return min(length, limit - start)
    return None if length >= 10_000 else length


def covers(outer, inner):
    """Whether a box holds all of another one."""
    def reaches(start, length, other, other_length):
        if start > other or (length is not None and other_length is None):
            return False
        return length is None or start + length >= other + other_length
    return reaches(outer[0], outer[2], inner[0], inner[2]) and reaches(outer[1], outer[3], inner[1], inner[3])


def are_alike(boxes, others):
    """Whether they are the same boxes, but for a column and a row that some sources count more."""
    def is_near(length, other):
        return length == other or (None not in (length, other) and abs(length - other) <= 1)
    return len(boxes) == len(others) and all(
        box[:2] == other[:2] and all(map(is_near, box[2:], other[2:]))
        for box, other in zip(sorted(boxes), sorted(others)))


def union(boxes):
    boxes = list(dict.fromkeys(boxes))
    boxes = [box for box in boxes if not any(other != box and covers(other, box) for other in boxes)]
    joined = True
    while joined:
        joined = False
        for one, two in itertools.combinations(boxes, 2):
            if together := whole(one, two):
                boxes = [box for box in boxes if box not in (one, two)] + [together]
                joined = True
                break
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def whole(one, two):
    """The box that two boxes side by side, or one over the other, fill."""
    for a, b in ((one, two), (two, one)):
        if None in a + b:
            continue
        if a[1] == b[1] and a[3] == b[3] and a[0] <= b[0] <= a[0] + a[2]:
            return (a[0], a[1], max(a[0] + a[2], b[0] + b[2]) - a[0], a[3])
        if a[0] == b[0] and a[2] == b[2] and a[1] <= b[1] <= a[1] + a[3]:
            return (a[0], a[1], a[2], max(a[1] + a[3], b[1] + b[3]) - a[1])
    return None


def models(criterion):
    found = words(criterion, MODEL)
    return frozenset(''.join(filter(str.isalnum, word.lower())) for word in found) if found else None


def is_same_device(strict, loose):
    """Whether the stricter criterion asks for the same device, in more detail only."""
    if not implies(strict, loose) or models(strict) != models(loose):
        return False
    for part in conjuncts(strict):
        if implies(loose, part) or paths(part) <= SIDE_CONDITIONS | {MODEL}:
            continue
        # What an image of the device must not be.
        if part[0] != 'not' or paths(part) != {'ImageType'}:
            return False
    return True


def merge(rules):
    """Of one size, rules of one device become that with the loosest criterion."""
    merged = []
    for rule in rules:
        for other in merged:
            if other.size != rule.size or other.action != rule.action:
                continue
            if is_same_device(rule.criterion, other.criterion):
                break
            if is_same_device(other.criterion, rule.criterion):
                other.criterion = rule.criterion
                break
        else:
            merged.append(rule)
            continue
        if rule.action == 'mask' and not are_alike(union(rule.boxes), union(other.boxes)):
            text = 'its sources differ: all of their boxes are painted'
            other.notes += [text] if text not in other.notes else []
        other.boxes = union(other.boxes + rule.boxes)
        other.absorb(rule)
    return merged


def settle(rules):
    """Merges until nothing changes: a looser criterion may take in rules that were before it."""
    while len(fewer := merge(rules)) < len(rules):
        rules = fewer
    return rules


def branches(criterion):
    """A criterion for each of the models that it names."""
    parts = conjuncts(criterion)
    for index, part in enumerate(parts):
        if part[0] == 'any' and paths(part) == {MODEL}:
            return [all_of(parts[:index] + [one] + parts[index + 1:]) for one in part[1]]
    return [criterion]


def is_within(size, other):
    if other is None:
        return True
    return size is not None and all(b is None or a == b for a, b in zip(size, other))


def drop_covered(rules):
    """Leaves out what other rules paint anyway, and a `pass` where another source knows of text."""
    kept = list(rules)
    for rule in rules:
        answers = []
        for branch in branches(rule.criterion):
            wider = [other for other in kept
                     if other is not rule and other.action == 'mask' and is_within(rule.size, other.size)
                     and implies(branch, other.criterion)
                     and all(any(covers(box, own) for box in other.boxes) for own in rule.boxes)]
            answers.append(wider)
        if not all(answers):
            continue
        kept.remove(rule)
        for other in {id(one): one for wider in answers for one in wider[:1]}.values():
            if rule.action == 'pass':
                note = f'{rule.sources[0][0]} knows of no text'
                other.notes += [note] if note not in other.notes else []
            other.absorb(rule)
    return kept


def join_sizes(rules):
    """Rules that differ in nothing but their size become one with several sizes."""
    joined = {}
    for rule in rules:
        key = (repr(rule.criterion), tuple(rule.boxes), rule.action, rule.size is None)
        first = joined.setdefault(key, rule)
        if first is not rule:
            first.more_sizes.append(rule.size)
            first.absorb(rule)
    return list(joined.values())
