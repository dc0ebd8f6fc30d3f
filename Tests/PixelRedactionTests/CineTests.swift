import Raster
import RedactionReport
import TestSupport
import Testing

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
    @Test func textIsFoundWhereTheNetworkWasWrongBefore() throws {
        var cine = Cine(frames: 12) { frame in
            frame < 8 ? [] : [PixelBox(x: 330, y: 250, width: 40, height: 14)]
        }
        cine.decorate = { frame, image in
            for index in 0..<48 { image[320 + index, 240 + index] = UInt8(60 + frame) }
        }
        let source = BrightPixels(neededContext: 40, doubt: 120, isNervous: true)
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
}
