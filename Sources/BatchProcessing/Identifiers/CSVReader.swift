/// What is wrong with a table, and where; never what stands there.
struct TableError: Error, Hashable, Sendable {
    var line: Int
    /// 1-based.
    var column: Int?
    var detail: String
}

/// The rows of comma-separated values (RFC 4180) in UTF-8. Cells may be quoted, and hold line breaks
/// then; a semicolon or a tab may stand for the comma, as spreadsheets write it.
struct CSVReader: Sendable {
    struct Row: Sendable {
        /// Where it begins, 1-based.
        var line: Int
        var cells: [String]
    }

    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8
    private var position: Int
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
        let header = bytes.prefix { $0 != Self.newline }
        separator =
            [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
            .first(where: header.contains) ?? UInt8(ascii: ",")
    }

    /// The next row that is not blank; `nil` at the end.
    mutating func next() throws(TableError) -> Row? {
        while position < bytes.endIndex {
            let row = try nextRow()
            if row.cells.contains(where: { !$0.isEmpty }) { return row }
        }
        return nil
    }

    private mutating func nextRow() throws(TableError) -> Row {
        var row = Row(line: line, cells: [])
        while true {
            row.cells.append(try nextCell(column: row.cells.count + 1))
            guard position < bytes.endIndex else { return row }
            let end = bytes[position]
            position += 1
            if end == separator {
                // Nothing behind the last separator is an empty cell, too.
                if position == bytes.endIndex {
                    row.cells.append("")
                    return row
                }
                continue
            }
            line += 1
            return row
        }
    }

    /// A cell; the position is then at its separator, at its newline or at the end.
    private mutating func nextCell(column: Int) throws(TableError) -> String {
        guard position < bytes.endIndex, bytes[position] == Self.quote else {
            let start = position
            while position < bytes.endIndex, bytes[position] != separator,
                bytes[position] != Self.newline
            {
                guard bytes[position] != Self.quote else {
                    throw TableError(
                        line: line, column: column, detail: "a quote within an unquoted cell")
                }
                position += 1
            }
            return try text(bytes[start..<position], column: column)
        }
        let firstLine = line
        var content: [UInt8] = []
        position += 1
        while true {
            guard position < bytes.endIndex else {
                throw TableError(line: firstLine, column: column, detail: "a quote is not closed")
            }
            let byte = bytes[position]
            position += 1
            if byte == Self.newline { line += 1 }
            guard byte == Self.quote else {
                content.append(byte)
                continue
            }
            // Two quotes are one.
            guard position < bytes.endIndex, bytes[position] == Self.quote else { break }
            content.append(byte)
            position += 1
        }
        if position < bytes.endIndex, bytes[position] == Self.carriageReturn { position += 1 }
        guard
            position == bytes.endIndex || bytes[position] == separator
                || bytes[position] == Self.newline
        else {
            throw TableError(line: line, column: column, detail: "text behind a closing quote")
        }
        return try text(content[...], column: column)
    }

    private func text(_ bytes: ArraySlice<UInt8>, column: Int) throws(TableError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TableError(line: line, column: column, detail: "not UTF-8")
        }
        return text.trimmed
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...last])
    }
}
