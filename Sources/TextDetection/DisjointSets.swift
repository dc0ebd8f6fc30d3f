/// Sets of indices that are joined one by one.
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) {
        parents = Array(0..<count)
    }

    mutating func join(_ a: Int, _ b: Int) {
        let first = root(of: a)
        let second = root(of: b)
        // The lower index represents a set, so the result does not depend on the order of joins.
        parents[max(first, second)] = min(first, second)
    }

    /// The sets, by their lowest member, members ascending.
    mutating func sets() -> [[Int]] {
        var positions = [Int](repeating: -1, count: parents.count)
        var sets: [[Int]] = []
        for index in parents.indices {
            let root = root(of: index)
            if positions[root] < 0 {
                positions[root] = sets.count
                sets.append([])
            }
            sets[positions[root]].append(index)
        }
        return sets
    }

    private mutating func root(of index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }
}
