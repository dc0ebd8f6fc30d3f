import ImageCodecs
import Raster
import Testing

/// A codestream of Fixtures/jpegls, written by another encoder.
struct JPEGLSFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let shape: FrameShape
    let bits: Int
    /// P, where it is more than `bits`.
    var precision: Int?
    var interleave = JPEGLS.Header.Interleave.none
    var colourTransform = JPEGLS.Header.ColourTransform.none
    var near = 0
    /// Whether the samples are in a file of their own rather than the picture's formula.
    var hasOwnSamples = false

    var testDescription: String { name }

    func codestream() throws -> [UInt8] {
        try FixturePicture.file("jpegls/\(name).jls")
    }

    func samples() throws -> SampleBuffer {
        guard hasOwnSamples else { return FixturePicture.samples(shape, bits: bits) }
        return SampleBuffer(shape, bytes: try FixturePicture.file("jpegls/\(name).raw"))
    }

    static let gray = [
        JPEGLSFixture(name: "gray-8-dcmcjpls", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEGLSFixture(
            name: "gray-12-gdcm", shape: FrameShape(21, 14, 1, 2), bits: 12, precision: 16),
        JPEGLSFixture(name: "gray-16-dcmcjpls", shape: FrameShape(13, 10, 1, 2), bits: 16),
        JPEGLSFixture(
            name: "gray-16-signed-dcmcjpls", shape: FrameShape(13, 10, 1, 2, isSigned: true),
            bits: 16),
        JPEGLSFixture(
            name: "gray-12-signed-gdcm", shape: FrameShape(13, 10, 1, 2, isSigned: true), bits: 12,
            precision: 16),
        JPEGLSFixture(
            name: "gray-12-signed", shape: FrameShape(13, 10, 1, 2, isSigned: true),
            bits: 12),
        JPEGLSFixture(name: "gray-2", shape: FrameShape(40, 33, 1, 1), bits: 2),
        JPEGLSFixture(name: "gray-7-interleaved", shape: FrameShape(17, 9, 1, 1), bits: 7),
        JPEGLSFixture(name: "gray-12-preset", shape: FrameShape(21, 14, 1, 2), bits: 12),
        JPEGLSFixture(
            name: "gray-12-in-16", shape: FrameShape(21, 14, 1, 2), bits: 12, precision: 16),
        JPEGLSFixture(
            name: "gray-7-in-16", shape: FrameShape(17, 9, 1, 2), bits: 7, precision: 16),
        JPEGLSFixture(name: "gray-8-extras", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEGLSFixture(name: "gray-8-restarts", shape: FrameShape(17, 29, 1, 1), bits: 8),
        JPEGLSFixture(name: "gray-8-oversize", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEGLSFixture(name: "one-pixel", shape: FrameShape(1, 1, 1, 1), bits: 8),
        JPEGLSFixture(name: "gray-8-ffmpeg", shape: FrameShape(26, 19, 1, 1), bits: 8),
        JPEGLSFixture(name: "gray-16-ffmpeg", shape: FrameShape(26, 19, 1, 2), bits: 16),
        JPEGLSFixture(
            name: "annex-h", shape: FrameShape(4, 4, 1, 1), bits: 8, hasOwnSamples: true),
        JPEGLSFixture(
            name: "noise", shape: FrameShape(64, 48, 1, 1), bits: 8, hasOwnSamples: true),
    ]

    static let colour = [
        JPEGLSFixture(
            name: "rgb-8-line-dcmcjpls", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .line
        ),
        JPEGLSFixture(
            name: "rgb-8-sample-dcmcjpls", shape: FrameShape(15, 12, 3, 1), bits: 8,
            interleave: .sample),
        JPEGLSFixture(name: "rgb-8-scans-dcmcjpls", shape: FrameShape(15, 12, 3, 1), bits: 8),
        JPEGLSFixture(name: "rgb-8-scans-reversed", shape: FrameShape(15, 12, 3, 1), bits: 8),
        JPEGLSFixture(
            name: "rgb-8-gdcm", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .sample),
        JPEGLSFixture(
            name: "rgb-8-ffmpeg", shape: FrameShape(26, 19, 3, 1), bits: 8, interleave: .line),
        JPEGLSFixture(
            name: "rgb-16-sample", shape: FrameShape(9, 8, 3, 2), bits: 16, interleave: .sample),
        JPEGLSFixture(
            name: "rgb-12-line", shape: FrameShape(9, 8, 3, 2), bits: 12, interleave: .line),
        JPEGLSFixture(
            name: "rgb-8-hp1-line", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .line,
            colourTransform: .hp1),
        JPEGLSFixture(
            name: "rgb-8-hp2-sample", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .sample,
            colourTransform: .hp2),
        JPEGLSFixture(
            name: "rgb-16-hp3-sample", shape: FrameShape(9, 8, 3, 2), bits: 16, interleave: .sample,
            colourTransform: .hp3),
    ]

    static let others = [
        JPEGLSFixture(
            name: "rgb-8-line-reset", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .line),
        JPEGLSFixture(
            name: "cmyk-8-line", shape: FrameShape(15, 12, 4, 1), bits: 8, interleave: .line),
        JPEGLSFixture(
            name: "cmyk-8-sample", shape: FrameShape(15, 12, 4, 1), bits: 8, interleave: .sample),
        JPEGLSFixture(name: "two-8-scans", shape: FrameShape(15, 12, 2, 1), bits: 8),
    ]

    static let near = [
        JPEGLSFixture(
            name: "gray-8-near", shape: FrameShape(17, 9, 1, 1), bits: 8, near: 3,
            hasOwnSamples: true),
        JPEGLSFixture(
            name: "gray-12-near", shape: FrameShape(21, 14, 1, 2), bits: 12, near: 10,
            hasOwnSamples: true),
        JPEGLSFixture(
            name: "rgb-8-near-line", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .line,
            near: 2, hasOwnSamples: true),
        JPEGLSFixture(
            name: "rgb-8-near-hp1", shape: FrameShape(15, 12, 3, 1), bits: 8, interleave: .sample,
            colourTransform: .hp1, near: 2, hasOwnSamples: true),
    ]

    static let all = gray + colour + others + near

    static func named(_ name: String) throws -> JPEGLSFixture {
        try #require(all.first { $0.name == name })
    }
}
