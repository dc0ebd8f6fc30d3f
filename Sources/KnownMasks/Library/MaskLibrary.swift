internal import CMaskLibrary
public import RedactionPolicy

/// The rules that come with pixredact, from `models/masks`.
public enum MaskLibrary {
    /// The rules by device, used unless they are turned off.
    public static func devices() -> MaskRuleSet { MaskRuleSet() }

    /// Rules that are used where they are asked for: filters of other tools. `nil`: there is no such set.
    public static func set(named name: String) -> MaskRuleSet? { nil }

    public static var setNames: [String] { [] }
}

extension MaskConfiguration {
    /// The rules that it asks for, the user's before those of the library.
    ///
    /// - Throws: where ``encodedRules`` are not what ``MaskRuleCoding`` writes.
    public func rules() throws(MaskRuleCoding.Failure) -> MaskRuleSet {
        var set = MaskRuleSet()
        if !encodedRules.isEmpty { set.rules += try MaskRuleCoding.decode(encodedRules).rules }
        if usesLibrary { set.rules += MaskLibrary.devices().rules }
        return set
    }
}
