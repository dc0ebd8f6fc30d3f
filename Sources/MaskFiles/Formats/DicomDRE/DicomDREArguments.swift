import KnownMasks
import LinearPatterns

/// The arguments of a call, each asked for once.
struct DicomDREArguments {
    let offset: Int
    private let name: String
    private var positional: [PythonValue]
    private var named: [(name: String, value: PythonValue)]

    init(_ call: PythonValue.Call, at offset: Int) {
        self.offset = offset
        name = call.name
        positional = call.positional
        named = call.named
    }

    /// An argument; `nil` where it is not given, or None.
    mutating func take(_ key: String, isPositional: Bool = false) -> PythonValue? {
        var value: PythonValue?
        if isPositional, !positional.isEmpty {
            value = positional.removeFirst()
        } else if let index = named.firstIndex(where: { $0.name == key }) {
            value = named.remove(at: index).value
        }
        if case .none? = value?.content { return nil }
        return value
    }

    /// - Throws: where something was not asked for.
    func end() throws(TextFault) {
        if let other = named.first {
            throw TextFault(
                .unknownKey, at: other.value.offset, "\(name) has no argument \(other.name)")
        }
        if let other = positional.first {
            throw TextFault(at: other.offset, "\(name) takes such arguments by name")
        }
    }

    mutating func string(_ key: String, isPositional: Bool = false) throws(TextFault) -> String? {
        guard let value = take(key, isPositional: isPositional) else { return nil }
        guard case .string(let text) = value.content else {
            throw TextFault(.wrongValue, at: value.offset, "expected \(key) to be a text")
        }
        return text
    }

    mutating func bool(_ key: String) throws(TextFault) -> Bool? {
        guard let value = take(key) else { return nil }
        guard case .bool(let bool) = value.content else {
            throw TextFault(.wrongValue, at: value.offset, "expected \(key) to be True or False")
        }
        return bool
    }

    mutating func list(_ key: String, isPositional: Bool = false) throws(TextFault)
        -> [PythonValue]?
    {
        guard let value = take(key, isPositional: isPositional) else { return nil }
        guard case .list(let list) = value.content else {
            throw TextFault(.wrongValue, at: value.offset, "expected \(key) to be a list")
        }
        return list
    }

    /// A text, or a list of texts.
    mutating func strings(_ key: String) throws(TextFault) -> [String]? {
        guard let value = take(key) else { return nil }
        switch value.content {
        case .string(let text): return [text]
        case .list(let list):
            var texts: [String] = []
            for element in list {
                guard case .string(let text) = element.content else {
                    throw TextFault(
                        .wrongValue, at: element.offset, "expected \(key) to be texts")
                }
                texts.append(text)
            }
            return texts
        default:
            throw TextFault(
                .wrongValue, at: value.offset, "expected \(key) to be a text or a list of texts")
        }
    }

    mutating func size() throws(TextFault) -> ImageSize? {
        let rows = try number("rows")
        let columns = try number("cols")
        return rows == nil && columns == nil ? nil : ImageSize(rows: rows, columns: columns)
    }

    private mutating func number(_ key: String) throws(TextFault) -> Int? {
        guard let value = take(key) else { return nil }
        guard case .number(let number) = value.content,
            (1...PlainRectangle.largestImage).contains(number)
        else {
            throw TextFault(
                .wrongValue, at: value.offset,
                "expected \(key) to be a number from 1 to \(PlainRectangle.largestImage)")
        }
        return number
    }

    /// Any of the patterns of an element; `nil` where the argument is not given.
    mutating func patterns(_ key: String, of path: HeaderPath) throws(TextFault) -> Criterion? {
        guard let texts = try strings(key) else { return nil }
        return .disjunction(try criteria(texts, of: path))
    }

    mutating func allPatterns(_ key: String, of path: HeaderPath) throws(TextFault) -> Criterion? {
        guard let texts = try strings(key) else { return nil }
        return .conjunction(try criteria(texts, of: path))
    }

    private func criteria(
        _ texts: [String], of path: HeaderPath
    ) throws(TextFault) -> [Criterion] {
        var criteria: [Criterion] = []
        for text in texts {
            do throws(LinearPattern.SyntaxError) {
                criteria.append(try DicomDREPattern.criterion(text, of: path))
            } catch {
                throw TextFault(
                    .wrongValue, at: offset, "\(text) is no pattern: \(error.reason)")
            }
        }
        return criteria
    }
}
