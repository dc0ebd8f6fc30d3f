/// How a person's name may be written.
///
/// A PN (PS3.5 6.2.1) has up to three groups: as in Latin letters, in ideographs and by sound; each
/// has five components. A name without carets is split at its comma or its spaces.
enum NamePatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        var patterns: [IdentityPattern] = []
        for group in value.split(separator: "=").prefix(3) {
            for spelling in spellings(of: String(group)) {
                add(Name(spelling), to: &patterns)
            }
        }
        return patterns
    }

    /// A name as it is, with umlauts written out, and with what looks written out as umlauts.
    private static func spellings(of name: String) -> [String] {
        var spellings = [name]
        let upper = name.uppercased()
        var long = upper
        for (short, written) in umlauts { long = long.replacing(short, with: written) }
        if long != upper { spellings.append(long) }
        var short = upper
        for pair in ["AE", "OE", "UE"] where upper.count >= 5 {
            short = short.replacing(pair, with: String(pair.prefix(1)))
        }
        if short != upper, !short.allSatisfy({ $0 == "^" }) { spellings.append(short) }
        return spellings
    }

    private static let umlauts = [
        ("Ä", "AE"), ("Ö", "OE"), ("Ü", "UE"), ("Ø", "OE"), ("Å", "AA"),
    ]

    private struct Name {
        /// Words of the family name, of the given name, of the middle name.
        var family: [[Symbol]] = []
        var given: [[Symbol]] = []
        var middle: [[Symbol]] = []

        init(_ text: String) {
            // PS3.5 6.2.1.1: family, given, middle, prefix, suffix. Prefix and suffix are titles.
            var parts = text.split(separator: "^", omittingEmptySubsequences: false).map(
                String.init)
            if parts.count == 1 {
                parts = text.split(separator: ",", maxSplits: 1).map(String.init)
            }
            let words = parts.prefix(3).map { part in
                part.foldedWords().filter { !Self.titles.contains($0) }
            }
            switch words.count {
            case 0: break
            case 1:
                // In the order of speech; the permutations make up for other orders.
                let all = words[0]
                family = Array(all.suffix(1))
                given = Array(all.dropLast().prefix(1))
                middle = Array(all.dropLast().dropFirst())
            default:
                family = words[0]
                given = words[1]
                if words.count > 2 { middle = words[2] }
            }
        }

        static let titles: Set<[Symbol]> = Set(
            ["DR", "MD", "PHD", "PROF", "MR", "MRS", "MS", "MISS", "HERR", "FRAU", "MED", "DIPL"]
                .map { SymbolFolding.symbols(of: $0) })
        /// Parts of names that are words of many names.
        static let particles: Set<[Symbol]> = Set(
            [
                "VON", "VAN", "DER", "DEN", "DEL", "DOS", "DAS", "BIN", "IBN", "ABU", "SAN", "THE",
                "AND", "III",
            ]
            .map { SymbolFolding.symbols(of: $0) })
    }

    private static func add(_ name: Name, to patterns: inout [IdentityPattern]) {
        func add(
            _ words: [[Symbol]], _ structure: IdentityPattern.Structure = .free,
            budget: Int32? = nil, edges: IdentityPattern.EdgeCosts? = nil
        ) {
            let count = words.reduce(0) { $0 + $1.count }
            let isShort = count <= 4
            let pattern = IdentityPattern(
                words, structure: isShort && structure == .free ? .whole : structure,
                budget: budget, edges: edges, gapCost: count < 8 ? ConfusionCosts.confusable : 0)
            if let pattern { patterns.append(pattern) }
        }
        for component in [name.family, name.given, name.middle] {
            for word in component where isTelling(word) { add([word]) }
            if component.count > 1 { add(component) }
        }
        guard !name.family.isEmpty, !name.given.isEmpty else { return }
        add(name.family + name.given)
        add(name.given + name.family)
        if !name.middle.isEmpty {
            add(name.family + name.given + name.middle)
            add(name.given + name.middle + name.family)
        }
        addInitials(name, add)
    }

    private static func isTelling(_ word: [Symbol]) -> Bool {
        if word.contains(where: SymbolFolding.isIdeographic) { return word.count >= 2 }
        return word.count >= 3 && !Name.particles.contains(word)
    }

    private static func addInitials(
        _ name: Name,
        _ add: ([[Symbol]], IdentityPattern.Structure, Int32?, IdentityPattern.EdgeCosts?) -> Void
    ) {
        let initials = [name.given, name.middle, name.family].compactMap { component in
            component.first?.first
        }
        guard !initials.contains(where: SymbolFolding.isIdeographic) else { return }
        // A family name of two letters tells nothing by itself: with an initial it does.
        if name.family.count == 1, name.family[0].count == 2 {
            add([name.family[0], [initials[0]]], .separated, 0, .mustPart)
            add([[initials[0]], name.family[0]], .separated, 0, .mustPart)
        }
        if initials.count == 3 {
            add([initials], .whole, 0, .mustPart)
            add([[initials[2]] + initials.prefix(2)], .whole, 0, .mustPart)
        }
        // J.D., but not JD: two letters stand for many things.
        add(initials.map { [$0] }, .separatedBy(UInt8(ascii: ".")), 0, .mustPart)
    }
}
