import RedactionPolicy
import RedactionReport

/// The patterns of an identity, none twice for a value's type.
struct PatternSet {
    private(set) var patterns: [IdentityPattern] = []
    private var known: Set<Key> = []

    private struct Key: Hashable {
        var symbols: [Symbol]
        var partings: UInt64
        var structure: IdentityPattern.Structure
        var infoType: InfoType
        var isDate: Bool
    }

    /// More values would be no header's.
    static let mostPatterns = 8_000

    /// All ways in which the values may be written.
    init(_ values: [IdentityValue]) {
        for (index, value) in values.enumerated() {
            for pattern in Self.patterns(of: value) where patterns.count < Self.mostPatterns {
                let key = Key(
                    symbols: pattern.symbols, partings: pattern.partings,
                    structure: pattern.structure, infoType: value.infoType,
                    isDate: pattern.isDate)
                guard known.insert(key).inserted else { continue }
                var pattern = pattern
                pattern.value = index
                patterns.append(pattern)
            }
        }
        known = []
    }

    private static func patterns(of value: IdentityValue) -> [IdentityPattern] {
        switch value.infoType {
        case .personName, .physicianName, .operatorName: NamePatterns.patterns(of: value.value)
        case .date, .dateOfBirth: DatePatterns.patterns(of: value.value)
        case .time: TimePatterns.patterns(of: value.value)
        case .age: AgePatterns.patterns(of: value.value)
        case .sex: SexPatterns.patterns(of: value.value)
        case .institutionName, .organizationName, .location, .streetAddress:
            PhrasePatterns.patterns(of: value.value)
        case .medicalRecordNumber, .accessionNumber, .deviceSerialNumber, .phoneNumber, .uid,
            .usSocialSecurityNumber, .passport, .creditCardNumber, .emailAddress:
            IdentifierPatterns.patterns(of: value.value)
        default:
            // A type of the user's own: a number or a phrase.
            value.value.contains(where: \.isNumber)
                ? IdentifierPatterns.patterns(of: value.value)
                : PhrasePatterns.patterns(of: value.value)
        }
    }
}

extension StringProtocol {
    /// The parts between characters that are neither letters, digits nor marks on them, folded.
    func foldedWords() -> [[Symbol]] {
        var words: [[Symbol]] = [[]]
        for scalar in unicodeScalars {
            switch SymbolFolding.fold(scalar) {
            case .symbols(let symbols): words[words.count - 1] += symbols
            case .separator: words.append([])
            case .nothing: break
            }
        }
        return words.filter { !$0.isEmpty }
    }
}
