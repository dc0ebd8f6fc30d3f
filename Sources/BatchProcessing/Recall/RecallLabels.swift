import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The text of one written picture, in the form of labels that are made by hand: tools that score
/// a report against such labels take it.
struct RecallLabels: Encodable {
    private struct Line: Encodable {
        var id: Int
        var x: Int
        var y: Int
        var w: Int
        var h: Int
        var text: String
        var kind: String
        var phi: Bool
        /// 1/255 of the displayed range.
        var contrast: Double
        var rot: Int
        /// Height of capitals in pixels.
        var cap: Int
        var visible: Bool
        var mode: String
        var outline: Bool
        var shadow: Bool
        var font: String
    }

    private let file: String
    private let sha256: String
    private let rows: Int
    private let columns: Int
    private let frame = 0
    private let frames = 1
    /// The labels' word for pictures that are not invented as a whole.
    private let source = "clinical pixels with invented text"
    private let textOrigin = "synthetic"
    private let modality: String?
    private let transferSyntax = "1.2.840.10008.1.2.1"
    private let header = "scrubbed"
    private let burnedInAnnotation = "YES"
    private let seed: UInt64
    private let lines: [Line]

    enum CodingKeys: String, CodingKey {
        case file, sha256, rows, columns, frame, frames, source, modality, header, seed, lines
        case textOrigin = "text_origin"
        case transferSyntax = "transfer_syntax"
        case burnedInAnnotation = "burned_in_annotation"
    }

    /// - Parameter file: the picture's path from the folder that holds files and labels.
    init(_ report: RecallReport, file: String, sha256: String, seed: UInt64) {
        self.file = file
        self.sha256 = sha256
        self.seed = seed
        rows = report.image?.rows ?? 0
        columns = report.image?.columns ?? 0
        modality = report.image?.modality
        lines = report.lines.enumerated().map { Self.line($0.offset + 1, $0.element) }
    }

    private static func line(_ id: Int, _ line: SyntheticLine) -> Line {
        Line(
            id: id, x: line.box.x, y: line.box.y, w: line.box.width, h: line.box.height,
            text: line.text, kind: line.textKind,
            phi: !["other_text", "marker"].contains(line.textKind), contrast: line.contrast,
            rot: line.rotation, cap: line.capHeight, visible: line.isVisible, mode: mode(line),
            outline: line.edge == "outline", shadow: line.edge == "shadow", font: line.font)
    }

    /// The labels' words for a contrast.
    private static func mode(_ line: SyntheticLine) -> String {
        if line.edge == "banner" { return "banner" }
        switch line.contrastClass {
        case "maximum", "white": return "max"
        case "medium": return "grey"
        case "colour": return "color"
        default: return line.contrastClass
        }
    }

    func bytes() throws(EarlyEnd) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch {
            throw EarlyEnd(.failed, .internalError, "the labels could not be encoded")
        }
    }
}
