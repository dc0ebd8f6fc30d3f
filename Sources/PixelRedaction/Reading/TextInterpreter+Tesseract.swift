import PHIClassification
package import RedactionPolicy
import TesseractRecognition
import TextRecognition

extension TextInterpreter {
    /// Reads with Tesseract, in the languages that `configuration` names, and judges by its lists.
    package convenience init(_ configuration: RedactionConfiguration) {
        self.init(
            makeReader: { () throws(TextRecognitionError) in
                throw TextRecognitionError(code: .unavailable, message: "nothing reads text")
            },
            makeClassify: {
                let classifier = LineClassifier(configuration.classification)
                return { line, instance in classifier.finding(of: line, in: instance) }
            })
    }
}
