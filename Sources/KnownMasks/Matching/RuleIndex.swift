/// Rules, so arranged that the few that can be for an instance are found without asking each of them.
///
/// Rules with one criterion are one class, whatever their sizes. A class has a guard where it can: texts of
/// which one has to be there for the criterion to hold. All texts are looked for at once; then only the
/// classes are evaluated of which a guard was found, and those without one. Tests and what is made of them
/// are kept once, and evaluated once for an instance.
struct RuleIndex: Sendable {
    /// A criterion or a part of one.
    struct Node: Sendable {
        enum Kind: UInt8, Sendable { case all, any, not, test }

        var kind: Kind
        /// In ``children``; of a test its place in ``tests``.
        var range: Range<Int32>
        var test: Int { Int(range.lowerBound) }
    }

    struct RuleClass: Sendable {
        var root: Int
        /// In ``members``.
        var members: Range<Int>
    }

    /// A rule with one of its sizes.
    struct Member: Sendable {
        var rule: Int32
        /// -1 is any.
        var rows: Int32
        var columns: Int32
    }

    var tests: [CompiledTest] = []
    var paths: [HeaderPath] = []
    var nodes: [Node] = []
    var children: [Int32] = []
    var classes: [RuleClass] = []
    var members: [Member] = []
    /// Paths of guards.
    var guardPaths: [Int] = []
    /// By test: the classes that it guards, as a range of ``guarded``.
    var guardRanges: [Range<Int32>] = []
    var guarded: [Int32] = []
    var unguarded: [Int32] = []
    /// Two roots a path: texts that stand at the beginning of a value, and texts that stand anywhere.
    var trie = LiteralTrie(rootCount: 0)
    /// Tags of one step at the top level, sorted, with their paths.
    var topLevelTags: [(tag: UInt32, path: Int32)] = []

    init(_ rules: [MaskRule]) {
        var builder = RuleIndexBuilder(rules)
        self = builder.build()
    }

    init() {}
}
