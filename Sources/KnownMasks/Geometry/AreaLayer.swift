internal import Raster

/// One of the rectangles that lie over each other on an image.
struct AreaLayer: Hashable {
    /// In the image.
    var box: PixelBox
    /// Who blanks it; `nil` takes back what layers below blank.
    var label: Int?

    /// Layers that are laid over each other.
    static let most = 512

    /// What is blank in the end, by the uppermost label: disjoint boxes of whole pixels where something is
    /// taken back, else the boxes of the layers as they are.
    ///
    /// Of more than ``most`` layers nothing is taken back: too much is painted then, never too little.
    ///
    /// - Complexity: O(n^3) for n layers at worst; a rule has a handful.
    static func boxes(of layers: [AreaLayer]) -> [(box: PixelBox, label: Int)] {
        // What is taken back before anything is blank changes nothing.
        let layers = layers.drop { $0.label == nil }.filter { !$0.box.isEmpty }
        guard layers.count <= most, layers.contains(where: { $0.label == nil }) else {
            return layers.compactMap { layer in layer.label.map { (layer.box, $0) } }
        }
        return AreaGrid(layers).boxes()
    }
}

/// An image cut along all edges of some layers: each cell is blank or not as a whole.
private struct AreaGrid {
    private let xs: [Int]
    private let ys: [Int]
    /// Rows of cells from the top; -1 is not blank.
    private var labels: [Int]
    private var columns: Int { xs.count - 1 }

    init(_ layers: [AreaLayer]) {
        xs = Set(layers.flatMap { [$0.box.x, $0.box.maxX] }).sorted()
        ys = Set(layers.flatMap { [$0.box.y, $0.box.maxY] }).sorted()
        labels = Array(repeating: -1, count: (xs.count - 1) * (ys.count - 1))
        for layer in layers { paint(layer) }
    }

    private mutating func paint(_ layer: AreaLayer) {
        let cells = Self.place(of: layer.box.x, in: xs)..<Self.place(of: layer.box.maxX, in: xs)
        for row in Self.place(of: layer.box.y, in: ys)..<Self.place(of: layer.box.maxY, in: ys) {
            for column in cells { labels[row * columns + column] = layer.label ?? -1 }
        }
    }

    /// Where an edge stands among all of them.
    private static func place(of edge: Int, in edges: [Int]) -> Int {
        var low = 0
        var high = edges.count
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] < edge { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Runs of equal cells in a row, joined with the runs of the same columns below.
    func boxes() -> [(box: PixelBox, label: Int)] {
        var finished: [(box: PixelBox, label: Int)] = []
        var open: [Run] = []
        for row in 0..<ys.count - 1 {
            var next: [Run] = []
            for run in runs(inRow: row) {
                if let above = open.firstIndex(where: { $0.continues(as: run) }) {
                    next.append(open.remove(at: above))
                } else {
                    next.append(run)
                }
            }
            finished += open.map { box(of: $0, upTo: row) }
            open = next
        }
        finished += open.map { box(of: $0, upTo: ys.count - 1) }
        return finished.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    private struct Run {
        var columns: Range<Int>
        var firstRow: Int
        var label: Int

        func continues(as other: Run) -> Bool {
            columns == other.columns && label == other.label
        }
    }

    private func runs(inRow row: Int) -> [Run] {
        var runs: [Run] = []
        for column in 0..<columns {
            let label = labels[row * columns + column]
            if label < 0 { continue }
            if let last = runs.last, last.columns.upperBound == column, last.label == label {
                runs[runs.count - 1].columns = last.columns.lowerBound..<column + 1
            } else {
                runs.append(Run(columns: column..<column + 1, firstRow: row, label: label))
            }
        }
        return runs
    }

    private func box(of run: Run, upTo row: Int) -> (box: PixelBox, label: Int) {
        let box = PixelBox(
            x: xs[run.columns.lowerBound], y: ys[run.firstRow],
            maxX: xs[run.columns.upperBound], maxY: ys[row])
        return (box, run.label)
    }
}
