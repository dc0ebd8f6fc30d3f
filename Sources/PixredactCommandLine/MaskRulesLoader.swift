import BatchProcessing
import KnownMasks

/// Reads the rules of known devices that options and configuration files name.
enum MaskRulesLoader {
    /// - Throws: `ExitCode` 64, after all that is wrong was written.
    static func load(_ paths: [BytePath], _ console: Console) throws -> MaskRuleSet {
        MaskRuleSet()
    }
}
