package import Raster

/// Joins the words of a line of text.
package enum LineAssembly {
    /// Words in a row, as one.
    package struct Line: Sendable {
        package var box: PixelBox
        /// Mean of the words', weighted by their lengths.
        package var confidence: Double
        /// Letters and digits in all words.
        package var characterCount: Int

        /// Whether the characters are as far apart as in text: between 0.3 and 2.2 heights.
        package var hasPlausiblePitch: Bool {
            let width = Double(box.width)
            let heights = Double(box.height * characterCount)
            return width >= 0.3 * heights && width <= 2.2 * heights
        }
    }

    /// The lines that `words` form, in the order of their first words. Words without a letter or a
    /// digit are left out: a picture's edges read as dashes and dots.
    package static func lines(of words: [TextWord]) -> [Line] {
        let words = words.filter { $0.characterCount > 0 && !$0.box.isEmpty }
        return clusters(of: words.map(\.box), gap: 1).map { cluster in
            let members = cluster.map { words[$0] }
            let weight = members.reduce(0) { $0 + $1.text.count }
            let sum = members.reduce(0.0) { $0 + $1.confidence * Double($1.text.count) }
            return Line(
                box: members.dropFirst().reduce(members[0].box) { $0.union($1.box) },
                confidence: sum / Double(max(1, weight)),
                characterCount: members.reduce(0) { $0 + $1.characterCount })
        }
    }

    /// Joins regions that see the same line, or parts of one that touch; the best score stays.
    package static func merged(_ regions: [TextRegion]) -> [TextRegion] {
        var regions = regions
        while true {
            let clusters = clusters(of: regions.map(\.box), gap: 0.5)
            if clusters.count == regions.count { break }
            // A joined box may meet another one: again, until nothing changes.
            regions = clusters.map { cluster in
                cluster.dropFirst().reduce(regions[cluster[0]]) { joined, index in
                    TextRegion(
                        box: joined.box.union(regions[index].box),
                        score: [joined.score, regions[index].score].compactMap(\.self).max())
                }
            }
        }
        return regions
    }

    /// The regions that lie in no other one; of equal ones the first.
    package static func outermost(_ regions: [TextRegion]) -> [TextRegion] {
        regions.enumerated().filter { index, region in
            !regions.enumerated().contains { other, candidate in
                other != index && candidate.box.contains(region.box)
                    && (candidate.box != region.box || other < index)
            }
        }.map(\.element)
    }

    /// How many pixels of `box` lie in one of `regions`; where these overlap, at most its area.
    package static func areaCovered(of box: PixelBox, by regions: [TextRegion]) -> Int {
        min(box.area, regions.reduce(0) { $0 + $1.box.intersection(box).area })
    }

    /// Sets of boxes that stand side by side: the lower one overlaps by more than 0.6 of its height,
    /// heights within 1.8 times, and less than `gap` of the lower height between them.
    private static func clusters(of boxes: [PixelBox], gap: Double) -> [[Int]] {
        var sets = DisjointSets(count: boxes.count)
        let order = boxes.indices.sorted { boxes[$0].y < boxes[$1].y }
        for (position, first) in order.enumerated() {
            for second in order[(position + 1)...] {
                if boxes[second].y >= boxes[first].maxY { break }
                if areSideBySide(boxes[first], boxes[second], gap: gap) { sets.join(first, second) }
            }
        }
        return sets.sets()
    }

    private static func areSideBySide(_ a: PixelBox, _ b: PixelBox, gap: Double) -> Bool {
        let lower = Double(min(a.height, b.height))
        let higher = Double(max(a.height, b.height))
        let rows = Double(min(a.maxY, b.maxY) - max(a.y, b.y))
        let columns = Double(min(a.maxX, b.maxX) - max(a.x, b.x))
        return rows > 0.6 * lower && higher < 1.8 * lower && columns > -gap * lower
    }
}
