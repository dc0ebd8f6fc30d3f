import BarcodeDetection
import Raster
package import RedactionPolicy
import TesseractRecognition
package import TextDetection

/// Makes the detectors that a configuration asks for; all of them find barcodes as well.
package enum TextDetectors {
    /// - Throws: `unavailable` where one cannot run, for want of its language data.
    package static func make(
        _ configuration: RedactionConfiguration
    ) throws(TextDetectionError) -> any TextDetector {
        let text: any TextDetector =
            switch configuration.detector {
            case .net: try network(configuration)
            case .tesseract: try TesseractTextDetector()
            case .both: BothDetectors(try network(configuration), try TesseractTextDetector())
            }
        return BarcodeDetector(with: text)
    }

    private static func network(
        _ configuration: RedactionConfiguration
    ) throws(TextDetectionError) -> NetworkTextDetector {
        NetworkTextDetector(source: try TextNetwork(), threshold: configuration.threshold)
    }
}
