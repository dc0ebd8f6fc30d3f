import BatchProcessing
import MaskFiles

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension MaskFinding {
    /// `file:line:column: severity: code: detail`, as compilers write it.
    func text(file: BytePath) -> String {
        let place = place.map { ":\($0.line):\($0.column)" } ?? ""
        let rule = ruleID.map { " [\($0)]" } ?? ""
        return "\(file)\(place): \(severity.rawValue): \(code.rawValue): \(detail)\(rule)"
    }

    /// One JSON object (schema `pixredact.mask_finding/1`).
    func line(file: BytePath) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words and numbers always encode.
        guard let data = try? encoder.encode(Line(self, file)) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private struct Line: Encodable {
        let schema = "pixredact.mask_finding/1"
        var path: String
        var line: Int?
        var column: Int?
        var severity: String
        var code: String
        var rule: String?
        var detail: String

        init(_ finding: MaskFinding, _ file: BytePath) {
            path = file.description
            line = finding.place?.line
            column = finding.place?.column
            severity = finding.severity.rawValue
            code = finding.code.rawValue
            rule = finding.ruleID
            detail = finding.detail
        }
    }
}
