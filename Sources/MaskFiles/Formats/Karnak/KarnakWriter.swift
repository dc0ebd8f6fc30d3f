import KnownMasks
import Raster

/// Writes rules as masks of Karnak, where Karnak picks the same ones.
struct KarnakWriter {
    private struct Mask {
        var rule: MaskRule
        var station: String
        var size: ImageSize?
        var boxes: [PixelBox]

        var key: String { station + (size.map { " \($0.columns ?? 0)x\($0.rows ?? 0)" } ?? "") }
        var rank: Int {
            (station == KarnakFormat.anyStation ? 2 : 0) + (size == nil ? 1 : 0)
        }
    }

    private static let format = "Karnak"

    private var problems = ExportProblems()
    private var masks: [Mask] = []

    init(_ set: MaskRuleSet) {
        for rule in set.rules where problems.isPlainMask(rule, format: Self.format, group: true) {
            add(rule)
        }
        checkSelection()
    }

    func bytes() throws(MaskExportError) -> [UInt8] {
        try problems.throwIfAny()
        var text = "masks:\n"
        for mask in masks {
            text += "  - stationName: \(Self.quoted(mask.station))\n"
            if let size = mask.size, let rows = size.rows, let columns = size.columns {
                text += "    imageWidth: \(columns)\n    imageHeight: \(rows)\n"
            }
            text += "    color: \"000000\"\n    rectangles:\n"
            for box in mask.boxes {
                text += "      - \"\(box.x) \(box.y) \(box.width) \(box.height)\"\n"
            }
        }
        return Array(text.utf8)
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private mutating func add(_ rule: MaskRule) {
        guard let station = station(of: rule.criterion) else {
            problems.add(
                rule,
                "Karnak tests Station Name as it is written, within its own SOP classes and Burned In "
                    + "Annotation YES, and nothing else")
            return
        }
        for size in rule.sizes.isEmpty ? [nil] : rule.sizes.map(Optional.some) {
            if let size, size.rows == nil || size.columns == nil {
                problems.add(rule, "Karnak needs both numbers of a size")
                continue
            }
            do throws(PaintedBoxes.Failure) {
                let boxes = try PaintedBoxes.boxes(of: rule, size: size)
                masks.append(Mask(rule: rule, station: station, size: size, boxes: boxes))
            } catch {
                problems.add(rule, "Karnak cannot say: \(error.detail)")
            }
        }
    }

    /// The station of a criterion that is Karnak's scope and a name, in this or the other order.
    private func station(of criterion: Criterion) -> String? {
        let parts: [Criterion]
        if case .all(let all) = criterion { parts = all } else { parts = [criterion] }
        guard parts.contains(KarnakFormat.scope) else { return nil }
        let others = parts.filter { $0 != KarnakFormat.scope }
        if others.isEmpty { return KarnakFormat.anyStation }
        guard others.count == 1, case .test(let test) = others[0],
            test.path == HeaderPath(.stationName), case .equals(let name) = test.operation,
            test.isCaseSensitive, name != KarnakFormat.anyStation,
            !name.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return nil }
        return name
    }

    /// Karnak takes one mask, we take all of them, but for those of a group.
    private mutating func checkSelection() {
        guard let first = masks.first, masks.count > 1 else { return }
        if let group = first.rule.group, group.kind == .first,
            masks.allSatisfy({ $0.rule.group == group })
        {
            for (mask, next) in zip(masks, masks.dropFirst()) where next.rank < mask.rank {
                problems.add(
                    next.rule,
                    "Karnak would take it before \(mask.rule.id): sizes come first, then stations, then \"*\""
                )
            }
            return
        }
        var seen: Set<String> = []
        let unsized = Set(masks.filter { $0.size == nil }.map(\.station))
        for mask in masks {
            let overlaps =
                mask.rule.group != nil || mask.station == KarnakFormat.anyStation
                || !seen.insert(mask.key).inserted
                || (mask.size != nil && unsized.contains(mask.station))
            if overlaps {
                problems.add(
                    mask.rule,
                    "Karnak takes one mask an image, and other rules may answer for the same one: "
                        + "make them a group of kind first")
            }
        }
    }
}
