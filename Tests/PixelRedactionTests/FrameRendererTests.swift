import DICOMCore
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// What of a frame is shown to detectors.
@Suite struct FrameRendererTests {
    private let bounds = PixelBox(x: 0, y: 0, width: 640, height: 480)

    private func picture(
        _ image: DICOMBuilder, changed: [PixelBox], known: [PixelBox] = [], isWhole: Bool = false
    ) throws -> Picture {
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(image.build())), limits: ResourceLimits())
        let coder = FrameCoder(instance.image)
        var renderer = try FrameRenderer(instance.image, claimedBits: 0)
        let first = try coder.decode(frame: 0)
        _ = try renderer.picture(
            of: first, frame: 0, changes: nil, known: [], isWhole: false)
        var tiles = TileSet(width: 640, height: 480, side: TileSet.changeSide)
        for box in changed { tiles.insert(box) }
        return try renderer.picture(
            of: first, frame: 0, changes: tiles, known: known, isWhole: isWhole)
    }

    private static func image(bits: Int = 8) -> DICOMBuilder {
        let pixels = Cine(frames: 1) { _ in [] }.frame(0).pixels
        guard bits > 8 else {
            return DICOMBuilder.image(rows: 480, columns: 640)
                .setting(.pixelData, .ob, .bytes(pixels))
        }
        return DICOMBuilder.image(rows: 480, columns: 640, bitsAllocated: 16, bitsStored: bits)
            .setting(.pixelData, .ow, .numbers(pixels.map { Int($0) * 14 }))
    }

    @Test func aChangeIsShownWithItsSurroundings() throws {
        let picture = try picture(
            Self.image(), changed: [PixelBox(x: 320, y: 240, width: 1, height: 1)])
        let part = try #require(picture.parts.first)
        #expect(picture.parts.count == 1 && picture.isContinuation)
        #expect(part.area == PixelBox(x: 256, y: 176, width: 144, height: 144))
        #expect(part.tiles.count == 1 && part.tiles[4, 4])
    }

    @Test func surroundingsEndAtTheFrame() throws {
        let picture = try picture(
            Self.image(), changed: [PixelBox(x: 639, y: 0, width: 1, height: 1)])
        #expect(
            picture.parts.map(\.area) == [PixelBox(x: 560, y: 0, width: 80, height: 80)])
    }

    @Test func theyGrowWithTheText() throws {
        let picture = try picture(
            Self.image(), changed: [PixelBox(x: 320, y: 240, width: 1, height: 1)],
            known: [PixelBox(x: 0, y: 0, width: 200, height: 45)])
        #expect(picture.parts.map(\.area.width) == [16 + 2 * 96])
    }

    @Test func changesFarApartAreShownApart() throws {
        let picture = try picture(
            Self.image(),
            changed: [
                PixelBox(x: 20, y: 20, width: 1, height: 1),
                PixelBox(x: 600, y: 400, width: 30, height: 1),
            ])
        #expect(picture.parts.map(\.tiles.count) == [1, 3])
    }

    @Test(arguments: [
        ([PixelBox(x: 0, y: 0, width: 640, height: 240)], false),
        ([PixelBox(x: 320, y: 240, width: 1, height: 1)], true),
    ])
    func theWholeIsShown(changed: [PixelBox], isWhole: Bool) throws {
        let picture = try picture(Self.image(), changed: changed, isWhole: isWhole)
        #expect(picture.parts.map(\.area) == [bounds] && picture.isContinuation)
    }

    /// A part is stretched like the whole, though it has fewer levels.
    @Test(arguments: [8, 12])
    func aPartLooksLikeTheWhole(bits: Int) throws {
        let image = Self.image(bits: bits)
        let box = PixelBox(x: 320, y: 240, width: 1, height: 1)
        let part = try #require(try picture(image, changed: [box]).parts.first)
        let whole = try #require(try picture(image, changed: [box], isWhole: true).parts.first)
        #expect(part.views.count == whole.views.count)
        for (one, other) in zip(part.views, whole.views) {
            for y in stride(from: 0, to: part.area.height, by: 7) {
                for x in stride(from: 0, to: part.area.width, by: 5) {
                    let difference =
                        Int(one[x, y]) - Int(other[x + part.area.x, y + part.area.y])
                    #expect(abs(difference) <= 1)
                }
            }
        }
    }

    /// Whether two frames are compared, of which the second is `change`d.
    private func isCompared(
        bits: Int, stored: Int, _ change: (inout [Int]) -> Void
    ) throws -> Bool {
        let first = (0..<64 * 64).map { 300 + $0 * 7 % 400 }
        var second = first
        second[9] += 1
        change(&second)
        let bytes = (first + second).flatMap { value in
            (0..<bits / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let image = DICOMBuilder.image(
            rows: 64, columns: 64, frames: 2, bitsAllocated: bits, bitsStored: stored
        ).setting(.pixelData, .ow, .bytes(bytes))
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(image.build())), limits: ResourceLimits())
        let coder = FrameCoder(instance.image)
        var renderer = try FrameRenderer(instance.image, claimedBits: 0)
        let frame = try coder.decode(frame: 0)
        #expect(renderer.changes(to: frame, frame: 0) == nil)
        _ = try renderer.picture(of: frame, frame: 0, changes: nil, known: [], isWhole: false)
        return renderer.changes(to: try coder.decode(frame: 1), frame: 1) != nil
    }

    /// One pixel moves the ends of a stretch.
    @Test(arguments: [
        (16, 12, 0, true), (16, 12, 705, true), (16, 12, 720, false), (16, 16, 9000, false),
        (32, 32, 0, false),
    ])
    func framesThatAreStretchedOtherwiseAreNotCompared(
        bits: Int, stored: Int, outlier: Int, isCompared: Bool
    ) throws {
        let compared = try self.isCompared(bits: bits, stored: stored) { samples in
            if outlier > 0 { samples[20] = outlier }
        }
        #expect(compared == isCompared)
    }

    /// The levels of a frame are those of the one before but for what changed, through any number of
    /// frames: a stretch that comes back is the one that was examined.
    @Test func aStretchIsFollowedThroughTheFrames() throws {
        let first = (0..<64 * 64).map { 300 + $0 * 7 % 400 }
        let outliers = [0, 0, 705, 0, 9000, 0, 702]
        let frames = outliers.enumerated().map { frame, outlier in
            var samples = first
            samples[9] += frame
            if outlier > 0 { samples[20 + 40 * frame] = outlier }
            return samples
        }
        let bytes = frames.flatMap { $0 }.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let image = DICOMBuilder.image(
            rows: 64, columns: 64, frames: frames.count, bitsAllocated: 16, bitsStored: 16
        ).setting(.pixelData, .ow, .bytes(bytes))
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(image.build())), limits: ResourceLimits())
        let coder = FrameCoder(instance.image)
        var renderer = try FrameRenderer(instance.image, claimedBits: 0)
        let compared = try frames.indices.map { index in
            let frame = try coder.decode(frame: index)
            let changes = renderer.changes(to: frame, frame: index)
            if index == 0 {
                _ = try renderer.picture(
                    of: frame, frame: 0, changes: nil, known: [], isWhole: false)
            }
            return changes != nil
        }
        #expect(compared == [false, true, true, true, false, true, true])
    }
}
