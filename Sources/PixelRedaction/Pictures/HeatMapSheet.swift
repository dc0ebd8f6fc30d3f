import Raster
import TextDetection

/// One picture of what the text network saw in a frame: a row for each view, the view on the left,
/// its heat map over it on the right with the boxes, and below them what the colours mean.
struct HeatMapSheet {
    /// A view and its map.
    struct Row {
        let view: GrayImage
        let map: HeatMap
    }

    struct Box: Hashable {
        let box: PixelBox
        /// Whether this frame shows what it was drawn round; else other frames of a cine do.
        let isSeen: Bool
    }

    /// Larger views are made smaller by a whole factor: people look at them.
    static let longestPanelSide = 2048
    /// Further views are left out, those with the least text.
    static let mostRows = 4
    static let gap = 8
    static let background = Colour(grey: 24)

    let rows: [Row]
    let boxes: [Box]
    let threshold: Double
    /// Pixels of a view along a side of one of the picture.
    private let reduction: Int

    /// - Precondition: there is a row, and all views are of one size and hold a pixel.
    init(_ rows: [Row], _ boxes: [Box], threshold: Double) {
        precondition(!rows.isEmpty)
        precondition(rows.allSatisfy { $0.view.width > 0 && $0.view.height > 0 })
        self.rows = Self.chosen(rows, threshold: threshold)
        self.boxes = boxes
        self.threshold = threshold
        let longest = max(rows[0].view.width, rows[0].view.height)
        reduction = (longest + Self.longestPanelSide - 1) / Self.longestPanelSide
    }

    /// The first view and, of the others, those with the most text, in their order.
    private static func chosen(_ rows: [Row], threshold: Double) -> [Row] {
        let counts = rows.map { $0.map.count(atLeast: threshold) }
        let others = rows.indices.dropFirst().sorted { (counts[$1], $0) < (counts[$0], $1) }
        return ([0] + others.prefix(mostRows - 1)).sorted().map { rows[$0] }
    }

    func drawn() -> ColourPicture {
        let width = (rows[0].view.width + reduction - 1) / reduction
        let height = (rows[0].view.height + reduction - 1) / reduction
        let gap = Self.gap
        var picture = ColourPicture(
            width: max(2 * width + 3 * gap, HeatScale.legendWidth),
            height: rows.count * (height + gap) + gap + HeatScale.legendHeight)
        picture.fill(
            PixelBox(x: 0, y: 0, width: picture.width, height: picture.height), Self.background)
        for (index, row) in rows.enumerated() {
            let panel = PixelBox(
                x: gap, y: gap + index * (height + gap), width: width, height: height)
            draw(row, on: &picture, panel)
        }
        HeatScale.drawLegend(
            on: &picture, x: 0, y: picture.height - HeatScale.legendHeight, threshold: threshold)
        return picture
    }

    /// Draws a view into `left`, and its map with the boxes to the right of it.
    private func draw(_ row: Row, on picture: inout ColourPicture, _ left: PixelBox) {
        var right = left
        right.x = left.maxX + Self.gap
        for y in 0..<left.height {
            for x in 0..<left.width {
                let block = PixelBox(
                    x: x * reduction, y: y * reduction, width: reduction, height: reduction
                ).clipped(toWidth: row.view.width, height: row.view.height)
                let grey = row.view.mean(of: block)
                picture[left.x + x, left.y + y] = Colour(grey: grey)
                picture[right.x + x, right.y + y] = HeatScale.tinted(
                    grey, row.map.maximum(under: block))
            }
        }
        // Those that are seen lie above the others.
        for box in boxes.filter({ !$0.isSeen }) + boxes.filter(\.isSeen) {
            let pixels = box.box.clipped(toWidth: row.view.width, height: row.view.height)
            guard !pixels.isEmpty else { continue }
            let reduced = PixelBox(
                x: right.x + pixels.x / reduction, y: right.y + pixels.y / reduction,
                maxX: right.x + (pixels.maxX + reduction - 1) / reduction,
                maxY: right.y + (pixels.maxY + reduction - 1) / reduction)
            picture.outline(
                reduced, box.isSeen ? .white : Colour(grey: 150), inside: right)
        }
    }
}

extension HeatMap {
    /// The least value that is text.
    private static func least(_ threshold: Double) -> Int { Int((255 * threshold).rounded(.up)) }

    func count(atLeast threshold: Double) -> Int {
        let least = Self.least(threshold)
        return cells.count { Int($0) >= least }
    }

    /// The highest value under some pixels of the view.
    ///
    /// - Precondition: they lie in the view.
    func maximum(under pixels: PixelBox) -> UInt8 {
        let part = Self.cells(touching: pixels).clipped(toWidth: columns, height: rows)
        var maximum: UInt8 = 0
        for row in part.y..<part.maxY {
            for column in part.x..<part.maxX { maximum = max(maximum, self[column, row]) }
        }
        return maximum
    }

    /// Whether a cell under some pixels of the view is text.
    func showsText(under pixels: PixelBox, threshold: Double) -> Bool {
        Int(maximum(under: pixels)) >= Self.least(threshold)
    }
}

extension GrayImage {
    /// The mean of the pixels under `box`, which lies in the image and holds one.
    fileprivate func mean(of box: PixelBox) -> UInt8 {
        var sum = 0
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX { sum += Int(self[x, y]) }
        }
        return UInt8((sum + box.area / 2) / box.area)
    }
}
