/// One way in which a known value may be written: symbols to look for, and how strictly.
struct IdentityPattern {
    /// Which places of a match may lie at the parting of words.
    enum Structure: Hashable {
        /// Any.
        case free
        /// Only those that part the pattern itself, or none.
        case whole
        /// Those that part the pattern itself, all of them.
        case separated
        /// As `separated`, each by this sign.
        case separatedBy(UInt8)
    }

    /// What it costs to begin or end at a boundary of each kind.
    struct EdgeCosts: Hashable {
        var none: Int32
        var soft: Int32

        static let mustPart = EdgeCosts(none: .edgeForbidden, soft: 0)
        static let mayTouch = EdgeCosts(none: 0, soft: 0)

        @inline(__always)
        func cost(_ boundary: FoldedLine.Boundary) -> Int32 {
            switch boundary {
            case .none: none
            case .soft: soft
            case .hard: 0
            }
        }
    }

    let symbols: [Symbol]
    /// Bit i: the pattern's own words part before symbol i.
    let partings: UInt64
    let structure: Structure
    /// The most that a match may cost, in sixteenths of an edit.
    let budget: Int32
    let edges: EdgeCosts
    /// For words of the text that part where the pattern does not.
    let gapCost: Int32
    /// Where the pattern is one of a date, it is looked for where months are numbers.
    let isDate: Bool
    /// Whether no digit may stand before or behind a match.
    let standsAlone: Bool
    /// Index of the value in the identity.
    var value: Int

    /// For each symbol of the table the places of the pattern where it may stand.
    let places: [UInt64]
    /// The same for symbols of other scripts.
    let otherPlaces: [(symbol: Symbol, places: UInt64)]
    /// Symbols of the table that the pattern is of, each by itself.
    let needed: [UInt64]
    /// The most edits that the quick look lets pass.
    let quickBudget: Int

    static let longest = 64

    /// - Returns: `nil` where there is nothing to look for.
    init?(
        _ words: [[Symbol]], structure: Structure = .free, budget: Int32? = nil,
        edges: EdgeCosts? = nil, gapCost: Int32 = 0, isDate: Bool = false,
        standsAlone: Bool = false, value: Int = 0
    ) {
        var symbols: [Symbol] = []
        var partings: UInt64 = 0
        for word in words where !word.isEmpty {
            if !symbols.isEmpty, symbols.count < Self.longest {
                partings |= 1 << UInt64(symbols.count)
            }
            symbols += word
        }
        symbols = Array(symbols.prefix(Self.longest))
        guard !symbols.isEmpty else { return nil }
        self.symbols = symbols
        self.partings = partings
        self.structure = structure
        let budget = budget ?? Self.budget(length: symbols.count)
        self.budget = budget
        self.edges = edges ?? Self.edges(length: symbols.count)
        self.gapCost = gapCost
        self.isDate = isDate
        self.standsAlone = standsAlone
        self.value = value

        var places = [UInt64](repeating: 0, count: SymbolFolding.tableSize)
        var others: [(symbol: Symbol, places: UInt64)] = []
        var needed: [UInt64] = []
        for (place, symbol) in symbols.enumerated() {
            let bit: UInt64 = 1 << UInt64(place)
            guard symbol < Symbol(SymbolFolding.tableSize) else {
                if let index = others.firstIndex(where: { $0.symbol == symbol }) {
                    others[index].places |= bit
                } else {
                    others.append((symbol, bit))
                }
                continue
            }
            var alike: UInt64 = 0
            for other in ConfusionCosts.alike[Int(symbol)] where other.cost <= budget {
                places[Int(other.symbol)] |= bit
                alike |= 1 << UInt64(other.symbol)
            }
            needed.append(alike)
        }
        self.places = places
        otherPlaces = others
        self.needed = needed
        let hasPairs = Self.hasPairs(symbols)
        // Of one pair for a single symbol the quick look sees an edit that costs next to nothing.
        quickBudget =
            hasPairs && budget >= ConfusionCosts.confusable
            ? 1 + Int((budget - ConfusionCosts.confusable) / ConfusionCosts.faint)
            : Int(budget / ConfusionCosts.faint)
    }

    /// A quarter of the letters but one; short ones are the same or nearly so.
    ///
    /// Measured on lines of ultrasound, CT and radiography screens: a larger part lets technical
    /// words pass as names.
    static func budget(length: Int) -> Int32 {
        switch length {
        case ...2: 0
        case 3: ConfusionCosts.confusable
        case 4: ConfusionCosts.similar
        default: 4 * Int32(length - 1)
        }
    }

    static func edges(length: Int) -> EdgeCosts {
        switch length {
        case ...4: .mustPart
        case 5, 6: EdgeCosts(none: 12, soft: 0)
        default: EdgeCosts(none: 4, soft: 0)
        }
    }

    private static func hasPairs(_ symbols: [Symbol]) -> Bool {
        // Letters that two others may look like: b, d, m, u, w.
        let singles: Set<Symbol> = [11, 13, 22, 30, 32]
        return symbols.contains(where: singles.contains)
            || zip(symbols, symbols.dropFirst()).contains { pair in
                ConfusionCosts.pair(pair.0, pair.1) != nil
            }
    }
}

extension Int32 {
    /// More than any budget.
    static let edgeForbidden: Int32 = 1 << 12
}
