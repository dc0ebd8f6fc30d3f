/// Text as it was decoded.
package struct DecodedText: Hashable, Sendable {
    /// Without padding; one where the VR allows no more.
    package var values: [String]
    /// Whether every byte meant something under the declared set. What did not is U+FFFD, or read
    /// by a guess.
    package var isCertain: Bool
}

extension DecodedText: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(values.count) values" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension SpecificCharacterSet {
    /// The values that `bytes` hold.
    ///
    /// Bytes that mean nothing become U+FFFD. From 80 on, and where no set is declared, they are
    /// read as the first extension that is declared, as UTF-8 where they are valid, else as Latin-1.
    /// - Complexity: O(n)
    package func decode(_ bytes: [UInt8], as vr: VR) -> DecodedText {
        var text: DecodedText
        switch form {
        case .whole(let name):
            // Second bytes of GBK and GB18030 may look like delimiters: decoded first, then split.
            let whole =
                name == "UTF-8" ? Self.utf8(bytes) : CodedCharacterSet.decode(bytes, by: name)
            let values =
                vr.isMultiValued
                ? whole.text.split(separator: "\\", omittingEmptySubsequences: false)
                    .map(String.init) : [whole.text]
            text = DecodedText(values: values, isCertain: whole.isCertain)
        case .halves:
            var decoder = HalvesDecoder(self, vr)
            text = decoder.decode(bytes)
        }
        text.values = text.values.map(Self.trimmed)
        if !isKnown, bytes.contains(where: { $0 >= 0x80 }) { text.isCertain = false }
        return text
    }

    static func utf8(_ bytes: [UInt8]) -> (text: String, isCertain: Bool) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
        return (String(decoding: bytes, as: UTF8.self), false)
    }

    private static func trimmed(_ text: String) -> String {
        func isPadding(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\0" }
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !isPadding($0) }),
            let last = scalars.lastIndex(where: { !isPadding($0) })
        else { return "" }
        return String(scalars[start...last])
    }
}

extension VR {
    /// Whether a backslash parts values (PS3.5 6.2); not in long texts.
    fileprivate var isMultiValued: Bool {
        self != .st && self != .lt && self != .ut && self != .ur
    }
}

/// Decodes one value field in which escape sequences may exchange the halves of the code table
/// (PS3.5 6.1.2.5).
private struct HalvesDecoder {
    private let initial: SpecificCharacterSet
    private let vr: VR
    private var left: CodedCharacterSet
    private var right: SpecificCharacterSet.RightHalf
    private var values: [String] = []
    private var text = ""
    private var isCertain = true
    /// Bytes of `runSet` that are not decoded yet.
    private var run: [UInt8] = []
    private var runSet = RunSet.coded(.ascii)

    private enum RunSet: Hashable {
        case coded(CodedCharacterSet)
        /// Nothing tells what the bytes are.
        case guessed
    }

    init(_ initial: SpecificCharacterSet, _ vr: VR) {
        self.initial = initial
        self.vr = vr
        left = initial.left
        right = initial.right
    }

    mutating func decode(_ bytes: [UInt8]) -> DecodedText {
        var rest = bytes[...]
        while let byte = rest.first {
            switch byte {
            case EscapeSequence.escape: takeEscape(&rest)
            case ..<0x20:
                rest.removeFirst()
                flush()
                text.unicodeScalars.append(Unicode.Scalar(byte))
                reset()
            case 0x21..<0x7F where left.bytesPerCharacter == 2:
                takePair(&rest, of: left, within: 0x21...0x7E)
            case ..<0x80:
                rest.removeFirst()
                takeBasic(byte)
            default: takeRight(&rest)
            }
        }
        flush()
        return DecodedText(values: values + [text], isCertain: isCertain)
    }

    private mutating func takeEscape(_ rest: inout ArraySlice<UInt8>) {
        flush()
        rest.removeFirst()
        guard let sequence = EscapeSequence(rest) else {
            lose()
            rest.removeFirst(EscapeSequence.length(ofUnknown: rest))
            return
        }
        rest.removeFirst(sequence.length)
        switch sequence.half {
        case .left: left = sequence.characterSet
        case .right: right = .set(sequence.characterSet)
        }
    }

    private mutating func takeBasic(_ byte: UInt8) {
        let isSeparator = byte == UInt8(ascii: "\\") && vr.isMultiValued
        let isDelimiter =
            vr == .pn && (byte == UInt8(ascii: "^") || byte == UInt8(ascii: "="))
        guard isSeparator || isDelimiter else {
            append([byte], .coded(left == .romaji ? .romaji : .ascii))
            return
        }
        flush()
        if isSeparator {
            values.append(text)
            text = ""
        } else {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        reset()
    }

    private mutating func takeRight(_ rest: inout ArraySlice<UInt8>) {
        switch right {
        case .set(let set):
            takeRight(&rest, of: set)
        case .undeclared(let set?):
            // The sequence before it is missing, as after a delimiter: PS3.5 6.1.2.5.3.
            isCertain = false
            takeRight(&rest, of: set)
        case .undeclared(nil):
            append([rest.removeFirst()], .guessed)
        case .unknown:
            rest.removeFirst()
            flush()
            lose()
        }
    }

    private mutating func takeRight(_ rest: inout ArraySlice<UInt8>, of set: CodedCharacterSet) {
        if set.bytesPerCharacter == 2 {
            takePair(&rest, of: set, within: 0xA1...0xFE)
        } else {
            append([rest.removeFirst()], .coded(set))
        }
    }

    private mutating func takePair(
        _ rest: inout ArraySlice<UInt8>, of set: CodedCharacterSet, within bytes: ClosedRange<UInt8>
    ) {
        let first = rest.removeFirst()
        guard bytes.contains(first), let second = rest.first, bytes.contains(second) else {
            flush()
            lose()
            return
        }
        rest.removeFirst()
        append([first, second], .coded(set))
    }

    private mutating func append(_ bytes: [UInt8], _ set: RunSet) {
        if set != runSet { flush() }
        runSet = set
        run += bytes
    }

    private mutating func flush() {
        guard !run.isEmpty else { return }
        switch runSet {
        case .coded(let set):
            let decoded = set.decode(run)
            text += decoded.text
            if !decoded.isCertain { isCertain = false }
        case .guessed:
            isCertain = false
            let utf8 = SpecificCharacterSet.utf8(run)
            text +=
                utf8.isCertain ? utf8.text : CodedCharacterSet.decode(run, by: "ISO-8859-1").text
        }
        run = []
    }

    private mutating func lose() {
        text += "\u{FFFD}"
        isCertain = false
    }

    private mutating func reset() {
        left = initial.left
        right = initial.right
    }
}
