import DICOMCore
import DICOMPixelData
import PixelPainting
import Raster
import RedactionPolicy
import TestSupport
import Testing

@testable import FrameCoding

/// An instance of one or more coded frames.
struct CodedImage: Sendable, CustomTestStringConvertible {
    let name: String
    let transferSyntax: TransferSyntax
    let width: Int
    let height: Int
    var samplesPerPixel = 1
    var photometricInterpretation = "MONOCHROME2"
    var bitsAllocated = 8
    var bitsStored = 8

    var testDescription: String { name }

    func codestream() throws -> [UInt8] { try CodestreamFixture.bytes(name) }

    func coder(_ codestreams: [[UInt8]]) throws -> FrameCoder {
        let image = DICOMBuilder.image(
            transferSyntax, rows: height, columns: width, frames: codestreams.count,
            samplesPerPixel: samplesPerPixel,
            photometricInterpretation: photometricInterpretation, bitsAllocated: bitsAllocated,
            bitsStored: bitsStored
        ).settingFrames(codestreams.map { [$0] })
        let file = try DICOMFile(ByteSource(image.build()))
        return FrameCoder(try OpenedInstance(file, limits: ResourceLimits()).image)
    }

    static let runLength = CodedImage(
        name: "rle/gray-8-dcmcrle.rle", transferSyntax: .rleLossless, width: 17, height: 9)
    static let jpeg = CodedImage(
        name: "jpeg/grey.jpg", transferSyntax: .jpegBaseline8Bit, width: 45, height: 37)
    static let jpegColour = CodedImage(
        name: "jpeg/ybr-420.jpg", transferSyntax: .jpegBaseline8Bit, width: 61, height: 53,
        samplesPerPixel: 3, photometricInterpretation: "YBR_FULL_422")
    static let jpegRGB = CodedImage(
        name: "jpeg/rgb-adobe.jpg", transferSyntax: .jpegBaseline8Bit, width: 45, height: 37,
        samplesPerPixel: 3, photometricInterpretation: "YBR_FULL")
    static let jpeg2000 = CodedImage(
        name: "j2k/gray-12.j2k", transferSyntax: .jpeg2000Lossless, width: 21, height: 14,
        photometricInterpretation: "MONOCHROME1", bitsAllocated: 16, bitsStored: 12)
    static let jpeg2000Colour = CodedImage(
        name: "j2k/rgb-8-rct.j2k", transferSyntax: .jpeg2000Lossless, width: 15, height: 12,
        samplesPerPixel: 3, photometricInterpretation: "YBR_RCT")
    static let lossyJPEG2000 = CodedImage(
        name: "j2k/rgb-8-ict.j2k", transferSyntax: .jpeg2000, width: 24, height: 18,
        samplesPerPixel: 3, photometricInterpretation: "YBR_ICT")
    static let tiledJPEG2000 = CodedImage(
        name: "j2k/tiles.j2k", transferSyntax: .jpeg2000Lossless, width: 23, height: 17)

    static let all = [
        runLength, jpeg, jpegColour, jpegRGB, jpeg2000, jpeg2000Colour, lossyJPEG2000,
    ]
}
