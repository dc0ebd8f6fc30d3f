import Raster
import Testing
import TextSynthesis

/// A pixel format, and a picture of mid-grey in it.
struct PixelFormat: Sendable, CustomTestStringConvertible {
    var name: String
    var scale: SampleScale
    var samplesPerPixel = 1
    var bytesPerSample = 1
    var isSigned = false

    var testDescription: String { name }

    static let all: [PixelFormat] = [
        PixelFormat(
            name: "8 bits", scale: SampleScale(black: 0, white: 255, storedRange: 0...255)),
        PixelFormat(
            name: "MONOCHROME1",
            scale: SampleScale(black: 255, white: 0, storedRange: 0...255)),
        PixelFormat(
            name: "12 bits",
            scale: SampleScale(black: 100, white: 1100, storedRange: 0...4095), bytesPerSample: 2),
        PixelFormat(
            name: "12 bits at the top",
            scale: SampleScale(black: 0, white: 4095, storedRange: 0...4095, shift: 4),
            bytesPerSample: 2),
        PixelFormat(
            name: "16 bits signed",
            scale: SampleScale(black: -160, white: 240, storedRange: -32768...32767),
            bytesPerSample: 2, isSigned: true),
        PixelFormat(
            name: "12 bits signed",
            scale: SampleScale(black: -1000, white: 400, storedRange: -2048...2047),
            bytesPerSample: 2, isSigned: true),
        PixelFormat(
            name: "32 bits",
            scale: SampleScale(
                black: 0, white: 1 << 20, storedRange: 0...Int(UInt32.max)), bytesPerSample: 4),
        PixelFormat(
            name: "RGB",
            scale: SampleScale(black: 0, white: 255, storedRange: 0...255, colour: .rgb),
            samplesPerPixel: 3),
        PixelFormat(
            name: "YBR_FULL",
            scale: SampleScale(
                black: 0, white: 255, storedRange: 0...255, colour: .ybr(neutral: 128)),
            samplesPerPixel: 3),
    ]

    /// A flat picture of one grey.
    func picture(width: Int = 320, height: Int = 240, level: Int = 110) -> SampleBuffer {
        var samples = SampleBuffer(
            width: width, height: height, samplesPerPixel: samplesPerPixel,
            bytesPerSample: bytesPerSample, isSigned: isSigned)
        let value = scale.black + (scale.white - scale.black) * level / 255
        var values = [Int](repeating: value << scale.shift, count: samplesPerPixel)
        if case .ybr(let neutral) = scale.colour { values = [value, neutral, neutral] }
        samples.fill(PixelBox(x: 0, y: 0, width: width, height: height), with: values)
        return samples
    }

    /// What displays show of it, the luma.
    func view(_ samples: SampleBuffer) -> GrayImage {
        var image = GrayImage(width: samples.width, height: samples.height)
        for y in 0..<samples.height {
            for x in 0..<samples.width {
                func level(_ component: Int) -> Double {
                    let stored = samples.sample(x: x, y: y, component: component) >> scale.shift
                    return 255 * Double(stored - scale.black) / Double(scale.white - scale.black)
                }
                let shown =
                    scale.colour == .rgb
                    ? 0.299 * level(0) + 0.587 * level(1) + 0.114 * level(2) : level(0)
                image[x, y] = UInt8(min(max(shown, 0), 255).rounded())
            }
        }
        return image
    }
}
