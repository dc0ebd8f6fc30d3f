import Raster
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// What the reuse of tiles loses against looking at every frame as a whole.
@Suite struct TileReuseTests {
    /// Text that comes, goes and moves, on grey of which some changes in every frame.
    private static func cine(seed: UInt64) -> Cine {
        var random = SeededRandom(seed: seed)
        var lines: [(box: PixelBox, frames: Range<Int>, step: Int)] = []
        for _ in 0..<14 {
            let start = Int.random(in: 0..<20, using: &random)
            let box = PixelBox(
                x: Int.random(in: 0..<400, using: &random),
                y: Int.random(in: 0..<440, using: &random),
                width: Int.random(in: 6..<150, using: &random),
                height: Int.random(in: 6..<30, using: &random))
            let end = start + Int.random(in: 1..<20, using: &random)
            lines.append((box, start..<end, [0, 0, 3, 9].randomElement(using: &random) ?? 0))
        }
        let shown = lines
        var cine = Cine(frames: 20) { frame in
            shown.filter { $0.frames.contains(frame) }.map { line in
                var box = line.box
                box.x = min(box.x + line.step * frame, Cine.width - box.width)
                return box
            }
        }
        cine.decorate = { frame, image in
            var random = SeededRandom(seed: seed &* 64 &+ UInt64(frame))
            for _ in 0..<60 {
                let x = Int.random(in: 0..<Cine.width - 12, using: &random)
                let y = Int.random(in: 0..<Cine.height - 12, using: &random)
                for index in 0..<12 { image[x + index, y + index] = UInt8(20 * index) }
            }
        }
        return cine
    }

    /// The text cells of every frame by itself.
    private func frameByFrame(_ cine: Cine) throws -> [[TextRegion]] {
        try cine.text.indices.map { frame in
            let detector = NetworkTextDetector(source: BrightPixels(neededContext: 40))
            return try detector.session(TextSearch())
                .regions(in: Picture(views: [cine.frame(frame)]))
        }
    }

    /// The share of the pixels in `lines` that no region covers, over all frames.
    private func lost(_ lines: [[TextRegion]], _ regions: [CollectedRegion]) -> Double {
        var all = 0
        var covered = 0
        for (frame, lines) in lines.enumerated() {
            let boxes = regions.filter { $0.frames.contains(frame) }.map(\.box)
            for line in lines {
                all += line.box.area
                covered += BoxCover.area(
                    of: boxes.map { $0.intersection(line.box) }.filter { !$0.isEmpty })
            }
        }
        return Double(all - covered) / Double(all)
    }

    @Test(arguments: [1, 2, 3] as [UInt64], [false, true])
    func nothingIsLost(seed: UInt64, isPerFrame: Bool) throws {
        let cine = Self.cine(seed: seed)
        let regions = try cine.examine(
            BrightPixels(neededContext: 40), isPerFrame: isPerFrame)
        #expect(cine.framesWithBareText(regions).isEmpty)
        let lines = try frameByFrame(cine)
        #expect(!regions.isEmpty && lines.count { !$0.isEmpty } > 10)
        #expect(lost(lines, regions) <= 0.001)
    }

    /// Boxes do not stay behind where text was.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func littleIsFoundThatAFrameByItselfDoesNotShow(seed: UInt64) throws {
        let cine = Self.cine(seed: seed)
        let regions = try cine.examine(BrightPixels(neededContext: 40), isPerFrame: true)
        let lines = try frameByFrame(cine)
        #expect(!regions.isEmpty)
        for (frame, lines) in lines.enumerated() {
            for region in regions where region.frames.contains(frame) {
                #expect(lines.contains { $0.box.intersects(region.box) })
            }
        }
    }
}
