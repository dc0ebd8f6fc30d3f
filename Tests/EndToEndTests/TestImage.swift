import DICOMCore
import Raster
import TestSupport

/// Small images whose headers hold words that must appear nowhere else.
enum TestImage {
    /// Stand where names and identifiers stand, in text elements of every kind of place.
    static let canaries = [
        "CANARYNAME", "CANARYID", "CANARYACC", "CANARYDOC", "CANARYSTUDY", "CANARYSERIES",
        "CANARYCOMMENT", "CANARYPRIVATE", "CANARYSTATION",
    ]

    /// What is painted into the pixels; the header does not have it.
    static let burntIn = "ZEBRA QUARTZ 1234"

    static func file(
        text: String? = burntIn, instance: Int = 1,
        _ transferSyntax: TransferSyntax = .explicitVRLittleEndian
    ) throws -> [UInt8] {
        var image = GrayImage.speckle(width: 256, height: 96, mean: 60, amplitude: 6, seed: 7)
        if let text { TextPainter().draw(text, x: 20, y: 30, in: &image) }
        var pixels: [UInt8] = []
        for y in 0..<image.height {
            for x in 0..<image.width { pixels.append(image[x, y]) }
        }
        let value: DICOMBuilder.Value =
            transferSyntax.isEncapsulated ? .fragments([[], pixels]) : .bytes(pixels)
        return try builder(transferSyntax, instance: instance, image, value).build()
    }

    private static func builder(
        _ transferSyntax: TransferSyntax, instance: Int, _ image: GrayImage,
        _ value: DICOMBuilder.Value
    ) -> DICOMBuilder {
        var builder = DICOMBuilder.image(
            transferSyntax, rows: image.height, columns: image.width)
        builder.set(.sopInstanceUID, .ui, .text(["2.25.\(instance)"]))
        builder.set(.accessionNumber, .sh, .text(["CANARYACC"]))
        builder.set(.referringPhysicianName, .pn, .text(["CANARYDOC^X"]))
        builder.set(.stationName, .sh, .text(["CANARYSTATION"]))
        builder.set(.studyDescription, .lo, .text(["CANARYSTUDY"]))
        builder.set(.seriesDescription, .lo, .text(["CANARYSERIES"]))
        builder.set(.patientName, .pn, .text(["CANARYNAME^FIRST"]))
        builder.set(.patientID, .lo, .text(["CANARYID"]))
        builder.set(.imageComments, .lt, .text(["CANARYCOMMENT"]))
        builder.set(Tag(0x0029, 0x0010), .lo, .text(["CANARYPRIVATE"]))
        builder.set(.pixelData, transferSyntax.isEncapsulated ? .ob : .ow, value)
        return builder
    }

    private static let hugeSide = 24_000
    /// The bytes of the pixels that belong behind `hugeHeader()`.
    static let hugeLength = hugeSide * hugeSide / 8

    /// A black image of single bits, up to its pixels.
    static func hugeHeader() throws -> [UInt8] {
        try DICOMBuilder.image(rows: hugeSide, columns: hugeSide, bitsAllocated: 1).build()
            + DICOMBytes(.explicitLittleEndian).header(.pixelData, .ob, length: hugeLength)
    }

    /// The same file with one sample changed far from the text.
    static func tampered(_ file: [UInt8]) -> [UInt8] {
        var file = file
        file[file.count - 3] ^= 0x40
        return file
    }
}
