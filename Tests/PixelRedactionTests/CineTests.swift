import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// Text of every kind of cine is covered in every frame that shows it.
@Suite struct CineTests {
    private static let banner = PixelBox(x: 32, y: 20, width: 200, height: 14)

    /// A clock whose digits change, beside a banner that stays.
    private static let clock = Cine(frames: 12) { frame in
        [banner, PixelBox(x: 400, y: 20, width: 12 + 7 * (frame % 5), height: 12)]
    }

    private static let fewFrames = Cine(frames: 12) { frame in
        frame == 7 || frame == 8 ? [PixelBox(x: 300, y: 200, width: 90, height: 16)] : []
    }

    private static let scrolling = Cine(frames: 16) { frame in
        [PixelBox(x: 560 - 23 * frame, y: 300, width: 60, height: 15)]
    }

    private static let rising = Cine(frames: 16) { frame in
        [PixelBox(x: 200, y: 440 - 19 * frame, width: 120, height: 15)]
    }

    private static let blinking = Cine(frames: 9) { frame in
        frame.isMultiple(of: 3) ? [] : [banner]
    }

    private static let cut: Cine = {
        var cine = Cine(frames: 6) { frame in
            frame < 3
                ? [banner] : [PixelBox(x: 100, y: 400, width: 300, height: 20)]
        }
        for frame in 3..<6 { cine.scenes[frame] = 9 }
        return cine
    }()

    /// Its last frames alone are bright enough.
    private static let fading: Cine = {
        var cine = Cine(frames: 10) { _ in [PixelBox(x: 250, y: 250, width: 100, height: 18)] }
        cine.levels = (0..<10).map { UInt8(30 + 25 * $0) }
        return cine
    }()

    /// One letter is added a frame.
    private static let typed = Cine(frames: 20) { frame in
        [PixelBox(x: 64, y: 100, width: 9 * (frame + 1), height: 12)]
    }

    /// Small signs all over, each in one frame only.
    private static let sparks = Cine(frames: 20) { frame in
        [PixelBox(x: 29 * frame + 3, y: 21 * frame + 5, width: 9, height: 9)]
    }

    private static let all = [
        clock, fewFrames, scrolling, rising, blinking, cut, fading, typed, sparks,
    ]

    /// A box that a check of the written file gives may be mostly painted: its rest is looked at in
    /// every frame, which an examination, whose boxes are painted, need not do.
    @Test func aCheckLooksIntoTheBoxesThatItGave() throws {
        let cine = Cine(frames: 4) { frame in
            [PixelBox(x: 160, y: 160, width: 96, height: frame == 0 ? 64 : 60)]
        }
        let costs = try [TextSearch.Look.first, .remaining].map { look in
            let source = BrightPixels()
            _ = try cine.examine(source, look: look)
            return source.cost
        }
        #expect(costs[0] < costs[1])
    }

    @Test(arguments: all.indices, [false, true])
    func allTextIsCovered(index: Int, isPerFrame: Bool) throws {
        let cine = Self.all[index]
        #expect(cine.framesWithBareText(try cine.examine(isPerFrame: isPerFrame)).isEmpty)
    }

    /// A network that is sure only where it sees the surroundings.
    @Test(arguments: all.indices, [false, true])
    func whatAQuickLookDoubtsIsLookedAtAgain(index: Int, isPerFrame: Bool) throws {
        let cine = Self.all[index]
        let source = BrightPixels(neededContext: 40)
        #expect(
            cine.framesWithBareText(try cine.examine(source, isPerFrame: isPerFrame)).isEmpty)
    }

    /// What was refuted where grey changes does not hide text that comes there.
    @Test(
        arguments: [
            (120, 160), (120, 120), (240, 255), (240, 240), (255, 255), (120, 30),
        ] as [(UInt8, UInt8)])
    func textIsFoundWhereTheNetworkWasWrongBefore(doubt: UInt8, doubtOfText: UInt8) throws {
        var cine = Cine(frames: 12) { frame in
            frame < 8 ? [] : [PixelBox(x: 330, y: 250, width: 40, height: 14)]
        }
        cine.decorate = { frame, image in
            for index in 0..<48 { image[320 + index, 240 + index] = UInt8(60 + frame) }
        }
        let source = BrightPixels(
            neededContext: 40, doubt: doubt, isNervous: true, doubtOfText: doubtOfText)
        #expect(cine.framesWithBareText(try cine.examine(source)).isEmpty)
    }

    @Test(arguments: [false, true])
    func whatWasRefutedIsNotPainted(isPerFrame: Bool) throws {
        var cine = Cine(frames: 12) { _ in [] }
        cine.decorate = { frame, image in
            for index in 0..<48 { image[320 + index, 240 + index] = UInt8(60 + frame) }
        }
        let source = BrightPixels(neededContext: 40, doubt: 120, isNervous: true)
        #expect(try cine.examine(source, isPerFrame: isPerFrame).isEmpty)
    }

    /// Text in one frame of a place where something changes in every one.
    @Test(arguments: [false, true])
    func textOfOneFrameIsFoundHoweverManyLooksWereSpent(isPerFrame: Bool) throws {
        var cine = Cine(frames: 40) { frame in
            frame == 33 ? [PixelBox(x: 330, y: 250, width: 40, height: 14)] : []
        }
        cine.decorate = { frame, image in
            for tile in 0..<80 {
                let (x, y) = (tile % 10 * 64, tile / 10 * 56)
                for index in 0..<16 { image[x + index, y + index] = UInt8(50 + frame) }
            }
        }
        let source = BrightPixels(neededContext: 40, doubt: 240, isNervous: true)
        let regions = try cine.examine(source, isPerFrame: isPerFrame)
        #expect(!regions.isEmpty && cine.framesWithBareText(regions).isEmpty)
    }

    /// What one place shows says nothing of another.
    @Test func framesOfOtherPlacesAreExaminedWhole() throws {
        var cine = Cine(frames: 6) { frame in
            [PixelBox(x: 300 + 16 * (frame / 2), y: 200, width: 90, height: 16)]
        }
        cine.scenes[5] = 9
        let source = BrightPixels(neededContext: 40)
        let regions = try cine.examine(source) {
            $0.set(.dimensionOrganizationType, .cs, .text(["TILED_FULL"]))
        }
        #expect(cine.framesWithBareText(regions).isEmpty)
        // The second and the fourth are like the one before.
        #expect(source.cost == 4 * Cine.width * Cine.height)
    }

    /// What is kept is examined in every frame, also where it lies in a box that was found.
    @Test func keptTextIsNoReasonToLookAway() throws {
        let cine = Cine(frames: 3) { frame in
            [PixelBox(x: 400 + frame, y: 16, width: 96 - 2 * frame, height: 32)]
        }
        let (painted, kept) = (BrightPixels(), BrightPixels())
        _ = try cine.examine(painted)
        _ = try cine.examine(kept, policy: .none)
        #expect(painted.cost == Cine.width * Cine.height && kept.cost > painted.cost)
    }

    @Test func textOfAFewFramesIsPaintedOnAll() throws {
        #expect(try Self.fewFrames.examine().map(\.frames) == [.all])
    }

    @Test func textOfAFewFramesIsPaintedThereIfSoAsked() throws {
        #expect(try Self.fewFrames.examine(isPerFrame: true).map(\.frames) == [.init([7...8])])
    }

    @Test func blinkingTextIsPaintedWhereItIsSeenIfSoAsked() throws {
        #expect(
            try Self.blinking.examine(isPerFrame: true).map(\.frames)
                == [.init([1...2, 4...5, 7...8])])
    }

    @Test func textOfASceneIsPaintedInItIfSoAsked() throws {
        #expect(
            try Self.cut.examine(isPerFrame: true).map(\.frames)
                == [.init([0...2]), .init([3...5])])
    }

    @Test func scoresStay() throws {
        #expect(try Self.fewFrames.examine().map(\.score) == [1])
    }

    /// Text that only shows once a few far brighter pixels, in another place, are gone.
    @Test(arguments: [(12, false), (16, false), (32, false), (32, true)], [false, true])
    func textIsFoundThatTheStretchOfAnEarlierFrameHid(
        pixels: (bits: Int, areFloat: Bool), isPerFrame: Bool
    ) throws {
        let text = PixelBox(x: 100, y: 100, width: 90, height: 14)
        let bright = PixelBox(x: 400, y: 300, width: 96, height: 64)
        var samples: [Int] = []
        for frame in 0..<2 {
            for y in 0..<Cine.height {
                for x in 0..<Cine.width {
                    let pixel = PixelBox(x: x, y: y, width: 1, height: 1)
                    if text.contains(pixel) {
                        samples.append(1000)
                    } else if frame == 0, bright.contains(pixel) {
                        samples.append(3000 + x % 96 * 10)
                    } else {
                        samples.append(300 + (x * 9 + y * 5) % 400)
                    }
                }
            }
        }
        let size = pixels.bits > 16 ? 4 : 2
        let bytes = samples.flatMap { sample in
            let value = pixels.areFloat ? Int(Float(sample).bitPattern) : sample
            return (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var cine = Cine(frames: 2) { $0 == 0 ? [] : [text] }
        var image = DICOMBuilder.image(
            rows: Cine.height, columns: Cine.width, frames: 2, bitsAllocated: 8 * size,
            bitsStored: pixels.bits)
        if pixels.areFloat {
            image.set(.floatPixelData, .of, .bytes(bytes))
            for unused in [DICOMCore.Tag.bitsStored, .highBit, .pixelRepresentation] {
                image.remove(unused)
            }
        } else {
            image.set(.pixelData, .ow, .bytes(bytes))
        }
        cine.image = image
        let regions = try cine.examine(isPerFrame: isPerFrame)
        #expect(!regions.isEmpty && cine.framesWithBareText(regions).isEmpty)
    }
}
