internal import CMaskLibrary
public import RedactionPolicy

/// The rules that come with pixredact, from `models/masks`.
public enum MaskLibrary {
    /// The set of the rules by device, `models/masks/devices`; every other set is one file of `sets`.
    package static let deviceSetName = "devices"

    /// The rules by device, used unless they are turned off.
    public static func devices() -> MaskRuleSet { deviceRules }

    /// Rules that are used where they are asked for: filters of other tools. `nil`: there is no such set.
    public static func set(named name: String) -> MaskRuleSet? { optionalSets[name] }

    /// Of the sets that are used where they are asked for, in the order of their names.
    public static let setNames: [String] = contents.names.filter { $0 != deviceSetName }

    /// models/masks/library.bin, as the program was built with it.
    package static var encoded: [UInt8] {
        var count = 0
        // A constant of the program, `count` bytes long.
        let start = unsafe pixredact_mask_library(&count)
        let file = unsafe UnsafeBufferPointer(start: start, count: count)
        return unsafe Array(file)
    }

    private static let contents: MaskLibraryCoding.Contents = {
        do throws(MaskRuleCoding.Failure) {
            return try MaskLibraryCoding.decode(encoded)
        } catch {
            preconditionFailure("the masks that the program was built with are damaged")
        }
    }()

    private static let deviceRules = rules(named: deviceSetName)

    private static let optionalSets: [String: MaskRuleSet] = Dictionary(
        uniqueKeysWithValues: setNames.map { ($0, rules(named: $0)) })

    private static func rules(named name: String) -> MaskRuleSet {
        do throws(MaskRuleCoding.Failure) {
            if let rules = try contents.rules(named: name) { return rules }
        } catch {}
        preconditionFailure("the masks that the program was built with are damaged")
    }
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
