import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

@Suite struct NativePixelDataTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var image: ImageFixture
        /// Of each frame.
        var decoded: [[UInt8]]
        var testDescription: String { name }
    }

    /// An image of 2 x 2 pixels of three bytes.
    static func colour(
        _ transferSyntax: TransferSyntax = .explicitVRLittleEndian, _ words: String = "RGB",
        planar: Int = 0, columns: Int = 2, bits: Int = 8
    ) -> ImageFixture {
        ImageFixture(
            transferSyntax, rows: 2, columns: columns, samplesPerPixel: 3,
            photometricInterpretation: words, planarConfiguration: planar, bitsAllocated: bits)
    }

    static let cases = [
        Case(
            name: "bytes, two frames of odd size",
            image: ImageFixture(rows: 1, columns: 3, frames: 2).pixels([1, 2, 3, 4, 5, 6], .ob),
            decoded: [[1, 2, 3], [4, 5, 6]]),
        Case(
            name: "words",
            image: ImageFixture(rows: 1, columns: 2, bitsAllocated: 16, bitsStored: 12)
                .pixels([0x34, 0xF2, 0xFF, 0x0F]),
            decoded: [[0x34, 0xF2, 0xFF, 0x0F]]),
        Case(
            name: "big endian words",
            image: ImageFixture(.explicitVRBigEndian, rows: 1, columns: 2, bitsAllocated: 16)
                .pixels([0x12, 0x34, 0xAB, 0xCD]),
            decoded: [[0x34, 0x12, 0xCD, 0xAB]]),
        Case(
            name: "big endian double words",
            image: ImageFixture(.explicitVRBigEndian, rows: 1, columns: 1, bitsAllocated: 32)
                .pixels([1, 2, 3, 4]),
            decoded: [[4, 3, 2, 1]]),
        Case(
            name: "big endian bytes in OB",
            image: ImageFixture(.explicitVRBigEndian, rows: 1, columns: 2).pixels([1, 2], .ob),
            decoded: [[1, 2]]),
        Case(
            name: "big endian bytes in OW, frames of odd size",
            image: ImageFixture(.explicitVRBigEndian, rows: 1, columns: 3, frames: 3)
                .pixels(swappedPairs([1, 2, 3, 4, 5, 6, 7, 8, 9, 0])),
            decoded: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        Case(
            name: "implicit VR",
            image: ImageFixture(.implicitVRLittleEndian, rows: 1, columns: 2).pixels([7, 8]),
            decoded: [[7, 8]]),
        Case(
            name: "deflated",
            image: ImageFixture(.deflatedExplicitVRLittleEndian, rows: 1, columns: 2)
                .pixels([7, 8], .ob),
            decoded: [[7, 8]]),
        Case(
            name: "bits, frames that begin inside a byte",
            // Frames 101, 011, 110 from the least significant bit on: 0b10_110_101 and 0b1.
            image: ImageFixture(rows: 1, columns: 3, frames: 3, bitsAllocated: 1)
                .pixels([0b1111_0101, 0b0], .ob),
            decoded: [[1, 0, 1], [0, 1, 1], [1, 1, 0]]),
        Case(
            name: "bits in big endian words",
            image: ImageFixture(
                .explicitVRBigEndian, rows: 2, columns: 9, frames: 1, bitsAllocated: 1
            ).pixels(swappedPairs([0b0000_0011, 0b0000_0100, 0b10, 0])),
            decoded: [[1, 1, 0, 0, 0, 0, 0, 0, 0] + [0, 1, 0, 0, 0, 0, 0, 0, 1]]),
        Case(
            name: "planes",
            image: colour(planar: 1).pixels([1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24]),
            decoded: [[1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24]]),
        Case(
            name: "planes of big endian words",
            image: ImageFixture(
                .explicitVRBigEndian, rows: 1, columns: 1, samplesPerPixel: 3,
                photometricInterpretation: "RGB", planarConfiguration: 1, bitsAllocated: 16
            ).pixels([0, 1, 0, 2, 0, 3]),
            decoded: [[1, 0, 2, 0, 3, 0]]),
        Case(
            name: "planes of double words",
            image: ImageFixture(
                rows: 1, columns: 1, samplesPerPixel: 3, photometricInterpretation: "RGB",
                planarConfiguration: 1, bitsAllocated: 32
            ).pixels([1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 9]),
            decoded: [[1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 9]]),
        Case(
            name: "4:2:2",
            image: colour(.explicitVRLittleEndian, "YBR_FULL_422")
                .pixels([1, 2, 100, 200, 3, 4, 101, 201]),
            decoded: [[1, 100, 200, 2, 100, 200, 3, 101, 201, 4, 101, 201]]),
        Case(
            name: "4:2:2 in big endian words",
            image: colour(.explicitVRBigEndian, "YBR_PARTIAL_422")
                .pixels(swappedPairs([1, 2, 100, 200, 3, 4, 101, 201])),
            decoded: [[1, 100, 200, 2, 100, 200, 3, 101, 201, 4, 101, 201]]),
        Case(
            name: "labelled 4:2:2 but whole",
            image: colour(.explicitVRLittleEndian, "YBR_FULL_422")
                .pixels([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
            decoded: [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]),
        Case(
            name: "uncompressed in fragments",
            image: ImageFixture(
                .encapsulatedUncompressedExplicitVRLittleEndian, rows: 1, columns: 3, frames: 2
            ).fragments([[], [1, 2, 3, 0], [4, 5, 6, 0]]),
            decoded: [[1, 2, 3], [4, 5, 6]]),
    ]

    @Test(arguments: cases)
    func decodes(_ reference: Case) throws {
        let native = try #require(try reference.image.native())
        #expect((0..<native.frames).map { native.frame($0).bytes } == reference.decoded)
    }

    @Test func keepsTheShapeOfAFrame() throws {
        let image = ImageFixture(
            rows: 2, columns: 3, samplesPerPixel: 3, photometricInterpretation: "RGB",
            planarConfiguration: 1, bitsAllocated: 16, isSigned: true)
        let native = try #require(try image.pixels([UInt8](repeating: 0, count: 36)).native())
        let frame = native.frame(0)
        #expect(frame.width == 3 && frame.height == 2)
        #expect(frame.samplesPerPixel == 3 && frame.bytesPerSample == 2 && frame.isSigned)
    }

    @Test(arguments: cases)
    func isTruncatedAtEveryShorterLength(_ reference: Case) throws {
        for element in reference.image.builder.elements where element.tag == .pixelData {
            guard case .bytes(let bytes) = element.value else { return }
            // One byte may be padding, and a value cut to its half may be a frame of 4:2:2, with
            // too much behind it.
            for length in 0..<bytes.count - 1 {
                let image = reference.image.pixels([UInt8](bytes.prefix(length)), element.vr)
                let isFrame = reference.name == "labelled 4:2:2 but whole" && length >= 8
                guard let error = image.failure() else {
                    #expect(isFrame, "\(length) bytes")
                    continue
                }
                #expect(error.code == (isFrame ? .malformed : .truncated), "\(length) bytes")
                #expect(error.found == length)
            }
        }
    }

    @Test(arguments: [(4, 0), (5, 0), (6, 0), (7, 1), (11, 5)])
    func countsTrailingBytes(length: Int, trailing: Int) throws {
        let frame = 5
        let image = ImageFixture(rows: 1, columns: frame)
        let pixels = [UInt8](repeating: 0, count: length)
        guard length >= frame else {
            #expect(image.pixels(pixels, .ob).failure()?.code == .truncated)
            return
        }
        guard length < 2 * frame else {
            #expect(image.pixels(pixels, .ob).failure()?.code == .malformed)
            return
        }
        #expect(try image.pixels(pixels, .ob).native()?.trailingByteCount == trailing)
    }

    @Test func refusesFramesThatTheHeaderDoesNotCount() {
        let image = ImageFixture(rows: 1, columns: 4).pixels([1, 2, 3, 4, 5, 6, 7, 8])
        #expect(image.failure()?.code == .malformed)
        #expect(image.failure()?.tag == .numberOfFrames)
    }

    @Test func refusesOddColumnsIn422() {
        let image = Self.colour(.explicitVRLittleEndian, "YBR_FULL_422", columns: 3)
        #expect(image.pixels([UInt8](repeating: 0, count: 12)).failure()?.tag == .columns)
    }

    @Test(arguments: [
        (TransferSyntax.explicitVRLittleEndian, "YBR_PARTIAL_420"),
        (TransferSyntax.gePrivateBigEndianPixels, "RGB"),
        (TransferSyntax(uid: "1.2.3"), "RGB"),
    ])
    func refusesWhatItDoesNotKnow(syntax: TransferSyntax, words: String) {
        let image = Self.colour(syntax, words).pixels([UInt8](repeating: 0, count: 12))
        #expect(image.failure()?.code == .unsupported)
    }

    @Test func swapsTheWordsOfGEsPrivateSyntax() throws {
        let image = ImageFixture(
            .gePrivateBigEndianPixels, rows: 1, columns: 2, bitsAllocated: 16
        ).pixels([1, 2, 3, 4])
        let native = try #require(try image.native())
        #expect(native.frame(0).bytes == [2, 1, 4, 3])
        let box = PixelBox(x: 1, y: 0, width: 1, height: 1)
        #expect(native.patches(frame: 0, box: box, fill: [0x0506]).patches[0].bytes == [5, 6])
    }

    @Test func isMissingWithoutPixelData() {
        #expect(
            ImageFixture(rows: 1, columns: 1).failure()
                == PixelDataError(code: .missing, tag: .pixelData))
    }

    @Test func refusesANativeValueInAnEncapsulatedSyntax() {
        let image = ImageFixture(.rleLossless, rows: 1, columns: 2).pixels([1, 2], .ob)
        #expect(image.failure()?.code == .malformed)
    }

    @Test func refusesFragmentsInANativeSyntax() {
        let image = ImageFixture(rows: 1, columns: 2).fragments([[], [1, 2]])
        #expect(image.failure()?.code == .malformed)
    }

    @Test func refusesAnUncompressedFrameInTwoFragments() {
        let image = ImageFixture(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 1, columns: 4)
        #expect(image.fragments([[], [1, 2], [3, 4]]).failure()?.code == .malformed)
    }

    @Test func refusesAnUncompressedFragmentThatIsShort() {
        let image = ImageFixture(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 1, columns: 4, frames: 2)
        #expect(image.fragments([[], [1, 2, 3, 4], [5, 6]]).failure()?.code == .truncated)
    }
}
