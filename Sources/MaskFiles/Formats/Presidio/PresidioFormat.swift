import ConfigurationFiles
package import KnownMasks
import Raster
import RedactionReport

/// Boxes of Presidio's image redactor: a list of `left`, `top`, `width`, `height` for one image, or its ground
/// truth, an object of such lists by path. The ground truth is measured in an image with 25 pixels of padding
/// round it, which are taken off. Labels are what the text says, so nothing of them is kept or told.
package struct PresidioFormat: BoxListFormat {
    /// What the redactor pads images with before it reads them.
    static let padding = 25
    static let mostBoxes = 100_000

    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = PresidioReader(FormatReading(.presidio, name: name))
        for (index, list) in reader.lists(content).enumerated() where !list.boxes.isEmpty {
            let id = "\(reader.reading.prefix)-\(index + 1)"
            reader.reading.find(
                .warning, .alwaysMatches, at: list.place, rule: id,
                "boxes of one image: the rule answers for every one")
            reader.reading.add(
                MaskRule(
                    id: id, criterion: .all([]),
                    areas: list.boxes.map {
                        MaskArea(.blank, .rectangle(MaskRectangle($0, isClipped: true)))
                    }), at: list.place)
        }
        return reader.reading.finished(expecting: "boxes with left, top, width and height")
    }

    /// A plain list names no file: its entry has neither a path nor a UID.
    package func readBoxes(_ content: [UInt8], name: String) -> BoxList {
        var reader = PresidioReader(FormatReading(.presidio, name: name))
        let entries = reader.lists(content).map { list in
            BoxList.Entry(
                path: list.path,
                boxes: list.boxes.map { ReportedBox(box: $0, sources: [.boxes], decision: .redact) }
            )
        }
        return BoxList(entries: entries, findings: reader.reading.findings)
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        var boxes: [String] = []
        for rule in set.rules {
            guard problems.isPlainMask(rule, format: "a list of boxes"),
                problems.isForAllImages(rule, format: "a list of boxes")
            else { continue }
            do throws(PaintedBoxes.Failure) {
                boxes += try PaintedBoxes.boxes(of: rule, size: nil).map { box in
                    "  {\"left\": \(box.x), \"top\": \(box.y), \"width\": \(box.width), "
                        + "\"height\": \(box.height)}"
                }
            } catch {
                problems.add(rule, "a list of boxes cannot say: \(error.detail)")
            }
        }
        try problems.throwIfAny()
        return Array(("[\n" + boxes.joined(separator: ",\n") + "\n]\n").utf8)
    }
}

private struct PresidioReader {
    struct List {
        var path: String?
        var boxes: [PixelBox]
        var place: FilePlace
    }

    private static let sides = ["left", "top", "width", "height"]
    /// Nothing that says where a box is.
    private static let others = ["label", "entity_type", "conf", "score", "is_PII", "text"]

    var reading: FormatReading
    private var labels = 0
    private var firstLabel: FilePlace?

    init(_ reading: FormatReading) { self.reading = reading }

    mutating func lists(_ content: [UInt8]) -> [List] {
        guard let root = reading.tree(content) else { return [] }
        var lists: [List] = []
        switch root.content {
        case .sequence: lists = [List(path: nil, boxes: boxes(root, padding: 0), place: root.place)]
        case .mapping(let entries):
            for entry in entries {
                lists.append(
                    List(
                        path: entry.key, boxes: boxes(entry.value, padding: PresidioFormat.padding),
                        place: entry.keyPlace))
            }
        case .scalar:
            reading.refuse(
                .wrongValue, at: root.place,
                "expected a list of boxes, or an object of lists by path")
        }
        if labels > 0 {
            reading.find(
                .note, .ignoredField, at: firstLabel,
                "labels, types and scores of \(labels) boxes are not kept")
        }
        return lists
    }

    private mutating func boxes(_ node: ConfigurationNode, padding: Int) -> [PixelBox] {
        guard let nodes = reading.list(node, "boxes") else { return [] }
        guard nodes.count <= PresidioFormat.mostBoxes else {
            reading.refuse(
                .wrongValue, at: node.place, "expected at most \(PresidioFormat.mostBoxes) boxes")
            return []
        }
        return nodes.compactMap { box($0, padding: padding) }
    }

    private mutating func box(_ node: ConfigurationNode, padding: Int) -> PixelBox? {
        guard let entries = reading.mapping(node, "a box") else { return nil }
        let known = Self.sides + Self.others
        // The unknown key is not told: it may be a word of a label that lost its quotes.
        for entry in entries where !known.contains(entry.key) {
            reading.refuse(
                .unknownKey, at: entry.keyPlace,
                "unknown key of a box: expected one of \(known.joined(separator: ", "))")
        }
        if let other = entries.first(where: { Self.others.contains($0.key) }) {
            labels += 1
            firstLabel = firstLabel ?? other.keyPlace
        }
        var sides: [Double] = []
        for side in Self.sides {
            guard case .scalar(let text, isPlain: true) = node[side]?.content,
                let number = Double(text),
                number.magnitude <= Double(Coordinate.positions.upperBound)
            else {
                reading.refuse(
                    .malformedRegion, at: node[side]?.place ?? node.place,
                    "expected \(side), a number")
                return nil
            }
            sides.append(number)
        }
        // Outward, where a side is no whole number; what lies over the left or upper edge is cut off.
        let left = Int(sides[0].rounded(.down)) - padding
        let top = Int(sides[1].rounded(.down)) - padding
        let box = PixelBox(
            x: max(left, 0), y: max(top, 0),
            maxX: Int((sides[0] + sides[2]).rounded(.up)) - padding,
            maxY: Int((sides[1] + sides[3]).rounded(.up)) - padding)
        guard !box.isEmpty, sides[2] > 0, sides[3] > 0 else {
            reading.refuse(
                .malformedRegion, at: node.place,
                "expected a box that lies in the image, and is not empty")
            return nil
        }
        return box
    }
}
