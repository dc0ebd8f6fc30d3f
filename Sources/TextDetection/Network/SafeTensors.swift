import FoundationEssentials

/// A safetensors file: the length of the header, the header (JSON), then the values of all tensors
/// without gaps, little endian.
package struct SafeTensors: Sendable {
    /// What the header says of a tensor.
    private struct Entry: Decodable {
        var dtype: String
        var shape: [Int]
        var dataOffsets: [Int]

        private enum CodingKeys: String, CodingKey {
            case dtype, shape
            case dataOffsets = "data_offsets"
        }
    }

    /// The header: tensors by name, and strings about the file, which nothing here needs.
    private struct Header: Decodable {
        var entries: [String: Entry] = [:]

        private struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Name.self)
            for key in container.allKeys where key.stringValue != "__metadata__" {
                entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
            }
        }
    }

    private let bytes: [UInt8]
    private let dataOffset: Int
    private let entries: [String: Entry]

    /// The names of the tensors, in order.
    package var names: [String] { entries.keys.sorted() }

    /// - Throws: `unavailable` unless the header is whole and its tensors are side by side in the rest.
    package init(_ bytes: [UInt8]) throws(TextDetectionError) {
        guard bytes.count >= 8 else { throw Self.damaged("shorter than the length of its header") }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(bytes.count - 8) else { throw Self.damaged("header is cut off") }
        let dataOffset = 8 + Int(length)
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[8..<dataOffset]))
        else { throw Self.damaged("header is not that of tensors") }
        var end = 0
        let ordered = header.entries.values.sorted {
            $0.dataOffsets.lexicographicallyPrecedes($1.dataOffsets)
        }
        for entry in ordered {
            guard entry.dataOffsets.count == 2, entry.dataOffsets[0] == end,
                entry.dataOffsets[1] >= end, entry.dataOffsets[1] <= bytes.count - dataOffset
            else { throw Self.damaged("tensors are not side by side inside of it") }
            end = entry.dataOffsets[1]
        }
        guard end == bytes.count - dataOffset else {
            throw Self.damaged("\(bytes.count - dataOffset - end) bytes belong to no tensor")
        }
        self.bytes = bytes
        self.dataOffset = dataOffset
        self.entries = header.entries
    }

    /// The shape of a tensor; `nil` if there is none of that name.
    package func shape(of name: String) -> [Int]? { entries[name]?.shape }

    /// The numbers of a tensor of float32.
    ///
    /// - Throws: `unavailable` unless it is there, of that type and shape.
    package func floats(_ name: String, shape: [Int]) throws(TextDetectionError) -> [Float] {
        let values = try values(name, type: "F32", shape: shape, width: 4)
        return stride(from: values.startIndex, to: values.endIndex, by: 4).map { offset in
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(values[offset + $1]) << (8 * $1) }
            return Float(bitPattern: bits)
        }
    }

    /// The numbers of a tensor of uint8.
    ///
    /// - Throws: `unavailable` unless it is there, of that type and shape.
    package func octets(_ name: String, shape: [Int]) throws(TextDetectionError) -> [UInt8] {
        Array(try values(name, type: "U8", shape: shape, width: 1))
    }

    private func values(
        _ name: String, type: String, shape: [Int], width: Int
    ) throws(TextDetectionError) -> ArraySlice<UInt8> {
        guard let entry = entries[name] else { throw Self.damaged("no tensor \(name)") }
        guard entry.dtype == type else {
            throw Self.damaged("\(name) is of another type than \(type)")
        }
        guard entry.shape == shape else {
            throw Self.damaged("\(name) has shape \(entry.shape), expected \(shape)")
        }
        let byteCount = entry.dataOffsets[1] - entry.dataOffsets[0]
        let expected = shape.reduce(width, *)
        guard byteCount == expected else {
            throw Self.damaged("\(name) has \(byteCount) bytes, expected \(expected)")
        }
        return bytes[dataOffset + entry.dataOffsets[0]..<dataOffset + entry.dataOffsets[1]]
    }

    private static func damaged(_ what: String) -> TextDetectionError {
        TextDetectionError(code: .unavailable, message: "tensor file: \(what)")
    }
}
