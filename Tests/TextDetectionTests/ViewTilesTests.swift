import Raster
import TestSupport
import Testing

@testable import TextDetection

/// Which views are looked at, where.
@Suite struct ViewTilesTests {
    private static let width = 128
    private static let height = 96
    /// A gradient with texture: 30...220.
    private static let first: GrayImage = {
        var view = GrayImage.speckle(
            width: width, height: height, mean: 30, amplitude: 20, seed: 8)
        for index in view.pixels.indices { view.pixels[index] += UInt8(index % width) }
        return view
    }()

    private static func mapped(
        inside box: PixelBox = PixelBox(x: 0, y: 0, width: width, height: height),
        _ change: (Int) -> Int
    ) -> GrayImage {
        var view = first
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX { view[x, y] = UInt8(clamping: change(Int(first[x, y]))) }
        }
        return view
    }

    /// How many tiles of 16 pixels are looked at in each view, by its place among `views`.
    private func counts(_ views: [GrayImage]) -> [Int] {
        let all = TileSet(width: Self.width, height: Self.height, side: 16, filled: true)
        let choices = ViewTiles(views, wanted: all).choices
        return views.map { view in
            choices.first { $0.view == view }?.tiles.count ?? 0
        }
    }

    private let corner = PixelBox(x: 0, y: 0, width: 32, height: 32)

    @Test func theFirstViewIsLookedAtEverywhere() {
        #expect(counts([Self.first]) == [48])
    }

    @Test(arguments: [mapped { $0 / 2 + 40 }, mapped { $0 + 20 }, mapped { $0 * 7 / 8 }])
    func aWeakerCopyIsNotLookedAt(copy: GrayImage) {
        #expect(counts([Self.first, copy]) == [48, 0])
        #expect(counts([copy, Self.first]).reduce(0, +) == 48)
    }

    @Test func onlyTheStrongerCopyIsLookedAt() {
        #expect(counts([Self.mapped { $0 / 3 }, Self.first]) == [0, 48])
    }

    /// A window that is saturated where the picture is bright, on the right.
    @Test func whatOneViewClipsIsLookedAtInTheOther() {
        let window = Self.mapped { $0 * 2 }
        let whole = Self.mapped { $0 * 4 / 5 }
        let counts = counts([window, whole])
        #expect(counts[0] >= 36 && (12...36).contains(counts[1]))
    }

    @Test func aNegativeIsLookedAt() {
        #expect(counts([Self.first, Self.mapped { 255 - $0 }]) == [48, 48])
    }

    @Test func whatIsMuchStrongerInAPartIsLookedAtThere() {
        let stronger = Self.mapped(inside: corner) { ($0 - 40) * 2 + 40 }
        let counts = counts([Self.first, stronger])
        #expect(counts.contains(48) && counts.reduce(0, +) > 48)
    }

    /// A faint letter in a view where all else is the same.
    @Test func aLetterThatOneViewLacksIsLookedAt() {
        var letter = Self.mapped { $0 / 2 + 40 }
        for y in 40..<47 { letter[50, y] += 16 }
        let counts = counts([Self.first, letter])
        #expect(counts[0] == 48 && (4...16).contains(counts[1]))
    }

    @Test func flatTilesAreNotLookedAt() {
        let half = PixelBox(x: 0, y: 0, width: 64, height: 96)
        let flat = Self.mapped(inside: half) { 50 + $0 % 3 }
        // The square beside the texture has some in its margin.
        #expect(counts([flat]) == [36])
    }

    @Test func onlyWantedTilesAreLookedAt() {
        var wanted = TileSet(width: Self.width, height: Self.height, side: 16)
        wanted[3, 3] = true
        let choices = ViewTiles([Self.first], wanted: wanted).choices
        #expect(choices.map(\.tiles) == [wanted])
    }
}
