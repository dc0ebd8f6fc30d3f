import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionReport

/// A picture of one frame with boxes drawn on it, for a person's eyes. It shows what is burnt in.
struct PreviewImage {
    private var picture: ColourPicture

    /// Pictures a frame as a viewer would show it: colour as colour, the rest as its first view.
    init(_ frame: DecodedFrame, _ renderer: ViewRenderer) {
        let width = frame.samples.width
        let height = frame.samples.height
        let pixels: [UInt8]
        if frame.samples.samplesPerPixel == 3, frame.samples.bytesPerSample == 1 {
            pixels = Self.rgb(frame)
        } else {
            let view = renderer.views(of: frame.samples, colourModel: frame.colour).first
            pixels = (view?.pixels ?? [UInt8](repeating: 0, count: width * height))
                .flatMap { [$0, $0, $0] }
        }
        picture = ColourPicture(width: width, height: height, pixels: pixels)
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

    /// Draws the outline of `box`: red for what is painted, green for what is kept, yellow for
    /// what a person has to decide.
    mutating func draw(_ box: PixelBox, decision: Decision) {
        let colour =
            switch decision {
            case .redact: Colour(255, 0, 0)
            case .keep: Colour(0, 255, 0)
            case .review: Colour(255, 255, 0)
            }
        picture.outline(
            box, colour,
            inside: PixelBox(x: 0, y: 0, width: picture.width, height: picture.height))
    }

    /// The picture as a PNG file, or `nil` when the library cannot make one.
    func png() -> [UInt8]? { picture.png() }
}
