/// Rules that are used together, in their order.
public struct MaskRuleSet: Hashable, Sendable {
    public var rules: [MaskRule]

    public init(_ rules: [MaskRule] = []) {
        self.rules = rules
    }
}
