import KnownMasks
import Raster

/// What is wrong with the areas of a rule.
struct AreaLint {
    /// A length from which on "to the edge" is meant.
    static let edge = 10_000
    /// Of the image, above which what is kept leaves hardly anything to paint.
    private static let widestKeep = 0.95

    private(set) var findings: [MaskFinding] = []
    private let rule: MaskRule
    private let sizes: [ImageSize]

    /// - Parameter sizes: see ``SizeLint/sizes(of:)``.
    init(_ rule: MaskRule, sizes: [ImageSize]) {
        self.rule = rule
        self.sizes = sizes
        guard rule.action == .mask else { return }
        var seen: Set<MaskArea> = []
        for area in rule.areas where seen.insert(area).inserted {
            if case .rectangle(let rectangle) = area.region { judge(rectangle) }
        }
        judgeKept()
        judgeEmpty()
    }

    private mutating func add(
        _ severity: MaskFinding.Severity, _ code: MaskFinding.Code, _ detail: String
    ) {
        let finding = MaskFinding(severity, code, rule, detail)
        if !findings.contains(finding) { findings.append(finding) }
    }

    private mutating func judge(_ box: MaskRectangle) {
        var worst: Reach?
        for size in sizes {
            let across = reach(box.x, box.width, size.columns, box.isClipped)
            let down = reach(box.y, box.height, size.rows, box.isClipped)
            let reach = max(across, down)
            if reach > worst ?? .inside { worst = reach }
        }
        let words = Self.words(box)
        switch worst {
        case .beside: add(.warning, .outsideImage, "\(words) lies outside of the image")
        case .beyond:
            add(
                box.isClipped ? .note : .warning, .outsideImage,
                "\(words) leaves the image" + (looksLikeCorners(box) ? ": is it two corners?" : ""))
        case .inside, nil: break
        }
        if case .pixels(let width) = box.width, width <= 0 {
            add(.warning, .malformedRegion, "\(words) has no width")
        }
        if case .pixels(let height) = box.height, height <= 0 {
            add(.warning, .malformedRegion, "\(words) has no height")
        }
    }

    private enum Reach: Int, Comparable {
        case inside, beyond, beside

        static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
    }

    private func reach(
        _ start: Int, _ length: MaskRectangle.Length, _ limit: Int?, _ isClipped: Bool
    ) -> Reach {
        guard let limit else { return .inside }
        // Below zero it counts from the other edge.
        let first = start < 0 ? start + limit : start
        if first < 0 || first >= limit { return .beside }
        guard case .pixels(let pixels) = length, pixels < Self.edge else { return .inside }
        // CTP paints a pixel more to the right and below than its lengths say.
        return pixels > limit - first + (isClipped ? 1 : 0) ? .beyond : .inside
    }

    /// x, y, width and height that make more sense as two corners.
    private func looksLikeCorners(_ box: MaskRectangle) -> Bool {
        guard case .pixels(let right) = box.width, case .pixels(let lower) = box.height,
            box.x >= 0, box.y >= 0, box.x + box.y > 0, right > box.x, lower > box.y
        else { return false }
        return sizes.contains { size in
            right <= size.columns ?? 0 && lower <= size.rows ?? 0
        }
    }

    static func words(_ box: MaskRectangle) -> String {
        func word(_ length: MaskRectangle.Length) -> String {
            guard case .pixels(let pixels) = length else { return "edge" }
            return "\(pixels)"
        }
        return "the box \(box.x),\(box.y) \(word(box.width))x\(word(box.height))"
    }

    // MARK: - What is kept

    private mutating func judgeKept() {
        for area in rule.areas where area.kind == .keep {
            switch area.region {
            case .ultrasoundRegions: continue
            case .all: add(.warning, .wideKeepArea, "all of the image is kept")
            case .rectangle(let box):
                for size in sizes {
                    guard let rows = size.rows, let columns = size.columns else { continue }
                    let kept = Double(Self.box(box, rows: rows, columns: columns).area)
                    if kept > Self.widestKeep * Double(rows) * Double(columns) {
                        let percent = Int(100 * kept / (Double(rows) * Double(columns)))
                        add(
                            .warning, .wideKeepArea,
                            "\(Self.words(box)) keeps \(percent) % of an image of \(rows)x\(columns)"
                        )
                    }
                }
            }
        }
    }

    private mutating func judgeEmpty() {
        var paints = false
        for area in rule.areas {
            switch (area.kind, area.region) {
            case (.blank, _): paints = true
            case (.keep, .all): paints = false
            case (.keep, _): continue
            }
        }
        // Of rules that lie over each other one may only keep.
        if rule.group?.kind == .layered { return }
        if !paints {
            add(.warning, .emptyMask, "it paints nothing")
            return
        }
        for size in sizes {
            guard let rows = size.rows, let columns = size.columns,
                let boxes = Self.painted(rule, rows: rows, columns: columns), boxes.isEmpty
            else { continue }
            add(.warning, .emptyMask, "it paints nothing of an image of \(rows)x\(columns)")
        }
    }

    /// The part of a rectangle that lies inside an image.
    static func box(_ rectangle: MaskRectangle, rows: Int, columns: Int) -> PixelBox {
        let x = rectangle.x < 0 ? rectangle.x + columns : rectangle.x
        let y = rectangle.y < 0 ? rectangle.y + rows : rectangle.y
        let image = PixelBox(x: 0, y: 0, width: columns, height: rows)
        var box = PixelBox(
            x: x, y: y, width: columns - min(x, columns), height: rows - min(y, rows))
        if case .pixels(let width) = rectangle.width { box.width = max(0, width) }
        if case .pixels(let height) = rectangle.height { box.height = max(0, height) }
        return box.intersection(image)
    }

    /// What a rule paints of an image, where that is boxes: `nil` where rectangles are kept, or regions asked
    /// for.
    static func painted(_ rule: MaskRule, rows: Int, columns: Int) -> [PixelBox]? {
        var boxes: [PixelBox] = []
        for area in rule.areas {
            switch (area.kind, area.region) {
            case (.blank, .all): boxes = [PixelBox(x: 0, y: 0, width: columns, height: rows)]
            case (.blank, .rectangle(let rectangle)):
                let box = box(rectangle, rows: rows, columns: columns)
                if !box.isEmpty { boxes.append(box) }
            case (.keep, .all): boxes = []
            case (.keep, .rectangle), (_, .ultrasoundRegions): return nil
            }
        }
        return boxes
    }
}
