/// Texts that are looked for all at once, in values of many elements.
///
/// Values are short, so that going down the tree from each of their bytes is as fast as an automaton with
/// links for failures, and is built in a fraction of the time.
struct LiteralTrie: Sendable {
    /// Each root is a tree of its own.
    private(set) var nodeCount: Int
    private let rootCount: Int
    /// Open addressing: node and byte of an edge, and the node that it leads to; 0 is a free place, as no
    /// edge leads to a root.
    private var edges: [Edge]
    private var edgeCount = 0
    private var mask: Int
    /// The place of a node in ``ends`` plus one; 0: nothing ends here.
    private var endOfNode: [Int32]
    /// What ends at a node, as a list: value and the next place plus one.
    private var ends: [(value: Int32, next: Int32)] = []

    private struct Edge {
        var node: Int32 = 0
        var target: Int32 = 0
        var byte: UInt8 = 0
    }

    /// - Parameter expected: bytes of all texts, about.
    init(rootCount: Int, expected: Int = 0) {
        self.rootCount = rootCount
        nodeCount = rootCount
        var size = 256
        while size < 2 * min(expected, 1 << 20) { size *= 2 }
        edges = Array(repeating: Edge(), count: size)
        mask = size - 1
        endOfNode = Array(repeating: 0, count: rootCount)
        endOfNode.reserveCapacity(rootCount + min(expected, 1 << 20))
    }

    mutating func insert(_ text: [UInt8], value: Int32, root: Int) {
        var node = Int32(root)
        for byte in text { node = target(from: node, byte) ?? makeNode(from: node, byte) }
        ends.append((value, endOfNode[Int(node)]))
        endOfNode[Int(node)] = Int32(ends.count)
    }

    /// Calls `found` with each value whose text stands at `start`, and where it ends.
    func visit(
        _ text: [UInt8], from start: Int, root: Int, _ found: (_ value: Int, _ end: Int) -> Void
    ) {
        var node = Int32(root)
        var position = start
        while position < text.count, let next = target(from: node, text[position]) {
            node = next
            position += 1
            var place = endOfNode[Int(node)]
            while place > 0 {
                let end = ends[Int(place) - 1]
                found(Int(end.value), position)
                place = end.next
            }
        }
    }

    @inline(__always)
    private func slot(_ node: Int32, _ byte: UInt8) -> Int {
        let key = UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
        return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    @inline(__always)
    private func target(from node: Int32, _ byte: UInt8) -> Int32? {
        var place = slot(node, byte)
        while edges[place].target != 0 {
            if edges[place].node == node, edges[place].byte == byte { return edges[place].target }
            place = (place + 1) & mask
        }
        return nil
    }

    private mutating func makeNode(from node: Int32, _ byte: UInt8) -> Int32 {
        if 2 * (edgeCount + 1) > edges.count { grow() }
        let edge = Edge(node: node, target: Int32(nodeCount), byte: byte)
        put(edge)
        edgeCount += 1
        nodeCount += 1
        endOfNode.append(0)
        return edge.target
    }

    private mutating func put(_ edge: Edge) {
        var place = slot(edge.node, edge.byte)
        while edges[place].target != 0 { place = (place + 1) & mask }
        edges[place] = edge
    }

    private mutating func grow() {
        let old = edges
        edges = Array(repeating: Edge(), count: 2 * old.count)
        mask = edges.count - 1
        for edge in old where edge.target != 0 { put(edge) }
    }
}
