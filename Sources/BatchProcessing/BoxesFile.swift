package import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The boxes that a person names (`--boxes`): a report, reviewed or not, or a hand-made list.
///
/// JSON Lines or one JSON array of objects such as
/// `{"path":"a.dcm","boxes":[{"x":0,"y":0,"width":10,"height":10}]}`. An entry with a
/// `sop_instance_uid` (at the top or in `image`, as a report has it) stands for that instance,
/// any other for its path. Entries for the same instance add up. A report's line that says
/// `failed`, `skipped` or `held` is no answer: its empty list would pass an instance that nobody
/// has examined. Only `held` for a review is one, since its boxes carry the decisions.
package struct BoxesFile: Sendable {
    private var byInstance: [String: [ReportedBox]] = [:]
    private var byPath: [BytePath: [ReportedBox]] = [:]

    /// Whether any entry asks for a SOP Instance UID; if none does, no header need be read.
    package var asksForInstanceUIDs: Bool { !byInstance.isEmpty }

    /// The boxes for an instance; `nil` when it is not listed.
    package func boxes(path: BytePath, sopInstanceUID: String?) -> [ReportedBox]? {
        if let sopInstanceUID, let boxes = byInstance[sopInstanceUID] { return boxes }
        return byPath[Self.key(path)]
    }

    /// - Throws: `boxesUnreadable`, `boxesMalformed` with the line.
    package init(_ path: BytePath) throws(BatchError) {
        let content: [UInt8]
        do throws(SystemError) {
            content = try FileContent.read(path)
        } catch {
            throw BatchError(code: .boxesUnreadable, path: path, errorNumber: error.number)
        }
        do throws(BatchError) {
            try self.init(content: content)
        } catch {
            var error = error
            error.path = path
            throw error
        }
    }

    package init(content: [UInt8]) throws(BatchError) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = content.starts(with: mark) ? content[3...] : content[...]
        let first = content.first { !Self.isBlank($0) }
        if first == UInt8(ascii: "[") {
            for entry in try Self.decode([Entry].self, content, line: nil) {
                try add(entry, line: nil)
            }
            return
        }
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy(Self.isBlank) {
            try add(try Self.decode(Entry.self, line, line: index + 1), line: index + 1)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: ArraySlice<UInt8>, line: Int?
    ) throws(BatchError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            // A decoding error quotes the text: say what was to come instead.
            throw BatchError(
                code: .boxesMalformed, line: line,
                detail: "expected objects with a path or sop_instance_uid, and boxes of "
                    + "x, y, width, height")
        }
    }

    private mutating func add(_ entry: Entry, line: Int?) throws(BatchError) {
        func malformed(_ detail: String) -> BatchError {
            BatchError(code: .boxesMalformed, line: line, detail: detail)
        }
        // The bounds keep sums of coordinates far from overflowing.
        let limit = 1 << 31
        // Overlays and icons are removed whole, whatever size a report gives them.
        for box in entry.boxes where box.plane == .pixelData {
            guard (0..<limit).contains(box.box.x), (0..<limit).contains(box.box.y),
                (1..<limit).contains(box.box.width), (1..<limit).contains(box.box.height)
            else { throw malformed("a box is empty or has a negative corner") }
        }
        guard entry.isAnswer else { return }
        if let uid = entry.instanceUID, !uid.isEmpty {
            byInstance[uid, default: []] += entry.boxes
        } else if let path = entry.path, !path.isEmpty {
            byPath[Self.key(BytePath(path)), default: []] += entry.boxes
        } else {
            throw malformed("an entry has neither a path nor a sop_instance_uid")
        }
    }

    /// `./a//b` and `a/b` are one file.
    private static func key(_ path: BytePath) -> BytePath {
        let names = path.components.filter { !$0.elementsEqual(".".utf8) }
        let joined = Array(names.joined(separator: [BytePath.slash]))
        return BytePath(bytes: (path.isAbsolute ? [BytePath.slash] : []) + joined)
    }

    private struct Entry: Decodable {
        var path: String?
        var sopInstanceUID: String?
        var image: Image?
        var boxes: [ReportedBox]
        var status: InstanceStatus?
        var reason: Reason?

        struct Image: Decodable {
            var sopInstanceUID: String?

            enum CodingKeys: String, CodingKey { case sopInstanceUID = "sop_instance_uid" }
        }

        enum CodingKeys: String, CodingKey {
            case path, image, boxes, status, reason
            case sopInstanceUID = "sop_instance_uid"
        }

        var instanceUID: String? { sopInstanceUID ?? image?.sopInstanceUID }

        var isAnswer: Bool {
            switch status {
            case nil, .noText, .flagged, .redacted, .kept: true
            case .held: reason?.code == .reviewPending
            case .failed, .skipped: false
            }
        }
    }
}
