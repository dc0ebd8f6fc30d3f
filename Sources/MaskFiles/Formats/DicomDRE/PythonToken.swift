/// A piece of Python's text.
struct PythonToken {
    enum Kind: Hashable {
        case name(String)
        case number(Int)
        /// With its escapes read.
        case string(String)
        /// Of an f-string: texts, and names in braces.
        case format([FormatPart])
        case sign(Character)
        /// The end of a statement.
        case lineEnd
    }

    enum FormatPart: Hashable {
        case text(String)
        case name(String)
    }

    var kind: Kind
    var offset: Int
    /// Blanks before the first piece of a line; `nil` of the others.
    var indent: Int?
}

/// Takes Python's text apart, as far as data need it.
struct PythonTokenizer {
    private let text: ScalarText
    private var position = 0
    /// Of brackets in each other: in them a line's end ends nothing.
    private var depth = 0
    private var indent: Int?
    private var tokens: [PythonToken] = []

    init(_ text: ScalarText) { self.text = text }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < text.scalars.count ? text.scalars[position + ahead] : nil
    }

    static func tokens(_ text: ScalarText) throws(TextFault) -> [PythonToken] {
        var tokenizer = PythonTokenizer(text)
        try tokenizer.read()
        return tokenizer.tokens
    }

    private mutating func add(_ kind: PythonToken.Kind, at offset: Int) {
        tokens.append(PythonToken(kind: kind, offset: offset, indent: indent))
        indent = nil
    }

    private mutating func read() throws(TextFault) {
        readIndent()
        while let scalar = peek() {
            let start = position
            switch scalar {
            case "\n":
                position += 1
                if depth == 0 {
                    endLine(at: start)
                    readIndent()
                }
            case " ", "\t", "\r", "\u{C}": position += 1
            case "#": while let next = peek(), next != "\n" { position += 1 }
            case "\\" where peek(1) == "\n": position += 2
            case "\"", "'": try readString(prefix: "", at: start)
            case "0"..."9": try readNumber()
            case "_", "a"..."z", "A"..."Z": try readName()
            default: try readSign(scalar)
            }
        }
        endLine(at: position)
    }

    private mutating func endLine(at offset: Int) {
        if let last = tokens.last, last.kind != .lineEnd {
            tokens.append(PythonToken(kind: .lineEnd, offset: offset, indent: nil))
        }
    }

    private mutating func readIndent() {
        let start = position
        while peek() == " " || peek() == "\t" { position += 1 }
        indent = position - start
    }

    private mutating func readSign(_ scalar: Unicode.Scalar) throws(TextFault) {
        switch scalar {
        case "(", "[", "{":
            depth += 1
        case ")", "]", "}":
            depth -= 1
            guard depth >= 0 else { throw TextFault(at: position, "\(scalar) closes nothing") }
        case ",", ":", "=", "+", "-", ".", "|", ">": break
        default:
            throw TextFault(
                .notExpressible, at: position, "only literal data are read, found \(scalar)")
        }
        add(.sign(Character(scalar)), at: position)
        position += 1
    }

    private mutating func readNumber() throws(TextFault) {
        let start = position
        while let next = peek(),
            next == "_" || next == "." || next.properties.isAlphabetic
                || ("0"..."9").contains(next)
        {
            position += 1
        }
        let digits = text.string(start..<position)
        guard let number = Int(digits.filter { $0 != "_" }), digits.first != "0" || number == 0
        else { throw TextFault(.wrongValue, at: start, "expected a whole number, found \(digits)") }
        add(.number(number), at: start)
    }

    private mutating func readName() throws(TextFault) {
        let start = position
        while let next = peek() {
            switch next {
            case "_", "a"..."z", "A"..."Z", "0"..."9": position += 1
            case "\"", "'":
                try readString(prefix: text.string(start..<position).lowercased(), at: start)
                return
            default:
                add(.name(text.string(start..<position)), at: start)
                return
            }
        }
        add(.name(text.string(start..<position)), at: start)
    }

    private mutating func readString(prefix: String, at start: Int) throws(TextFault) {
        guard ["", "r", "f", "u"].contains(prefix), let quote = peek() else {
            throw TextFault(.notExpressible, at: start, "strings with \(prefix) are not read")
        }
        let isLong = peek(1) == quote && peek(2) == quote
        position += isLong ? 3 : 1
        var parts: [PythonToken.FormatPart] = []
        var scalars = String.UnicodeScalarView()
        while let next = peek() {
            if next == quote, !isLong || (peek(1) == quote && peek(2) == quote) {
                position += isLong ? 3 : 1
                guard prefix == "f" else {
                    add(.string(String(scalars)), at: start)
                    return
                }
                add(.format(parts + [.text(String(scalars))]), at: start)
                return
            }
            if next == "\n", !isLong { break }
            if next == "\\", prefix != "r" {
                scalars.append(contentsOf: try readEscape())
            } else if prefix == "f", next == "{" || next == "}" {
                if peek(1) == next {
                    position += 2
                    scalars.append(next)
                } else {
                    parts.append(.text(String(scalars)))
                    scalars = String.UnicodeScalarView()
                    parts.append(try readPlace())
                }
            } else {
                if next == "\\", let after = peek(1), after == quote {
                    // Of a raw string: the quotation mark ends nothing, and the backslash stays.
                    scalars.append(next)
                    position += 1
                    scalars.append(after)
                } else {
                    scalars.append(next)
                }
                position += 1
            }
        }
        throw TextFault(at: start, "expected the end of the string")
    }

    /// `{name}` of an f-string.
    private mutating func readPlace() throws(TextFault) -> PythonToken.FormatPart {
        let start = position
        guard peek() == "{", let close = text.firstIndex(of: "}", in: start..<text.scalars.count)
        else { throw TextFault(at: start, "expected {name} in the f-string") }
        let name = text.string((start + 1)..<close).trimmed
        guard !name.isEmpty, name.utf8.count <= 100,
            name.utf8.allSatisfy({
                $0 == 0x5F || Character(UnicodeScalar($0)).isLetter
                    || Character(UnicodeScalar($0)).isNumber
            })
        else { throw TextFault(.notExpressible, at: start, "only names are read in f-strings") }
        position = close + 1
        return .name(name)
    }

    private mutating func readEscape() throws(TextFault) -> [Unicode.Scalar] {
        let start = position
        position += 2
        switch text.scalars[min(start + 1, text.scalars.count - 1)] {
        case "\\": return ["\\"]
        case "'": return ["'"]
        case "\"": return ["\""]
        case "n": return ["\n"]
        case "t": return ["\t"]
        case "r": return ["\r"]
        case "\n": return []
        case "x": return [try readHexadecimal(2, at: start)]
        case "u": return [try readHexadecimal(4, at: start)]
        case "0"..."9", "a", "b", "f", "v", "N", "U":
            throw TextFault(.notExpressible, at: start, "this escape is not read")
        case let other:
            // Python leaves what is no escape as it is.
            return ["\\", other]
        }
    }

    private mutating func readHexadecimal(_ digits: Int, at start: Int) throws(TextFault)
        -> Unicode.Scalar
    {
        let end = min(position + digits, text.scalars.count)
        let written = text.string(position..<end)
        guard written.utf8.count == digits, let value = UInt32(written, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw TextFault(at: start, "expected \(digits) hexadecimal digits") }
        position = end
        return scalar
    }
}
