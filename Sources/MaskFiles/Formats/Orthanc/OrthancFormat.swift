import ConfigurationFiles
import DICOMCore
package import KnownMasks
import Raster

/// What is posted to Orthanc's Pixels Masker: regions of pixels from `Origin` up to, not including, `End`.
/// The fill is ours; a mean filter, which may leave text legible, is read as a fill too. A volume in
/// coordinates of the patient (3D) is no rectangle of pixels, and Orthanc's ids of series and instances are
/// hashes that no rule can test: both are errors. UIDs in their place are read as what they name.
package struct OrthancFormat: MaskFormat {
    static let mostRegions = 10_000

    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = OrthancReader(FormatReading(.orthanc, name: name))
        reader.read(content)
        return reader.reading.finished(expecting: "MaskPixelData with Regions")
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        var regions: [String] = []
        for rule in set.rules {
            guard problems.isPlainMask(rule, format: "Orthanc"),
                problems.isForAllImages(rule, format: "Orthanc")
            else { continue }
            do throws(PaintedBoxes.Failure) {
                regions += try PaintedBoxes.boxes(of: rule, size: nil).map { box in
                    "      {\"MaskType\": \"Fill\", \"FillValue\": 0, \"RegionType\": \"2D\", "
                        + "\"Origin\": [\(box.x), \(box.y)], \"End\": [\(box.maxX), \(box.maxY)]}"
                }
            } catch {
                problems.add(rule, "Orthanc cannot say: \(error.detail)")
            }
        }
        try problems.throwIfAny()
        let text =
            "{\n  \"MaskPixelData\": {\n    \"Regions\": [\n"
            + regions.joined(separator: ",\n") + "\n    ]\n  }\n}\n"
        return Array(text.utf8)
    }
}

private struct OrthancReader {
    var reading: FormatReading

    init(_ reading: FormatReading) { self.reading = reading }

    mutating func read(_ content: [UInt8]) {
        guard let root = reading.tree(content),
            let entries = reading.mapping(root, "an object with MaskPixelData")
        else { return }
        for entry in entries where entry.key != "MaskPixelData" {
            reading.find(
                .note, .ignoredField, at: entry.keyPlace,
                "\(entry.key) is about other things than pixels")
        }
        guard let mask = root["MaskPixelData"],
            let parts = reading.mapping(mask, "an object with Regions")
        else { return }
        reading.refuseOthers(parts, known: ["Regions"])
        guard let node = mask["Regions"], let regions = reading.list(node, "regions") else {
            return
        }
        guard (1...OrthancFormat.mostRegions).contains(regions.count) else {
            reading.refuse(
                .emptyMask, at: node.place, "expected 1 to \(OrthancFormat.mostRegions) regions")
            return
        }
        for (index, region) in regions.enumerated() { read(region, number: index + 1) }
    }

    private mutating func read(_ node: ConfigurationNode, number: Int) {
        guard let entries = reading.mapping(node, "a region") else { return }
        reading.refuseOthers(
            entries,
            known: [
                "MaskType", "FillValue", "FilterWidth", "RegionType", "Origin", "End",
                "TargetSeries", "TargetInstances",
            ])
        readFill(node)
        guard case .scalar("2D", _) = node["RegionType"]?.content else {
            if case .scalar("3D", _) = node["RegionType"]?.content {
                reading.refuse(
                    .notExpressible, at: node.place,
                    "a volume in coordinates of the patient (3D) is no rectangle of pixels")
            } else {
                reading.refuse(.wrongValue, at: node.place, "expected RegionType, 2D")
            }
            return
        }
        guard let origin = point(node, "Origin"), let end = point(node, "End") else { return }
        guard end.x > origin.x, end.y > origin.y else {
            reading.refuse(
                .malformedRegion, at: node.place, "expected an End to the right of and below Origin"
            )
            return
        }
        let box = PixelBox(x: origin.x, y: origin.y, maxX: end.x, maxY: end.y)
        var parts: [Criterion] = []
        var isSound = true
        for (key, tag) in [
            ("TargetSeries", Tag.seriesInstanceUID), ("TargetInstances", Tag.sopInstanceUID),
        ] {
            guard let node = node[key] else { continue }
            guard let uids = targets(node, key) else {
                isSound = false
                continue
            }
            // Empty: all of them.
            if !uids.isEmpty {
                parts.append(.any(uids.map { .test(ValueTest(HeaderPath(tag), .equals($0))) }))
            }
        }
        guard isSound else { return }
        let id = "\(reading.prefix)-\(number)"
        if parts.isEmpty {
            reading.find(
                .warning, .alwaysMatches, at: node.place, rule: id,
                "the region says for no image that it is meant: it answers for every one")
        }
        reading.add(
            MaskRule(
                id: id, criterion: .all(parts),
                areas: [MaskArea(.blank, .rectangle(MaskRectangle(box)))]),
            at: node.place)
    }

    private mutating func readFill(_ node: ConfigurationNode) {
        switch node["MaskType"]?.content {
        case .scalar("Fill", _):
            if let fill = node.entry("FillValue") {
                reading.find(
                    .note, .ignoredField, at: fill.keyPlace,
                    "the fill is not applied: what is painted displays black, or as --fill says")
            }
        case .scalar("MeanFilter", _):
            reading.find(
                .note, .ignoredField, at: node.place,
                "a mean filter may leave text legible: the region is painted instead")
        default:
            reading.refuse(.wrongValue, at: node.place, "expected MaskType, Fill or MeanFilter")
        }
    }

    private mutating func point(
        _ node: ConfigurationNode, _ key: String
    ) -> (x: Int, y: Int)? {
        guard case .sequence(let numbers) = node[key]?.content, numbers.count == 2 else {
            reading.refuse(.wrongValue, at: node.place, "expected \(key), [x, y]")
            return nil
        }
        guard let x = reading.integer(numbers[0], "x", in: Coordinate.positions),
            let y = reading.integer(numbers[1], "y", in: Coordinate.positions)
        else { return nil }
        return (x, y)
    }

    private mutating func targets(_ node: ConfigurationNode, _ key: String) -> [String]? {
        guard let list = reading.list(node, "ids") else { return nil }
        var uids: [String] = []
        for entry in list {
            guard let id = reading.word(entry, "an id"), id.utf8.count <= 64,
                id.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) })
            else {
                reading.refuse(
                    .notExpressible, at: entry.place,
                    "an id of Orthanc is a hash of Patient ID and UIDs, which no rule can test: put the "
                        + "UID in its place, or take \(key) out and use --like")
                return nil
            }
            uids.append(id)
        }
        return uids
    }
}
