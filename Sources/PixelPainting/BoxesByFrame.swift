package import Raster
package import RedactionReport

/// Finds the boxes that stand on a frame without asking every box: a slide of 100,000 tiles may
/// have one on each.
package struct BoxesByFrame: Sendable {
    private struct Span {
        var frames: ClosedRange<Int>
        /// In `boxes`.
        var index: Int
    }

    private let boxes: [PixelBox]
    /// By first frame; a box on every frame is not among them.
    private let spans: [Span]
    /// For each span the last frame that it or one before it reaches.
    private let reach: [Int]
    private let onEveryFrame: [Int]

    package init(_ areas: [PaintedArea]) {
        boxes = areas.map(\.box)
        onEveryFrame = areas.indices.filter { areas[$0].frames == .all }
        spans = areas.indices.flatMap { index in
            (areas[index].frames.ranges ?? []).map { Span(frames: $0, index: index) }
        }.sorted { $0.frames.lowerBound < $1.frames.lowerBound }
        var last = Int.min
        reach = spans.map { span in
            last = max(last, span.frames.upperBound)
            return last
        }
    }

    /// The boxes on `frame`, in the order of the areas.
    ///
    /// - Complexity: O(log n) and the spans between the first that reaches the frame and it.
    package func boxes(onFrame frame: Int) -> [PixelBox] {
        var found = onEveryFrame
        var index = firstSpan(behind: frame) - 1
        while index >= 0, reach[index] >= frame {
            if spans[index].frames.contains(frame) { found.append(spans[index].index) }
            index -= 1
        }
        return found.sorted().map { boxes[$0] }
    }

    /// The first span that begins behind `frame`.
    private func firstSpan(behind frame: Int) -> Int {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].frames.lowerBound <= frame { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
