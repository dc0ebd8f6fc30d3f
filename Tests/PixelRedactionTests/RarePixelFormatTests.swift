import DICOMCore
import ImageCodecs
import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Pixels that are numbers, words of another byte order, or bits in a codestream.
@Suite struct RarePixelFormatTests {
    private static func bytes(
        _ numbers: [Double], bits: Int, isBigEndian: Bool = false
    ) -> [UInt8] {
        numbers.flatMap { number in
            let pattern = bits == 32 ? UInt64(Float(number).bitPattern) : number.bitPattern
            let bytes = (0..<bits / 8).map { UInt8(truncatingIfNeeded: pattern >> (8 * $0)) }
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    @Test(
        arguments: [
            TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
            .deflatedExplicitVRLittleEndian,
        ], [32, 64])
    func numbersArePaintedInPlace(_ syntax: TransferSyntax, bits: Int) throws {
        let numbers = (0..<12).map { 0.5 * Double($0) - 2 }
        let tag = bits == 32 ? DICOMCore.Tag.floatPixelData : .doubleFloatPixelData
        var image = DICOMBuilder.image(syntax, rows: 3, columns: 4, bitsAllocated: 32)
            .setting(.bitsAllocated, .us, .numbers([bits]))
            .setting(
                tag, bits == 32 ? .of : .od,
                .bytes(Self.bytes(numbers, bits: bits, isBigEndian: syntax.isBigEndian)))
        for unused in [DICOMCore.Tag.bitsStored, .highBit, .pixelRepresentation] {
            image.remove(unused)
        }
        let box = PixelBox(x: 1, y: 1, width: 2, height: 2)
        let cleaned = try Engine.clean(image, boxes: [box])
        #expect(cleaned.report.status == .redacted)
        var expected = numbers
        for place in [5, 6, 9, 10] { expected[place] = 0 }
        let file = try cleaned.file()
        let element = try #require(file.dataSet[tag])
        #expect(
            file.dataSet.value(element)
                == Self.bytes(expected, bits: bits, isBigEndian: syntax.isBigEndian))
    }

    @Test func wordsOfGEsPrivateSyntaxArePainted() throws {
        let image = DICOMBuilder.image(
            .gePrivateBigEndianPixels, rows: 1, columns: 3,
            photometricInterpretation: "MONOCHROME1", bitsAllocated: 16, bitsStored: 12
        ).setting(.pixelData, .ow, .bytes([0, 1, 0, 2, 0, 3]))
        let cleaned = try Engine.clean(
            image, boxes: [PixelBox(x: 1, y: 0, width: 1, height: 1)])
        #expect(try Engine.pixelData(cleaned.bytes) == [0, 1, 0x0F, 0xFF, 0, 3])
    }

    @Test(arguments: [false, true])
    func bitsInRLEArePainted(arePacked: Bool) throws {
        let bits = [UInt8](repeating: 1, count: 40)
        let plane = arePacked ? [UInt8](repeating: 0xFF, count: 5) : bits
        let codestream = try RLELossless.encode(
            SampleBuffer(
                width: plane.count, height: 1, samplesPerPixel: 1, bytesPerSample: 1,
                isSigned: false, bytes: plane))
        let image = DICOMBuilder.image(.rleLossless, rows: 5, columns: 8, bitsAllocated: 1)
            .settingFrames([[codestream]])
        let cleaned = try Engine.clean(
            image, boxes: [PixelBox(x: 6, y: 1, width: 2, height: 1)])
        #expect(cleaned.report.status == .redacted)
        let fragment = try #require(try Engine.fragments(cleaned.bytes).last)
        let samples = try RLELossless.decodeBits(
            fragment,
            shape: FrameShape(
                width: 8, height: 5, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false))
        var expected = bits
        expected[14] = 0
        expected[15] = 0
        #expect(samples.bytes == expected)
    }

    /// Uncompressed frames in fragments, in an item of a sequence.
    @Test func fragmentsOfAnItemArePaintedOneByOne() throws {
        let inner = DICOMBuilder.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 1, columns: 4, frames: 2
        ).settingFrames([[[1, 2, 3, 4]], [[5, 6, 7, 8]]])
        let image = DICOMBuilder.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 1, columns: 2
        ).settingFrames([[[9, 9]]])
            .setting(.sourceImageSequence, .sq, .sequence([.init(inner.elements)], .undefined))
        let box = PixelBox(x: 1, y: 0, width: 2, height: 1)
        let cleaned = Engine.clean(
            try image.build(),
            boxes: [
                .given(
                    box, frames: FrameSelection(frame: 1),
                    plane: .nested(path: "(0008,2112).(7FE0,0010)"))
            ])
        #expect(cleaned.report.status == .redacted)
        let file = try cleaned.file()
        let dataSet = file.dataSet
        let nested = try #require(
            dataSet.elements.firstIndex { $0.tag == .pixelData && $0.depth > 0 })
        let fragments = dataSet.children(of: nested).map { dataSet.value(dataSet.elements[$0]) }
        #expect(fragments == [[], [1, 2, 3, 4], [5, 0, 0, 8]])
    }
}
