internal import ConfigurationFiles
internal import DICOMCore
package import KnownMasks

/// Ways to elements as files of rules write them.
package enum ElementKeywords {
    /// Sequences in each other; no attribute of PS3.3 lies deeper.
    static let mostSteps = 16

    /// Reads a keyword of PS3.6 (`Manufacturer`), a tag (`(0018,1018)`, `0018,1018`, `[0018,1018]`,
    /// `0x00181018`, `00181018`), an element of a private block (`(0019,"GEMS_IDEN_01",xx10)`), or several of
    /// them with `.` between that lead through sequences.
    ///
    /// `nil`: it is none, or leads through an element that is no sequence. Keywords have their case.
    package static func path(named name: String) -> HeaderPath? {
        guard let parts = parts(of: name), parts.count <= mostSteps else { return nil }
        var steps: [HeaderPath.Step] = []
        for part in parts {
            guard let step = step(part) else { return nil }
            steps.append(step)
        }
        return steps.dropLast().allSatisfy(mayBeSequence) ? HeaderPath(steps) : nil
    }

    /// What ``path(named:)`` reads as this path: keywords where there are any.
    package static func name(of path: HeaderPath) -> String {
        path.steps.map(name).joined(separator: ".")
    }

    /// The keyword that is nearest to a misspelt one; `nil` where none is near.
    package static func suggestion(for name: String) -> String? {
        guard let parts = parts(of: name), parts.count <= mostSteps else { return nil }
        var found: [String] = []
        for part in parts {
            if step(part) != nil {
                found.append(part)
                continue
            }
            guard isWord(part),
                let near = Suggestion.nearest(to: part, among: ElementDictionary.shared.keywords)
            else { return nil }
            found.append(near)
        }
        let suggestion = found.joined(separator: ".")
        return suggestion == name || path(named: suggestion) == nil ? nil : suggestion
    }

    /// Parts between dots that are not in quotes; `nil` where there is nothing between two.
    private static func parts(of name: String) -> [String]? {
        var parts = [""]
        var isQuoted = false
        for character in name {
            if character == "\"" { isQuoted.toggle() }
            if character == ".", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return isQuoted || parts.contains("") ? nil : parts
    }

    private static func isWord(_ part: String) -> Bool {
        part.utf8.count <= 64 && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    private static func step(_ part: String) -> HeaderPath.Step? {
        if let entry = ElementDictionary.shared.entry(named: part) {
            return .element(group: entry.tag.group, element: entry.tag.element)
        }
        return tag(part) ?? privateElement(part)
    }

    private static func tag(_ part: String) -> HeaderPath.Step? {
        var digits = part[...]
        for (open, close) in [("(", ")"), ("[", "]")] where digits.hasPrefix(open) {
            guard digits.hasSuffix(close) else { return nil }
            digits = digits.dropFirst().dropLast()
        }
        let halves = digits.split(separator: ",", omittingEmptySubsequences: false)
        if halves.count == 2 {
            guard let group = hexadecimal(halves[0]), let element = hexadecimal(halves[1])
            else { return nil }
            return .element(group: group, element: element)
        }
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") { digits = digits.dropFirst(2) }
        guard halves.count == 1, digits.utf8.count == 8,
            let group = hexadecimal(digits.prefix(4)), let element = hexadecimal(digits.suffix(4))
        else { return nil }
        return .element(group: group, element: element)
    }

    /// `(0019,"GEMS_IDEN_01",xx10)`; a quotation mark of a creator is doubled.
    private static func privateElement(_ part: String) -> HeaderPath.Step? {
        guard part.hasPrefix("("), part.hasSuffix(")") else { return nil }
        let inner = part.dropFirst().dropLast()
        guard let open = inner.firstIndex(of: "\""), let close = inner.lastIndex(of: "\""),
            open < close
        else { return nil }
        let ahead = inner[..<open]
        let behind = inner[inner.index(after: close)...]
        let creator = String(inner[inner.index(after: open)..<close])
        // PS3.5 7.8.1: the group is odd, the creator text of up to 64 characters.
        guard ahead.hasSuffix(","), let group = hexadecimal(ahead.dropLast()), group & 1 == 1,
            behind.lowercased().hasPrefix(",xx"), behind.utf8.count == 5,
            let element = hexadecimal("00" + behind.suffix(2)),
            !creator.replacing("\"\"", with: "").contains("\""),
            !creator.allSatisfy(\.isWhitespace), creator.unicodeScalars.count <= 64
        else { return nil }
        return .privateElement(
            group: group, creator: creator.replacing("\"\"", with: "\""),
            element: UInt8(element))
    }

    private static func hexadecimal(_ digits: some StringProtocol) -> UInt16? {
        guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit) else { return nil }
        return UInt16(digits, radix: 16)
    }

    /// What the dictionary lacks may be one.
    private static func mayBeSequence(_ step: HeaderPath.Step) -> Bool {
        guard case .element(let group, let element) = step,
            let entry = ElementDictionary.shared.entry(for: Tag(group, element))
        else { return true }
        return entry.vrs.contains(.sq)
    }

    private static func name(_ step: HeaderPath.Step) -> String {
        switch step {
        case .element(let group, let element):
            let tag = Tag(group, element)
            let entry = ElementDictionary.shared.entry(for: tag)
            return entry?.tag == tag ? entry?.keyword ?? tag.description : tag.description
        case .privateElement(let group, let creator, let element):
            let number = Tag(group, UInt16(element)).description.dropFirst()
            let quoted = creator.replacing("\"", with: "\"\"")
            return "(\(number.prefix(4)),\"\(quoted)\",xx\(number.dropLast().suffix(2)))"
        }
    }
}
