import DICOMCore

/// A lossy compression, by its defined term of Lossy Image Compression Method (0028,2114)
/// (PS3.3 C.7.6.1.1.5.1).
package enum LossyMethod: String, Sendable, CaseIterable {
    case jpeg = "ISO_10918_1"
    case jpegLS = "ISO_14495_1"
    case jpeg2000 = "ISO_15444_1"
    case highThroughputJPEG2000 = "ISO_15444_15"
}

extension CleanAttributes {
    /// PS3.3 C.7.6.1.1.5: 01 is never taken back, and ratio and method tell of passes that were,
    /// so that all three stay as they are. Only where nothing says 01 and the codestream will
    /// show no longer what it lost, the data set has to.
    func keepLossyHistory(
        _ method: LossyMethod, in editor: inout DataSetEditor, of dataSet: DataSet
    ) {
        guard dataSet.string(.lossyImageCompression) != "01" else { return }
        editor.set(NewElement(.lossyImageCompression, .cs, .strings(["01"])))
        // The two lists are parallel: one is not begun beside the other.
        guard dataSet.string(.lossyImageCompressionRatio) == nil,
            dataSet.string(.lossyImageCompressionMethod) == nil,
            let ratio = Self.compressionRatio(dataSet)
        else { return }
        editor.set(NewElement(.lossyImageCompressionRatio, .ds, .strings([ratio])))
        editor.set(NewElement(.lossyImageCompressionMethod, .cs, .strings([method.rawValue])))
    }

    /// What the pixels would take to what they take, to a hundredth.
    private static func compressionRatio(_ dataSet: DataSet) -> String? {
        guard let pixelData = dataSet[.pixelData] else { return nil }
        let compressed = pixelData.end - pixelData.valueOffset
        var hundredths = 100
        for factor in [
            dataSet.integer(.rows), dataSet.integer(.columns),
            dataSet.integer(.samplesPerPixel) ?? 1, dataSet.integer(.numberOfFrames) ?? 1,
            dataSet.integer(.bitsAllocated).map { ($0 + 7) / 8 },
        ] {
            guard let factor, factor > 0 else { return nil }
            let (product, overflow) = hundredths.multipliedReportingOverflow(by: factor)
            guard !overflow else { return nil }
            hundredths = product
        }
        guard compressed > 0, hundredths / compressed >= 100 else { return nil }
        hundredths /= compressed
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
