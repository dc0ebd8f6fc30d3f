package import Raster

/// Reads regions of frames with a recogniser of lines: finds their rows, shows each as the recogniser
/// likes it, and reads equal rows once. One belongs to one thread.
///
/// Keeps crops and readings in memory as long as it lives, and nowhere else.
package final class RegionReader: TextReader {
    private let recognizer: any LineRecognizer
    private var cache: ReadingCache

    /// - Parameter cachedLines: readings that are kept, at most.
    package init(recognizer: any LineRecognizer, cachedLines: Int = 4096) {
        self.recognizer = recognizer
        cache = ReadingCache(capacity: cachedLines)
    }

    /// A box that is so much taller than wide is a line that runs up or down.
    private static let tallRatio = 2.2
    /// Below this confidence other ways to stand are tried.
    private static let poorConfidence = 0.6
    /// What another way to stand must be read with, and by how much better.
    private static let turnedConfidence = 0.7
    private static let turnedGain = 0.15

    package func rows(
        in region: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow] {
        guard let first = views.first else {
            return [ReadRow(box: region, line: RecognizedLine())]
        }
        let box = region.clipped(toWidth: first.width, height: first.height)
        guard !box.isEmpty else { return [ReadRow(box: region, line: RecognizedLine())] }
        let views = Self.clearestFirst(views, in: box)
        guard Double(box.height) > Self.tallRatio * Double(box.width) else {
            return try uprightRows(in: box, of: views)
        }
        var best = RecognizedLine()
        for turn in [Turn.counterclockwise, .clockwise] {
            let line = try line(in: Self.padded(box), of: views, turn)
            if line.confidence > best.confidence { best = line }
        }
        guard best.confidence < Self.poorConfidence else { return [ReadRow(box: box, line: best)] }
        // A column of short rows is tall too.
        let upright = try uprightRows(in: box, of: views)
        let confidence = upright.map(\.line.confidence).min() ?? 0
        return confidence > best.confidence ? upright : [ReadRow(box: box, line: best)]
    }

    /// The rows that run from left to right; together they cover `box`.
    private func uprightRows(
        in box: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow] {
        let ink = InkImage(standingOutFromBorderOf: views[0].cropped(to: box))
        let runs = RowSplitter.rows(of: ink)
        guard runs.count > 1 else {
            return [ReadRow(box: box, line: try rowLine(in: Self.padded(box), box, of: views))]
        }
        var rows: [ReadRow] = []
        for (run, band) in zip(runs, RowSplitter.bands(of: runs, in: ink)) {
            let bandBox = PixelBox(
                x: box.x, y: box.y + band.lowerBound, width: box.width, height: band.count)
            let margin = max(1, run.count / 6)
            var area = Self.padded(bandBox)
            if run != runs.first {
                area = PixelBox(
                    x: area.x, y: box.y + run.lowerBound - margin, maxX: area.maxX, maxY: area.maxY)
            }
            if run != runs.last {
                area = PixelBox(
                    x: area.x, y: area.y, maxX: area.maxX, maxY: box.y + run.upperBound + margin)
            }
            rows.append(ReadRow(box: bandBox, line: try rowLine(in: area, bandBox, of: views)))
        }
        return rows
    }

    /// Reads a row as it stands; when that is poor and it is short, as it may stand otherwise.
    private func rowLine(
        in area: PixelBox, _ box: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> RecognizedLine {
        var best = try line(in: area, of: views, .none)
        guard best.confidence < Self.poorConfidence else { return best }
        // Only what is short is turned otherwise: a lead marker that lies on its face or its side.
        let isShort = Double(box.width) < Self.tallRatio * Double(box.height)
        let turns: [Turn] =
            isShort ? [.mirrored, .halfWay, .counterclockwise, .clockwise] : [.halfWay, .mirrored]
        for turn in turns {
            let other = try line(in: area, of: views, turn)
            if other.confidence >= Self.turnedConfidence,
                other.confidence >= best.confidence + Self.turnedGain
            {
                best = other
            }
        }
        return best
    }

    private func line(
        in area: PixelBox, of views: [GrayImage], _ turn: Turn
    ) throws(TextRecognitionError) -> RecognizedLine {
        let box = area.clipped(toWidth: views[0].width, height: views[0].height)
        let crops = views.map { $0.cropped(to: box).turned(turn) }
        guard let crop = LineCrop(InkImage(standingOutFromBorderOf: crops[0])) else {
            return RecognizedLine()
        }
        if let line = cache.line(of: crop.ink.image) { return line }
        let line = try LineVote(recognizer: recognizer).line(of: crop)
        cache.insert(line, of: crop.ink.image)
        return line
    }

    /// Boxes of detectors may cut a few pixels off.
    private static func padded(_ box: PixelBox) -> PixelBox {
        box.expanded(by: max(2, min(box.width, box.height) / 8))
    }

    private static func clearestFirst(_ views: [GrayImage], in box: PixelBox) -> [GrayImage] {
        guard views.count > 1 else { return views }
        let clarities = views.map { $0.cropped(to: box).clarity }
        return views.indices.sorted { clarities[$0] > clarities[$1] }.map { views[$0] }
    }
}
