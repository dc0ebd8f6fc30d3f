import Foundation
import RedactionReport
import Testing

@testable import PHIClassification

@Suite struct SafeVocabularyTests {
    @Test(arguments: Technical.lines)
    func technicalLinesAreSafe(_ text: String) {
        #expect(isSafe(text))
    }

    /// Lines that look like those of consoles and may hide an age, a date, a number or a name.
    @Test(arguments: [
        "MAY", "LONG", "Lat Young", "R 45Y", "12/03", "TE 1964", "TE 483921", "63", "045", "1964",
        "12345",
        "HEAD MARY", "GREEN", "HAND A", "TE ST", "27X942", "B1421810", "ID75C933", "MRN27X942",
        "12.05",
        "16.47", "07.32", "315S", "12/40", "Im 12/03/1998", "W 12051998", "JD", "M", "SE AC X",
        "TR 123456", "L 4711 Weiss", "91S-11-306", "X Y", "DOE", "1.2.840.10008", "A12345",
        "5 6 78",
        "Dist 1.2 cm Okafor", "#442", "HEAD^FIRST", "", "-", "Fl 198712", "ge: 2O4", "q261", "g261",
        "22.0 192S", "D3 Ma,y -18", "D7/13/201 7", "3!55", "926!",
    ])
    func doubtfulLinesAreNotSafe(_ text: String) throws {
        #expect(try !finding(text).isSafe)
    }

    @Test func wordsOfTheUserAreAdded() {
        let vocabulary = SafeVocabulary.standard.adding(["Qscan 3", "Wubble"])
        #expect(VocabularyReading(LineText("WUBBLE QSCAN 3"), vocabulary).isSafe)
    }

    @Test func theFileIsTheOneThatIsCompiledIn() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../models/safe-vocabulary.txt")
        #expect(try String(contentsOf: file, encoding: .utf8) == SafeVocabulary.compiledIn + "\n")
    }
}
