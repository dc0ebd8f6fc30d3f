import ConfigurationFiles
import KnownMasks

/// A word or a sign of a script.
struct XNATToken {
    enum Kind: Hashable {
        case string(String)
        /// `nil`: with wildcards, which no path of ours can say.
        case tag(HeaderPath.Step?)
        /// A name or a number.
        case word(String)
        case sign(String)
        case newline
    }

    var kind: Kind
    var place: FilePlace

    func isSign(_ text: String) -> Bool { kind == .sign(text) }
    func isWord(_ text: String) -> Bool {
        guard case .word(let word) = kind else { return false }
        return word.lowercased() == text
    }
}

/// Takes a script apart.
struct XNATScanner {
    struct Fault: Error {
        var place: FilePlace
        var detail: String
    }

    private static let longSigns = [":=", "?=", "!=", "!~"]
    private static let signs: Set<Unicode.Scalar> = [
        "-", "?", ":", "=", "~", ",", "[", "]", "{", "}", "(", ")", "/", "%", "*", "+", ".",
    ]

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var place = FilePlace(line: 1, column: 1)

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    static func tokens(_ text: String) throws(Fault) -> [XNATToken] {
        var scanner = XNATScanner(text)
        var tokens: [XNATToken] = []
        while let token = try scanner.next() { tokens.append(token) }
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count {
            if scalars[position] == "\n" {
                place = FilePlace(line: place.line + 1, column: 1)
            } else {
                place.column += 1
            }
            position += 1
        }
    }

    private mutating func next() throws(Fault) -> XNATToken? {
        while let scalar = peek() {
            if scalar == "/", peek(1) == "/" {
                while let rest = peek(), rest != "\n" { advance(rest == "\n" ? 0 : 1) }
            } else if scalar == " " || scalar == "\t" || scalar == "\r" {
                advance()
            } else {
                break
            }
        }
        guard let scalar = peek() else { return nil }
        let start = place
        func token(_ kind: XNATToken.Kind) -> XNATToken { XNATToken(kind: kind, place: start) }
        if scalar == "\n" {
            advance()
            return token(.newline)
        }
        if scalar == "\"" { return token(.string(try string())) }
        if scalar == "(", let tag = tag() { return token(.tag(tag.step)) }
        if let next = peek(1),
            Self.longSigns.contains(String(Character(scalar)) + String(Character(next)))
        {
            advance(2)
            return token(.sign(String(Character(scalar)) + String(Character(next))))
        }
        if Self.signs.contains(scalar) {
            advance()
            return token(.sign(String(Character(scalar))))
        }
        let word = self.word()
        guard !word.isEmpty else {
            throw Fault(place: start, detail: "a character that no statement begins with")
        }
        return token(.word(word))
    }

    private mutating func word() -> String {
        var word = String.UnicodeScalarView()
        while let scalar = peek(), scalar == "_" || Self.isLetterOrDigit(scalar) {
            word.append(scalar)
            advance()
        }
        return String(word)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    /// Text in quotes, with its escapes (`\\`, `\n`, `\042`) replaced.
    private mutating func string() throws(Fault) -> String {
        let start = place
        var text = String.UnicodeScalarView()
        advance()
        while let scalar = peek(), scalar != "\n" {
            advance()
            if scalar == "\"" { return String(text) }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            guard let escaped = peek() else { break }
            let named: [Unicode.Scalar: Unicode.Scalar] = [
                "n": "\n", "r": "\r", "t": "\t", "b": "\u{8}", "f": "\u{C}", "(": "(", ")": ")",
                "\\": "\\", "\"": "\"",
            ]
            if let plain = named[escaped] {
                text.append(plain)
                advance()
                continue
            }
            let digits = String(
                String.UnicodeScalarView(scalars[position..<min(position + 3, scalars.count)]))
            guard digits.utf8.count == 3, let value = UInt8(digits, radix: 8) else {
                throw Fault(place: place, detail: "an escape that DicomEdit does not know")
            }
            text.append(Unicode.Scalar(value))
            advance(3)
        }
        throw Fault(place: start, detail: "text in quotes without an end")
    }

    /// `(0008,0070)` or `(0019,{CREATOR}10)`; `nil`, and nothing read, where no tag stands here.
    private mutating func tag() -> (step: HeaderPath.Step?, Void)? {
        var index = position + 1
        func take(_ count: Int) -> String? {
            let end = index + count
            guard end <= scalars.count else { return nil }
            let digits = scalars[index..<end]
            guard digits.allSatisfy(Self.isTagDigit) else { return nil }
            index = end
            return String(String.UnicodeScalarView(digits))
        }
        func skip(_ sign: Unicode.Scalar) -> Bool {
            guard index < scalars.count, scalars[index] == sign else { return false }
            index += 1
            return true
        }
        guard let group = take(4), skip(",") else { return nil }
        while skip(" ") {}
        var creator: String?
        if skip("{") {
            guard let end = scalars[index...].prefix(80).firstIndex(of: "}") else { return nil }
            creator = String(String.UnicodeScalarView(scalars[index..<end]))
            index = end + 1
        }
        guard let element = take(creator == nil ? 4 : 2), skip(")") else { return nil }
        advance(index - position)
        guard let group = UInt16(group, radix: 16), let number = UInt16(element, radix: 16) else {
            return (nil, ())
        }
        if let creator {
            return (
                .privateElement(group: group, creator: creator, element: UInt8(number)), ()
            )
        }
        return (.element(group: group, element: number), ())
    }

    /// Digits, and `X`, `@` and `#` for any, any even and any odd one.
    private static func isTagDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "a"..."f", "A"..."F", "x", "X", "@", "#": true
        default: false
        }
    }
}
