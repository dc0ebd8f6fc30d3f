import Raster
import RedactionReport

/// Paints what stands on one line with text that is painted.
///
/// A line may be found as several regions, and read as several rows: of "GARCIA FATIMA" one may say a
/// name and the next "IMA", which tells nothing and is a part of the name all the same. And where
/// rows were not told apart rightly, strokes of the one stand in the box of the other. So no row is
/// kept that goes on where a painted one ends, or lies over it.
enum SharedLines {
    /// What of a painted row's padding counts, however much the user asks for.
    private static let padding = 2

    /// The regions in their order; those that share a line with painted ones take their decision.
    ///
    /// - Parameter painted: boxes of text, padded, that earlier frames painted on all frames.
    static func spread(
        _ regions: [FoundRegion], beside painted: [PixelBox] = []
    ) -> [FoundRegion] {
        var regions = regions
        var kept = regions.indices.filter { regions[$0].isKept && !regions[$0].isKeptByChoice }
        for index in kept where painted.contains(where: { sharesLine(regions[index], $0) }) {
            regions[index].judgement?.overrule(.redact)
        }
        kept.removeAll { !regions[$0].isKept }
        var spreading = regions.indices.filter { !regions[$0].isKept }
        // From word to word: each turn looks at what the one before has added.
        while !kept.isEmpty, !spreading.isEmpty {
            var added: [Int] = []
            var left: [Int] = []
            for index in kept {
                let row = regions[index]
                let decisions = spreading.lazy.map { regions[$0] }
                    .filter { sharesLine(row, $0) }.map { $0.judgement?.decision ?? .redact }
                if decisions.isEmpty {
                    left.append(index)
                } else {
                    let isPainted = decisions.contains(.redact)
                    regions[index].judgement?.overrule(isPainted ? .redact : .review)
                    added.append(index)
                }
            }
            (kept, spreading) = (left, added)
        }
        return regions
    }

    private static func sharesLine(_ row: FoundRegion, _ other: FoundRegion) -> Bool {
        // A code is no word of a line, and its corners are exact.
        guard !other.finders.contains(.barcode) else { return false }
        return continues(row.text, other.text)
            || lies(row.text.expanded(by: padding), over: other.text.expanded(by: padding))
    }

    private static func sharesLine(_ row: FoundRegion, _ painted: PixelBox) -> Bool {
        continues(row.text, painted) || lies(row.text.expanded(by: padding), over: painted)
    }

    /// Whether boxes follow each other along one line, with no more than a wide space between them.
    private static func continues(_ a: PixelBox, _ b: PixelBox) -> Bool {
        if runsUp(a), runsUp(b) { return continues(a.transposed, b.transposed) }
        let size = min(a.height, b.height)
        let overlap = min(a.maxY, b.maxY) - max(a.y, b.y)
        let gap = max(a.x, b.x) - min(a.maxX, b.maxX)
        return overlap * 2 >= size && gap * 2 <= size * 3
    }

    /// Whether a box is that of a line that was turned: narrower than any letter is for its height.
    private static func runsUp(_ box: PixelBox) -> Bool { box.height > box.width * 3 }

    /// Whether boxes share more than the padding that rows below each other do.
    private static func lies(_ a: PixelBox, over b: PixelBox) -> Bool {
        let shared = a.intersection(b)
        return !shared.isEmpty && shared.height * 10 >= min(a.height, b.height) * 3
    }
}

extension FoundRegion {
    /// Whether it stays as it is: what was not judged does not.
    fileprivate var isKept: Bool { judgement?.decision == .keep }

    /// Whether it stays although something is told of it, or as it is allowed to: the user said so.
    fileprivate var isKeptByChoice: Bool {
        guard isKept, let judgement else { return false }
        return !judgement.infoTypes.isEmpty
            || judgement.witnesses.contains { $0.kind == .allowList }
    }
}

extension PixelBox {
    fileprivate var transposed: PixelBox { PixelBox(x: y, y: x, width: height, height: width) }
}
