package import RedactionPolicy
package import RedactionReport
package import TextRecognition

/// Looks in lines of text for what is known of one instance. Made once an instance.
///
/// Each value becomes the ways in which it may be written (`NamePatterns`, `DatePatterns`, ...);
/// each is looked for by an edit distance in which what recognition confuses costs little
/// (`ConfusionCosts`). How much may differ goes by length: short values must be the same.
package struct IdentityMatcher: Sendable {
    package struct Match: Hashable, Sendable {
        package var infoType: InfoType
        package var witness: Witness
        /// How alike value and text are, 0...1.
        package var similarity: Double

        package init(infoType: InfoType, witness: Witness, similarity: Double = 1) {
            self.infoType = infoType
            self.witness = witness
            self.similarity = similarity
        }
    }

    private let values: [IdentityValue]
    private let patterns: [IdentityPattern]

    /// Values beyond this many are not looked for: no header has them.
    package static let mostValues = 1_024

    package init(_ identity: KnownIdentity) {
        values = Array(identity.values.prefix(Self.mostValues))
        patterns = PatternSet(values).patterns
    }

    /// Whether there is nothing to look for.
    package var isEmpty: Bool { patterns.isEmpty }

    /// Whatever of the known values the line shows, read with the confusions of text recognition;
    /// what explains most of the line comes first.
    package func matches(in line: RecognizedLine) -> [Match] {
        guard !patterns.isEmpty else { return [] }
        let folded = FoldedLine(line)
        guard !folded.isEmpty else { return [] }
        let numbered = MonthNames.numbered(folded)
        var space = SearchSpace()
        var found: [Found] = []
        for pattern in patterns {
            let text = pattern.isDate ? numbered ?? folded : folded
            guard let hit = pattern.search(text, &space) else { continue }
            found.append(
                Found(
                    value: pattern.value, hit: hit, length: pattern.symbols.count,
                    isNumbered: pattern.isDate && numbered != nil))
        }
        return Self.matches(found, values)
    }

    private static let mostFound = 256

    private struct Found {
        var value: Int
        var hit: PatternHit
        var length: Int
        /// Whether its range is one of the line with months as numbers.
        var isNumbered: Bool

        /// What the hit explains, in sixteenths of a symbol.
        var weight: Int { length * Int(ConfusionCosts.edit) - Int(hit.cost) }

        /// Whether another value explains the same text better.
        func isBeaten(by other: Found) -> Bool {
            other.isNumbered == isNumbered && other.value != value && other.hit.cost < hit.cost
                && other.hit.range.lowerBound <= hit.range.lowerBound
                && other.hit.range.upperBound >= hit.range.upperBound
        }
    }

    private static func matches(_ found: [Found], _ values: [IdentityValue]) -> [Match] {
        var best: [Match] = []
        var known: Set<Match> = []
        // All patterns of a hostile header may match; a few hundred tell what a line is.
        let found = found.sorted { $0.hit.cost < $1.hit.cost }.prefix(mostFound)
        let sorted = found.filter { one in !found.contains { one.isBeaten(by: $0) } }
            .sorted { ($0.weight, $1.value) > ($1.weight, $0.value) }
        for one in sorted {
            let value = values[one.value]
            // One witness a value and type: the best, which comes first.
            let key = Match(infoType: value.infoType, witness: value.witness)
            guard known.insert(key).inserted else { continue }
            let whole = Double(one.length * Int(ConfusionCosts.edit))
            best.append(
                Match(
                    infoType: value.infoType, witness: value.witness,
                    similarity: 1 - Double(one.hit.cost) / whole))
        }
        return best
    }
}

extension IdentityMatcher: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    package var description: String { "matcher of \(values.count) values" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
