import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

@Suite struct UnusedBitsTests {
    struct Case: Sendable {
        var allocated = 16
        var stored = 12
        var highBit = 11
        var isSigned = false
        var samples: [Int]
        var used: Int

        var description: ImagePixelDescription {
            get throws {
                try ImagePixelDescription(
                    rows: 1, columns: samples.count, bitsAllocated: allocated, bitsStored: stored,
                    highBit: highBit, isSigned: isSigned, photometricInterpretation: .monochrome2,
                    transferSyntax: .explicitVRLittleEndian)
            }
        }

        var buffer: SampleBuffer {
            SampleBuffer(
                width: samples.count, height: 1, samplesPerPixel: 1,
                bytesPerSample: allocated / 8, isSigned: isSigned,
                bytes: samples.flatMap { value in
                    (0..<allocated / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
                })
        }
    }

    @Test(arguments: [
        Case(samples: [0, 1, 0xFFF], used: 0),
        Case(samples: [0, 0x1001, 0xFFF], used: 0x1000),
        Case(highBit: 15, samples: [0x10, 0xFFF0], used: 0),
        Case(highBit: 15, samples: [0x10, 0xFFF4, 1], used: 5),
        Case(highBit: 13, samples: [0x4000, 2], used: 0x4002),
        // Sign extension of all negative samples, or of none.
        Case(isSigned: true, samples: [5, -5, -2048], used: 0),
        Case(isSigned: true, samples: [5, 0xFFB, 0x800], used: 0),
        Case(isSigned: true, samples: [5, -5, 0xFFB], used: 0xF000),
        Case(isSigned: true, samples: [0x2005, -5], used: 0x2000),
        Case(isSigned: true, samples: [5, 0x1FFB, 0x800], used: 0x1000),
        Case(highBit: 13, isSigned: true, samples: [4, -4], used: 0),
        Case(highBit: 13, isSigned: true, samples: [4, -4 + 1], used: 1),
        Case(allocated: 8, stored: 7, highBit: 6, samples: [0x7F, 0x80], used: 0x80),
        Case(allocated: 8, stored: 8, highBit: 7, samples: [0xFF], used: 0),
        Case(allocated: 32, stored: 24, highBit: 23, samples: [0x0100_0000, 9], used: 0x0100_0000),
    ])
    func areUsedOtherwiseThanBySignExtension(_ reference: Case) throws {
        let bits = UnusedBits(try reference.description)
        #expect(bits.used(in: reference.buffer) == reference.used)
    }

    @Test func claimedBitsAreLeftOut() throws {
        let reference = Case(samples: [0x3000], used: 0)
        let bits = UnusedBits(try reference.description, claimed: 0x1000)
        #expect(bits.mask == 0xE000)
        #expect(bits.used(in: reference.buffer) == 0x2000)
    }

    @Test func haveAViewForEachThatIsUsed() throws {
        let reference = Case(samples: [0x3000, 0x1000, 0x8000, 0x4FFF, 0x4000], used: 0)
        let views = UnusedBits(try reference.description).views(of: reference.buffer)
        #expect(
            views.map(\.pixels) == [
                [0, 0, 255, 0, 0], [0, 0, 0, 255, 255], [255, 0, 0, 0, 0], [255, 255, 0, 0, 0],
            ])
    }

    @Test func haveNoViewWhereNoneIsUsed() throws {
        let reference = Case(samples: [1, 2], used: 0)
        #expect(UnusedBits(try reference.description).views(of: reference.buffer).isEmpty)
    }

    @Test func ofColourCountInAnyComponent() throws {
        let description = try ImagePixelDescription(
            rows: 1, columns: 2, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 7, highBit: 6,
            photometricInterpretation: .rgb, transferSyntax: .explicitVRLittleEndian)
        let samples = SampleBuffer(
            width: 2, height: 1, samplesPerPixel: 3, bytesPerSample: 1, isSigned: false,
            bytes: [1, 2, 3, 4, 0x85, 6])
        #expect(UnusedBits(description).views(of: samples).map(\.pixels) == [[0, 255]])
    }
}

@Suite struct BitClearingTests {
    /// Boxes that overlap, some outside of the image, with masks of their own.
    static func clearing(
        _ layout: NativePainterTests.Layout, _ random: inout SeededRandom
    ) -> [BitClearing] {
        NativePainterTests.boxes(&random).map {
            BitClearing(mask: Int.random(in: 0..<1 << layout.bits, using: &random), box: $0)
        }
    }

    @Test(
        arguments: NativePainterTests.layouts.filter { $0.bits > 1 && $0.words != "YBR_FULL_422" },
        UInt64(0)..<12)
    func clearsAsTheSamplesAreCleared(
        layout: NativePainterTests.Layout, seed: UInt64
    ) throws {
        let file = try layout.image(seed: seed).file()
        let description = try ImagePixelDescription(file)
        guard case .native(let before) = try file.pixelDataLayout(description) else {
            Issue.record("not native")
            return
        }
        var painter = NativePainter(before)
        var random = SeededRandom(seed: seed)
        var bytes = file.body.bytes(in: 0..<file.body.count)
        var expected = (0..<before.frames).map { before.frame($0) }
        for frame in 0..<before.frames {
            let clearing = Self.clearing(layout, &random)
            let boxes = NativePainterTests.boxes(&random)
            let (patches, painted) = painter.patches(
                frame: frame, boxes: boxes, fill: layout.fill, clearing: clearing)
            for one in clearing { expected[frame].clear(bits: one.mask, in: one.box) }
            for box in painted { expected[frame].fill(box, with: layout.fill) }
            for patch in patches {
                bytes.replaceSubrange(
                    patch.sourceOffset..<patch.sourceOffset + patch.bytes.count,
                    with: patch.bytes)
            }
        }
        let after = try DICOMFile(ByteSource(bytes))
        guard case .native(let painted) = try after.pixelDataLayout(description) else {
            Issue.record("not native")
            return
        }
        #expect((0..<painted.frames).map { painted.frame($0) } == expected, "seed \(seed)")
    }

    @Test func clearsBothPixelsOfAPairIn422() throws {
        let image = ImageFixture(
            rows: 1, columns: 4, samplesPerPixel: 3, photometricInterpretation: "YBR_FULL_422"
        ).pixels([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .ob)
        let native = try #require(try image.native())
        var painter = NativePainter(native)
        let (patches, _) = painter.patches(
            frame: 0, boxes: [], fill: [0, 0, 0],
            clearing: [.init(mask: 0x80, box: PixelBox(x: 3, y: 0, width: 1, height: 1))])
        #expect(patches.map(\.bytes) == [[0x7F, 0x7F, 0x7F, 0x7F]])
    }
}
