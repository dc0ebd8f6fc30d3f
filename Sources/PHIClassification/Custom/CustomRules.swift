internal import LinearPatterns
internal import RedactionPolicy
internal import RedactionReport

/// A pattern of a configuration cannot be used. Names it by its place; the pattern is the user's own.
package struct ClassificationError: Error, Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// Pattern so-and-so, from 0, of the custom infoType so-and-so, from 0.
        case customInfoType(Int, pattern: Int)
        case allowList(Int)
        case denyList(Int)
    }
    package var place: Place
    /// In words, lower case.
    package var reason: String
    /// Characters of the pattern before the fault.
    package var offset: Int

    package init(place: Place, reason: String, offset: Int) {
        self.place = place
        self.reason = reason
        self.offset = offset
    }
}

extension ClassificationError: CustomStringConvertible {
    package var description: String {
        let name =
            switch place {
            case .customInfoType(let type, let pattern):
                "pattern \(pattern + 1) of custom infoType \(type + 1)"
            case .allowList(let index): "pattern \(index + 1) of the allow list"
            case .denyList(let index): "entry \(index + 1) of the deny list"
            }
        return "\(name) cannot be used: \(reason), after \(offset) characters"
    }
}

/// What the user's configuration adds to the rules: infoTypes of their own, allow and deny lists.
struct CustomRules: Sendable {
    private struct CustomType: Sendable {
        var name: InfoType
        var patterns: [LinearPattern]
        var phrases: [Phrase]
        var minimumConfidence: Double
    }

    private var types: [CustomType] = []
    private var allowed: [LinearPattern] = []
    private var denied: [Phrase] = []

    init(_ configuration: ClassificationConfiguration) throws(ClassificationError) {
        for (index, type) in configuration.customInfoTypes.enumerated() {
            var patterns: [LinearPattern] = []
            for (number, pattern) in type.patterns.enumerated() {
                patterns.append(
                    try Self.compiled(pattern, .customInfoType(index, pattern: number)))
            }
            types.append(
                CustomType(
                    name: type.name, patterns: patterns, phrases: type.words.map(Phrase.init),
                    minimumConfidence: type.minimumConfidence ?? 0))
        }
        for (index, pattern) in configuration.allowList.enumerated() {
            allowed.append(try Self.compiled(pattern, .allowList(index)))
        }
        denied = configuration.denyList.map(Phrase.init)
    }

    private static func compiled(
        _ pattern: String, _ place: ClassificationError.Place
    ) throws(ClassificationError) -> LinearPattern {
        do {
            return try LinearPattern(pattern)
        } catch {
            throw ClassificationError(place: place, reason: error.reason, offset: error.offset)
        }
    }

    /// Types of the user's own that a line is of.
    func infoTypes(of text: LineText, reading: String, confidence: Double) -> [InfoType] {
        types.filter { type in
            confidence >= type.minimumConfidence
                && (type.patterns.contains { $0.matches(reading) }
                    || type.phrases.contains { $0.isIn(text) })
        }.map(\.name)
    }

    func allows(_ reading: String) -> Bool {
        allowed.contains { $0.matches(reading, wholly: true) }
    }

    func denies(_ text: LineText) -> Bool { denied.contains { $0.isIn(text) } }
}

/// Words in their order, found whole, whatever their case and however their look-alikes were read.
struct Phrase: Sendable {
    private let words: [String]

    init(_ phrase: String) { words = LineText(phrase).pieces.map(\.skeleton) }

    func isIn(_ text: LineText) -> Bool {
        guard !words.isEmpty, text.pieces.count >= words.count else { return false }
        return (0...(text.pieces.count - words.count)).contains { start in
            words.indices.allSatisfy { text.pieces[start + $0].skeleton == words[$0] }
        }
    }
}
