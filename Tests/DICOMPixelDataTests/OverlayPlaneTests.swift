import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

@Suite struct OverlayPlaneTests {
    static let group: UInt16 = 0x6002

    static func tag(_ tag: Tag) -> Tag { Tag(group, tag.element) }

    /// Bits, the first the least significant of the first byte; padded to an even length.
    static func packed(_ bits: [UInt8]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: (bits.count + 15) / 16 * 2)
        for (index, bit) in bits.enumerated() where bit == 1 {
            bytes[index / 8] |= 1 << (index % 8)
        }
        return bytes
    }

    static func bits(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return random.bytes(count).map { $0 & 1 }
    }

    static func image(
        _ syntax: TransferSyntax = .explicitVRLittleEndian, rows: Int = 5, columns: Int = 7,
        frames: Int? = nil, data: [UInt8], vr: VR = .ow
    ) -> ImageFixture {
        var image = ImageFixture(syntax, rows: 2, columns: 2).pixels([1, 2, 3, 4], .ob)
            .adding(tag(.overlayRows), .us, .numbers([rows]))
            .adding(tag(.overlayColumns), .us, .numbers([columns]))
            .adding(tag(.overlayType), .cs, .text(["G"]))
            .adding(tag(.overlayOrigin), .ss, .numbers([-2, 3]))
            .adding(tag(.overlayBitsAllocated), .us, .numbers([1]))
            .adding(tag(.overlayBitPosition), .us, .numbers([0]))
            .adding(tag(.overlayData), vr, .bytes(data))
        if let frames {
            image = image.adding(tag(.numberOfFramesInOverlay), .is, .text([String(frames)]))
                .adding(tag(.imageFrameOrigin), .us, .numbers([3]))
        }
        return image
    }

    static func planes(
        _ image: ImageFixture, limits: PixelDataLimits = .init()
    ) throws -> [OverlayPlane] {
        let file = try image.file()
        return try OverlayPlane.planes(
            DataSetScope(file.dataSet), group: group, image: try ImagePixelDescription(file),
            limits: limits)
    }

    static func plane(_ image: ImageFixture) throws -> OverlayPlane {
        let planes = try planes(image)
        #expect(planes.count == 1)
        return try #require(planes.first)
    }

    static let none = SampleBuffer(width: 1, height: 1, samplesPerPixel: 1, bytesPerSample: 1)

    @Test(
        arguments: [
            TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        ], [VR.ow, .ob])
    func readsFramesThatShareBytes(_ syntax: TransferSyntax, vr: VR) throws {
        let bits = Self.bits(3 * 35, seed: 7)
        var data = Self.packed(bits)
        if syntax.isBigEndian && vr == .ow { data = swappedPairs(data) }
        let plane = try Self.plane(Self.image(syntax, frames: 3, data: data, vr: vr))
        #expect(plane.frames == 3)
        for frame in 0..<3 {
            let expected = Array(bits[frame * 35..<(frame + 1) * 35])
            #expect(plane.frame(frame, image: Self.none).bytes == expected)
        }
    }

    @Test(
        arguments: [TransferSyntax.explicitVRLittleEndian, .explicitVRBigEndian], [VR.ow, .ob])
    func paintsTheBitsOfBoxesOnly(_ syntax: TransferSyntax, vr: VR) throws {
        let isSwapped = syntax.isBigEndian && vr == .ow
        let bits = [UInt8](repeating: 1, count: 3 * 35)
        let packed = Self.packed(bits)
        let image = Self.image(
            syntax, frames: 3, data: isSwapped ? swappedPairs(packed) : packed, vr: vr)
        let box = PixelBox(x: 5, y: 1, width: 9, height: 2)
        let painted = try #require(try Self.plane(image).painted { $0 == 1 ? [box] : [] })
        var expected = bits
        for y in 1...2 { for x in 5...6 { expected[35 + 7 * y + x] = 0 } }
        #expect((isSwapped ? swappedPairs(painted) : painted) == Self.packed(expected))
    }

    @Test func readsItsHeader() throws {
        let plane = try Self.plane(
            Self.image(frames: 2, data: [UInt8](repeating: 0, count: 10)))
        #expect(plane.kind == .graphics)
        #expect(plane.origin == (-2, 3))
        #expect(plane.imageFrameOrigin == 3)
        #expect(plane.mask == 0)
        #expect((plane.rows, plane.columns) == (5, 7))
    }

    @Test func aRegionOfInterestIsReadToo() throws {
        let image = Self.image(data: Self.packed([1])).adding(
            Self.tag(.overlayType), .cs, .text(["R"]))
        let plane = try Self.plane(
            image.adding(Self.tag(.overlayData), .ob, .bytes([1, 0, 0, 0, 0, 0])))
        #expect(plane.kind == .regionOfInterest)
        #expect(plane.frame(0, image: Self.none).bytes == [1] + [UInt8](repeating: 0, count: 34))
    }

    @Test func showsOneAsWhite() throws {
        let data = Self.packed([0, 1] + [UInt8](repeating: 0, count: 33))
        let view = try Self.plane(Self.image(data: data)).frame(0, image: Self.none).bitView
        #expect(view.pixels == [0, 255] + [UInt8](repeating: 0, count: 33))
    }

    @Test func takesZeroesBehindItsBitsAsPadding() throws {
        let data = Self.packed(Self.bits(35, seed: 1)) + [UInt8](repeating: 0, count: 100)
        #expect(try Self.plane(Self.image(data: data)).frames == 1)
    }

    @Test(arguments: [
        (PixelDataError.Code.malformed, Tag.overlayRows, [0]),
        (.malformed, .overlayColumns, [0]), (.truncated, .overlayData, []),
        (.truncated, .overlayData, [1, 2, 3, 4]),
        (.malformed, .overlayData, [1, 2, 3, 4, 5, 6, 7, 8]),
    ])
    func refusesSizesThatDoNotFit(code: PixelDataError.Code, tag: Tag, value: [UInt8]) throws {
        var image = Self.image(data: [1, 2, 3, 4, 5, 6])
        if tag == .overlayData {
            image = image.adding(Self.tag(tag), .ow, .bytes(value))
            // No data is no picture.
            if value.isEmpty {
                #expect(try Self.planes(image).isEmpty)
                return
            }
        } else {
            image = image.adding(Self.tag(tag), .us, .bytes([0, 0]))
        }
        #expect { try Self.planes(image) } throws: { error in
            let error = error as? PixelDataError
            return error?.code == code && error?.tag == Self.tag(tag)
        }
    }

    @Test func refusesTwoOfOneElement() throws {
        var image = Self.image(data: [1, 2, 3, 4, 5, 6])
        image.builder.elements.append(
            .init(Self.tag(.overlayData), .ow, .bytes([6, 5, 4, 3, 2, 1])))
        #expect { try Self.planes(image) } throws: {
            ($0 as? PixelDataError)?.code == .malformed
        }
    }

    @Test func isMissingItsRows() throws {
        let image = Self.image(data: [1, 2, 3, 4, 5, 6]).removing(Self.tag(.overlayRows))
        #expect(throws: PixelDataError(code: .missing, tag: Self.tag(.overlayRows))) {
            try Self.planes(image)
        }
    }

    @Test(arguments: [(34, 1), (1 << 30, 0)])
    func keepsToTheLimits(bytes: Int, frames: Int) throws {
        let image = Self.image(data: [1, 2, 3, 4, 5, 6])
        #expect {
            try Self.planes(image, limits: .init(bytesPerFrame: bytes, frames: frames))
        } throws: { ($0 as? PixelDataError)?.code == .limitExceeded }
    }

    @Test func groupsAreThoseOfTheLevel() throws {
        let image = Self.image(data: [1, 2, 3, 4, 5, 6])
            .adding(Tag(0x60FE, 0x0010), .us, .numbers([1]))
            .adding(Tag(0x6003, 0x0010), .us, .numbers([1]))
        #expect(
            OverlayPlane.groups(in: DataSetScope(try image.file().dataSet)) == [0x6002, 0x60FE])
    }
}

@Suite struct EmbeddedOverlayTests {
    static func image(bit: Int, allocated: Int = 16) -> ImageFixture {
        ImageFixture(rows: 1, columns: 4, bitsAllocated: 16, bitsStored: 12)
            .pixels(words([0x1FFF, 0x0FFF, 0x3001, 0x8000]))
            .adding(OverlayPlaneTests.tag(.overlayRows), .us, .numbers([1]))
            .adding(OverlayPlaneTests.tag(.overlayColumns), .us, .numbers([4]))
            .adding(OverlayPlaneTests.tag(.overlayBitsAllocated), .us, .numbers([allocated]))
            .adding(OverlayPlaneTests.tag(.overlayBitPosition), .us, .numbers([bit]))
    }

    @Test(
        arguments: [
            (12, [1, 0, 1, 0]), (13, [0, 0, 1, 0]), (15, [0, 0, 0, 1]), (0, [1, 1, 1, 0]),
        ]
            as [(Int, [UInt8])])
    func isABitOfTheSamples(bit: Int, bits: [UInt8]) throws {
        let image = Self.image(bit: bit)
        let plane = try OverlayPlaneTests.plane(image)
        let samples = try #require(try image.native()).frame(0)
        #expect(plane.mask == 1 << bit)
        #expect(plane.frame(0, image: samples).bytes == bits)
        #expect(plane.painted { _ in [] } == nil)
    }

    @Test func beyondTheContainerIsMalformed() throws {
        #expect(
            throws: PixelDataError(
                code: .malformed, tag: OverlayPlaneTests.tag(.overlayBitPosition), expected: 16,
                found: 16)
        ) { try OverlayPlaneTests.planes(Self.image(bit: 16)) }
    }

    @Test func positionZeroOfABitIsNone() throws {
        #expect(try OverlayPlaneTests.planes(Self.image(bit: 0, allocated: 1)).isEmpty)
    }

    @Test(arguments: [(12, 2), (11, 1), (0, 1)])
    func standsBesideBitsOfItsOwn(bit: Int, count: Int) throws {
        let image = Self.image(bit: bit).adding(
            OverlayPlaneTests.tag(.overlayData), .ow, .bytes([1, 0]))
        #expect(try OverlayPlaneTests.planes(image).count == count)
    }
}
