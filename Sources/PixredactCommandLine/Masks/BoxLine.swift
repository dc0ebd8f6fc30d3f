import MaskFiles
import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Boxes of one instance as a line for `clean --boxes`.
struct BoxLine: Encodable {
    let schema = InstanceReport.schemaName
    var path: String?
    var sopInstanceUID: String?
    var boxes: [ReportedBox]

    enum CodingKeys: String, CodingKey {
        case schema, path, boxes
        case sopInstanceUID = "sop_instance_uid"
    }

    static func text(_ entry: BoxList.Entry) -> String {
        let line = BoxLine(
            path: entry.path, sopInstanceUID: entry.sopInstanceUID, boxes: entry.boxes)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words and numbers always encode.
        guard let data = try? encoder.encode(line) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
