/// What it costs to take one symbol for another, in sixteenths of an edit.
///
/// The pairs are those that text recognition confuses in the fonts of scanners: first what is one
/// shape in some font (0 and O, 1 and l, rn and m), then what differs by a stroke.
enum ConfusionCosts {
    static let edit: Int32 = 16
    static let confusable: Int32 = 3
    static let similar: Int32 = 8
    static let faint: Int32 = 12
    /// Another reading that the recogniser itself thought of.
    static let alternative: Int32 = 3

    /// By pattern symbol times `SymbolFolding.tableSize` plus text symbol.
    static let table: [Int32] = {
        let size = SymbolFolding.tableSize
        var table = [Int32](repeating: edit, count: size * size)
        func set(_ groups: [String], _ cost: Int32) {
            for group in groups {
                let symbols = SymbolFolding.symbols(of: group).map { Int($0) }
                for a in symbols {
                    for b in symbols {
                        table[a * size + b] = min(table[a * size + b], cost)
                    }
                }
            }
        }
        set(faintGroups, faint)
        set(similarGroups, similar)
        set(confusableGroups, confusable)
        for symbol in 0..<size { table[symbol * size + symbol] = 0 }
        return table
    }()

    /// For each symbol of the table what may be taken for it, itself included, and at what cost.
    static let alike: [[(symbol: Symbol, cost: Int32)]] = {
        let size = SymbolFolding.tableSize
        return (0..<size).map { pattern in
            (0..<size).compactMap { text in
                let cost = table[pattern * size + text]
                return cost < edit ? (Symbol(text), cost) : nil
            }
        }
    }()

    private static let confusableGroups = ["0OQD", "1IL|", "5S", "8B", "2Z", "6G", "4A", "7T"]
    private static let similarGroups = [
        "CG", "CE", "CO", "EF", "UV", "VY", "MN", "HN", "PR", "KX", "BE", "B3", "38", "U0", "NR",
        "IJ", "IT", "1T", "17", "TY", "VW", "HM", "9Q", "9G", "J1", "Z7", "|T", "|J", "J|",
    ]
    private static let faintGroups = [
        "AO", "EO", "NU", "HB", "FT", "S8", "S3", "E3", "DB", "PF", "RK", "RB", "06", "08", "68",
        "56", "89", "53", "Z3", "A6", "JL", "YX", "HK", "GO",
    ]

    /// - Returns: the cost of reading `text` where `pattern` stands.
    @inline(__always)
    static func substitution(_ pattern: Symbol, _ text: Symbol) -> Int32 {
        if pattern == text { return 0 }
        let size = Symbol(SymbolFolding.tableSize)
        guard pattern < size, text < size else { return edit }
        return table[Int(pattern * size + text)]
    }

    /// The cost of a symbol that was read and is not there, or is there and was not read: thin
    /// strokes come and go.
    @inline(__always)
    static func gap(_ symbol: Symbol) -> Int32 {
        switch symbol {
        case SymbolFolding.stroke: confusable
        case 1, 18, 21: faint
        default: edit
        }
    }

    /// Two symbols that look like one.
    struct Pair: Sendable {
        var single: Symbol
        var cost: Int32
    }

    /// What the two symbols may be one for.
    @inline(__always)
    static func pair(_ first: Symbol, _ second: Symbol) -> Pair? {
        switch (first, second) {
        // r n: m
        case (27, 23): Pair(single: 22, cost: confusable)
        // c l, c 1, c I: d
        case (12, 21), (12, 1), (12, 18): Pair(single: 13, cost: confusable)
        // v v: w
        case (31, 31): Pair(single: 32, cost: confusable)
        // i i, l i, i l, l l: u
        case (18, 18), (21, 18), (18, 21), (21, 21): Pair(single: 30, cost: similar)
        // n n, i n: m
        case (23, 23), (18, 23), (23, 18): Pair(single: 22, cost: similar)
        // l o, I o, 1 0: b
        case (21, 24), (18, 24), (1, 0): Pair(single: 11, cost: faint)
        default: nil
        }
    }
}
