internal import RedactionReport

/// A rule found something in a line.
struct RuleMatch: Hashable, Sendable {
    var infoType: InfoType
    /// Of the rule, as a report names it.
    var name: String
    /// The pieces of the line that it is about.
    var pieces: Range<Int>

    init(_ infoType: InfoType, _ name: String, _ pieces: Range<Int>) {
        self.infoType = infoType
        self.name = name
        self.pieces = pieces
    }
}

/// A line with what the vocabulary says of it, as rules that would take technical numbers for
/// identifiers need it.
struct RuleInput: Sendable {
    var text: LineText
    /// For each piece, whether it is a number with its unit, a setting with its value, or the like.
    var isTechnical: [Bool]
    /// For each piece, whether it is a word that is known to name nobody.
    var isKnown: [Bool]

    var pieces: [LineText.Piece] { text.pieces }
    var count: Int { text.pieces.count }
}

/// All rules, the telling ones first.
enum Rules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        let labels = LabelRules.matches(in: input)
        var matches = labels.map(\.match)
        matches += DateRules.matches(in: input)
        matches += TimeRules.matches(in: input)
        matches += AgeRules.matches(in: input)
        matches += ContactRules.matches(in: input)
        matches += AddressRules.matches(in: input)
        matches += InstitutionRules.matches(in: input)
        matches += NameRules.matches(in: input, labels: labels)
        matches += ChecksumRules.matches(in: input)
        // What is told by more than its length needs no second name.
        let told = matches
        let rest = IdentifierRules.matches(in: input) + MisreadRules.matches(in: input)
        matches += rest.filter { identifier in
            !told.contains { other in
                other.pieces.overlaps(identifier.pieces)
                    && InfoType.numbered.contains(other.infoType)
            }
        }
        return matches
    }
}

extension InfoType {
    /// Types whose values are digits, by which a number is explained.
    static let numbered: Set<InfoType> = [
        .accessionNumber, .creditCardNumber, .date, .dateOfBirth, .deviceSerialNumber, .ipAddress,
        .macAddress, .medicalRecordNumber, .passport, .phoneNumber, .time, .uid, .url,
        .usDriversLicenseNumber, .usSocialSecurityNumber, .emailAddress,
    ]
}
