package import RedactionPolicy
package import RedactionReport
package import TextRecognition

/// Says what lines of text tell. Immutable once made; one serves all instances of a configuration.
package struct LineClassifier: Sendable {
    package let configuration: ClassificationConfiguration

    package init(_ configuration: ClassificationConfiguration) {
        self.configuration = configuration
    }

    /// What a line tells, by rules, by what is known of the instance, and by lists of names.
    package func finding(of line: RecognizedLine, in instance: IdentityMatcher) -> LineFinding {
        LineFinding(
            infoTypes: [.unknownText], witnesses: [Witness(.unreadable)], isReadable: false,
            confidence: line.confidence, text: line.text)
    }
}
