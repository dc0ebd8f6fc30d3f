import ConfigurationFiles

/// Rows of RFC 4180: fields between commas, in quotes where they hold a comma, a quote or a line's end.
struct CommaSeparatedRows {
    struct Field {
        var text: String
        var place: FilePlace
    }

    struct Row {
        var fields: [Field]
        var place: FilePlace
    }

    struct Fault: Error {
        var place: FilePlace
        var detail: String
    }

    /// Of one row: nobody's table is wider.
    static let mostFields = 256

    private var reader: RowReader

    init(_ text: String) { reader = RowReader(text) }

    /// The next row that has something on it.
    ///
    /// - Throws: where a quote is not closed, or stands where none may; nothing comes behind that.
    mutating func next() throws(Fault) -> Row? {
        while let row = try reader.next() {
            if row.fields.count > 1 || row.fields.first?.text.isEmpty == false { return row }
        }
        return nil
    }

    static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\n"
    }

    private static func quoted(_ field: String) -> String {
        let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
        let isPlain =
            !field.unicodeScalars.contains { special.contains($0) }
            && field.first != " " && field.last != " "
        return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}

private struct RowReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var place = FilePlace(line: 1, column: 1)

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    private var current: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func advance() {
        if scalars[position] == "\n" {
            place = FilePlace(line: place.line + 1, column: 1)
        } else {
            place.column += 1
        }
        position += 1
    }

    mutating func next() throws(CommaSeparatedRows.Fault) -> CommaSeparatedRows.Row? {
        guard position < scalars.count else { return nil }
        var row = CommaSeparatedRows.Row(fields: [], place: place)
        while true {
            row.fields.append(try field())
            guard row.fields.count <= CommaSeparatedRows.mostFields else {
                throw CommaSeparatedRows.Fault(
                    place: place,
                    detail: "expected at most \(CommaSeparatedRows.mostFields) fields a row")
            }
            guard let end = current else { return row }
            advance()
            if end == "," { continue }
            if end == "\r", current == "\n" { advance() }
            return row
        }
    }

    /// Up to the comma or the line's end, which is left.
    private mutating func field() throws(CommaSeparatedRows.Fault) -> CommaSeparatedRows.Field {
        var field = CommaSeparatedRows.Field(text: "", place: place)
        guard current == "\"" else {
            while let scalar = current, scalar != ",", scalar != "\n", scalar != "\r" {
                guard scalar != "\"" else {
                    throw CommaSeparatedRows.Fault(
                        place: place, detail: "expected a quote only round a whole field")
                }
                field.text.unicodeScalars.append(scalar)
                advance()
            }
            return field
        }
        advance()
        while let scalar = current {
            advance()
            guard scalar == "\"" else {
                field.text.unicodeScalars.append(scalar)
                continue
            }
            guard current == "\"" else { return try closed(field) }
            field.text.unicodeScalars.append("\"")
            advance()
        }
        throw CommaSeparatedRows.Fault(place: field.place, detail: "a quote without an end")
    }

    private func closed(
        _ field: CommaSeparatedRows.Field
    ) throws(CommaSeparatedRows.Fault) -> CommaSeparatedRows.Field {
        switch current {
        case nil, ",", "\n", "\r": return field
        default:
            throw CommaSeparatedRows.Fault(
                place: place, detail: "expected a comma behind a closing quote")
        }
    }
}
