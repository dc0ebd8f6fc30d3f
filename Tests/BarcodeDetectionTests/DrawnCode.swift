import BarcodeDetection
import Raster
import TestSupport
import Testing

/// A code in a view of its own.
struct DrawnCode: Sendable, CustomTestStringConvertible {
    let name: String
    let matrix: CodeMatrix

    static let all = [
        DrawnCode(name: "QR", matrix: .qrCode),
        DrawnCode(name: "Micro QR", matrix: .microQRCode),
        DrawnCode(name: "Aztec", matrix: .aztec),
        DrawnCode(name: "PDF417", matrix: .pdf417),
        DrawnCode(name: "Code 128", matrix: .code128),
        DrawnCode(name: "Code 39", matrix: .code39),
        DrawnCode(name: "ITF", matrix: .itf),
        DrawnCode(name: "EAN-13", matrix: .ean13),
        DrawnCode(name: "Codabar", matrix: .codabar),
    ]

    /// Those with bars of the whole height.
    static let linear = Array(all.dropFirst(5))

    var testDescription: String { name }

    /// A view with the code in its middle, and where it stands.
    func view(
        _ painter: CodePainter = CodePainter(), background: UInt8 = 10
    ) -> (image: GrayImage, box: PixelBox) {
        let side = Int(Double(max(matrix.columns, matrix.height) + 12) * painter.module) + 24
        var image = GrayImage(width: side, height: side, filledWith: background)
        let box = painter.draw(matrix, x: side / 2, y: side / 2, in: &image)
        return (image, box)
    }
}

extension GrayImage {
    /// How much of `box` the codes cover that are found, in a hundredth.
    func covered(_ box: PixelBox) -> Int {
        let covered = BarcodeFinder().regions(in: self).map { $0.box.intersection(box).area }.max()
        return 100 * (covered ?? 0) / box.area
    }

    /// With grey levels that are off by at most `amplitude`.
    func noisy(_ amplitude: Int, seed: UInt64) -> GrayImage {
        var random = SeededRandom(seed: seed)
        var image = self
        for index in image.pixels.indices {
            let level =
                Int(image.pixels[index]) + Int.random(in: -amplitude...amplitude, using: &random)
            image.pixels[index] = UInt8(min(255, max(0, level)))
        }
        return image
    }

    /// The mean of each pixel and the eight round it.
    func blurred() -> GrayImage {
        var image = self
        for y in 1..<height - 1 {
            for x in 1..<width - 1 {
                var sum = 0
                for dy in -1...1 {
                    for dx in -1...1 { sum += Int(self[x + dx, y + dy]) }
                }
                image[x, y] = UInt8(sum / 9)
            }
        }
        return image
    }
}
