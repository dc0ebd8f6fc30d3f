/// What an expression stands for.
struct PythonValue {
    indirect enum Content {
        case string(String)
        case number(Int)
        case bool(Bool)
        case none
        case list([PythonValue])
        case tuple([PythonValue])
        case call(Call)
    }

    struct Call {
        var name: String
        var positional: [PythonValue]
        var named: [(name: String, value: PythonValue)]
    }

    var content: Content
    var offset: Int
}

/// Finds what expressions stand for. Lists can double with every line: how much is made is bounded.
struct PythonEvaluator {
    private static let mostValues = 1_000_000
    private static let longestString = 100_000

    private var names: [String: PythonValue] = [:]
    private var values = 0

    mutating func define(
        _ name: String, _ value: PythonExpression.Located
    ) throws(TextFault) -> PythonValue {
        let value = try self.value(value)
        names[name] = value
        return value
    }

    mutating func value(_ located: PythonExpression.Located) throws(TextFault) -> PythonValue {
        try count(1, at: located.offset)
        let content: PythonValue.Content
        switch located.expression {
        case .string(let parts): content = .string(try string(parts, at: located.offset))
        case .number(let number): content = .number(number)
        case .bool(let bool): content = .bool(bool)
        case .none: content = .none
        case .name(let name): return try named(name, at: located.offset)
        case .list(let elements): content = .list(try values(elements))
        case .tuple(let elements): content = .tuple(try values(elements))
        case .comprehension(let element, let names, let list):
            content = .list(try comprehension(element, names, list))
        case .sum(let parts): content = try sum(parts, at: located.offset)
        case .call(let name, let positional, let arguments):
            var call = PythonValue.Call(
                name: name, positional: try values(positional), named: [])
            for argument in arguments {
                call.named.append((argument.name, try value(argument.value)))
            }
            content = .call(call)
        }
        return PythonValue(content: content, offset: located.offset)
    }

    private mutating func count(_ more: Int, at offset: Int) throws(TextFault) {
        values += more
        guard values <= Self.mostValues else {
            throw TextFault(at: offset, "more than \(Self.mostValues) values")
        }
    }

    private mutating func values(
        _ elements: [PythonExpression.Located]
    ) throws(TextFault) -> [PythonValue] {
        var values: [PythonValue] = []
        for element in elements { values.append(try value(element)) }
        return values
    }

    private func named(_ name: String, at offset: Int) throws(TextFault) -> PythonValue {
        guard let value = names[name] else {
            throw TextFault(
                .notExpressible, at: offset,
                "only literal data are read: \(name) is none of this file")
        }
        return value
    }

    private func string(
        _ parts: [PythonToken.FormatPart], at offset: Int
    ) throws(TextFault) -> String {
        var string = ""
        for part in parts {
            switch part {
            case .text(let text): string += text
            case .name(let name):
                switch try named(name, at: offset).content {
                case .string(let text): string += text
                case .number(let number): string += "\(number)"
                default: throw TextFault(.wrongValue, at: offset, "\(name) is no text")
                }
            }
            guard string.utf8.count <= Self.longestString else {
                throw TextFault(at: offset, "a text of more than \(Self.longestString) bytes")
            }
        }
        return string
    }

    private mutating func comprehension(
        _ element: PythonExpression.Located, _ targets: [String], _ list: PythonExpression.Located
    ) throws(TextFault) -> [PythonValue] {
        let source = try value(list)
        guard case .list(let items) = source.content else {
            throw TextFault(.wrongValue, at: list.offset, "expected a list")
        }
        let outer = names
        defer { names = outer }
        var result: [PythonValue] = []
        for item in items {
            if targets.count == 1 {
                names[targets[0]] = item
            } else {
                guard case .tuple(let parts) = item.content, parts.count == targets.count else {
                    throw TextFault(
                        .wrongValue, at: item.offset, "expected \(targets.count) values")
                }
                for (target, part) in zip(targets, parts) { names[target] = part }
            }
            var made = try value(element)
            // The line of what differs says more than that of what is repeated.
            made.offset = item.offset
            result.append(made)
        }
        return result
    }

    private mutating func sum(
        _ parts: [PythonExpression.Located], at offset: Int
    ) throws(TextFault) -> PythonValue.Content {
        var text = ""
        var list: [PythonValue] = []
        var isText: Bool?
        for part in parts {
            switch try value(part).content {
            case .string(let more) where isText != false:
                isText = true
                text += more
                guard text.utf8.count <= Self.longestString else {
                    throw TextFault(at: offset, "a text of more than \(Self.longestString) bytes")
                }
            case .list(let more) where isText != true:
                isText = false
                try count(more.count, at: offset)
                list += more
            default: throw TextFault(.wrongValue, at: part.offset, "expected lists, or texts")
            }
        }
        return isText == true ? .string(text) : .list(list)
    }
}
