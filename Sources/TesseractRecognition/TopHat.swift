import CLeptonica
package import Raster
package import TextDetection

/// Whether ink is brighter or darker than what it is written on.
package enum InkPolarity: CaseIterable, Sendable {
    case bright, dark
}

/// Grey morphology by leptonica.
package enum TopHat {
    /// What of `image` stands out from its surroundings and is narrower than a square of
    /// `elementSize` pixels: strokes, without the brightness of what they are written on.
    ///
    /// - Throws: `failed` where memory ran out.
    package static func strokes(
        of image: GrayImage, polarity: InkPolarity, elementSize: Int
    ) throws(TextDetectionError) -> GrayImage {
        guard image.width > 0, image.height > 0, let width = Int32(exactly: image.width),
            let height = Int32(exactly: image.height), let size = Int32(exactly: elementSize)
        else { throw TextDetectionError(code: .failed, message: "an image without pixels") }
        pixredact_silence_leptonica()
        var result = GrayImage(width: image.width, height: image.height)
        // Both buffers hold width x height bytes, as GrayImage guarantees.
        let succeeded = unsafe image.pixels.withUnsafeBufferPointer { source in
            unsafe result.pixels.withUnsafeMutableBufferPointer { target in
                unsafe pixredact_top_hat(
                    source.baseAddress, width, height, size, polarity == .dark,
                    target.baseAddress)
            }
        }
        guard succeeded else {
            throw TextDetectionError(code: .failed, message: "no memory for a top-hat")
        }
        return result
    }
}
