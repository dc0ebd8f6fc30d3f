import ConfigurationFiles

/// The text of a file of rules.
enum RuleText {
    /// Bytes; ten times the largest set that is known.
    static let largestSize = 16 << 20

    /// `nil`, with a finding, where the bytes are no text.
    static func decode(_ content: [UInt8], findings: inout [MaskFinding]) -> String? {
        guard content.count <= largestSize else {
            findings.append(
                MaskFinding(
                    .error, .syntax, "expected at most \(largestSize >> 20) MiB of rules"))
            return nil
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = content.starts(with: mark) ? content[3...] : content[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            findings.append(MaskFinding(.error, .syntax, "expected text in UTF-8"))
            return nil
        }
        return text
    }

    static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }
}

/// Makes ids of rules from what a file calls them.
struct RuleNames {
    let prefix: String
    private var uses: [String: Int] = [:]

    init(file: String) {
        let slug = Self.slug(file)
        prefix = slug.isEmpty ? "rules" : slug
    }

    /// An id that was not given before.
    mutating func next(_ words: String) -> String {
        let slug = Self.slug(words)
        let base = slug.isEmpty ? "rule" : slug
        var number = uses[base, default: 0] + 1
        // "a-2" may be what another rule is called.
        while number > 1, uses["\(base)-\(number)"] != nil { number += 1 }
        uses[base] = number
        let name = number == 1 ? base : "\(base)-\(number)"
        if number > 1 { uses[name] = 1 }
        return prefix + "/" + name
    }

    /// Small letters and digits of ASCII, `.` and `_`; one `-` for all else between them.
    private static func slug(_ words: String) -> String {
        var slug = ""
        for scalar in words.lowercased().unicodeScalars {
            guard slug.utf8.count < 64 else { break }
            switch scalar {
            case "a"..."z", "0"..."9", ".", "_": slug.unicodeScalars.append(scalar)
            default: if !slug.isEmpty, !slug.hasSuffix("-") { slug.append("-") }
            }
        }
        return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
    }
}
