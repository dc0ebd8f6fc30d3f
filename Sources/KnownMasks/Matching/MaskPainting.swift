internal import Raster
internal import RedactionReport

/// What the rules that speak blank of an image.
struct MaskPainting {
    /// One rule's part of a stack.
    private struct Sheet {
        var place: Int
        var placed: PlacedRule
        /// Those that are there.
        var frames: FrameSelection
    }

    private let frames: Int
    private let image: PixelBox
    /// Rules that lie over each other; each of the others has a stack of its own.
    private var stacks: [[Sheet]] = []
    private var groups: [String: Int] = [:]

    private(set) var misfits: [Misfit] = []
    private(set) var boxes: [ReportedBox] = []
    /// Of the rules in stacks that blank something.
    private(set) var places: [Int] = []

    init(rows: Int, columns: Int, frames: Int) {
        self.frames = frames
        image = PixelBox(x: 0, y: 0, width: columns, height: rows)
    }

    mutating func add(_ rule: MaskRule, at place: Int, _ placed: PlacedRule) {
        if let kind = placed.misfit { misfits.append(Misfit(ruleID: rule.id, kind: kind)) }
        if rule.frames.reaches(beyond: frames) {
            misfits.append(Misfit(ruleID: rule.id, kind: .outsideFrames))
        }
        let there = rule.frames.clipped(toCount: frames)
        guard there.ranges?.isEmpty != true, !placed.layers.isEmpty else { return }
        let sheet = Sheet(place: place, placed: placed, frames: there)
        guard let group = rule.group, group.kind == .layered else {
            stacks.append([sheet])
            return
        }
        if let stack = groups[group.name] {
            stacks[stack].append(sheet)
        } else {
            groups[group.name] = stacks.count
            stacks.append([sheet])
        }
    }

    /// Makes the boxes of all that was added.
    mutating func paint(_ rules: [MaskRule]) {
        for stack in stacks {
            let painted = selections(of: stack).flatMap { paint($0.sheets, $0.frames, rules) }
            if painted.isEmpty { continue }
            boxes += painted
            places += stack.map(\.place)
        }
        boxes = Self.withoutCovered(boxes)
    }

    private func paint(
        _ sheets: [Sheet], _ frames: FrameSelection, _ rules: [MaskRule]
    ) -> [ReportedBox] {
        let layers = sheets.enumerated().flatMap { index, sheet in
            sheet.placed.layers.map { layer in
                AreaLayer(box: layer.box, label: layer.label.map { 3 * index + $0 })
            }
        }
        let keepsRegions = sheets.contains { $0.placed.keepsRegions }
        return AreaLayer.boxes(of: layers).map { box, label in
            let isRegion =
                switch PlacedRule.Source(rawValue: label % 3) {
                case .region: true
                case .whole: keepsRegions
                case .mask, nil: false
                }
            return ReportedBox(
                box: box, frames: frames, sources: [isRegion ? .region : .mask],
                maskID: rules[sheets[label / 3].place].id, decision: .redact)
        }
    }

    /// The frames in which the same sheets of a stack lie, with these.
    private func selections(
        of stack: [Sheet]
    ) -> [(sheets: [Sheet], frames: FrameSelection)] {
        if let first = stack.first, stack.allSatisfy({ $0.frames == first.frames }) {
            return [(stack, first.frames)]
        }
        let edges = Set(
            stack.flatMap { $0.frames.ranges ?? [] }.flatMap { [$0.lowerBound, $0.upperBound + 1] })
        // Before the first edge and behind the last one are the frames of sheets that are on all.
        let starts = edges.union([0]).filter { $0 < frames }.sorted()
        var order: [[Int]] = []
        var ranges: [[Int]: [ClosedRange<Int>]] = [:]
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] - 1 : frames - 1
            let here = stack.indices.filter { stack[$0].frames.contains(start) }
            if here.isEmpty { continue }
            if ranges[here] == nil { order.append(here) }
            ranges[here, default: []].append(start...end)
        }
        return order.map { here in
            (here.map { stack[$0] }, FrameSelection(ranges[here] ?? []))
        }
    }

    /// Boxes that lie in another one on the same frames say nothing more.
    private static func withoutCovered(_ boxes: [ReportedBox]) -> [ReportedBox] {
        guard boxes.count > 1, boxes.count <= 256 else { return boxes }
        return boxes.indices.filter { index in
            !boxes.indices.contains { other in
                guard other != index, boxes[other].box.contains(boxes[index].box),
                    boxes[other].frames.ranges == nil || boxes[other].frames == boxes[index].frames
                else { return false }
                let isSame =
                    boxes[other].box == boxes[index].box
                    && boxes[other].frames == boxes[index].frames
                return !isSame || other < index
            }
        }.map { boxes[$0] }
    }
}

extension FrameSelection {
    /// The frames of an image of `count` frames that are in here.
    func clipped(toCount count: Int) -> FrameSelection {
        guard let ranges else { return self }
        return FrameSelection(
            ranges.compactMap { range in
                let low = max(0, range.lowerBound)
                let high = min(count - 1, range.upperBound)
                return low <= high ? low...high : nil
            })
    }
}
