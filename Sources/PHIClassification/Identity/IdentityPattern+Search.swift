/// Where a pattern was found.
struct PatternHit: Hashable {
    /// In sixteenths of an edit.
    var cost: Int32
    var range: Range<Int>
}

/// Rows for the search, kept from pattern to pattern.
struct SearchSpace {
    fileprivate var before = Array(repeating: Int32(0), count: IdentityPattern.longest + 1)
    fileprivate var previous = Array(repeating: Int32(0), count: IdentityPattern.longest + 1)
    fileprivate var current = Array(repeating: Int32(0), count: IdentityPattern.longest + 1)
}

extension IdentityPattern {
    /// The cheapest place of the pattern in a line, within its budget.
    /// - Complexity: O(n) in the line where the quick look finds nothing, else O(n m).
    func search(_ line: FoldedLine, _ space: inout SearchSpace) -> PatternHit? {
        guard mayOccur(in: line) else { return nil }
        return align(line, &space)
    }

    /// Whether the symbols come in about this order, by Myers' bit-parallel edit distance over
    /// classes of symbols that look alike.
    private func mayOccur(in line: FoldedLine) -> Bool {
        var missing = 0
        for alike in needed where alike & line.present == 0 { missing += 1 }
        guard missing <= quickBudget else { return false }
        let length = symbols.count
        guard length > quickBudget else { return true }
        let last: UInt64 = 1 << UInt64(length - 1)
        var positive: UInt64 = length == 64 ? .max : (1 << UInt64(length)) - 1
        var negative: UInt64 = 0
        var distance = length
        for index in line.symbols.indices {
            var equal = places(of: line.symbols[index])
            if !line.alternatives.isEmpty {
                for other in line.alternatives[index] { equal |= places(of: other) }
            }
            // Myers 1999, figure 6.
            let vertical = equal | negative
            let horizontal = (((equal & positive) &+ positive) ^ positive) | equal
            var plus = negative | ~(horizontal | positive)
            var minus = positive & horizontal
            if plus & last != 0 { distance += 1 }
            if minus & last != 0 { distance -= 1 }
            if distance <= quickBudget { return true }
            plus <<= 1
            minus <<= 1
            positive = minus | ~(vertical | plus)
            negative = plus & vertical
        }
        return false
    }

    @inline(__always)
    private func places(of symbol: Symbol) -> UInt64 {
        if symbol < Symbol(SymbolFolding.tableSize) { return places[Int(symbol)] }
        for other in otherPlaces where other.symbol == symbol { return other.places }
        return 0
    }

    /// Sellers' search with weights. A cell holds a cost and, in its low half, where the match
    /// begins, so that the smaller of two cells is the cheaper one.
    private func align(_ line: FoldedLine, _ space: inout SearchSpace) -> PatternHit? {
        let length = symbols.count
        let text = line.symbols
        let unreachable: Int32 = .max / 2
        func cell(_ cost: Int32) -> Int32 { cost << 16 }
        var best: PatternHit?
        let none = PatternPair.none(length)
        let pairs = symbolPairs ?? none

        space.previous[0] = cell(edges.cost(line.boundaries[0]))
        for row in 1...length {
            space.previous[row] =
                space.previous[row - 1] + cell(ConfusionCosts.gap(symbols[row - 1]))
            space.before[row] = unreachable
        }
        space.before[0] = unreachable
        for place in 1...text.count {
            let symbol = text[place - 1]
            let isParted = line.boundaries[place - 1] == .hard
            let others = line.alternatives.isEmpty ? [] : line.alternatives[place - 1]
            let insertion = cell(ConfusionCosts.gap(symbol))
            let textPair =
                place > 1 && !isParted ? ConfusionCosts.pair(text[place - 2], symbol) : nil
            let start = Int32(place)
            space.current[0] = cell(edges.cost(line.boundaries[place])) + start
            for row in 1...length {
                let wanted = symbols[row - 1]
                var cost = ConfusionCosts.substitution(wanted, symbol)
                if cost > ConfusionCosts.alternative {
                    for other in others where other == wanted { cost = ConfusionCosts.alternative }
                }
                if isParted, row > 1, partings & (1 << UInt64(row - 1)) == 0 { cost += gapCost }
                var value = space.previous[row - 1] + cell(cost)
                if row < length {
                    value = min(value, space.previous[row] + insertion)
                }
                value = min(
                    value, space.current[row - 1] + cell(ConfusionCosts.gap(wanted)))
                if let textPair, textPair.single == wanted {
                    value = min(value, space.before[row - 1] + cell(textPair.cost))
                }
                if row > 1, pairs[row - 1].single == symbol {
                    value = min(value, space.previous[row - 2] + cell(pairs[row - 1].cost))
                }
                space.current[row] = value
            }
            let end = space.current[length]
            let total = (end >> 16) + edges.cost(line.boundaries[place])
            if total <= budget, total < best?.cost ?? .max {
                let range = Int(end & 0xFFFF)..<place
                if !range.isEmpty, hasStructure(line, range) {
                    best = PatternHit(cost: total, range: range)
                }
            }
            swap(&space.before, &space.previous)
            swap(&space.previous, &space.current)
        }
        return best
    }

    /// Whether words part where they should.
    private func hasStructure(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
        if standsAlone {
            let beside = [range.lowerBound - 1, range.upperBound]
            for place in beside where line.symbols.indices.contains(place) {
                if SymbolFolding.isDigit(line.symbols[place]) { return false }
            }
        }
        guard structure != .free else { return true }
        for place in range.dropFirst() {
            let isParted = line.boundaries[place] == .hard
            let own = partings & (1 << UInt64(place - range.lowerBound)) != 0
            switch structure {
            case .free: break
            case .whole: if isParted, !own { return false }
            case .separated: if isParted != own { return false }
            case .separatedBy(let sign):
                if isParted != own || (own && line.separators[place] != sign) { return false }
            }
        }
        // Glued or parted, but not parted here and glued there.
        if structure == .whole, partings != 0 {
            let parted = range.dropFirst().count { line.boundaries[$0] == .hard }
            return parted == 0 || parted == partings.nonzeroBitCount
        }
        return true
    }

    /// For each place the symbol that it and the one before it may look like.
    private var symbolPairs: [ConfusionCosts.Pair]? {
        var pairs: [ConfusionCosts.Pair]?
        for row in symbols.indices.dropFirst() {
            guard let pair = ConfusionCosts.pair(symbols[row - 1], symbols[row]) else { continue }
            if pairs == nil { pairs = PatternPair.none(symbols.count) }
            pairs?[row] = pair
        }
        return pairs
    }
}

private enum PatternPair {
    static func none(_ count: Int) -> [ConfusionCosts.Pair] {
        Array(repeating: ConfusionCosts.Pair(single: .max, cost: 0), count: count)
    }
}
