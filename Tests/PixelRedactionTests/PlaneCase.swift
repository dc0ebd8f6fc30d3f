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

/// An instance with ink in one of its pictures.
struct PlaneCase: Sendable, CustomTestStringConvertible {
    let name: String
    let image: DICOMBuilder
    let plane: Plane
    /// Of the picture; no other one of the instance has it, or ink where this one does.
    let width: Int
    let height: Int
    /// In pixels of the picture.
    let ink: PixelBox
    /// One value a component of a painted sample.
    var fill = [0]
    /// The path of the element that holds the picture.
    let element: String

    var testDescription: String { name }

    var detector: InkDetector { InkDetector(width: width, height: height, ink: ink) }

    var box: ReportedBox { .given(ink, plane: plane) }

    /// No pixels are added round the ink.
    static func configuration(_ level: VerificationLevel = .full) -> RedactionConfiguration {
        var configuration = RedactionConfiguration.verifying(level)
        configuration.padding = 0
        return configuration
    }

    func source() throws -> [UInt8] { try image.build() }

    func clean(_ level: VerificationLevel = .full) throws -> Cleaned {
        Engine.clean(
            try source(), boxes: nil, detector: detector, Self.configuration(level))
    }

    /// The frames of the picture as the engine decodes them.
    func frames(_ bytes: [UInt8]) throws -> [SampleBuffer] {
        try Engine.frames(bytes, plane)
    }
}

/// Finds one box in views of one size, while not all of its pixels are equal.
struct InkDetector: ViewTextDetector {
    let width: Int
    let height: Int
    let ink: PixelBox

    func regions(in view: GrayImage) -> [TextRegion] {
        guard view.width == width, view.height == height else { return [] }
        let pixels = (ink.y..<ink.maxY).flatMap { y in
            view.pixels[y * width + ink.x..<y * width + ink.maxX]
        }
        return Set(pixels).count > 1 ? [TextRegion(box: ink, score: 1)] : []
    }
}

extension Engine {
    /// The frames of a plane, the first of its name.
    static func frames(_ bytes: [UInt8], _ plane: Plane) throws -> [SampleBuffer] {
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(bytes)), limits: ResourceLimits())
        guard let found = instance.planes.first(where: { $0.plane == plane }) else { return [] }
        let coder = FrameCoder(found)
        return try (0..<found.description.frames).map { try coder.decode(frame: $0).samples }
    }

    /// The values of all elements that hold no others, by their paths; of encapsulated pixels with
    /// the headers of fragments.
    static func values(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        let dataSet = try DICOMFile(ByteSource(bytes)).dataSet
        var values: [String: [UInt8]] = [:]
        for (index, element) in dataSet.elements.enumerated()
        where !element.isItem && !element.isSequence {
            values[dataSet.name(ofPathTo: index)] = dataSet.value(element)
        }
        return values
    }
}

// MARK: The pictures of the cases

extension PlaneCase {
    typealias Element = DICOMBuilder.Element

    /// Numbers that are nowhere the same for long.
    static func noise(_ count: Int, seed: UInt64 = 3) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return random.bytes(count).map { 20 + $0 / 2 }
    }

    /// 16 x 12 pixels of noise.
    static func outer(_ syntax: TransferSyntax = .explicitVRLittleEndian) throws -> DICOMBuilder {
        switch syntax {
        case .rleLossless:
            let samples = SampleBuffer(
                width: 16, height: 12, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
                bytes: noise(192))
            return DICOMBuilder.image(syntax, rows: 12, columns: 16)
                .settingFrames([[try RLELossless.encode(samples)]])
        case .jpegBaseline8Bit:
            let image = CodedColourCase.jpeg[4]
            return image.builder().settingFrames([[try image.codestream()]])
        case .encapsulatedUncompressedExplicitVRLittleEndian:
            return DICOMBuilder.image(syntax, rows: 12, columns: 16).settingFrames([[noise(192)]])
        default:
            return DICOMBuilder.image(syntax, rows: 12, columns: 16)
                .setting(.pixelData, .ob, .bytes(noise(192)))
        }
    }

    static let sequences = [
        Tag.sourceImageSequence, .referencedImageSequence, Tag(0x0008, 0x1115),
    ]

    /// The image with `items` in sequences inside each other, `depth` of them.
    static func nesting(
        _ items: [[DICOMBuilder.Element]], in image: DICOMBuilder, depth: Int = 1,
        length: DICOMBuilder.LengthForm = .defined
    ) -> DICOMBuilder {
        var value = DICOMBuilder.Value.sequence(items.map { .init($0, length) }, length)
        for tag in sequences[..<depth].dropFirst().reversed() {
            let kept = Element(.referencedSOPInstanceUID, .ui, .text(["2.25.9"]))
            value = .sequence([.init([kept, Element(tag, .sq, value)], length)], length)
        }
        return image.setting(sequences[0], .sq, value)
    }

    static func path(depth: Int = 1, item: Int = 1, _ last: String = "(7FE0,0010)") -> String {
        let names = sequences[..<depth].map(\.description)
        let number = item > 1 ? "[\(item)]" : ""
        return names.joined(separator: ".") + number + "." + last
    }

    /// A nested picture of 9 x 7 pixels with ink at (3, 2).
    static func nested(
        _ name: String, _ inner: DICOMBuilder, in outer: DICOMBuilder, depth: Int = 1,
        length: DICOMBuilder.LengthForm = .defined, fill: [Int] = [0],
        element: String = "(7FE0,0010)"
    ) -> PlaneCase {
        let path = path(depth: depth, element)
        return PlaneCase(
            name: name,
            image: nesting([inner.elements], in: outer, depth: depth, length: length),
            plane: .nested(path: path), width: 9, height: 7, ink: ink, fill: fill, element: path)
    }

    static let ink = PixelBox(x: 3, y: 2, width: 4, height: 3)

    /// 9 x 7 pixels of 8 bits.
    static func inner(
        _ pixels: [UInt8], _ syntax: TransferSyntax = .explicitVRLittleEndian
    ) -> DICOMBuilder {
        DICOMBuilder.image(syntax, rows: 7, columns: 9)
            .setting(.pixelData, .ob, .bytes(pixels + [0]))
    }

    static func innerRunLength(_ pixels: [UInt8]) throws -> DICOMBuilder {
        let samples = SampleBuffer(
            width: 9, height: 7, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
            bytes: pixels)
        return DICOMBuilder.image(.rleLossless, rows: 7, columns: 9)
            .settingFrames([[try RLELossless.encode(samples)]])
    }
}

extension PlaneCase {
    static func nestedNative() throws -> [PlaneCase] {
        let plain = inner(noise(63))
        let words = { (syntax: TransferSyntax) in
            DICOMBuilder.image(syntax, rows: 7, columns: 9, bitsAllocated: 16, bitsStored: 12)
                .setting(.pixelData, .ow, .numbers(noise(63).map { 16 * Int($0) }))
        }
        let colour = DICOMBuilder.image(
            rows: 7, columns: 9, samplesPerPixel: 3, photometricInterpretation: "RGB"
        ).setting(.pixelData, .ob, .bytes(noise(189) + [0]))
        let inverted = DICOMBuilder.image(
            rows: 7, columns: 9, photometricInterpretation: "MONOCHROME1"
        ).setting(.pixelData, .ob, .bytes(noise(63) + [0]))
        let palette = DICOMBuilder.image(
            rows: 7, columns: 9, photometricInterpretation: "PALETTE COLOR"
        ).settingPalette((0..<256).map { UInt8(($0 + 100) % 256) })
            .setting(.pixelData, .ob, .bytes(noise(63) + [0]))
        return [
            nested("depth 1", plain, in: try outer()),
            nested("depth 3", plain, in: try outer(), depth: 3),
            nested(
                "depth 3, undefined lengths", plain, in: try outer(), depth: 3, length: .undefined),
            nested(
                "implicit", words(.implicitVRLittleEndian), in: try outer(.implicitVRLittleEndian)),
            nested("big endian", words(.explicitVRBigEndian), in: try outer(.explicitVRBigEndian)),
            nested(
                "deflated", words(.deflatedExplicitVRLittleEndian),
                in: try outer(.deflatedExplicitVRLittleEndian)),
            nested("RGB in grey", colour, in: try outer(), fill: [0, 0, 0]),
            nested("MONOCHROME1 in MONOCHROME2", inverted, in: try outer(), fill: [255]),
            nested("PALETTE COLOR in grey", palette, in: try outer(), fill: [156]),
            nested("native in RLE", plain, in: try outer(.rleLossless)),
            nested("native in JPEG, depth 3", plain, in: try outer(.jpegBaseline8Bit), depth: 3),
            nested(
                "floats in RLE", innerFloats(), in: try outer(.rleLossless),
                element: "(7FE0,0008)"),
        ]
    }

    static func innerFloats() -> DICOMBuilder {
        var image = DICOMBuilder.image(rows: 7, columns: 9, bitsAllocated: 32)
            .setting(.floatPixelData, .of, .bytes(numbers(noise(63), bits: 32)))
        for tag in [Tag.bitsStored, .highBit, .pixelRepresentation] { image.remove(tag) }
        return image
    }

    static func nestedCoded() throws -> [PlaneCase] {
        let grey = CodedColourCase.jpeg[0]
        let jpeg = grey.builder().settingFrames([[try grey.codestream()]])
        let path = path(depth: 3)
        return [
            nested(
                "RLE, depth 1", try innerRunLength(noise(63)), in: try outer(.rleLossless)),
            nested(
                "RLE, depth 3", try innerRunLength(noise(63)), in: try outer(.rleLossless),
                depth: 3, length: .undefined),
            PlaneCase(
                name: "JPEG, depth 3",
                image: nesting([jpeg.elements], in: try outer(.jpegBaseline8Bit), depth: 3),
                plane: .nested(path: path), width: 45, height: 37,
                ink: PixelBox(x: 9, y: 10, width: 6, height: 5), element: path),
            nested(
                "in fragments",
                DICOMBuilder.image(
                    .encapsulatedUncompressedExplicitVRLittleEndian, rows: 7, columns: 9
                ).settingFrames([[noise(63)]]),
                in: try outer(.encapsulatedUncompressedExplicitVRLittleEndian)),
        ]
    }

    /// Ink in the second of three items.
    static func items() throws -> [PlaneCase] {
        let blank = [UInt8](repeating: 90, count: 63)
        let native = [blank, noise(63), blank].map { inner($0).elements }
        let coded = try [blank, noise(63), blank].map { try innerRunLength($0).elements }
        let path = path(item: 2)
        return [
            ("native", nesting(native, in: try outer())),
            ("RLE", nesting(coded, in: try outer(.rleLossless))),
        ].map { name, image in
            PlaneCase(
                name: "second item, \(name)", image: image, plane: .nested(path: path), width: 9,
                height: 7, ink: ink, element: path)
        }
    }
}

extension DICOMBuilder {
    /// The builder with an overlay of its own bits.
    func settingOverlay(
        _ group: UInt16 = 0x6000, rows: Int, columns: Int, frames: Int? = nil, vr: VR = .ow,
        _ bits: [UInt8]
    ) -> DICOMBuilder {
        let image = setting(Tag(group, 0x0010), .us, .numbers([rows]))
            .setting(Tag(group, 0x0011), .us, .numbers([columns]))
            .setting(Tag(group, 0x0040), .cs, .text(["G"]))
            .setting(Tag(group, 0x0050), .ss, .numbers([1, 1]))
            .setting(Tag(group, 0x0100), .us, .numbers([1]))
            .setting(Tag(group, 0x0102), .us, .numbers([0]))
            .setting(Tag(group, 0x3000), vr, .bytes(bits))
        return frames.map { image.setting(Tag(group, 0x0015), .is, .text([String($0)])) } ?? image
    }

    /// The builder with an overlay in a bit of its pixels.
    func settingEmbeddedOverlay(_ group: UInt16 = 0x6000, bit: Int) -> DICOMBuilder {
        setting(Tag(group, 0x0010), .us, .numbers([12]))
            .setting(Tag(group, 0x0011), .us, .numbers([16]))
            .setting(Tag(group, 0x0040), .cs, .text(["G"]))
            .setting(Tag(group, 0x0050), .ss, .numbers([1, 1]))
            .setting(Tag(group, 0x0100), .us, .numbers([16]))
            .setting(Tag(group, 0x0102), .us, .numbers([bit]))
    }
}
