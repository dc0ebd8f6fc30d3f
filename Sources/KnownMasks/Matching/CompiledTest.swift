internal import LinearPatterns
internal import Synchronization

/// A test as it is evaluated.
struct CompiledTest: Sendable {
    enum Kind: Sendable {
        /// Found by the trie.
        case equals, contains, startsWith, endsWith
        case pattern(PatternCell)
        case number(ValueTest.Comparison, Double)
        case present, empty, missing, emptyOrMissing
        /// What a text of spaces alone comes to: any value, or for ``equals`` none.
        case anyText, never
    }

    let source: ValueTest
    let path: Int
    let kind: Kind
    /// As the test has it, UTF-8; of tests of texts.
    let literal: [UInt8]
    /// As it is in the trie.
    let folded: [UInt8]

    init(_ source: ValueTest, path: Int) {
        self.source = source
        self.path = path
        var literal: ArraySlice<UInt8> = []
        var kind: Kind
        func spaces(_ bytes: String, leading: Bool, trailing: Bool) -> ArraySlice<UInt8> {
            var slice = Array(bytes.utf8)[...]
            while leading, slice.first == 0x20 { slice.removeFirst() }
            while trailing, slice.last == 0x20 { slice.removeLast() }
            return slice
        }
        // Values have no spaces at their ends, so that those of a text that stands there mean nothing.
        switch source.operation {
        case .equals(let text):
            kind = .equals
            literal = spaces(text, leading: true, trailing: true)
        case .contains(let text):
            kind = .contains
            literal = spaces(text, leading: false, trailing: false)
        case .startsWith(let text):
            kind = .startsWith
            literal = spaces(text, leading: true, trailing: false)
        case .endsWith(let text):
            kind = .endsWith
            literal = spaces(text, leading: false, trailing: true)
        case .matches(let pattern):
            kind = .pattern(PatternCell(pattern, isCaseSensitive: source.isCaseSensitive))
        case .number(let comparison, let number): kind = .number(comparison, number)
        case .present: kind = .present
        case .empty: kind = .empty
        case .missing: kind = .missing
        case .emptyOrMissing: kind = .emptyOrMissing
        }
        if literal.isEmpty {
            switch kind {
            case .equals: kind = .never
            case .contains, .startsWith, .endsWith: kind = .anyText
            default: break
            }
        }
        self.kind = kind
        self.literal = Array(literal)
        folded = CaseFolding.folded(self.literal)
    }

    var isLiteral: Bool {
        switch kind {
        case .equals, .contains, .startsWith, .endsWith: true
        default: false
        }
    }

    /// What is evaluated last.
    var isSlow: Bool {
        if case .pattern = kind { return true }
        return false
    }
}

/// A pattern that is made ready when it is first asked for: most never are, as the device is another one.
final class PatternCell: Sendable {
    private enum State: Sendable {
        case unread
        case ready(LinearPattern)
        case unreadable
    }

    private let text: String
    private let state = Mutex(State.unread)

    init(_ text: String, isCaseSensitive: Bool) {
        self.text = Self.text(text, isCaseSensitive)
    }

    private static func text(_ text: String, _ isCaseSensitive: Bool) -> String {
        isCaseSensitive ? text : "(?i)" + text
    }

    /// In words, why the pattern of a test cannot be read.
    static func fault(of test: ValueTest) -> String? {
        guard case .matches(let pattern) = test.operation else { return nil }
        do throws(LinearPattern.SyntaxError) {
            _ = try LinearPattern(text(pattern, test.isCaseSensitive))
            return nil
        } catch {
            return error.reason
        }
    }

    /// `nil` where the text is no pattern.
    var pattern: LinearPattern? {
        state.withLock { state in
            if case .unread = state {
                do throws(LinearPattern.SyntaxError) {
                    state = .ready(try LinearPattern(text))
                } catch {
                    state = .unreadable
                }
            }
            if case .ready(let pattern) = state { return pattern }
            return nil
        }
    }
}
