import RedactionPolicy
import RedactionReport
import TextRecognition

@testable import PHIClassification

/// A line as a recogniser gives it, from its text.
func line(_ text: String, confidence: Double = 1) -> RecognizedLine {
    RecognizedLine(
        words: text.split(separator: " ").map {
            RecognizedWord(text: String($0), confidence: confidence)
        })
}

/// What a line tells where nothing is known of the instance.
func finding(
    _ text: String, confidence: Double = 1,
    _ configuration: ClassificationConfiguration = ClassificationConfiguration()
) throws -> LineFinding {
    try LineClassifier(configuration)
        .finding(of: line(text, confidence: confidence), in: IdentityMatcher(KnownIdentity()))
}

/// The rules that a line meets, without lists of names.
func rules(_ text: String) -> [RuleMatch] {
    let text = LineText(text)
    let reading = VocabularyReading(text, .standard)
    return Rules.matches(
        in: RuleInput(text: text, isTechnical: reading.isTechnical, isKnown: reading.isKnown))
}

func types(_ text: String) -> Set<InfoType> { Set(rules(text).map(\.infoType)) }

func isSafe(_ text: String) -> Bool { VocabularyReading(LineText(text), .standard).isSafe }
