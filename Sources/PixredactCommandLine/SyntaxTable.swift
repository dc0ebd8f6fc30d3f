import DICOMCore
import DICOMPixelData

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is done with each transfer syntax, as `CodecRegistry` has it.
struct SyntaxTable: Hashable {
    /// One line of it (schema `pixredact.syntax/1`).
    struct Row: Encodable, Hashable {
        let schema = "pixredact.syntax/1"
        let uid: String
        let name: String
        /// What the frames are, `nil` where instances are held.
        let codec: String?
        let decode: String
        let writeBack: String
        let exactness: String

        enum CodingKeys: String, CodingKey {
            case schema, uid, name, codec, decode, exactness
            case writeBack = "write_back"
        }

        init(_ entry: CodecRegistry.Entry) {
            uid = entry.transferSyntax.uid
            name = entry.transferSyntax.name
            codec = entry.codec?.rawValue
            decode = entry.decode
            writeBack = entry.writeBack
            exactness = entry.exactness
        }

        // A key without a value is written all the same: every line has the same keys.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(schema, forKey: .schema)
            try container.encode(uid, forKey: .uid)
            try container.encode(name, forKey: .name)
            try container.encode(codec, forKey: .codec)
            try container.encode(decode, forKey: .decode)
            try container.encode(writeBack, forKey: .writeBack)
            try container.encode(exactness, forKey: .exactness)
        }
    }

    let rows = CodecRegistry.entries.map { Row($0) }

    /// One JSON object a line.
    var lines: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return rows.map { row in
            // Words always encode.
            guard let data = try? encoder.encode(row) else { return "" }
            return String(decoding: data, as: UTF8.self) + "\n"
        }.joined()
    }

    /// For people: aligned columns, the widest words last.
    var text: String {
        let head = ["transfer syntax", "read by", "written back", "outside the boxes", "name"]
        let supported = rows.filter { $0.codec != nil }.map(\.columns)
        // Those that are held have a sentence, which would push all columns aside.
        let widths = head.indices.map { column in
            let cells = column == 0 ? rows.map(\.uid) : supported.map { $0[column] }
            return ([head[column]] + cells).map(\.count).max() ?? 0
        }
        func line(_ columns: [String]) -> String {
            let last = columns.count - 1
            let padded = zip(columns, widths).enumerated().map { index, cell in
                index == last
                    ? cell.0
                    : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
            }
            return padded.joined(separator: "  ") + "\n"
        }
        return line(head)
            + rows.map { row in
                line(row.codec == nil ? [row.uid, "\(row.name): \(row.writeBack)"] : row.columns)
            }.joined()
    }
}

extension SyntaxTable.Row {
    fileprivate var columns: [String] { [uid, decode, writeBack, exactness, name] }
}
