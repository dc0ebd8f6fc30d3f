package import RedactionPolicy
package import RedactionReport
package import TextRecognition

/// Says what lines of text tell. Immutable once made; one serves all instances of a configuration.
package struct LineClassifier: Sendable {
    package let configuration: ClassificationConfiguration
    let vocabulary: SafeVocabulary
    let custom: CustomRules

    /// - Throws: where a pattern of the configuration cannot be used.
    package init(_ configuration: ClassificationConfiguration) throws(ClassificationError) {
        self.configuration = configuration
        custom = try CustomRules(configuration)
        vocabulary =
            configuration.safeWords.isEmpty
            ? .standard : SafeVocabulary.standard.adding(configuration.safeWords)
    }

    /// What a line tells, by rules, by what is known of the instance, and by lists of names.
    package func finding(of line: RecognizedLine, in instance: IdentityMatcher) -> LineFinding {
        judgement(of: line, in: instance).finding
    }

    /// What is known of a line, with what its neighbours need to know.
    func judgement(of line: RecognizedLine, in instance: IdentityMatcher) -> LineJudgement {
        let text = LineText(line)
        let reading = VocabularyReading(text, vocabulary)
        let input = RuleInput(
            text: text, isTechnical: reading.isTechnical, isKnown: reading.isKnown)
        var judgement = LineJudgement(text: text, reading: reading, line: line)
        judgement.add(instance.matches(in: line))
        if custom.denies(text) { judgement.isDenied = true }
        if !judgement.isIdentified, !judgement.isDenied, custom.allows(line.text) {
            judgement.isAllowed = true
            return judgement
        }
        for type in custom.infoTypes(of: text, reading: line.text, confidence: line.confidence) {
            judgement.add(type, Witness(.custom, type.rawValue))
        }
        for match in Rules.matches(in: input) {
            judgement.add(match.infoType, Witness(.rule, match.name))
        }
        addNames(of: line, input, to: &judgement)
        judgement.readability = Readability(
            of: text, reading, isNamed: !judgement.infoTypes.isEmpty, confidence: line.confidence)
        return judgement
    }

    /// Names of persons that are no words of the vocabulary and stand after no label: a label says
    /// better whose name it is.
    private func addNames(
        of line: RecognizedLine, _ input: RuleInput, to judgement: inout LineJudgement
    ) {
        let labelled = LabelRules.matches(in: input).filter {
            InfoType.named.contains($0.match.infoType)
        }.map(\.match.pieces)
        let titled = NameRules.matches(in: input, labels: []).filter {
            $0.infoType == .physicianName
        }.map(\.pieces)
        let explained = labelled + titled
        // Words of which something is not known, and not told already.
        var words: Set<Int> = []
        for (index, piece) in input.pieces.enumerated()
        where !explained.contains(where: { $0.contains(index) }) {
            // A word that is nearly one of the vocabulary may be a name all the same.
            if !input.isKnown[index] || vocabulary.hasNearly(piece) { words.insert(piece.word) }
        }
        guard !words.isEmpty else { return }
        let names = NameLexicon.shared.names(in: line).filter {
            $0.strength >= NameMatch.threshold && words.contains($0.wordIndex)
        }
        for name in names {
            judgement.add(
                .personName, Witness(.lexicon, name.kind == .surname ? "surname" : "given_name"))
        }
    }
}

extension InfoType {
    /// Types whose values may be words that are names of persons too.
    static let named: Set<InfoType> = [
        .personName, .physicianName, .operatorName, .institutionName, .streetAddress,
    ]
}
