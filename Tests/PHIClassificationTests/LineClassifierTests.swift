import Raster
import RedactionPolicy
import RedactionReport
import TextRecognition
import Testing

@testable import PHIClassification

@Suite struct LineClassifierTests {
    @Test(arguments: ["", "~~~", "§§ ¤¤", "-----", "Xqzt Wvbnk", "CardioLaTou"])
    func whatCannotBeReadIsUnknown(_ text: String) throws {
        let finding = try finding(text)
        #expect(finding.infoType == .unknownText && !finding.isReadable)
    }

    @Test func longLinesAreNeverSafe() throws {
        let finding = try finding(String(repeating: "ZOOM ", count: 5000))
        #expect(!finding.isSafe && !finding.isReadable)
    }

    @Test(
        arguments: [
            // Two characters and fewer: of a stroke that is no letter a reader makes one all the same.
            ("A", 0.89, false), ("A", 0.9, true), ("AP", 0.89, false), ("AP", 0.9, true),
            ("4", 0.89, false), ("4", 0.9, true), ("i>", 0.5, false),
            // The sides are wanted where nothing else is.
            ("L", 0.7, true), ("R", 0.7, true), ("r.", 0.7, true), ("LR", 0.7, false),
            // Words, and settings with their values.
            ("Zoom", 0.7, true), ("kV 120", 0.7, true),
            // Of what nothing is known, four.
            ("48/2", 0.8, false), ("48/2", 0.95, true),
        ])
    func fewCharactersNeedAGoodReading(text: String, confidence: Double, isReadable: Bool) throws {
        let found = try finding(text, confidence: confidence)
        #expect(found.isReadable == isReadable)
        #expect(isReadable || !found.isSafe)
        #expect(isReadable || found.witnesses == [Witness(.unreadable, "too_short")])
    }

    @Test func fewCharactersThatTellSomethingDoSo() throws {
        var configuration = ClassificationConfiguration()
        configuration.customInfoTypes = [CustomInfoType(name: InfoType("CODE"), words: ["AP"])]
        let found = try finding("AP", confidence: 0.7, configuration)
        #expect(found.infoTypes == [InfoType("CODE")] && found.isReadable)
    }

    @Test func safeLinesSayWhy() throws {
        #expect(try finding("kV 120").witnesses == [Witness(.vocabulary)])
    }

    @Test func rulesSayTheirNames() throws {
        #expect(try finding("05:39:41").witnesses == [Witness(.rule, "time")])
    }

    @Test func theMostTellingTypeComesFirst() throws {
        #expect(try finding("Sex: F Name: Okafor 12.05.1998 10:22").infoType == .personName)
    }

    @Test func alternativesOfCharactersCount() {
        // A letter that may be a digit is read as one.
        func character(_ text: String, _ other: String? = nil) -> RecognizedCharacter {
            RecognizedCharacter(
                [.init(text, 0.6)] + (other.map { [.init($0, 0.4)] } ?? []))
        }
        let word = RecognizedWord(
            text: "1u/05/1998", confidence: 0.6,
            characters: "1u/05/1998".map { $0 == "u" ? character("u", "4") : character(String($0)) }
        )
        #expect(LineText(RecognizedLine(words: [word])).pieces.first?.digits == [1, 4])
    }

    // MARK: Configuration

    @Test func customTypesAreFound() throws {
        var configuration = ClassificationConfiguration()
        configuration.customInfoTypes = [
            CustomInfoType(
                name: InfoType("STUDY_CODE"), patterns: ["\\bZQ-\\d{3}\\b"],
                words: ["Project Wubble"])
        ]
        #expect(
            try finding("ZQ-123", confidence: 1, configuration).infoType == InfoType("STUDY_CODE"))
        #expect(
            try finding("see PROJECT WUBBLE", confidence: 1, configuration).infoType
                == InfoType("STUDY_CODE"))
    }

    @Test func customTypesNeedTheirConfidence() throws {
        var configuration = ClassificationConfiguration()
        configuration.customInfoTypes = [
            CustomInfoType(name: InfoType("STUDY_CODE"), words: ["ZOOM"], minimumConfidence: 0.8)
        ]
        #expect(try finding("Zoom", confidence: 0.7, configuration).infoTypes == [])
        #expect(
            try finding("Zoom", confidence: 0.9, configuration).infoTypes == [
                InfoType("STUDY_CODE")
            ])
    }

    @Test func theAllowListBeatsRules() throws {
        var configuration = ClassificationConfiguration()
        configuration.allowList = ["Ward \\d+"]
        let finding = try finding("Ward 12", confidence: 1, configuration)
        #expect(
            finding.isSafe && finding.infoTypes == [] && finding.witnesses == [Witness(.allowList)])
    }

    @Test func theAllowListIsForWholeLines() throws {
        var configuration = ClassificationConfiguration()
        configuration.allowList = ["Ward \\d+"]
        #expect(try !finding("Ward 12 Okafor", confidence: 1, configuration).isSafe)
    }

    @Test func theDenyListBeatsAll() throws {
        var configuration = ClassificationConfiguration()
        configuration.denyList = ["zoom"]
        configuration.allowList = ["ZOOM 2"]
        let finding = try finding("ZOOM 2", confidence: 1, configuration)
        #expect(!finding.isSafe && finding.witnesses.contains(Witness(.denyList)))
    }

    @Test func faultyPatternsAreNamedByTheirPlace() {
        var configuration = ClassificationConfiguration()
        configuration.customInfoTypes = [
            CustomInfoType(name: InfoType("X"), patterns: ["a", "(b"])
        ]
        #expect(
            throws: ClassificationError(
                place: .customInfoType(0, pattern: 1), reason: "a group without an end", offset: 2)
        ) { try LineClassifier(configuration) }
    }

    // MARK: Rows

    private func findings(_ rows: [(String, Int, Int)]) throws -> [LineFinding] {
        try LineClassifier(ClassificationConfiguration()).findings(
            of: rows.map { text, x, y in
                ReadRow(
                    box: PixelBox(x: x, y: y, width: text.count * 8, height: 12), line: line(text))
            }, in: IdentityMatcher(KnownIdentity()))
    }

    @Test func aLabelTellsTheBoxOnItsRight() throws {
        let found = try findings([("Name:", 0, 0), ("HEAD", 50, 1), ("Zoom", 300, 0)])
        #expect(found.map(\.infoType) == [.personName, .personName, nil])
    }

    @Test func aLabelTellsTheRowBelow() throws {
        let found = try findings([("Patient Name", 0, 0), ("HEAD", 2, 14), ("ZOOM", 0, 60)])
        #expect(found.map(\.infoType) == [.personName, .personName, nil])
    }

    @Test func numbersInEqualStepsAreAScale() throws {
        let found = try findings([("10", 90, 0), ("63", 0, 40), ("20", 90, 50), ("30", 90, 100)])
        #expect(found.map(\.isSafe) == [true, false, true, true])
    }

    @Test func rowsKeepTheirOrder() throws {
        let found = try findings([("12.05.1998", 0, 40), ("kV 120", 0, 0)])
        #expect(found.map(\.infoType) == [.date, nil])
    }
}
