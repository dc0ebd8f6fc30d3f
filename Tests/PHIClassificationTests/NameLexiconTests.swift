import Testing
import TextRecognition

@testable import PHIClassification

@Suite struct NameLexiconTests {
    let lexicon = NameLexicon.shared

    @Test(arguments: [
        "SMITH", "Johnson", "Müller", "MUELLER", "MULLER", "Wiśniewski", "Nguyen", "O'Brien",
        "Jørgensen", "Γεωργίου", "Иванов", "IVANOV", "Tanaka", "González",
    ])
    func knowsSurnames(_ name: String) throws {
        #expect(try #require(lexicon.entry(of: name)).surname > .word)
    }

    @Test(arguments: [
        "MARY", "Jürgen", "JUERGEN", "Agnieszka", "François", "Юлия", "YULIYA", "Δημήτριος",
        "Zoë", "Priya",
    ])
    func knowsGivenNames(_ name: String) throws {
        #expect(try #require(lexicon.entry(of: name)).given > .word)
    }

    @Test(arguments: ["HEAD", "LONG", "MAY", "RAY", "ART", "STERN", "MARK", "LUNGE", "FOOT"])
    func wordsOfPicturesAreWeak(_ word: String) {
        #expect((lexicon.entry(of: word)?.strongest ?? .none) <= .word)
    }

    @Test(arguments: ["QXZVB", "T", "", "AXIALSLICETHICKNESSOFALL"])
    func lacksWhatIsNoName(_ word: String) {
        #expect(lexicon.entry(of: word) == nil)
    }

    @Test(arguments: [
        ("JOHNSQN", "JOHNSON"), ("AMDERSON", "ANDERSON"), ("WILLIAMSS", "WILLIAMS"),
        ("WILLAMS", "WILLIAMS"), ("CARNPBELL", "CAMPBELL"), ("THOMPSQN", "THOMPSON"),
    ])
    func findsNamesWithinOneEdit(_ read: String, _ meant: String) throws {
        let found = try #require(lexicon.misreading(of: NameFolding.letters(of: read)))
        #expect(found.entry.surname == lexicon.entry(of: meant)?.surname)
    }

    @Test(arguments: [("CARNPBELL", true), ("THONPSON", true), ("THOXPSON", false)])
    func tellsLettersThatLookAlike(_ read: String, _ isLookAlike: Bool) throws {
        let found = try #require(lexicon.misreading(of: NameFolding.letters(of: read)))
        #expect(found.isLookAlike == isLookAlike)
    }

    @Test(arguments: ["SMTH", "XMITHERS", "THXXPSON"])
    func believesShortWordsAndFirstLetters(_ word: String) {
        #expect(lexicon.misreading(of: NameFolding.letters(of: word)) == nil)
    }

    @Test func refusesAFileCutAtAnyLength() {
        let file = Self.file(edges: [0, 1 | 1 << 5 | 1 << 6])
        #expect(Self.read(file) != nil)
        for length in 0..<file.count {
            #expect(Self.read(Array(file[..<length])) == nil)
        }
    }

    /// Edges that lead out of the table, letters beyond Z, and a table whose last node has no end.
    @Test(
        arguments: [
            [0, 1 << 5 | 2 << 11], [0, 26 | 1 << 5], [0, 1], [0],
        ] as [[UInt32]])
    func refusesWrongEdges(_ edges: [UInt32]) {
        #expect(Self.read(Self.file(edges: edges)) == nil)
    }

    @Test func walksAFileWhoseEdgesGoRound() throws {
        let file = Self.file(edges: [0, 1 << 5 | 1 << 6 | 1 << 11])
        let lexicon = try #require(Self.read(file))
        #expect(lexicon.entry(of: "AAAAAAAAAAAA") != nil)
        #expect(lexicon.misreading(of: NameFolding.letters(of: "AAABAA")) == nil)
    }

    private static func read(_ file: [UInt8]) -> NameLexicon? { NameLexicon(file.span) }

    private static func file(edges: [UInt32]) -> [UInt8] {
        NameLexicon.magic
            + ([UInt32(edges.count), 1] + edges).flatMap { word in
                (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
            }
    }
}
