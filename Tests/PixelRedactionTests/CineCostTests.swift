import Raster
import TestSupport
import Testing

@testable import PixelRedaction

/// What the examination of a cine costs, counted in pixels that the network looks at.
@Suite struct CineCostTests {
    private static let frames = 100
    private static let whole = Cine.width * Cine.height
    private static let tiles = whole / (16 * 16)

    /// The share of a whole frame that was looked at, summed over the frames.
    private func cost(
        _ cine: Cine, isPerFrame: Bool = false,
        _ source: BrightPixels = BrightPixels(neededContext: 40)
    ) throws -> Double {
        _ = try cine.examine(source, isPerFrame: isPerFrame)
        return Double(source.cost) / Double(Self.whole)
    }

    /// Grey that is another in each frame, in a rectangle of whole tiles.
    private static func moving(_ box: PixelBox) -> Cine {
        var cine = Cine(frames: frames) { _ in [PixelBox(x: 32, y: 20, width: 200, height: 14)] }
        cine.decorate = { frame, image in
            let row = (0..<box.width).map { UInt8(40 + ($0 * 3 + frame * 17) % 90) }
            for y in box.y..<box.maxY {
                let start = y * Cine.width + box.x
                image.pixels.replaceSubrange(start..<start + box.width, with: row)
            }
        }
        return cine
    }

    @Test func equalFramesCostNothing() throws {
        let cine = Cine(frames: Self.frames) { _ in [PixelBox(x: 9, y: 9, width: 90, height: 12)] }
        #expect(try cost(cine) <= 1)
    }

    @Test func aHundredFramesOfWhichAHundredthChangesCostThree() throws {
        #expect(Self.tiles == 1200)
        #expect(try cost(Self.moving(PixelBox(x: 320, y: 240, width: 64, height: 48))) <= 3)
    }

    /// Where it is narrow, 16 pixels on each side are looked at as well: without any surroundings, a
    /// row of tiles that seems to hold no text may hold some.
    @Test func aRowOfTilesCostsItsSurroundings() throws {
        #expect(try cost(Self.moving(PixelBox(x: 320, y: 240, width: 192, height: 16))) <= 5)
    }

    /// The same of tiles that lie apart: each is looked at as nine are.
    @Test func tilesThatLieApartCostTheirSurroundings() throws {
        var apart = Self.moving(PixelBox(x: 0, y: 0, width: 0, height: 0))
        apart.decorate = { frame, image in
            for tile in 0..<12 {
                let (x, y) = (tile % 4 * 160 + 32, tile / 4 * 160 + 48)
                for index in 0..<16 { image[x + index, y + index] = UInt8(50 + frame) }
            }
        }
        #expect(try cost(apart) <= 10.5)
    }

    /// A network that takes everything for text that it does not see the surroundings of: it sees
    /// them in every frame, once. What was refuted of one frame is not known of the next.
    @Test func whatIsDoubtedInEveryFrameIsLookedAtOnce() throws {
        let source = BrightPixels(neededContext: 40, doubt: 120, isNervous: true)
        let box = PixelBox(x: 320, y: 240, width: 64, height: 48)
        #expect(try cost(Self.moving(box), source) <= 9)
    }

    @Test(arguments: [
        PixelBox(x: 160, y: 112, width: 128, height: 48),  // 2 %
        PixelBox(x: 160, y: 112, width: 192, height: 160),  // 10 %
        PixelBox(x: 160, y: 96, width: 320, height: 288),  // 30 %
        PixelBox(x: 0, y: 0, width: 640, height: 480),
    ])
    func moreChangesCostHalfMoreThanTheirShare(box: PixelBox) throws {
        let share = Double(box.area) / Double(Self.whole)
        let changed = 1 + share * Double(Self.frames - 1)
        #expect(try cost(Self.moving(box)) <= 1.5 * changed)
    }

    /// Once seen, a clock lies in a known box.
    @Test func aClockCostsNoMoreThanAFrame() throws {
        let cine = Cine(frames: Self.frames) { frame in
            [
                PixelBox(x: 400, y: 16, width: 64 + frame % 2, height: 32),
                PixelBox(x: 466, y: 16, width: 46, height: 32),
            ]
        }
        #expect(try cost(cine) <= 1)
    }

    @Test func oneFrameCostsItself() throws {
        let cine = Cine(frames: 1) { _ in [PixelBox(x: 9, y: 9, width: 90, height: 12)] }
        #expect(try cost(cine) <= 1)
    }

    /// Frames that are looked at for themselves cost the same where no text changes.
    @Test func ofPerFrameBoxesTheSameHolds() throws {
        let box = PixelBox(x: 320, y: 240, width: 64, height: 48)
        #expect(try cost(Self.moving(box), isPerFrame: true) <= 3)
    }
}
