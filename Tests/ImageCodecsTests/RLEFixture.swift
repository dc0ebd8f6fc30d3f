import Foundation
import ImageCodecs
import Raster
import Testing

/// The invented picture of all fixtures of Fixtures/rle and Fixtures/j2k: flat steps with single
/// bright points, so that runs and literals, low and high frequencies occur.
enum FixturePicture {
    static func samples(_ shape: FrameShape, bits: Int) -> SampleBuffer {
        var bytes: [UInt8] = []
        for y in 0..<shape.height {
            for x in 0..<shape.width {
                for component in 0..<shape.samplesPerPixel {
                    var value = x / 4 * 3701 + y / 3 * 911 + component * 257
                    if (x + y).isMultiple(of: 5) { value += x * y * 97 }
                    value &= 1 << bits - 1
                    if shape.isSigned, value >> (bits - 1) == 1 { value -= 1 << bits }
                    for index in 0..<shape.bytesPerSample {
                        bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
                    }
                }
            }
        }
        return SampleBuffer(shape, bytes: bytes)
    }

    static func file(_ path: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.resourceURL)
        return Array(try Data(contentsOf: folder.appending(path: "Fixtures/\(path)")))
    }
}

extension SampleBuffer {
    init(_ shape: FrameShape, bytes: [UInt8]) {
        self.init(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: shape.bytesPerSample, isSigned: shape.isSigned, bytes: bytes)
    }
}

extension FrameShape {
    /// Width, height, samples a pixel, bytes a sample.
    init(_ width: Int, _ height: Int, _ samples: Int, _ bytes: Int, isSigned: Bool = false) {
        self.init(
            width: width, height: height, samplesPerPixel: samples, bytesPerSample: bytes,
            isSigned: isSigned)
    }
}

/// A codestream of Fixtures/rle, written by another encoder.
struct RLEFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let shape: FrameShape

    var testDescription: String { name }
    var samples: SampleBuffer { FixturePicture.samples(shape, bits: 8 * shape.bytesPerSample) }

    func codestream() throws -> [UInt8] {
        try FixturePicture.file("rle/\(name).rle")
    }

    static let all = [
        RLEFixture(name: "gray-8-dcmcrle", shape: FrameShape(17, 9, 1, 1)),
        RLEFixture(name: "gray-16-gdcm", shape: FrameShape(19, 8, 1, 2)),
        RLEFixture(name: "gray-16-signed-dcmcrle", shape: FrameShape(13, 7, 1, 2, isSigned: true)),
        RLEFixture(name: "gray-32-pydicom", shape: FrameShape(6, 5, 1, 4)),
        RLEFixture(name: "rgb-8-gdcm", shape: FrameShape(11, 6, 3, 1)),
        RLEFixture(name: "rgb-16-pydicom", shape: FrameShape(5, 4, 3, 2)),
        RLEFixture(name: "wide-8-pydicom", shape: FrameShape(300, 3, 1, 1)),
    ]
}

/// Codes planes as no sensible encoder would: runs cross rows, equal bytes are literals, bytes
/// without meaning (128) stand between runs.
enum CarelessRLEEncoder {
    static func encode(
        _ samples: SampleBuffer, using random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        let size = samples.bytesPerSample
        let segments = samples.samplesPerPixel * size
        var header = [UInt8](repeating: 0, count: 64)
        header[0] = UInt8(segments)
        var body: [UInt8] = []
        for segment in 0..<segments {
            let offset = 64 + body.count
            header[4 + 4 * segment] = UInt8(offset & 0xFF)
            header[5 + 4 * segment] = UInt8(offset >> 8 & 0xFF)
            header[6 + 4 * segment] = UInt8(offset >> 16)
            let first = segment / size * size + size - 1 - segment % size
            let plane = stride(from: first, to: samples.bytes.count, by: segments).map {
                samples.bytes[$0]
            }
            body += runs(of: plane, using: &random)
            if !body.count.isMultiple(of: 2) { body.append(0) }
        }
        return header + body
    }

    private static func runs(
        of plane: [UInt8], using random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        var coded: [UInt8] = []
        var position = 0
        while position < plane.count {
            if Int.random(in: 0..<6, using: &random) == 0 { coded.append(128) }
            let equal = plane[position...].prefix { $0 == plane[position] }.count
            let limit = min(128, plane.count - position)
            if equal > 1, Bool.random(using: &random) {
                let count = Int.random(in: 2...min(equal, 128), using: &random)
                coded += [UInt8(257 - count), plane[position]]
                position += count
            } else {
                let count = Int.random(in: 1...limit, using: &random)
                coded += [UInt8(count - 1)] + plane[position..<position + count]
                position += count
            }
        }
        return coded
    }
}
