import TestSupport
import TextDetection

extension HeatMap {
    /// A map drawn with characters: a digit d is a probability of d / 10, `#` one of 0.95.
    init(drawing rows: [String]) {
        let cells = rows.flatMap { row in
            row.map { $0 == "#" ? UInt8(242) : UInt8(($0.wholeNumberValue ?? 0) * 255 / 10) }
        }
        self.init(columns: rows.first?.count ?? 0, rows: rows.count, cells: cells)
    }

    /// A line four cells high along a curve: its middle for each column.
    static func withLine(columns: Int, rows: Int, _ curve: (Double) -> Double) -> HeatMap {
        var map = HeatMap(columns: columns, rows: rows)
        for column in 2..<columns - 2 {
            let middle = Int(curve(Double(column)))
            for row in middle - 2..<middle + 2 where row >= 0 && row < rows {
                map[column, row] = 240
            }
        }
        return map
    }

    var transposed: HeatMap {
        var result = HeatMap(columns: rows, rows: columns)
        for y in 0..<rows {
            for x in 0..<columns { result[y, x] = self[x, y] }
        }
        return result
    }

    /// What a random map shows.
    enum Kind: String, CaseIterable, Sendable {
        /// Rows of words, with soft edges.
        case page
        /// Any value anywhere.
        case noise
        /// Few certain cells, all apart.
        case specks
        case chessboard
        /// All cells on.
        case full
        /// Parallel slanted strokes.
        case hatching
        /// Rings in rings.
        case rings
    }

    static func random(
        _ kind: Kind, columns: Int = 90, rows: Int = 70, seed: UInt64
    ) -> HeatMap {
        var random = SeededRandom(seed: seed)
        var map = HeatMap(columns: columns, rows: rows)
        if kind == .page {
            map.drawPage(&random)
            return map
        }
        let centre = (columns / 2, rows / 2)
        for y in 0..<rows {
            for x in 0..<columns {
                let isOn =
                    switch kind {
                    case .page, .noise, .full: true
                    case .specks: x % 3 == 0 && y % 3 == 0
                    case .chessboard: (x + y) % 2 == 0
                    case .hatching: (x + 2 * y) % 9 < 2
                    case .rings: max(abs(x - centre.0), abs(y - centre.1)) % 3 == 0
                    }
                let value = UInt8.random(in: kind == .noise ? 0...255 : 200...255, using: &random)
                map[x, y] = isOn ? value : 0
            }
        }
        return map
    }

    private mutating func drawPage(_ random: inout SeededRandom) {
        var y = 0
        while y < rows {
            let height = Int.random(in: 2...6, using: &random)
            var x = Int.random(in: 0..<columns, using: &random)
            let strength = Double.random(in: 0.4...1, using: &random)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let width = Int.random(in: 2...14, using: &random)
                drawWord(x, y, width, height, strength)
                x += width + Int.random(in: 1...4, using: &random)
            }
            y += height + Int.random(in: 0...4, using: &random)
        }
    }

    /// A word whose probability falls off round it by half a cell.
    private mutating func drawWord(
        _ left: Int, _ top: Int, _ width: Int, _ height: Int, _ strength: Double
    ) {
        for y in max(0, top - 1)..<min(rows, top + height + 1) {
            for x in left - 1..<left + width + 1 where x >= 0 && x < columns {
                let isInside = x >= left && x < left + width && y >= top && y < top + height
                let value = UInt8(255 * strength * (isInside ? 1 : 0.35))
                self[x, y] = max(self[x, y], value)
            }
        }
    }

    /// The cells of at least `low` that are connected to one of at least `high`, corners included.
    func cellsConnected(to high: Double, atLeast low: Double) -> [Bool] {
        var isFound = cells.map { Double($0) >= high * 255 }
        var pending = isFound.indices.filter { isFound[$0] }
        while let index = pending.popLast() {
            let (y, x) = index.quotientAndRemainder(dividingBy: columns)
            for row in max(0, y - 1)...min(rows - 1, y + 1) {
                for column in max(0, x - 1)...min(columns - 1, x + 1) {
                    let next = row * columns + column
                    guard !isFound[next], Double(cells[next]) >= low * 255 else { continue }
                    isFound[next] = true
                    pending.append(next)
                }
            }
        }
        return isFound
    }
}
