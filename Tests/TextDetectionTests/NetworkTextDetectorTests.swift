import Raster
import TestSupport
import Testing

@testable import TextDetection

/// Heat maps of pictures, and what is looked at for them.
@Suite struct NetworkTextDetectorTests {
    private static let width = 320
    private static let height = 240
    private static let line = PixelBox(x: 80, y: 100, width: 90, height: 14)

    /// Texture, with white where the boxes are.
    private static func view(_ ink: PixelBox..., seed: UInt64 = 4) -> GrayImage {
        var view = GrayImage.speckle(
            width: width, height: height, mean: 90, amplitude: 30, seed: seed)
        for box in ink {
            for y in box.y..<box.maxY {
                for x in box.x..<box.maxX { view[x, y] = BrightPixels.ink }
            }
        }
        return view
    }

    private func regions(
        _ views: [GrayImage], _ source: BrightPixels = BrightPixels()
    ) throws -> [TextRegion] {
        try NetworkTextDetector(source: source).session(TextSearch())
            .regions(in: Picture(views: views))
    }

    @Test func aLineIsFoundWithItsScore() throws {
        let found = try regions([Self.view(Self.line)])
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.box.contains(Self.line) && $0.score == 1 })
        #expect(found.allSatisfy { $0.finders == .network })
    }

    @Test func linesOfAllViewsAreFound() throws {
        let other = PixelBox(x: 20, y: 200, width: 120, height: 14)
        let found = try regions([Self.view(Self.line), Self.view(other)])
        for line in [Self.line, other] {
            #expect(found.contains { $0.box.contains(line) })
        }
    }

    @Test func oneViewIsLookedAtOnce() throws {
        let source = BrightPixels()
        _ = try regions([Self.view(Self.line)], source)
        #expect(source.looks == [PixelBox(x: 0, y: 0, width: Self.width, height: Self.height)])
    }

    @Test func copiesCostNothing() throws {
        let view = Self.view(Self.line)
        let copy = GrayImage(
            width: Self.width, height: Self.height, pixels: view.pixels.map { $0 / 2 + 30 })
        let source = BrightPixels()
        _ = try regions([view, copy, view], source)
        #expect(source.cost == Self.width * Self.height)
    }

    /// Three views of which each shows another part of the range cost no more than two.
    @Test func windowsCostNoMoreThanTwice() throws {
        // Dark on the left, bright on the right.
        let levels = Self.view(seed: 6).pixels.enumerated().map { index, pixel in
            Int(pixel) + 4 * (index % Self.width)
        }
        func window(_ low: Int, _ high: Int) -> GrayImage {
            GrayImage(
                width: Self.width, height: Self.height,
                pixels: levels.map { UInt8(clamping: ($0 - low) * 255 / (high - low)) })
        }
        let source = BrightPixels()
        _ = try regions([window(200, 600), window(60, 1300), window(0, 1500)], source)
        #expect(source.cost <= 2 * Self.width * Self.height)
    }

    @Test func aFlatPictureIsNotLookedAt() throws {
        let source = BrightPixels()
        let flat = GrayImage(width: Self.width, height: Self.height, filledWith: 255)
        #expect(try regions([flat], source).isEmpty && source.cost == 0)
    }

    @Test(arguments: [(1, 1), (3, 200), (17, 5), (33, 47)])
    func anySizeIsExamined(width: Int, height: Int) throws {
        var view = GrayImage(width: width, height: height)
        view[width - 1, height - 1] = BrightPixels.ink
        let map = try NetworkTextDetector(source: BrightPixels()).heatMap(of: [view])
        #expect(map.columns == (width + 3) / 4 && map.rows == (height + 3) / 4)
        // One pixel is a flat picture.
        #expect(map.cells.last == (width * height == 1 ? 0 : 255))
    }

    @Test(arguments: [0, -1, 1, 7, -0.0, 1e300, .nan, .infinity, -.infinity] as [Double])
    func anyThresholdFindsWhatIsCertain(threshold: Double) throws {
        let found = try NetworkTextDetector(source: BrightPixels(), threshold: threshold)
            .session(TextSearch()).regions(in: Picture(views: [Self.view(Self.line)]))
        #expect(found.contains { $0.box.contains(Self.line) })
    }

    @Test func aFailureIsPassedOn() {
        struct Broken: HeatMapSource {
            func heatMap(
                of view: GrayImage, cells: PixelBox, context: Int
            ) throws(TextDetectionError) -> HeatMap {
                throw TextDetectionError(code: .failed, message: "broken")
            }
        }
        #expect(throws: TextDetectionError.self) {
            try NetworkTextDetector(source: Broken()).session(TextSearch())
                .regions(in: Picture(views: [Self.view()]))
        }
    }

    @Test func aCancelledSearchEnds() {
        let session = NetworkTextDetector(source: BrightPixels())
            .session(TextSearch(isCancelled: { true }))
        #expect(throws: TextDetectionError.self) {
            try session.regions(in: Picture(views: [Self.view()]))
        }
    }
}

@Suite struct LookAllowanceTests {
    @Test func littleThatChangesMayBeLookedAtWithItsSurroundings() {
        var allowance = LookAllowance(pixels: 1_000_000, cost: 1_000_000)
        allowance.earn(tiles: 1)
        #expect(allowance.allows(200_000))
    }

    /// Spent to the last pixel in every frame.
    @Test(arguments: [1, 39, 200, 1000, 3906])
    func aHundredFramesStayWithinTheGoal(tiles: Int) {
        var allowance = LookAllowance(pixels: 1_000_000, cost: 1_000_000)
        var spent = 1_000_000
        for _ in 1..<100 {
            allowance.earn(tiles: tiles)
            var cost = 0
            while allowance.allows(cost + 250) { cost += 250 }
            allowance.spend(cost)
            spent += cost
        }
        let changed = 1_000_000 + 99 * tiles * 256
        #expect(spent <= (tiles <= 39 ? 3_000_000 : changed * 3 / 2))
    }
}
