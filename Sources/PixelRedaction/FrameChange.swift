import Raster
import TextDetection

/// What of a frame has to be looked at, given the frame before.
enum FrameChange {
    /// The tiles in which `frame` differs from `previous`; `nil` where the two cannot be compared.
    static func tiles(of frame: SampleBuffer, since previous: SampleBuffer) -> TileSet? {
        // Codestreams may differ in what the same bytes mean.
        guard previous.width == frame.width, previous.height == frame.height,
            previous.samplesPerPixel == frame.samplesPerPixel,
            previous.bytesPerSample == frame.bytesPerSample,
            previous.isSigned == frame.isSigned
        else { return nil }
        return TileSet.differences(frame, previous)
    }
}
