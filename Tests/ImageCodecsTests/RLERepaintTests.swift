import ImageCodecs
import Raster
import TestSupport
import Testing

struct RLERepaintTests {
    static let shapes = [
        FrameShape(1, 1, 1, 1), FrameShape(9, 14, 1, 1), FrameShape(150, 12, 1, 2),
        FrameShape(12, 11, 3, 1), FrameShape(10, 9, 3, 2), FrameShape(8, 7, 1, 4),
    ]

    /// Boxes that touch, overlap, leave the frame, or miss it.
    static func boxes(_ shape: FrameShape) -> [[PixelBox]] {
        let (width, height) = (shape.width, shape.height)
        return [
            [PixelBox(x: 0, y: 0, width: width, height: height)],
            [PixelBox(x: width / 3, y: height / 2, width: 3, height: 2)],
            [PixelBox(x: 0, y: 0, width: 1, height: 1)],
            [PixelBox(x: width - 1, y: height - 1, width: 5, height: 5)],
            [PixelBox(x: -2, y: -3, width: 4, height: 5)],
            [
                PixelBox(x: 1, y: 1, width: 2, height: 3),
                PixelBox(x: 2, y: 3, width: 4, height: 2),
                PixelBox(x: 0, y: 5, width: 2, height: 1),
            ],
            [
                PixelBox(x: 0, y: 6, width: 3, height: 2),
                PixelBox(x: 2, y: 0, width: 3, height: 2),
            ],
        ]
    }

    static func fill(_ shape: FrameShape) -> [Int] {
        Array([0x0102_0304, -1, 0].prefix(shape.samplesPerPixel))
    }

    private static func painted(
        _ samples: SampleBuffer, _ boxes: [PixelBox], _ fill: [Int]
    ) -> SampleBuffer {
        var samples = samples
        for box in boxes { samples.fill(box, with: fill) }
        return samples
    }

    @Test(arguments: shapes)
    func samplesAreFillInsideAndSameOutside(_ shape: FrameShape) throws {
        let samples = FixturePicture.samples(shape, bits: 8 * shape.bytesPerSample)
        let codestream = try RLELossless.encode(samples)
        for boxes in Self.boxes(shape) {
            let fill = Self.fill(shape)
            let repainted = try RLELossless.repaint(
                codestream, shape: shape, boxes: boxes, fill: fill)
            #expect(
                try RLELossless.decode(repainted, shape: shape)
                    == Self.painted(samples, boxes, fill), "\(boxes)")
        }
    }

    @Test(arguments: shapes, 1...20 as ClosedRange<UInt64>)
    func runsThatCrossRowsAreRepaintedExactly(_ shape: FrameShape, _ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let samples = FixturePicture.samples(shape, bits: 8)
        let codestream = CarelessRLEEncoder.encode(samples, using: &random)
        try #require(try RLELossless.decode(codestream, shape: shape) == samples)
        for boxes in Self.boxes(shape) {
            let fill = Self.fill(shape)
            let repainted = try RLELossless.repaint(
                codestream, shape: shape, boxes: boxes, fill: fill)
            #expect(
                try RLELossless.decode(repainted, shape: shape)
                    == Self.painted(samples, boxes, fill), "\(boxes)")
        }
    }

    @Test(arguments: RLEFixture.all)
    func repaintsOtherEncodersStreamsExactly(_ fixture: RLEFixture) throws {
        let boxes = [PixelBox(x: 1, y: 2, width: 3, height: 1)]
        let fill = Self.fill(fixture.shape)
        let repainted = try RLELossless.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: boxes, fill: fill)
        #expect(
            try RLELossless.decode(repainted, shape: fixture.shape)
                == Self.painted(fixture.samples, boxes, fill))
    }

    @Test func rowsWithoutABoxKeepTheirCodedBytes() throws {
        // Rows that our encoder would code otherwise: literals of equal bytes, no operations.
        let first: [UInt8] = [128, 3, 5, 5, 5, 5]
        let last: [UInt8] = [1, 7, 7, 128, 1, 7, 7]
        let codestream = RLELosslessTests.frame([first + [253, 9] + last + [0]])
        let repainted = try RLELossless.repaint(
            codestream, shape: FrameShape(4, 3, 1, 1),
            boxes: [PixelBox(x: 1, y: 1, width: 2, height: 1)], fill: [0])
        #expect(Array(repainted[64...]) == first + [3, 9, 0, 0, 9] + last)
    }

    @Test func runThatCrossesIntoABandIsCut() throws {
        let codestream = RLELosslessTests.frame([[245, 9]])
        let repainted = try RLELossless.repaint(
            codestream, shape: FrameShape(4, 3, 1, 1),
            boxes: [PixelBox(x: 0, y: 1, width: 4, height: 1)], fill: [0])
        #expect(Array(repainted[64...]) == [253, 9, 253, 0, 253, 9])
    }

    @Test func bytesBehindThePlaneAreDropped() throws {
        let codestream = RLELosslessTests.frame([[255, 9, 1, 3, 4, 3, 65, 66, 67, 68]])
        let repainted = try RLELossless.repaint(
            codestream, shape: FrameShape(2, 2, 1, 1),
            boxes: [PixelBox(x: 0, y: 0, width: 1, height: 1)], fill: [0])
        #expect(Array(repainted[64...]) == [1, 0, 9, 1, 3, 4])
    }

    @Test(
        arguments: [
            [], [PixelBox(x: 40, y: 0, width: 3, height: 3)],
            [PixelBox(x: 2, y: 2, width: 0, height: 4)],
        ] as [[PixelBox]])
    func nothingToPaintLeavesTheStreamAsItIs(_ boxes: [PixelBox]) throws {
        let fixture = RLEFixture.all[0]
        let codestream = try fixture.codestream()
        let repainted = try RLELossless.repaint(
            codestream, shape: fixture.shape, boxes: boxes, fill: [0])
        #expect(repainted == codestream)
    }

    @Test(arguments: [[], [PixelBox(x: 0, y: 1, width: 2, height: 1)]] as [[PixelBox]])
    func truncatedStreamIsNotRepainted(_ boxes: [PixelBox]) throws {
        let fixture = RLEFixture.all[1]
        let codestream = try fixture.codestream()
        // The last byte may be padding.
        for length in 0..<codestream.count - 1 {
            #expect(throws: CodecError.self, "length \(length)") {
                try RLELossless.repaint(
                    Array(codestream.prefix(length)), shape: fixture.shape, boxes: boxes,
                    fill: [0])
            }
        }
    }

    @Test(arguments: RLEFixture.all)
    func damagedStreamsAreRepaintedAsTheyDecode(_ fixture: RLEFixture) throws {
        let boxes = [PixelBox(x: 2, y: 1, width: 3, height: 2)]
        let fill = Self.fill(fixture.shape)
        for (seed, bytes) in mutations(of: try fixture.codestream(), count: 300) {
            let decoded = try? RLELossless.decode(bytes, shape: fixture.shape)
            let repainted = try? RLELossless.repaint(
                bytes, shape: fixture.shape, boxes: boxes, fill: fill)
            #expect((decoded == nil) == (repainted == nil), "seed \(seed)")
            if let decoded, let repainted {
                let again = try RLELossless.decode(repainted, shape: fixture.shape)
                #expect(again == Self.painted(decoded, boxes, fill), "seed \(seed)")
            }
        }
    }
}
