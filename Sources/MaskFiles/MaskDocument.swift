package import ConfigurationFiles
package import KnownMasks

/// What a file of rules says, and what is wrong with it.
package struct MaskDocument: Sendable {
    package var set: MaskRuleSet
    /// Where each rule begins, by its id.
    package var places: [String: FilePlace]
    package var findings: [MaskFinding]

    package init(
        set: MaskRuleSet = MaskRuleSet(), places: [String: FilePlace] = [:],
        findings: [MaskFinding] = []
    ) {
        self.set = set
        self.places = places
        self.findings = findings
    }

    /// Whether the rules mean what the file says: with one error they are not used.
    package var isSound: Bool { !findings.contains { $0.severity == .error } }
}

/// Something of a file of rules that a person should look at.
package struct MaskFinding: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
        /// Used for something that is said and may be meant.
        case note
        /// The rule is read, and does hardly what its author meant.
        case warning
        /// It cannot be read, or not be expressed: the file is not used.
        case error

        package static func < (left: Severity, right: Severity) -> Bool {
            let order = allCases
            return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }
    }

    package enum Code: String, Hashable, Sendable, CaseIterable {
        // Reading.
        case syntax
        case unknownKey = "unknown_key"
        case wrongValue = "wrong_value"
        case notExpressible = "not_expressible"
        case ignoredField = "ignored_field"
        // Meaning.
        case duplicateID = "duplicate_id"
        case misspeltKeyword = "misspelt_keyword"
        case impossibleValue = "impossible_value"
        case suspectTag = "suspect_tag"
        case tagInsideSequence = "tag_inside_sequence"
        case patternSign = "pattern_sign"
        case numberAsText = "number_as_text"
        case joinMissing = "join_missing"
        case joinIgnoredByTool = "join_ignored_by_tool"
        case malformedRegion = "malformed_region"
        case outsideImage = "outside_image"
        case deadRule = "dead_rule"
        case shadowedRule = "shadowed_rule"
        case conflict
        case unlikelySize = "unlikely_size"
        case wideKeepArea = "wide_keep_area"
        case emptyMask = "empty_mask"
        case alwaysMatches = "always_matches"
    }

    package var severity: Severity
    package var code: Code
    package var place: FilePlace?
    package var ruleID: String?
    /// What was expected and found. A file of rules holds names of devices, none of patients: it may be quoted.
    package var detail: String

    package init(
        _ severity: Severity, _ code: Code, at place: FilePlace? = nil, rule: String? = nil,
        _ detail: String
    ) {
        self.severity = severity
        self.code = code
        self.place = place
        self.ruleID = rule
        self.detail = detail
    }
}
