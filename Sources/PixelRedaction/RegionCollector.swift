import Raster
import TextDetection

/// A detected region with the frames that it stands on.
struct CollectedRegion: Hashable {
    var box: PixelBox
    var frames: FrameSelection
    var score: Double?
    var finders: TextFinders = []
}

/// Unites what a detector finds in the views and frames of one instance.
///
/// Boxes of which one mostly covers the other are one region; boxes that merely touch stay apart,
/// so that two columns of text do not become one large painted area.
struct RegionCollector {
    /// Whether frames show different places: then a box is painted only where it was found.
    let isPerFrame: Bool
    private(set) var regions: [CollectedRegion] = []
    /// Where the region of a box stands, of frames that join only equal boxes.
    private var indices: [PixelBox: Int] = [:]

    init(isPerFrame: Bool) {
        self.isPerFrame = isPerFrame
    }

    /// Adds the boxes found in `frame`, in pixels of the stored frame.
    mutating func add(_ found: [TextRegion], frame: Int) {
        let merged = Self.merged(found)
        for region in merged {
            let frames = isPerFrame ? FrameSelection(frame: frame) : .all
            let new = CollectedRegion(
                box: region.box, frames: frames, score: region.score,
                finders: region.finders)
            guard let index = index(ofPlaceOf: new) else {
                if isPerFrame { indices[new.box] = regions.count }
                regions.append(new)
                continue
            }
            regions[index].box = regions[index].box.union(new.box)
            // Of a cine, every box stands on all frames.
            if isPerFrame { regions[index].frames.insert(frame) }
            regions[index].score = Self.higher(regions[index].score, new.score)
            regions[index].finders.formUnion(new.finders)
        }
    }

    /// In a cine a box joins where it overlaps; frames of other places join only equal boxes.
    private func index(ofPlaceOf new: CollectedRegion) -> Int? {
        isPerFrame
            ? indices[new.box] : regions.firstIndex { Self.isSamePlace($0.box, new.box) }
    }

    /// The regions of several views of one frame, those of one place united.
    static func merged(_ regions: [TextRegion]) -> [TextRegion] {
        var merged: [TextRegion] = []
        for region in regions {
            var current = region
            // A united box may reach a box that neither half did.
            while let index = merged.firstIndex(where: { isSamePlace($0.box, current.box) }) {
                let other = merged.remove(at: index)
                current = TextRegion(
                    box: current.box.union(other.box), score: higher(current.score, other.score),
                    finders: current.finders.union(other.finders))
            }
            merged.append(current)
        }
        return merged.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    /// Whether one box covers at least half of the other, and uniting them adds little area.
    private static func isSamePlace(_ a: PixelBox, _ b: PixelBox) -> Bool {
        let overlap = a.intersection(b).area
        guard 2 * overlap >= min(a.area, b.area), overlap > 0 else { return false }
        let covered = a.area + b.area - overlap
        return 4 * a.union(b).area <= 5 * covered
    }

    private static func higher(_ a: Double?, _ b: Double?) -> Double? {
        guard let a, let b else { return a ?? b }
        return max(a, b)
    }
}
