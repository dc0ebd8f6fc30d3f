import DICOMCore
import ImageCodecs
import Raster
import TestSupport
import Testing

/// An image of one coded frame, and the value that painted samples have to have.
struct CodedColourCase: Sendable, CustomTestStringConvertible {
    let name: String
    let transferSyntax: TransferSyntax
    let width: Int
    let height: Int
    let photometricInterpretation: String
    var planarConfiguration = 0
    var bitsAllocated = 8
    var bitsStored = 8
    var isSigned = false
    /// One value a component.
    let fill: [Int]
    /// A file of the codecs' fixtures; noise is coded where there is none.
    var fixture: String?

    var testDescription: String { name }

    var box: PixelBox { PixelBox(x: width / 3, y: 2, width: 3, height: height / 2) }

    func codestream() throws -> [UInt8] {
        if let fixture { return try CodestreamFixture.bytes(fixture) }
        var random = SeededRandom(seed: 11)
        let size = bitsAllocated / 8
        return try RLELossless.encode(
            SampleBuffer(
                width: width, height: height, samplesPerPixel: fill.count, bytesPerSample: size,
                isSigned: isSigned, bytes: random.bytes(width * height * fill.count * size)))
    }

    /// Without Pixel Data.
    func builder(frames: Int? = nil) -> DICOMBuilder {
        let image = DICOMBuilder.image(
            transferSyntax, rows: height, columns: width, frames: frames,
            samplesPerPixel: fill.count, photometricInterpretation: photometricInterpretation,
            planarConfiguration: fill.count > 1 ? planarConfiguration : nil,
            bitsAllocated: bitsAllocated, bitsStored: bitsStored, isSigned: isSigned)
        return photometricInterpretation == "PALETTE COLOR"
            ? image.settingPalette([200, 90, 0, 255]) : image
    }

    func source() throws -> [UInt8] {
        try builder().settingFrames([[codestream()]]).build()
    }
}

extension CodedColourCase {
    static let all = runLength + jpeg + jpeg2000

    static let runLength = [
        CodedColourCase(
            name: "RLE, MONOCHROME1", transferSyntax: .rleLossless, width: 9, height: 7,
            photometricInterpretation: "MONOCHROME1", fill: [255]),
        CodedColourCase(
            name: "RLE, PALETTE COLOR", transferSyntax: .rleLossless, width: 9, height: 7,
            photometricInterpretation: "PALETTE COLOR", fill: [2]),
        CodedColourCase(
            name: "RLE, MONOCHROME2, signed, 16 bits", transferSyntax: .rleLossless, width: 9,
            height: 7, photometricInterpretation: "MONOCHROME2", bitsAllocated: 16,
            bitsStored: 16, isSigned: true, fill: [-0x8000]),
        CodedColourCase(
            name: "RLE, RGB, planar 1", transferSyntax: .rleLossless, width: 9, height: 7,
            photometricInterpretation: "RGB", planarConfiguration: 1, fill: [0, 0, 0]),
        CodedColourCase(
            name: "RLE, YBR_FULL", transferSyntax: .rleLossless, width: 9, height: 7,
            photometricInterpretation: "YBR_FULL", planarConfiguration: 1, fill: [0, 128, 128]),
    ]

    static let jpeg = [
        jpeg("MONOCHROME2", "grey", 45, 37, [0]), jpeg("MONOCHROME1", "grey", 45, 37, [255]),
        jpeg("YBR_FULL", "ybr-444", 45, 37, [0, 128, 128]),
        jpeg("YBR_FULL_422", "ybr-422", 45, 37, [0, 128, 128]),
        jpeg("YBR_FULL_422", "ybr-420", 61, 53, [0, 128, 128]),
        jpeg("YBR_FULL_422", "restart-rows", 61, 53, [0, 128, 128]),
        jpeg("RGB", "rgb-adobe", 45, 37, [0, 0, 0]),
        // Its marker says YBR, whatever the data set does.
        jpeg("RGB", "ybr-444", 45, 37, [0, 128, 128]),
    ]

    private static func jpeg(
        _ interpretation: String, _ fixture: String, _ width: Int, _ height: Int, _ fill: [Int]
    ) -> CodedColourCase {
        CodedColourCase(
            name: "JPEG \(fixture), \(interpretation)", transferSyntax: .jpegBaseline8Bit,
            width: width, height: height, photometricInterpretation: interpretation, fill: fill,
            fixture: "jpeg/\(fixture).jpg")
    }

    static let jpeg2000 = [
        CodedColourCase(
            name: "JPEG 2000, MONOCHROME1, 12 bits", transferSyntax: .jpeg2000Lossless, width: 21,
            height: 14, photometricInterpretation: "MONOCHROME1", bitsAllocated: 16,
            bitsStored: 12, fill: [4095], fixture: "j2k/gray-12.j2k"),
        CodedColourCase(
            name: "JPEG 2000, MONOCHROME2, signed", transferSyntax: .jpeg2000Lossless, width: 13,
            height: 10, photometricInterpretation: "MONOCHROME2", bitsAllocated: 16,
            bitsStored: 16, isSigned: true, fill: [-0x8000], fixture: "j2k/gray-16-signed.j2k"),
        CodedColourCase(
            name: "JPEG 2000, YBR_RCT", transferSyntax: .jpeg2000Lossless, width: 15, height: 12,
            photometricInterpretation: "YBR_RCT", fill: [0, 0, 0], fixture: "j2k/rgb-8-rct.j2k"),
        CodedColourCase(
            name: "JPEG 2000, RGB", transferSyntax: .jpeg2000Lossless, width: 15, height: 12,
            photometricInterpretation: "RGB", fill: [0, 0, 0], fixture: "j2k/rgb-8-plain.j2k"),
        CodedColourCase(
            name: "JPEG 2000, lossy, YBR_ICT", transferSyntax: .jpeg2000, width: 24, height: 18,
            photometricInterpretation: "YBR_ICT", fill: [0, 0, 0], fixture: "j2k/rgb-8-ict.j2k"),
    ]
}
