package import RedactionReport
internal import Raster

/// Holds rules and a detector against each other, by reports of images that both have looked at: each mask
/// says where a person has seen text, so that the detector should find some there; and what the detector
/// finds across the edge of a mask says that it ends too early.
package struct MaskTrial: Sendable {
    /// What the reports say of one rule.
    package struct Row: Hashable, Sendable {
        package var ruleID: String
        /// In which it painted.
        package var images = 0
        /// In which the detector found text inside.
        package var imagesWithText = 0
        /// In which text that lies half inside or more leaves it.
        package var imagesWithTextAcross = 0
        /// How far such text leaves it, in pixels, at most.
        package var farthest = 0

        package init(ruleID: String) { self.ruleID = ruleID }
    }

    /// Boxes of a detector have some pixels more than text: what they are padded with, and a cell.
    private static let tolerance = 6

    private var rows: [String: Row] = [:]

    package init() {}

    /// By the id of the rule.
    package var results: [Row] { rows.values.sorted { $0.ruleID < $1.ruleID } }

    package mutating func add(_ report: InstanceReport) {
        let boxes = report.boxes.filter { $0.plane == .pixelData && $0.box.isOfAnImage }
        let masks = boxes.filter { $0.maskID != nil && $0.sources.contains(.mask) }
        guard !report.notes.contains(.imageNotExamined), !masks.isEmpty, Self.ended(report.status)
        else { return }
        let texts = boxes.filter { box in
            box.sources.contains(.detector) || box.sources.contains(.tesseract)
        }.map(\.box)
        let covered = masks.map(\.box)
        for id in Set(masks.compactMap(\.maskID)) {
            let own = masks.filter { $0.maskID == id }.map(\.box)
            var row = rows[id] ?? Row(ruleID: id)
            row.images += 1
            if texts.contains(where: { text in own.contains(where: text.intersects) }) {
                row.imagesWithText += 1
            }
            let across = texts.compactMap { Self.overhang(of: $0, own: own, all: covered) }.max()
            if let across {
                row.imagesWithTextAcross += 1
                row.farthest = max(row.farthest, across)
            }
            rows[id] = row
        }
    }

    private static func ended(_ status: InstanceStatus) -> Bool {
        switch status {
        case .flagged, .redacted, .kept, .held: true
        case .noText, .failed, .skipped: false
        }
    }

    /// How far a text leaves the masks of a rule that hold most of it; `nil` where it does not.
    private static func overhang(
        of text: PixelBox, own: [PixelBox], all: [PixelBox]
    ) -> Int? {
        guard own.contains(where: { 2 * $0.intersection(text).area >= text.area }) else {
            return nil
        }
        let rest = all.reduce([text]) { rest, mask in rest.flatMap { $0.subtracting(mask) } }
        // The shorter side of what is left over is how deep it reaches out.
        let depth = rest.map { min($0.width, $0.height) }.max() ?? 0
        return depth > tolerance ? depth - tolerance : nil
    }
}
