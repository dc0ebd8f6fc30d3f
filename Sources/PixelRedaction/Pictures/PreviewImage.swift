import CLeptonica
import DICOMPixelData
import FrameCoding
import Foundation
import PixelPainting
import Raster
import RedactionReport

/// A picture of one frame with boxes drawn on it, for a person's eyes. It shows what is burnt in.
struct PreviewImage {
    private let width: Int
    private let height: Int
    /// Red, green and blue of each pixel, row by row.
    private var pixels: [UInt8]

    /// Pictures a frame as a viewer would show it: colour as colour, the rest as its first view.
    init(_ frame: DecodedFrame, _ renderer: ViewRenderer) {
        width = frame.samples.width
        height = frame.samples.height
        if frame.samples.samplesPerPixel == 3, frame.samples.bytesPerSample == 1 {
            pixels = Self.rgb(frame)
        } else {
            let view = renderer.views(of: frame.samples, colourModel: frame.colour).first
            pixels = (view?.pixels ?? [UInt8](repeating: 0, count: width * height))
                .flatMap { [$0, $0, $0] }
        }
    }

    private static func rgb(_ frame: DecodedFrame) -> [UInt8] {
        guard frame.colour != .rgb else { return frame.samples.bytes }
        // ITU-R BT.601, in thousandths (PS3.3 C.7.6.3.1.2).
        var pixels = frame.samples.bytes
        for start in stride(from: 0, to: pixels.count, by: 3) {
            let y = Int(pixels[start])
            let blue = Int(pixels[start + 1]) - 128
            let red = Int(pixels[start + 2]) - 128
            pixels[start] = UInt8(clamping: y + 1402 * red / 1000)
            pixels[start + 1] = UInt8(clamping: y - (344 * blue + 714 * red) / 1000)
            pixels[start + 2] = UInt8(clamping: y + 1772 * blue / 1000)
        }
        return pixels
    }

    /// Draws the outline of `box`: red for what is painted, yellow for the rest.
    mutating func draw(_ box: PixelBox, decision: Decision) {
        let colour: [UInt8] =
            switch decision {
            case .redact: [255, 0, 0]
            case .keep, .review: [255, 255, 0]
            }
        let box = box.clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return }
        for x in box.x..<box.maxX {
            set(x, box.y, colour)
            set(x, box.maxY - 1, colour)
        }
        for y in box.y..<box.maxY {
            set(box.x, y, colour)
            set(box.maxX - 1, y, colour)
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ colour: [UInt8]) {
        let start = 3 * (y * width + x)
        pixels.replaceSubrange(start..<start + 3, with: colour)
    }

    /// The picture as a PNG file, or `nil` when the library cannot make one.
    func png() -> [UInt8]? {
        guard let width = Int32(exactly: width), let height = Int32(exactly: height) else {
            return nil
        }
        var image = unsafe pixCreate(width, height, 32)
        guard unsafe image != nil else { return nil }
        defer { unsafe pixDestroy(&image) }
        for y in 0..<height {
            for x in 0..<width {
                let start = 3 * (Int(y) * Int(width) + Int(x))
                unsafe pixSetRGBPixel(
                    image, x, y, Int32(pixels[start]), Int32(pixels[start + 1]),
                    Int32(pixels[start + 2]))
            }
        }
        var data: UnsafeMutablePointer<UInt8>?
        var size = 0
        // 0 asks for the default gamma: none is written.
        guard unsafe pixWriteMemPng(&data, &size, image, 0) == 0, let bytes = unsafe data else {
            return nil
        }
        defer { unsafe lept_free(bytes) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: size))
    }
}
