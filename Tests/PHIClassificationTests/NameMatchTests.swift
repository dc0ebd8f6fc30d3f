import Testing
import TextRecognition

@testable import PHIClassification

@Suite struct NameMatchTests {
    private func line(_ text: String) -> RecognizedLine {
        RecognizedLine(
            words: text.split(separator: " ").map {
                RecognizedWord(text: String($0), confidence: 1)
            })
    }

    private func strongest(_ text: String) -> Double {
        NameLexicon.shared.names(in: line(text)).map(\.strength).max() ?? 0
    }

    @Test(arguments: [
        "SMITH^JOHN", "Smith, John", "JOHN SMITH", "J. SMITH", "SMITH J", "Smith,John",
        "van der Berg, Anna", "GARCIA MARTINEZ JOSE", "O'BRIEN^MARY^K", "Dr. Young", "YOUNG, MAY",
        "Jean-Luc Dubois", "Иванов Сергей", "NGUYEN THI LAN", "ANDERSON", "MULLER-LUDENSCHEIDT, K",
    ])
    func takesNamesForNames(_ text: String) {
        #expect(strongest(text) >= NameMatch.threshold)
    }

    @Test(arguments: [
        "SM1TH JOHN", "AND3RSON, MARY", "J0HNSON", "THONPSON MARK", "WILLlAMS", "CARNPBELL, ANN",
    ])
    func findsMisreadNames(_ text: String) {
        #expect(strongest(text) >= NameMatch.threshold)
    }

    @Test(arguments: [
        "PARASTERNAL LONG AXIS", "HEAD FIRST SUPINE", "T2 AX FLAIR", "LEFT FOOT", "R ARM LAT",
        "MAY 12", "COLD HEAD", "X-RAY", "TR 500 TE 20", "Gain 52 dB", "kV 120 mAs 32", "CHEST PA",
        "Stern view", "ART phase", "Lossy 10:1", "BRAIN W/O CONTRAST", "LUNG WINDOW", "L", "",
        "RT BREAST MLO",
        "ROI = 7MHz", "1234 5678", "1:1", "^^^", "Frame 3/60", "SAG STIR", "WHITE BALANCE",
    ])
    func leavesTechnique(_ text: String) {
        #expect(strongest(text) < NameMatch.threshold)
    }

    @Test func neighboursRaiseTheStrength() {
        #expect(strongest("SMITH JOHN") > strongest("SMITH"))
        #expect(strongest("KOLANKO, ANNA") > strongest("KOLANKO"))
    }

    @Test func tellsSurnamesFromGivenNames() {
        let matches = NameLexicon.shared.names(in: line("ANDERSON^JENNIFER"))
        #expect(matches.map(\.kind) == [.surname, .given])
        #expect(matches.map(\.wordIndex) == [0, 0])
    }

    @Test func namesTheWordOfTheLine() {
        let matches = NameLexicon.shared.names(in: line("DOB 1970 Name: Anderson"))
        #expect(matches.contains { $0.wordIndex == 3 && $0.strength >= NameMatch.threshold })
    }

    @Test func aLineOfAnyLengthEnds() {
        let long = String(repeating: "ABCDEFGHIJ", count: 10_000)
        #expect(NameLexicon.shared.names(in: line(long)).isEmpty)
        let many = String(repeating: "SM1TH ", count: 2_000)
        #expect(NameLexicon.shared.names(in: line(many)).count == 2_000)
    }
}
