import PixelPainting
import Raster
import RedactionReport
import TextDetection
import TextRecognition

/// Judges the text of a plane's frames, one after the other: what did not change since the frame
/// before is not read again.
struct FrameReading {
    /// What is known of a region of the frame.
    private enum Reading {
        /// Nothing of it is asked for: it is painted on all frames, or was judged before.
        case dropped
        /// Its place was described in an earlier frame.
        case known
        case code
        case read([ReadRow])
    }

    private let judge: RegionJudge
    /// What was judged before in a file that was written since.
    private let settled: ResidualText?
    /// What the frame before showed in its regions, and all that was found there.
    private var rows: [PixelBox: [ReadRow]] = [:]
    private var judged: [FoundRegion] = []
    private var found: [FoundRegion] = []

    init(_ judge: RegionJudge, settled: ResidualText?) {
        self.judge = judge
        self.settled = settled
    }

    /// The rows of what was found in a frame, each with what is to become of it.
    ///
    /// - Parameters:
    ///   - found: regions, those of one place united.
    ///   - changes: the tiles that differ from the frame before; `nil` where they are not known.
    ///   - collected: what earlier frames showed.
    mutating func judged(
        _ found: [FoundRegion], on frame: Int, changes: TileSet?, _ collected: RegionCollector,
        _ views: inout FrameViews, isCancelled: () -> Bool
    ) throws(InstanceFailure) -> [FoundRegion] {
        if found == self.found, let changes,
            !found.contains(where: { changes.touches($0.text) })
        {
            return unsettled(judged, frame)
        }
        // What is painted on all frames is, whatever it says.
        let painted = judge.decidesByWords && !collected.isPerFrame ? collected.painted : []
        var readings: [Reading] = []
        var rows: [PixelBox: [ReadRow]] = [:]
        for region in found {
            if isCancelled() {
                throw .failed(.cancelled, "cancelled while text was read")
            }
            var reading = Reading.dropped
            if let before = self.rows[region.text], changes?.touches(region.text) == false {
                reading = .read(before)
            } else if region.finders.contains(.barcode) {
                reading = .code
            } else if !painted.contains(where: { $0.contains(region.text) }) {
                reading = try self.reading(of: region, on: frame, collected, &views)
            }
            if case .read(let read) = reading { rows[region.text] = read }
            readings.append(reading)
        }
        judged = try judgedRows(of: found, readings, collected, bounds: views.bounds)
        self.rows = rows
        self.found = found
        return unsettled(judged, frame)
    }

    private func reading(
        of region: FoundRegion, on frame: Int, _ collected: RegionCollector,
        _ views: inout FrameViews
    ) throws(InstanceFailure) -> Reading {
        if judge.decidesByWords {
            if isSettled(region, frame) { return .dropped }
        } else if isSettled(region, frame)
            || !collected.isPerFrame && collected.holds(region.box)
        {
            return .known
        }
        let part = try views.part(around: region.text)
        return .read(try judge.rows(in: region.text, of: part.views, showing: part.area))
    }

    /// All rows are judged together: a label tells what stands beside it.
    private func judgedRows(
        of found: [FoundRegion], _ readings: [Reading], _ collected: RegionCollector,
        bounds: PixelBox
    ) throws(InstanceFailure) -> [FoundRegion] {
        let rows = readings.flatMap { reading -> [ReadRow] in
            if case .read(let rows) = reading { rows } else { [] }
        }
        var judgements = (rows.isEmpty ? [] : try judge.judgements(of: rows))[...]
        let divided = zip(found, readings).flatMap { region, reading in
            switch reading {
            case .dropped: return [FoundRegion]()
            case .known: return [region]
            case .code: return [judge.code(region)]
            case .read(let rows):
                let own = judgements.prefix(rows.count)
                judgements = judgements.dropFirst(rows.count)
                return judge.divided(
                    region, zip(rows, own).map { ($0.box, $1) }, bounds: bounds)
            }
        }
        guard judge.decidesByWords else { return divided }
        // What is painted on all frames is among `found` no more, but stands on its line.
        return SharedLines.spread(
            divided, beside: collected.isPerFrame ? [] : collected.paintedText)
    }

    /// Without what was judged before. Where words decide nothing, that is told apart afterwards.
    private func unsettled(_ regions: [FoundRegion], _ frame: Int) -> [FoundRegion] {
        judge.decidesByWords ? regions.filter { !isSettled($0, frame) } : regions
    }

    private func isSettled(_ region: FoundRegion, _ frame: Int) -> Bool {
        settled?.isSettled(region.text, onFrame: frame) ?? false
    }
}

extension TileSet {
    /// Whether a member touches `pixels`.
    func touches(_ pixels: PixelBox) -> Bool {
        let pixels = pixels.clipped(toWidth: width, height: height)
        guard !pixels.isEmpty else { return false }
        return (pixels.y / side...(pixels.maxY - 1) / side).contains { row in
            (pixels.x / side...(pixels.maxX - 1) / side).contains { self[$0, row] }
        }
    }
}
