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
                RegionReader(recognizer: try Self.recognizer(of: classification.languages))
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

    /// Of these languages; `auto` among them tries whatever else is installed where they read badly.
    private static func recognizer(
        of languages: [String]
    ) throws(TextRecognitionError) -> any LineRecognizer {
        let automatic = ClassificationConfiguration.automaticLanguages
        guard languages.contains(automatic) else {
            return try TesseractLineRecognizer(languages: languages)
        }
        let named = languages.filter { $0 != automatic }
        let usual = named.isEmpty ? ["eng"] : named
        let recognizer = try TesseractLineRecognizer(languages: usual)
        return SeveralLanguagesRecognizer(usual: recognizer) { () throws(TextRecognitionError) in
            var others: [any LineRecognizer] = []
            for language in recognizer.otherInstalled(than: usual) {
                others.append(try TesseractLineRecognizer(languages: [language]))
            }
            return others
        }
    }
}

extension RedactionConfiguration {
    /// Whether text is read at all: where words decide, or a report is to name them.
    var readsText: Bool {
        policy.needsWords || classification.readsAlways || classification.includesText
    }
}
