/// Text as YAML writes it: plain where every reader takes it for the same text, else in single quotes.
enum YAMLScalar {
    /// Words that some reader of YAML 1.1 or 1.2 takes for something else.
    private static let reserved: Set<String> = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "~",
    ]

    static func written(_ text: String) -> String {
        isPlain(text) ? text : "'" + text.replacing("'", with: "''") + "'"
    }

    /// `[a, b]`.
    static func list(_ texts: [String]) -> String {
        "[" + texts.map(written).joined(separator: ", ") + "]"
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        // Numbers, dates and times begin with a digit or a point; a letter begins none of them.
        let isLetter = (0x41...0x5A).contains(first) || (0x61...0x7A).contains(first)
        guard isLetter, last != 0x20, !reserved.contains(text.lowercased()) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: " _.-+/()".utf8.contains(byte)
            }
        }
    }
}
