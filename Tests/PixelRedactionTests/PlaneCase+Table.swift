import DICOMCore
import FrameCoding
import ImageCodecs
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

extension PlaneCase {
    static func ownOverlays() throws -> [PlaneCase] {
        func top(
            _ name: String, _ syntax: TransferSyntax = .explicitVRLittleEndian, group: UInt16,
            frames: Int? = nil, vr: VR = .ow
        ) throws -> PlaneCase {
            // 63 bits a frame: the second begins inside a byte.
            let bytes = noise(8 * (frames ?? 1), seed: 8)
            return PlaneCase(
                name: name,
                image: try outer(syntax).settingOverlay(
                    group, rows: 7, columns: 9, frames: frames, vr: vr, bytes),
                plane: .overlay(group: group), width: 9, height: 7, ink: ink,
                element: "\(Tag(group, 0x3000))")
        }
        let item = DICOMBuilder().settingOverlay(
            0x6002, rows: 7, columns: 9, noise(8, seed: 8)
        ).elements.filter { $0.tag.group == 0x6002 }
        let path = path(depth: 3, "(6002,3000)")
        return [
            try top("overlay", group: 0x6000), try top("overlay, bytes", group: 0x601E, vr: .ob),
            try top("overlay of a group that is none", group: 0x60FE),
            try top("overlay, three frames", group: 0x6004, frames: 3),
            try top("overlay, big endian words", .explicitVRBigEndian, group: 0x6000),
            try top(
                "overlay, big endian words, three frames", .explicitVRBigEndian, group: 0x6000,
                frames: 3),
            try top("overlay, big endian bytes", .explicitVRBigEndian, group: 0x6000, vr: .ob),
            try top("overlay in RLE", .rleLossless, group: 0x6000),
            try top("overlay in JPEG", .jpegBaseline8Bit, group: 0x6000),
            PlaneCase(
                name: "overlay in an item",
                image: nesting([item], in: try outer(), depth: 3),
                plane: .nested(path: path), width: 9, height: 7, ink: ink, element: path),
        ]
    }

    /// 16 x 12 samples of 12 bits, of one value at the ink, with `bit` set here and there.
    private static func samples(bit: Int) -> [Int] {
        let low = noise(192)
        let pattern = noise(192, seed: 21)
        return (0..<192).map { pixel in
            let isInk = ink.contains(
                PixelBox(x: pixel % 16, y: pixel / 16, width: 1, height: 1))
            return (isInk ? 500 : 16 * Int(low[pixel])) | Int(pattern[pixel] & 1) << bit
        }
    }

    private static func littleEndian(_ samples: [Int]) -> [UInt8] {
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    private static func words(_ syntax: TransferSyntax) -> DICOMBuilder {
        DICOMBuilder.image(syntax, rows: 12, columns: 16, bitsAllocated: 16, bitsStored: 12)
    }

    private static func runLength(_ samples: [Int]) throws -> [UInt8] {
        try RLELossless.encode(
            SampleBuffer(
                width: 16, height: 12, samplesPerPixel: 1, bytesPerSample: 2, isSigned: false,
                bytes: littleEndian(samples)))
    }

    private static func inBits(
        _ name: String, _ image: DICOMBuilder, _ plane: Plane, width: Int = 16, height: Int = 12,
        fill: [Int] = [0]
    ) -> PlaneCase {
        PlaneCase(
            name: name, image: image, plane: plane, width: width, height: height, ink: ink,
            fill: fill, element: "(7FE0,0010)")
    }

    static func embeddedNative() -> [PlaneCase] {
        [TransferSyntax.explicitVRLittleEndian, .explicitVRBigEndian].map { syntax in
            inBits(
                "embedded overlay, native, \(syntax.isBigEndian ? "big" : "little") endian",
                words(syntax).settingEmbeddedOverlay(bit: 12)
                    .setting(.pixelData, .ow, .numbers(samples(bit: 12))),
                .overlay(group: 0x6000))
        }
    }

    static func embeddedCoded() throws -> [PlaneCase] {
        let image = words(.rleLossless).settingEmbeddedOverlay(0x6004, bit: 15)
        return [
            inBits(
                "embedded overlay, RLE",
                image.settingFrames([[try runLength(samples(bit: 15))]]), .overlay(group: 0x6004)),
            try embeddedJPEGLS(),
        ]
    }

    /// A fixture of 16 bits with a box of one value, in which bit 14 is set in one pixel, as it is
    /// in the image's first.
    private static func embeddedJPEGLS() throws -> PlaneCase {
        let codestream = try CodestreamFixture.bytes("jpegls/gray-16-dcmcjpls.jls")
        let header = try JPEGLS.header(codestream)
        let shape = FrameShape(
            width: header.width, height: header.height, samplesPerPixel: 1, bytesPerSample: 2,
            isSigned: false)
        let flat = try JPEGLS.repaint(codestream, shape: shape, boxes: [ink], fill: [500])
        let inked = try JPEGLS.repaint(
            flat, shape: shape,
            boxes: [
                PixelBox(x: ink.x, y: ink.y, width: 1, height: 1),
                PixelBox(x: 0, y: 0, width: 1, height: 1),
            ], fill: [500 | 1 << 14])
        let image = DICOMBuilder.image(
            .jpegLSLossless, rows: shape.height, columns: shape.width, bitsAllocated: 16,
            bitsStored: 12
        ).settingEmbeddedOverlay(bit: 14).settingFrames([[inked]])
        return inBits(
            "embedded overlay, JPEG-LS", image, .overlay(group: 0x6000), width: shape.width,
            height: shape.height)
    }

    /// Ink in bits of the image's samples that nothing claims.
    static func unusedBits() throws -> [PlaneCase] {
        let samples = samples(bit: 14)
        let inner = DICOMBuilder.image(rows: 7, columns: 9, bitsAllocated: 16, bitsStored: 12)
            .setting(.pixelData, .ow, .numbers((0..<63).map { $0 % 2 << 13 | 100 }))
        return [
            inBits(
                "unused bit, native",
                words(.explicitVRLittleEndian).setting(.pixelData, .ow, .numbers(samples)),
                .pixelData),
            inBits(
                "unused bit, RLE",
                words(.rleLossless).settingFrames([[try runLength(samples)]]), .pixelData),
            // The overlay takes the bit of the image's samples, not of the nested one's.
            nested(
                "unused bit in an item, which an overlay takes elsewhere", inner,
                in: words(.explicitVRLittleEndian).settingEmbeddedOverlay(bit: 13)
                    .setting(.pixelData, .ow, .numbers([Int](repeating: 7, count: 192)))),
        ]
    }

    /// Little endian.
    static func numbers(_ values: [UInt8], bits: Int) -> [UInt8] {
        values.flatMap { value in
            let number = Double(value) / 8
            let pattern = bits == 32 ? UInt64(Float(number).bitPattern) : number.bitPattern
            return (0..<bits / 8).map { UInt8(truncatingIfNeeded: pattern >> (8 * $0)) }
        }
    }

    static func numbers() -> [PlaneCase] {
        [(Tag.floatPixelData, VR.of, 32), (.doubleFloatPixelData, .od, 64)].map { tag, vr, bits in
            var image = DICOMBuilder.image(rows: 12, columns: 16)
                .setting(.bitsAllocated, .us, .numbers([bits]))
            image.set(tag, vr, .bytes(numbers(noise(192), bits: bits)))
            for unused in [Tag.bitsStored, .highBit, .pixelRepresentation] { image.remove(unused) }
            return PlaneCase(
                name: "numbers of \(bits) bits", image: image, plane: .pixelData, width: 16,
                height: 12, ink: ink, element: "\(tag)")
        }
    }

    static func all() throws -> [PlaneCase] {
        try nestedNative() + nestedCoded() + items() + ownOverlays() + embeddedNative()
            + embeddedCoded() + unusedBits() + numbers()
    }
}
