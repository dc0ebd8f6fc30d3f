import Raster
import RedactionReport
import TextDetection

/// A detected region, or a row of one, with the frames that it stands on.
struct CollectedRegion: Hashable {
    var box: PixelBox
    var frames: FrameSelection
    var score: Double?
    var finders: TextFinders = []
    /// `nil` where nothing was read.
    var judgement: Judgement?

    static func higher(_ a: Double?, _ b: Double?) -> Double? {
        guard let a, let b else { return a ?? b }
        return max(a, b)
    }
}

/// Unites what a detector finds in the views and frames of one instance.
///
/// Boxes of which one mostly covers the other are one region; boxes that merely touch stay apart,
/// so that two columns of text do not become one large painted area. Where a place shows several
/// things, what is the worst of them decides.
struct RegionCollector {
    /// Whether frames show different places: then a box is painted only where it was found.
    let isPerFrame: Bool
    private(set) var regions: [CollectedRegion] = []
    /// The frames on which what `regions` holds was seen, in the same order.
    private var sightings: [[ClosedRange<Int>]] = []
    /// Where the region of a box stands, of frames that join only equal boxes.
    private var indices: [EqualPlace: Int] = [:]

    /// A box on frames of which each is decided on by itself.
    private struct EqualPlace: Hashable {
        var box: PixelBox
        var decision: Decision?

        init(_ region: CollectedRegion) {
            box = region.box
            decision = region.judgement?.decision
        }
    }

    init(isPerFrame: Bool) {
        self.isPerFrame = isPerFrame
    }

    /// Adds the regions found in `frame`, in pixels of the stored frame.
    mutating func add(_ found: [FoundRegion], frame: Int) {
        add(merged: Self.merged(found), frame: frame)
    }

    /// Adds rows of regions that stay apart however near they are.
    mutating func add(merged: [FoundRegion], frame: Int) {
        let known = regions.count
        for region in merged {
            let frames = isPerFrame ? FrameSelection(frame: frame) : .all
            let new = CollectedRegion(
                box: region.box, frames: frames, score: region.score,
                finders: region.finders, judgement: region.judgement)
            guard let index = index(ofPlaceOf: new, before: known) else {
                if isPerFrame { indices[EqualPlace(new)] = regions.count }
                regions.append(new)
                sightings.append([frame...frame])
                continue
            }
            regions[index].box = regions[index].box.union(new.box)
            // Of a cine, every box stands on all frames.
            if isPerFrame { regions[index].frames.insert(frame) }
            regions[index].score = CollectedRegion.higher(regions[index].score, new.score)
            regions[index].finders.formUnion(new.finders)
            regions[index].judgement = Judgement.united(
                regions[index].judgement, new.judgement)
            saw(index, frame)
        }
    }

    private mutating func saw(_ index: Int, _ frame: Int) {
        guard let last = sightings[index].last, last.upperBound >= frame - 1 else {
            sightings[index].append(frame...frame)
            return
        }
        sightings[index][sightings[index].count - 1] =
            last.lowerBound...max(last.upperBound, frame)
    }

    /// What is kept, each with the frames on which it was looked at.
    var kept: [(box: PixelBox, frames: FrameSelection)] {
        regions.indices.filter { regions[$0].judgement?.decision == .keep }
            .map { (regions[$0].box, FrameSelection(sightings[$0])) }
    }

    /// The boxes that are painted, whatever else their place shows.
    var painted: [PixelBox] {
        regions.filter { $0.judgement?.decision == .redact }.map(\.box)
    }

    /// Those of them that are text, not codes.
    var paintedText: [PixelBox] {
        regions.filter {
            $0.judgement?.decision == .redact && !$0.finders.contains(.barcode)
        }.map(\.box)
    }

    /// The boxes in which nothing more has to be found in frames to come.
    func boxesPaintedAnyway(_ decidesByWords: Bool) -> [PixelBox] {
        decidesByWords ? painted : regions.map(\.box)
    }

    /// Whether something was found at the place of `box`.
    func holds(_ box: PixelBox) -> Bool {
        regions.contains { Self.isSamePlace($0.box, box) }
    }

    /// In a cine a box joins where it overlaps; frames of other places join only equal boxes.
    ///
    /// - Parameter known: how many regions other frames showed.
    private func index(ofPlaceOf new: CollectedRegion, before known: Int) -> Int? {
        if isPerFrame { return indices[EqualPlace(new)] }
        guard new.judgement != nil else {
            return regions.firstIndex { Self.isSamePlace($0.box, new.box) }
        }
        // Rows stand close, and their padding may overlap: the one that it covers most is its own, and
        // another one of the same frame is none.
        return (0..<known).filter { Self.isSamePlace(regions[$0].box, new.box) }
            .max { a, b in
                Self.likeness(regions[a].box, new.box) < Self.likeness(regions[b].box, new.box)
            }
    }

    /// The regions of several views of one frame, those of one place united.
    static func merged(_ regions: [FoundRegion]) -> [FoundRegion] {
        var merged: [FoundRegion] = []
        for region in regions {
            var current = region
            // A united box may reach a box that neither half did.
            while let index = merged.firstIndex(where: { isSamePlace($0.box, current.box) }) {
                current = current.united(with: merged.remove(at: index))
            }
            merged.append(current)
        }
        return merged.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    /// Whether one box covers at least half of the other, and uniting them adds little area.
    static func isSamePlace(_ a: PixelBox, _ b: PixelBox) -> Bool {
        let overlap = a.intersection(b).area
        guard 2 * overlap >= min(a.area, b.area), overlap > 0 else { return false }
        let covered = a.area + b.area - overlap
        return 4 * a.union(b).area <= 5 * covered
    }

    /// How much of what two boxes cover both of them cover.
    private static func likeness(_ a: PixelBox, _ b: PixelBox) -> Double {
        let overlap = a.intersection(b).area
        return Double(overlap) / Double(max(a.area + b.area - overlap, 1))
    }
}
