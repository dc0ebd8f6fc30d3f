import Raster

/// The four sides of a Data Matrix code in a box, at one slope.
struct MatrixFrame {
    private let bits: BitPicture
    private let box: PixelBox
    /// How far lines lean, in 1/32 of a pixel a pixel.
    private let slope: Int
    /// Whether ink is light.
    private let ink: Bool

    /// Sides of codes, in modules.
    private static let modules = 10...144
    /// The share of the modules of each side that must be as they should.
    private static let leastShare = 0.9
    /// Lines that are tried for one side.
    private static let mostLines = 6

    init(_ bits: BitPicture, _ box: PixelBox, slope: Int, ink: Bool) {
        self.bits = bits
        self.box = box
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
        guard !lying.isEmpty else { return false }
        for upright in uprights {
            let rights = alternatingLines(besides: upright, isTransposed: false)
            guard !rights.isEmpty else { continue }
            for base in lying where base.module < 2 * upright.module + 1 {
                for top in alternatingLines(besides: base, isTransposed: true) {
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
        for offset in 0...width {
            if offset < width, isSolid(offset, height, isTransposed) {
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
        for offset in 0...width {
            if offset < width, abs(Double(offset) - solid.offset) * 3 >= Double(width),
                let found = alternation(offset, height, solid.module, isTransposed)
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
            let u = solid.offset + (clock.offset - solid.offset) * Double(column) / (columns - 1)
            let v = base.offset + (top.offset - base.offset) * Double(row) / (rows - 1)
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
        return (0.2...0.8).contains(share(inner) { _ in true })
    }

    /// Whether there is ink at a place of a line.
    private func isInk(_ offset: Int, _ along: Int, _ isTransposed: Bool) -> Bool? {
        // A square that is turned leans to opposite sides along its rows and columns.
        let lean = ((isTransposed ? -slope : slope) * along) >> 5
        let x = isTransposed ? box.x + along : box.x + offset + lean
        let y = isTransposed ? box.y + offset + lean : box.y + along
        return bits.contains(x, y) ? bits[x, y] == ink : nil
    }

    /// The share of the box that a side takes at least: blocks reach beyond the edge of a code, and
    /// hold the end of its quiet zone.
    private static let leastLength = 0.34

    /// Whether ink runs along as much of a line as a side does.
    private func isSolid(_ offset: Int, _ length: Int, _ isTransposed: Bool) -> Bool {
        let least = Int(Double(length) * Self.leastLength)
        // Such a run holds one of three places.
        guard [1, 3, 5].contains(where: { isInk(offset, $0 * length / 6, isTransposed) == true })
        else { return false }
        var run = 0
        for along in 0..<length {
            run = isInk(offset, along, isTransposed) == true ? run + 1 : 0
            if run >= least { return true }
            if run + length - along - 1 < least { return false }
        }
        return false
    }

    /// The mean width of the modules that alternate along most of a line.
    private func alternation(
        _ offset: Int, _ length: Int, _ module: Double, _ isTransposed: Bool
    ) -> Double? {
        // Two modules of one colour do not belong to a side that alternates.
        let widest = Int(1.4 * module + 0.8)
        var best = (length: 0, runs: 0)
        var current = best
        var run = 0
        var last: Bool?
        for along in 0...length {
            let colour = along < length ? isInk(offset, along, isTransposed) : nil
            if along < length, colour == last {
                run += 1
                if run > widest { current = (0, 0) }
                continue
            }
            if last != nil, run <= widest {
                current = (current.length + run, current.runs + 1)
                if current.length > best.length { best = current }
            }
            run = 1
            last = colour
        }
        guard best.runs + 2 >= Self.modules.lowerBound,
            Double(best.length) >= Self.leastLength * Double(length)
        else { return nil }
        let mean = Double(best.length) / Double(best.runs)
        return mean > 0.6 * module && mean < 1.7 * module + 0.5 ? mean : nil
    }
}
