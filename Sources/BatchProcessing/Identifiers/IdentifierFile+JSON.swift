#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One string or several.
struct StringOrStrings: Decodable {
    var strings: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            strings = []
        } else if let string = try? container.decode(String.self) {
            strings = [string]
        } else {
            strings = try container.decode([String].self)
        }
    }
}

extension IdentifierFile {
    mutating func addJSON(_ content: ArraySlice<UInt8>) throws(BatchError) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(content))
        } catch {
            // A decoding error quotes the text: say what was to come instead.
            throw BatchError(
                code: .identifiersMalformed,
                detail: "expected an array of objects, or an object of objects, whose values are "
                    + "strings or arrays of strings")
        }
        for (index, (key, object)) in document.objects.enumerated() {
            if let problem = add(object, key: key) {
                throw BatchError(
                    code: .identifiersMalformed, detail: "entry \(index + 1): \(problem)")
            }
        }
    }

    private struct Document: Decodable {
        /// With their keys, where they have them from the object that holds them.
        var objects: [(key: String?, object: [String: StringOrStrings])]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let keyed = try? container.decode([String: [String: StringOrStrings]].self) {
                objects = keyed.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            } else {
                objects = try container.decode([[String: StringOrStrings]].self).map { (nil, $0) }
            }
        }
    }
}
