import ConfigurationFiles
import DICOMCore
package import KnownMasks
import Raster

/// The `masks` of a profile of Karnak, as its documentation describes them: one mask an image, the first of
/// (1) station and size, (2) station, (3) any station, for ultrasound, multi-frame secondary capture and
/// endoscopy, and wherever Burned In Annotation is YES.
package struct KarnakFormat: MaskFormat {
    /// SOP classes that are masked whatever their header says.
    static let classes = [
        "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.3.1",
        "1.2.840.10008.5.1.4.1.1.7.1", "1.2.840.10008.5.1.4.1.1.7.2",
        "1.2.840.10008.5.1.4.1.1.7.3", "1.2.840.10008.5.1.4.1.1.7.4",
        "1.2.840.10008.5.1.4.1.1.77.1.1",
    ]

    static let scope = Criterion.any(
        classes.map { .test(ValueTest(HeaderPath(.sopClassUID), .equals($0))) }
            + [.test(ValueTest(HeaderPath(.burnedInAnnotation), .equals("YES")))])

    static let anyStation = "*"

    static let mostRectangles = Coordinate.mostAreas

    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = KarnakReader(FormatReading(.karnak, name: name))
        reader.read(content)
        return reader.reading.finished(expecting: "masks with rectangles")
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try KarnakWriter(set).bytes()
    }
}

extension HeaderPath {
    init(_ tag: Tag) { self.init(group: tag.group, element: tag.element) }
}

private struct KarnakReader {
    private struct Mask {
        var station: String
        var size: ImageSize?
        var rectangles: [MaskRectangle]
        var place: FilePlace

        /// Which of Karnak's three looks finds it. A size with `*` is not documented: it is taken for
        /// the nearest of the masks of any station.
        var rank: Int {
            switch (station == KarnakFormat.anyStation, size) {
            case (false, .some): 0
            case (false, nil): 1
            case (true, .some): 2
            case (true, nil): 3
            }
        }
    }

    var reading: FormatReading
    private var masks: [Mask] = []

    init(_ reading: FormatReading) { self.reading = reading }

    mutating func read(_ content: [UInt8]) {
        guard let root = reading.tree(content),
            let entries = reading.mapping(root, "a profile of Karnak with masks")
        else { return }
        for entry in entries {
            switch entry.key {
            case "masks":
                for node in reading.list(entry.value, "masks") ?? [] { read(mask: node) }
            case "profileElements": read(elements: entry.value)
            case "name", "version", "minimumKarnakVersion", "defaultIssuerOfPatientID":
                continue
            default:
                reading.refuse(
                    .unknownKey, at: entry.keyPlace, "unknown key \(entry.key) of a profile")
            }
        }
        addRules()
    }

    /// Other elements of a profile are about the header; a condition on the masks would be theirs.
    private mutating func read(elements node: ConfigurationNode) {
        for element in reading.list(node, "profile elements") ?? [] {
            guard let entries = reading.mapping(element, "a profile element") else { continue }
            guard case .scalar("clean.pixel.data", _) = element["codename"]?.content else {
                reading.find(
                    .note, .ignoredField, at: element.place,
                    "a profile element that is about other things than masks")
                continue
            }
            for entry in entries {
                switch entry.key {
                case "name", "codename": continue
                case "condition":
                    reading.refuse(
                        .notExpressible, at: entry.keyPlace,
                        "conditions of Karnak are programs: write it as criteria of the rules")
                case "arguments":
                    reading.refuse(
                        .notExpressible, at: entry.keyPlace,
                        "with masks that are made automatically Karnak does not use those of the file"
                    )
                default:
                    reading.refuse(
                        .unknownKey, at: entry.keyPlace,
                        "unknown key \(entry.key) of a profile element")
                }
            }
        }
    }

    private mutating func read(mask node: ConfigurationNode) {
        guard let entries = reading.mapping(node, "a mask with stationName and rectangles") else {
            return
        }
        reading.refuseOthers(
            entries, known: ["stationName", "imageWidth", "imageHeight", "color", "rectangles"])
        if let colour = node.entry("color") {
            reading.find(
                .note, .ignoredField, at: colour.keyPlace,
                "the colour is not applied: what is painted displays black, or as --fill says")
        }
        var station: String?
        if let value = node["stationName"] {
            station = reading.word(value, "a station's name or \"*\"")
        } else {
            reading.refuse(.wrongValue, at: node.place, "expected stationName, a name or \"*\"")
        }
        let width = node["imageWidth"].flatMap {
            reading.integer($0, "imageWidth", in: Coordinate.sizes)
        }
        let height = node["imageHeight"].flatMap {
            reading.integer($0, "imageHeight", in: Coordinate.sizes)
        }
        if (node.entry("imageWidth") == nil) != (node.entry("imageHeight") == nil) {
            reading.refuse(
                .wrongValue, at: node.place, "expected both imageWidth and imageHeight, or neither")
        }
        let rectangles = rectangles(of: node)
        guard let station, !rectangles.isEmpty else { return }
        masks.append(
            Mask(
                station: station,
                size: width == nil ? nil : ImageSize(rows: height, columns: width),
                rectangles: rectangles, place: node.place))
    }

    private mutating func rectangles(of node: ConfigurationNode) -> [MaskRectangle] {
        guard let value = node["rectangles"] else {
            reading.refuse(
                .wrongValue, at: node.place, "expected rectangles, a list of \"x y width height\"")
            return []
        }
        guard let list = reading.list(value, "rectangles") else { return [] }
        if list.isEmpty || list.count > KarnakFormat.mostRectangles {
            reading.refuse(
                .emptyMask, at: value.place,
                "expected 1 to \(KarnakFormat.mostRectangles) rectangles")
            return []
        }
        return list.compactMap { rectangle($0) }
    }

    private mutating func rectangle(_ node: ConfigurationNode) -> MaskRectangle? {
        guard case .scalar(let text, _) = node.content else {
            reading.refuse(.malformedRegion, at: node.place, "expected \"x y width height\"")
            return nil
        }
        let words = text.split(separator: " ")
        guard words.count == 4, let x = Coordinate.integer(words[0], in: Coordinate.positions),
            let y = Coordinate.integer(words[1], in: Coordinate.positions),
            let width = Coordinate.integer(words[2], in: Coordinate.lengths),
            let height = Coordinate.integer(words[3], in: Coordinate.lengths)
        else {
            reading.refuse(
                .malformedRegion, at: node.place,
                "expected \"x y width height\", four whole numbers, the last two above 0")
            return nil
        }
        return MaskRectangle(x: x, y: y, width: .pixels(width), height: .pixels(height))
    }

    /// Karnak takes one mask: the rules are a group of which the first that matches answers.
    private mutating func addRules() {
        var seen: [String: FilePlace] = [:]
        let group = MaskRule.Group(name: reading.prefix, kind: .first)
        let sorted = masks.enumerated().sorted {
            ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }
        for (index, mask) in sorted {
            let id = "\(reading.prefix)-\(index + 1)"
            let size = mask.size.map { " \($0.columns ?? 0)x\($0.rows ?? 0)" } ?? ""
            if let first = seen.updateValue(mask.place, forKey: mask.station + size) {
                reading.find(
                    .warning, .shadowedRule, at: mask.place, rule: id,
                    "the mask of line \(first.line) is for the same images and is the one that is used"
                )
                seen[mask.station + size] = first
            }
            var tests = [KarnakFormat.scope]
            if mask.station != KarnakFormat.anyStation {
                tests.append(
                    .test(
                        ValueTest(
                            HeaderPath(.stationName), .equals(mask.station), isCaseSensitive: true))
                )
            }
            reading.add(
                MaskRule(
                    id: id, criterion: .all(tests), sizes: mask.size.map { [$0] } ?? [],
                    areas: mask.rectangles.map { MaskArea(.blank, .rectangle($0)) }, group: group),
                at: mask.place)
        }
    }
}
