import ImageCodecs
import Raster
import Testing

/// A codestream of Fixtures/jpeg-lossless, written by another encoder.
struct JPEGLosslessFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let shape: FrameShape
    /// Of `FixturePicture`; `P` may be greater.
    let bits: Int
    var pointTransform = 0

    var testDescription: String { name }

    /// The picture without the bits that the point transform cuts off.
    var samples: SampleBuffer {
        var samples = FixturePicture.samples(shape, bits: bits)
        for index in samples.bytes.indices where index % shape.bytesPerSample == 0 {
            samples.bytes[index] &= .max << UInt8(pointTransform)
        }
        return samples
    }

    func codestream() throws -> [UInt8] {
        try FixturePicture.file("jpeg-lossless/\(name).jpg")
    }

    /// Without EOI, and the fill byte that DCMTK puts before it where the length is odd.
    static func withoutEnd(_ codestream: [UInt8]) -> [UInt8] {
        var bytes = Array(codestream.dropLast(2))
        while bytes.last == 0xFF { bytes.removeLast() }
        return bytes
    }

    static let all: [JPEGLosslessFixture] =
        (1...7).flatMap { predictor in
            [
                .init(
                    name: "gray-8-sv\(predictor)-dcmtk", shape: FrameShape(19, 14, 1, 1), bits: 8),
                .init(
                    name: "gray-16-sv\(predictor)-dcmtk", shape: FrameShape(19, 14, 1, 2),
                    bits: 16),
                .init(name: "rgb-8-sv\(predictor)-gdcm", shape: FrameShape(13, 11, 3, 1), bits: 8),
            ]
        } + [
            .init(
                name: "gray-12-point-transform-dcmtk", shape: FrameShape(19, 14, 1, 2), bits: 12,
                pointTransform: 3),
            .init(name: "gray-10-dcmtk", shape: FrameShape(19, 14, 1, 2), bits: 10),
            .init(
                name: "gray-16-signed-dcmtk", shape: FrameShape(19, 14, 1, 2, isSigned: true),
                bits: 16),
            .init(
                name: "gray-12-signed-dcmtk", shape: FrameShape(19, 14, 1, 2, isSigned: true),
                bits: 12),
            .init(name: "gray-8-in-16-dcmtk", shape: FrameShape(19, 14, 1, 2), bits: 8),
            .init(name: "rgb-8-dcmtk", shape: FrameShape(17, 12, 3, 1), bits: 8),
            .init(name: "one-pixel-dcmtk", shape: FrameShape(1, 1, 1, 1), bits: 8),
            .init(name: "gray-12-restart-sv1-gdcm", shape: FrameShape(15, 12, 1, 2), bits: 12),
            .init(name: "gray-12-restart-sv2-gdcm", shape: FrameShape(15, 12, 1, 2), bits: 12),
            .init(name: "gray-12-restart-sv5-gdcm", shape: FrameShape(15, 12, 1, 2), bits: 12),
            .init(name: "gray-12-restart-sv7-gdcm", shape: FrameShape(15, 12, 1, 2), bits: 12),
            .init(name: "rgb-8-restart-gdcm", shape: FrameShape(15, 29, 3, 1), bits: 8),
            .init(name: "rgb-8-scans-gdcm", shape: FrameShape(15, 10, 3, 1), bits: 8),
            .init(name: "rgb-8-scans-restart-gdcm", shape: FrameShape(15, 10, 3, 1), bits: 8),
            .init(name: "rgb-8-three-tables-gdcm", shape: FrameShape(15, 10, 3, 1), bits: 8),
            .init(name: "rgb-16-gdcm", shape: FrameShape(9, 10, 3, 2), bits: 16),
            .init(name: "two-components-gdcm", shape: FrameShape(15, 10, 2, 2), bits: 12),
            .init(name: "four-components-gdcm", shape: FrameShape(11, 10, 4, 1), bits: 8),
            .init(name: "four-components-tables-gdcm", shape: FrameShape(11, 10, 4, 2), bits: 16),
            .init(
                name: "point-transform-gdcm", shape: FrameShape(15, 10, 3, 1), bits: 8,
                pointTransform: 2),
        ]

    static func named(_ name: String) throws -> JPEGLosslessFixture {
        try #require(all.first { $0.name == name })
    }
}

/// Writes a lossless codestream by hand, marker by marker; its one table gives every category its
/// number as a code of five bits.
struct LosslessBuilder {
    var bytes: [UInt8] = [0xFF, 0xD8]

    static let definition: [UInt8] =
        [0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Array(0...16)

    mutating func segment(_ code: UInt8, _ content: [UInt8]) {
        bytes += [0xFF, code, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)]
        bytes += content
    }

    mutating func frame(_ width: Int, _ height: Int, precision: Int, components: Int = 1) {
        let size = [height >> 8, height & 255, width >> 8, width & 255].map { UInt8($0) }
        segment(
            0xC3,
            [UInt8(precision)] + size + [UInt8(components)]
                + (1...UInt8(components)).flatMap { [$0, 0x11, 0] })
    }

    mutating func table(_ definition: [UInt8] = LosslessBuilder.definition, number: UInt8 = 0) {
        segment(0xC4, [number] + definition)
    }

    mutating func scan(
        _ components: [UInt8] = [1], predictor: UInt8 = 1, pointTransform: UInt8 = 0
    ) {
        segment(
            0xDA,
            [UInt8(components.count)] + components.flatMap { [$0, 0] }
                + [predictor, 0, pointTransform])
    }

    /// Codes of the table above, stuffed, padded with ones.
    static func coded(_ differences: [Int]) -> [UInt8] {
        var bits: [UInt8] = []
        func append(_ value: Int, _ count: Int) {
            for index in (0..<count).reversed() { bits.append(UInt8(value >> index & 1)) }
        }
        for difference in differences {
            let category = Int.bitWidth - difference.magnitude.leadingZeroBitCount
            append(category, 5)
            guard category < 16 else { continue }
            append(difference < 0 ? difference - 1 : difference, category)
        }
        while !bits.count.isMultiple(of: 8) { bits.append(1) }
        return stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
            let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
            return byte == 0xFF ? [0xFF, 0] : [byte]
        }
    }

    mutating func data(_ differences: [Int]) {
        bytes += Self.coded(differences)
    }

    mutating func end() {
        bytes += [0xFF, 0xD9]
    }

    /// One component, one scan.
    static func picture(
        _ width: Int, _ height: Int, precision: Int, predictor: UInt8 = 1, _ differences: [Int]
    ) -> [UInt8] {
        var builder = LosslessBuilder()
        builder.frame(width, height, precision: precision)
        builder.table()
        builder.scan(predictor: predictor)
        builder.data(differences)
        builder.end()
        return builder.bytes
    }
}
