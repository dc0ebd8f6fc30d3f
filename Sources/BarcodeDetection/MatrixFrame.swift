import Raster

/// The four sides of a Data Matrix code in a box, at one slope.
struct MatrixFrame {
    private let bits: BitPicture
    private let pixels: MatrixPixels
    private let box: PixelBox
    /// How far lines lean, in 1/32 of a pixel a pixel.
    private let slope: Int
    /// Whether ink is light.
    private let ink: Bool

    /// Sides of codes, in modules.
    private static let modules = 10...144
    /// The share of the modules of each side that must be as they should.
    private static let leastShare = 0.9
    /// The share of places in modules that have the colour of the middle.
    private static let leastUniformity = 0.75
    private static let leastOdd = 0.3
    /// Lines that are tried for one side.
    private static let mostLines = 6

    init(_ bits: BitPicture, _ pixels: MatrixPixels, slope: Int, ink: Bool) {
        self.bits = bits
        self.pixels = pixels
        box = pixels.box
        self.slope = slope
        self.ink = ink
    }

    /// A line and how wide its modules are.
    private struct Side {
        var offset: Double
        var module: Double
    }

    /// Whether two solid sides and two that alternate enclose modules.
    var isCode: Bool {
        let uprights = solidLines(isTransposed: false)
        guard !uprights.isEmpty else { return false }
        let lying = solidLines(isTransposed: true)
        let bases = lying.map { ($0, alternatingLines(besides: $0, isTransposed: true)) }
            .filter { !$0.1.isEmpty }
        guard !bases.isEmpty else { return false }
        for upright in uprights {
            let rights = alternatingLines(besides: upright, isTransposed: false)
            guard !rights.isEmpty else { continue }
            for (base, tops) in bases where base.module < 2 * upright.module + 1 {
                for top in tops {
                    for right in rights where encloses(upright, right, base, top) { return true }
                }
            }
        }
        return false
    }

    /// Lines of ink along most of the box, the middle of each.
    private func solidLines(isTransposed: Bool) -> [Side] {
        let (width, height) = isTransposed ? (box.height, box.width) : (box.width, box.height)
        var sides: [Side] = []
        var thickness = 0
        let longest = pixels.longestRuns(of: ink, slope: slope, isTransposed: isTransposed)
        let least = Double(height) * Self.leastLength
        for offset in 0...width {
            if offset < width, Double(longest[offset]) >= least {
                thickness += 1
                continue
            }
            if (1...8).contains(thickness), sides.count < Self.mostLines {
                sides.append(
                    Side(
                        offset: Double(offset) - Double(thickness) / 2 - 0.5,
                        module: Double(thickness)))
            }
            thickness = 0
        }
        return sides
    }

    /// Lines along which single modules alternate, far enough from a solid one.
    private func alternatingLines(besides solid: Side, isTransposed: Bool) -> [Side] {
        let (width, height) = isTransposed ? (box.height, box.width) : (box.width, box.height)
        var sides: [Side] = []
        var first: Int?
        var module = 0.0
        // Two modules of one colour do not belong to a side that alternates.
        let stretches = pixels.alternations(
            widest: Int(1.4 * solid.module + 0.8), slope: slope, isTransposed: isTransposed)
        func mean(at offset: Int) -> Double? {
            let (length, runs) = stretches[offset]
            guard runs + 2 >= Self.modules.lowerBound,
                Double(length) >= Self.leastLength * Double(height)
            else { return nil }
            let mean = Double(length) / Double(runs)
            return mean > 0.6 * solid.module && mean < 1.7 * solid.module + 0.5 ? mean : nil
        }
        for offset in 0...width {
            if offset < width, abs(Double(offset) - solid.offset) * 3 >= Double(width),
                let found = mean(at: offset)
            {
                first = first ?? offset
                module = found
                continue
            }
            if let start = first, sides.count < Self.mostLines {
                sides.append(Side(offset: Double(start + offset - 1) / 2, module: module))
            }
            first = nil
        }
        return sides
    }

    /// Whether the modules along the sides are as they should, and others are not all alike.
    private func encloses(_ solid: Side, _ clock: Side, _ base: Side, _ top: Side) -> Bool {
        // The sides that alternate say how many modules there are: `clock` of rows, `top` of columns.
        let columns = (abs(clock.offset - solid.offset) / top.module + 1).rounded()
        let rows = (abs(top.offset - base.offset) / clock.module + 1).rounded()
        let (across, down) = (Int(columns), Int(rows))
        // Every size has even numbers of modules.
        guard Self.modules.contains(across), Self.modules.contains(down),
            across % 2 == 0, down % 2 == 0
        else { return false }
        func colour(_ column: Int, _ row: Int) -> Bool? {
            pixel(
                (clock.offset - solid.offset) * Double(column) / (columns - 1),
                (top.offset - base.offset) * Double(row) / (rows - 1))
        }
        func pixel(_ across: Double, _ down: Double) -> Bool? {
            let (u, v) = (solid.offset + across, base.offset + down)
            let lean = Double(slope) / 32
            let x = box.x + Int((u + lean * v).rounded())
            let y = box.y + Int((v - lean * u).rounded())
            return bits.contains(x, y) ? bits[x, y] == ink : nil
        }
        func share(_ places: [(Int, Int)], _ isInk: (Int) -> Bool) -> Double {
            let right = places.enumerated().count { colour($1.0, $1.1) == isInk($0) }
            return Double(right) / Double(max(places.count, 1))
        }
        // ISO/IEC 16022 5.1: the side opposite a solid one begins with ink at the solid corner.
        guard share((0..<down).map { (0, $0) }, { _ in true }) >= Self.leastShare,
            share((0..<across).map { ($0, 0) }, { _ in true }) >= Self.leastShare,
            share((0..<down).map { (across - 1, $0) }, { $0 % 2 == 0 }) >= Self.leastShare,
            share((0..<across).map { ($0, down - 1) }, { $0 % 2 == 0 }) >= Self.leastShare
        else { return false }
        let inner = (1..<down - 1).flatMap { row in (1..<across - 1).map { ($0, row) } }
        guard (0.2...0.8).contains(share(inner) { _ in true }) else { return false }
        // Of four modules at a corner, an odd number is ink as often as not; of lines and grids, no
        // corner has one.
        let corners = (1..<down - 2).flatMap { row in (1..<across - 2).map { ($0, row) } }
        let odd = corners.count { column, row in
            let first = colour(column, row) == colour(column + 1, row)
            return first != (colour(column, row + 1) == colour(column + 1, row + 1))
        }
        guard Double(odd) >= Self.leastOdd * Double(corners.count) else { return false }
        // Modules are of one colour each; textures change their colour anywhere.
        var (same, all) = (0, 0)
        let (u, v) = (clock.offset - solid.offset, top.offset - base.offset)
        for row in 0..<3 * down {
            for column in 0..<3 * across {
                let (module, line) = (column / 3, row / 3)
                let shift = (x: Double(column % 3 - 1) / 3, y: Double(row % 3 - 1) / 3)
                guard
                    let centre = pixel(
                        u * Double(module) / (columns - 1), v * Double(line) / (rows - 1)),
                    let near = pixel(
                        u * (Double(module) + shift.x) / (columns - 1),
                        v * (Double(line) + shift.y) / (rows - 1))
                else { continue }
                all += 1
                if centre == near { same += 1 }
            }
        }
        return Double(same) >= Self.leastUniformity * Double(all)
    }

    /// The share of the box that a side takes at least: blocks reach beyond the edge of a code, and
    /// hold the end of its quiet zone.
    private static let leastLength = 0.34
}
