import ArgumentParser
import BatchProcessing
import KnownMasks

/// Which rules a subcommand of `masks` is about.
struct RuleSourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Rules of your own, besides the library; again for more.", valueName: "file"))
    var masks: [BytePath] = []

    @Flag(help: "Leave out the library.")
    var noMasks = false

    @Option(
        help: ArgumentHelp(
            "A set of the library that is not used by itself, in place of the rules by device.",
            valueName: "name"))
    var set: String?

    func validate() throws {
        if noMasks, set != nil { throw ValidationError("--set is a set of the library.") }
    }

    /// Whether there are any rules to look at.
    var isEmpty: Bool { noMasks && masks.isEmpty }

    /// The user's rules, then those of the library.
    func rules(_ console: Console) throws -> MaskRuleSet {
        guard !isEmpty else {
            throw ValidationError("Without the library there are only the rules of --masks.")
        }
        var rules = try MaskRulesLoader.load(masks, usesLibrary: !noMasks, console)
        if let set {
            guard let named = MaskLibrary.set(named: set) else {
                let names = MaskLibrary.setNames.joined(separator: ", ")
                throw ValidationError(
                    names.isEmpty ? "The library has no sets." : "The sets are \(names).")
            }
            rules.rules += named.rules
        } else if !noMasks {
            rules.rules += MaskLibrary.devices().rules
        }
        return rules
    }
}
