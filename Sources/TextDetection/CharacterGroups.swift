package import Raster

/// Components in a row that may be the characters of a line of text.
package struct CharacterGroup: Sendable {
    /// Indices of the components, from left to right.
    package var members: [Int]
    package var box: PixelBox
    /// About how many characters there are; touching ones count by their width.
    package var characterCount: Int
    /// Standard deviation of the upper or the lower edges, whichever is smaller, over the median
    /// height: small where the characters stand on a line.
    package var unevenness: Double
}

/// Finds rows of components of the size and spacing of characters.
package struct CharacterGrouping: Sendable {
    /// Side of the structuring element that gave the components: strokes are thinner than that.
    package var elementSize: Int

    package init(elementSize: Int) {
        self.elementSize = elementSize
    }

    /// Whether a component has the size and fill of a character, or of a few that touch.
    package func isCharacterLike(_ component: InkComponents.Component) -> Bool {
        let width = component.box.width
        let height = component.box.height
        let maximumHeight = elementSize * 16 / 5 + 14
        return height >= 5 && height <= maximumHeight && width <= 12 * height + 4
            && width <= 6 * height + maximumHeight
            && component.count * 25 >= width * height * 3 && component.count >= 5
    }

    /// Rows of at least two characters, in the order of their first components.
    package func groups(of components: [InkComponents.Component]) -> [CharacterGroup] {
        let order = components.indices.filter { isCharacterLike(components[$0]) }
            .sorted { components[$0].box.x < components[$1].box.x }
        var sets = DisjointSets(count: order.count)
        connect(order.map { components[$0].box }, &sets)
        return sets.sets().compactMap { set in
            group(set.map { order[$0] }, of: components)
        }
    }

    /// Height of the bands of rows by which neighbours are looked up.
    private static let bandHeight = 32

    /// Joins neighbours in `boxes`, which are sorted by their left edges.
    private func connect(_ boxes: [PixelBox], _ sets: inout DisjointSets) {
        guard let bottom = boxes.map(\.maxY).max() else { return }
        var bands = [[Int]](repeating: [], count: bottom / Self.bandHeight + 1)
        // From right to left: a band then ends with the nearest neighbours on the right.
        for index in boxes.indices.reversed() {
            let box = boxes[index]
            let reach = box.maxX + box.height * 3 + 1
            let touched = box.y / Self.bandHeight...(box.maxY - 1) / Self.bandHeight
            for band in touched {
                for neighbour in bands[band].reversed() {
                    if boxes[neighbour].x > reach { break }
                    if areNeighbours(box, boxes[neighbour]) { sets.join(index, neighbour) }
                }
                bands[band].append(index)
            }
        }
    }

    private func areNeighbours(_ left: PixelBox, _ right: PixelBox) -> Bool {
        let lower = min(left.height, right.height)
        let higher = max(left.height, right.height)
        let overlap = min(left.maxY, right.maxY) - max(left.y, right.y)
        // Gap at most 1.3 heights, half of the lower one side by side, heights within 2.2 times.
        return overlap * 2 >= lower && higher * 5 <= lower * 11
            && (right.x - left.maxX) * 10 <= lower * 13
    }

    private func group(
        _ members: [Int], of components: [InkComponents.Component]
    ) -> CharacterGroup? {
        let boxes = members.map { components[$0].box }
        let characters = boxes.reduce(0) { count, box in
            count + max(1, (box.width * 20 + 9 * box.height) / (18 * box.height))
        }
        guard characters >= 2, let first = boxes.first else { return nil }
        let heights = boxes.map(\.height).sorted()
        let edges = min(Self.deviation(boxes.map(\.y)), Self.deviation(boxes.map(\.maxY)))
        return CharacterGroup(
            members: members, box: boxes.reduce(first) { $0.union($1) },
            characterCount: characters,
            unevenness: edges / Double(heights[heights.count / 2]))
    }

    private static func deviation(_ values: [Int]) -> Double {
        let count = Double(values.count)
        let mean = Double(values.reduce(0, +)) / count
        let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        return (squares / count).squareRoot()
    }
}
