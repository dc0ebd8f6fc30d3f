import PHIClassification
package import RedactionPolicy
import TesseractRecognition
import TextRecognition

extension TextInterpreter {
    /// Reads with Tesseract, in the languages that `configuration` names, and judges by its lists.
    package convenience init(_ configuration: RedactionConfiguration) {
        let classification = configuration.classification
        self.init(
            makeReader: { () throws(TextRecognitionError) in
                RegionReader(
                    recognizer: try TesseractLineRecognizer(languages: classification.languages))
            },
            makeClassify: { () throws(TextRecognitionError) in
                do {
                    let classifier = try LineClassifier(classification)
                    return { rows, instance in classifier.findings(of: rows, in: instance) }
                } catch {
                    throw TextRecognitionError(code: .unavailable, message: "\(error)")
                }
            })
    }
}

extension RedactionConfiguration {
    /// Whether text is read at all: where words decide, or a report is to name them.
    var readsText: Bool {
        policy.needsWords || classification.readsAlways || classification.includesText
    }
}
