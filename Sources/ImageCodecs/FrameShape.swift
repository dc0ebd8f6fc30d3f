/// The shape that the data set declares for the samples of one decoded frame.
package struct FrameShape: Hashable, Sendable {
    package var width: Int
    package var height: Int
    package var samplesPerPixel: Int
    /// Bytes of the container of one sample: 1, 2 or 4.
    package var bytesPerSample: Int
    package var isSigned: Bool

    package init(
        width: Int, height: Int, samplesPerPixel: Int, bytesPerSample: Int, isSigned: Bool
    ) {
        self.width = width
        self.height = height
        self.samplesPerPixel = samplesPerPixel
        self.bytesPerSample = bytesPerSample
        self.isSigned = isSigned
    }
}
