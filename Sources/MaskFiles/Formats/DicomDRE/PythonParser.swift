/// An expression that is data: literals, names of such, lists made of lists, and calls whose meaning is known.
indirect enum PythonExpression {
    case string([PythonToken.FormatPart])
    case number(Int)
    case bool(Bool)
    case none
    case name(String)
    case list([Located])
    case tuple([Located])
    /// `[element for names in list]`
    case comprehension(element: Located, names: [String], list: Located)
    case sum([Located])
    case call(name: String, positional: [Located], named: [Argument])

    struct Located {
        var expression: PythonExpression
        var offset: Int
    }

    struct Argument {
        var name: String
        var value: Located
    }
}

/// What a file of Python does, as far as it is data.
enum PythonStatement {
    case assignment(name: String, value: PythonExpression.Located)
    /// Of a function without parameters that only returns.
    case function(name: String, value: PythonExpression.Located)
    case expression(PythonExpression.Located)
}

/// Reads assignments, functions that return data, imports and texts that say what the file is for; all else is
/// refused.
struct PythonParser {
    /// Of brackets in each other.
    private static let deepestLevel = 32

    private let tokens: [PythonToken]
    private let end: Int
    private var position = 0
    private var level = 0

    init(_ text: ScalarText) throws(TextFault) {
        tokens = try PythonTokenizer.tokens(text)
        end = text.scalars.count
    }

    private var next: PythonToken? { position < tokens.count ? tokens[position] : nil }

    private var offset: Int { next?.offset ?? end }

    private mutating func take(_ sign: Character) -> Bool {
        guard next?.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard next?.kind == .name(word) else { return false }
        position += 1
        return true
    }

    private func refused(_ what: String) -> TextFault {
        TextFault(.notExpressible, at: offset, "only literal data are read: \(what)")
    }

    private mutating func expect(_ sign: Character) throws(TextFault) {
        guard take(sign) else { throw TextFault(at: offset, "expected \(sign)") }
    }

    private mutating func name() throws(TextFault) -> String {
        guard case .name(let name) = next?.kind else {
            throw TextFault(at: offset, "expected a name")
        }
        position += 1
        return name
    }

    private mutating func endStatement() throws(TextFault) {
        guard next == nil || next?.kind == .lineEnd else { throw refused("expected a line's end") }
        position += 1
    }

    mutating func statements() throws(TextFault) -> [PythonStatement] {
        var statements: [PythonStatement] = []
        while let token = next {
            guard token.indent == 0 else { throw refused("expected no indentation") }
            if let statement = try statement() { statements.append(statement) }
        }
        return statements
    }

    /// `nil` for what changes nothing.
    private mutating func statement() throws(TextFault) -> PythonStatement? {
        if take(word: "from") || take(word: "import") {
            try skipImport()
            return nil
        }
        if take(word: "def") { return try function() }
        if case .name(let name) = next?.kind, position + 1 < tokens.count {
            let sign = tokens[position + 1].kind
            if sign == .sign("=") || sign == .sign(":") {
                position += 1
                if take(":") { try skipType(until: "=") }
                try expect("=")
                let value = try expression()
                try endStatement()
                return .assignment(name: name, value: value)
            }
        }
        let value = try expression()
        try endStatement()
        if case .string = value.expression { return nil }
        return .expression(value)
    }

    /// What is imported are the functions whose meaning is known here; nothing else is needed.
    private mutating func skipImport() throws(TextFault) {
        let module = try name()
        guard ["__future__", "dicom_dre", "typing", "collections"].contains(module) else {
            position -= 1
            throw refused("import of \(module)")
        }
        while let token = next, token.kind != .lineEnd { position += 1 }
        try endStatement()
    }

    /// A note of a type says nothing of data.
    private mutating func skipType(until sign: Character) throws(TextFault) {
        while let token = next, token.kind != .sign(sign) {
            guard token.kind != .lineEnd else {
                throw TextFault(at: token.offset, "expected \(sign)")
            }
            position += 1
        }
    }

    private mutating func function() throws(TextFault) -> PythonStatement {
        let name = try name()
        try expect("(")
        guard take(")") else { throw refused("a function with parameters") }
        if take("-") {
            try expect(">")
            try skipType(until: ":")
        }
        try expect(":")
        try endStatement()
        while case .string = next?.kind {
            position += 1
            try endStatement()
        }
        guard let indent = next?.indent, indent > 0, take(word: "return") else {
            throw refused("a function that does more than return")
        }
        let value = try expression()
        try endStatement()
        return .function(name: name, value: value)
    }

    private mutating func expression() throws(TextFault) -> PythonExpression.Located {
        level += 1
        defer { level -= 1 }
        guard level <= Self.deepestLevel else {
            throw TextFault(at: offset, "more than \(Self.deepestLevel) brackets in each other")
        }
        let start = offset
        var parts = [try atom()]
        while take("+") { parts.append(try atom()) }
        return parts.count == 1 ? parts[0] : .init(expression: .sum(parts), offset: start)
    }

    private mutating func atom() throws(TextFault) -> PythonExpression.Located {
        let start = offset
        guard let token = next else { throw TextFault(at: end, "expected a value") }
        position += 1
        let expression: PythonExpression
        switch token.kind {
        case .string, .format:
            position -= 1
            expression = .string(strings())
        case .number(let number): expression = .number(number)
        case .sign("-"):
            guard case .number(let number) = next?.kind else { throw refused("expected a number") }
            position += 1
            expression = .number(-number)
        case .name("True"): expression = .bool(true)
        case .name("False"): expression = .bool(false)
        case .name("None"): expression = .none
        case .name(let name): expression = try nameOrCall(name)
        case .sign("["): expression = try list()
        case .sign("("): expression = try tuple()
        case .sign(let sign):
            position -= 1
            throw refused("found \(sign)")
        case .lineEnd:
            position -= 1
            throw TextFault(at: token.offset, "expected a value")
        }
        return .init(expression: expression, offset: start)
    }

    /// Strings that follow each other are one.
    private mutating func strings() -> [PythonToken.FormatPart] {
        var parts: [PythonToken.FormatPart] = []
        while let token = next {
            switch token.kind {
            case .string(let text): parts.append(.text(text))
            case .format(let more): parts += more
            default: return parts
            }
            position += 1
        }
        return parts
    }

    private mutating func nameOrCall(_ first: String) throws(TextFault) -> PythonExpression {
        var name = first
        // module.device is device.
        while take(".") { name = try self.name() }
        guard take("(") else { return .name(name) }
        var positional: [PythonExpression.Located] = []
        var named: [PythonExpression.Argument] = []
        while !take(")") {
            if case .name(let key) = next?.kind, position + 1 < tokens.count,
                tokens[position + 1].kind == .sign("=")
            {
                guard !named.contains(where: { $0.name == key }) else {
                    throw TextFault(at: offset, "\(key) stands there twice")
                }
                position += 2
                named.append(.init(name: key, value: try expression()))
            } else {
                guard named.isEmpty else { throw TextFault(at: offset, "expected name=value") }
                positional.append(try expression())
            }
            guard take(",") || next?.kind == .sign(")") else {
                throw TextFault(at: offset, "expected , or )")
            }
        }
        return .call(name: name, positional: positional, named: named)
    }

    private mutating func list() throws(TextFault) -> PythonExpression {
        var elements: [PythonExpression.Located] = []
        while !take("]") {
            let element = try expression()
            if elements.isEmpty, take(word: "for") {
                var names = [try name()]
                while take(",") { names.append(try name()) }
                guard take(word: "in") else { throw TextFault(at: offset, "expected in") }
                let list = try expression()
                guard take("]") else { throw refused("a condition of a list") }
                return .comprehension(element: element, names: names, list: list)
            }
            elements.append(element)
            guard take(",") || next?.kind == .sign("]") else {
                throw TextFault(at: offset, "expected , or ]")
            }
        }
        return .list(elements)
    }

    /// Of one element without a comma it is the element.
    private mutating func tuple() throws(TextFault) -> PythonExpression {
        var elements: [PythonExpression.Located] = []
        var hasComma = false
        while !take(")") {
            elements.append(try expression())
            if take(",") {
                hasComma = true
            } else if next?.kind != .sign(")") {
                throw TextFault(at: offset, "expected , or )")
            }
        }
        if elements.count == 1, !hasComma { return elements[0].expression }
        return .tuple(elements)
    }
}
