/// Rules as bytes: for the program's own library and for the way to a worker. Read in a fraction of the time
/// that their text takes.
///
///     PXM1 version strings paths tests rules
///
/// Each of the last four is a count and so many elements; a rule names its texts and tests by their place
/// in the tables before it. Numbers are ``ByteCursor``'s.
public enum MaskRuleCoding {
    public struct Failure: Error, Hashable, Sendable {
        public var byteOffset: Int
    }

    static let magic = Array("PXM1".utf8)
    static let version: UInt8 = 1

    /// Criteria inside each other; what is deeper is no set that a person wrote.
    static let deepestCriterion = 64

    /// - Precondition: criteria lie no more than 64 deep in each other, see `MaskRuleSet.problems()`.
    public static func encode(_ set: MaskRuleSet) -> [UInt8] {
        var writer = RuleWriter()
        for rule in set.rules { writer.add(rule) }
        return writer.finish()
    }

    /// - Throws: where the bytes are not what ``encode(_:)`` writes.
    public static func decode(_ bytes: [UInt8]) throws(Failure) -> MaskRuleSet {
        try decode(bytes[...])
    }

    static func decode(_ bytes: ArraySlice<UInt8>) throws(Failure) -> MaskRuleSet {
        var reader = RuleReader(bytes)
        return try reader.ruleSet()
    }
}

extension MaskRuleCoding {
    /// Which optional parts of a rule follow, above the two bits of its action.
    struct Parts: OptionSet {
        var rawValue: UInt8

        static let complete = Parts(rawValue: 1 << 2)
        static let priority = Parts(rawValue: 1 << 3)
        static let group = Parts(rawValue: 1 << 4)
        static let note = Parts(rawValue: 1 << 5)
        static let frames = Parts(rawValue: 1 << 6)
        static let action = Parts(rawValue: 0b11)
        static let all: Parts = [.complete, .priority, .group, .note, .frames, .action]
    }

    enum CriterionCode: UInt8 { case all, any, not, test }

    enum StepCode: UInt8 { case element, privateElement }

    enum OperationCode: UInt8 {
        case equals, contains, startsWith, endsWith, matches, number, present, empty, missing
        case emptyOrMissing

        static let caseSensitive: UInt8 = 0x80
    }

    enum RegionCode: UInt8 { case all, rectangle, ultrasoundRegions }

    /// What a rectangle is besides its numbers.
    struct RectangleParts: OptionSet {
        var rawValue: UInt8

        static let widthToEdge = RectangleParts(rawValue: 1)
        static let heightToEdge = RectangleParts(rawValue: 2)
        static let clipped = RectangleParts(rawValue: 4)
        static let all: RectangleParts = [.widthToEdge, .heightToEdge, .clipped]
    }

    /// The action's number; never another one.
    static let actions: [MaskRule.Action] = [.mask, .pass, .hold, .reject]
    static let comparisons: [ValueTest.Comparison] = [.equal, .less, .atMost, .greater, .atLeast]
    static let groupKinds: [MaskRule.Group.Kind] = [.layered, .first]
    static let areaKinds: [MaskArea.Kind] = [.blank, .keep]
}
