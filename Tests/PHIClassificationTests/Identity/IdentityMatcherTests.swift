import PHIClassification
import RedactionPolicy
import RedactionReport
import TextRecognition
import Testing

/// A known value, a line of a picture, and whether the one is seen in the other.
struct MatchCase: Sendable, CustomTestStringConvertible {
    var infoType: InfoType
    var value: String
    var text: String
    var isSeen: Bool

    var testDescription: String { "\(infoType) \(value) in \(text)" }

    static func seen(_ infoType: InfoType, _ value: String, _ texts: String...) -> [MatchCase] {
        texts.map { MatchCase(infoType: infoType, value: value, text: $0, isSeen: true) }
    }

    static func unseen(_ infoType: InfoType, _ value: String, _ texts: String...) -> [MatchCase] {
        texts.map { MatchCase(infoType: infoType, value: value, text: $0, isSeen: false) }
    }
}

/// The line of a text, without what a recogniser knows besides.
func line(_ text: String) -> RecognizedLine {
    RecognizedLine(
        words: text.split(separator: " ").map { RecognizedWord(text: String($0), confidence: 1) })
}

@Suite struct IdentityMatcherTests {
    private func types(_ infoType: InfoType, _ value: String, in line: RecognizedLine) -> [InfoType]
    {
        let value = IdentityValue(
            infoType: infoType, value: value, witness: Witness(.header, "(0000,0000)"))
        return IdentityMatcher(KnownIdentity(values: [value])).matches(in: line).map(\.infoType)
    }

    private func check(_ test: MatchCase) {
        let types = types(test.infoType, test.value, in: line(test.text))
        #expect(types == (test.isSeen ? [test.infoType] : []), "\(test)")
    }

    @Test(
        arguments: MatchCase.seen(
            .personName, "Johnson^Mary^Anne^Dr", "Johnson Mary", "JOHNSON, MARY ANNE",
            "Mary Johnson",
            "M. Johnson", "JOHNSON M", "Johnson^Mary", "JohnsonMary", "MARYJOHNSON", "Mary Anne",
            "Name:JOHNSON", "Pt JOHNSON 45Y", "johnson", "MAJ", "M.A.J.", "JMA")
            + MatchCase.seen(.personName, "Johnson^Mary", "M.J.", "M. J.")
            + MatchCase.unseen(
                .personName, "Johnson^Mary", "MJ", "J M", "Dr", "MR", "JOHN", "SON", "GAIN 60",
                "TMARYT",
                "PRIMARY", "Summary")
            + MatchCase.seen(.personName, "Doe^Jon", "DOE", "Doe45Y", "JON DOE", "D0E", "JonDoe")
            + MatchCase.unseen(.personName, "Doe^Jon", "DOES", "ADOE", "D OE", "TOE", "DOG", "JO")
            + MatchCase.seen(.personName, "Li^Wei", "LI W", "W. Li", "Wei", "LIWEI", "Li, Wei")
            + MatchCase.unseen(.personName, "Li^Wei", "LI", "LIW", "MI 1.2", "TI 0.4")
            + MatchCase.seen(.personName, "Mary Johnson", "JOHNSON MARY", "Mary Johnson")
            + MatchCase.seen(.personName, "Johnson, Mary", "Mary Johnson"))
    func findsNames(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .personName, "Garcia-Lopez^Maria", "GARCIA", "LOPEZ MARIA", "Garcia Lopez",
            "GARCIALOPEZ")
            + MatchCase.seen(.personName, "O'Brien^Sean", "OBRIEN", "O'Brien", "O’BRIEN")
            + MatchCase.seen(.personName, "van der Berg^Piet", "v.d. Berg", "VAN DER BERG")
            + MatchCase.unseen(.personName, "van der Berg^Piet", "VAN", "DER")
            + MatchCase.seen(
                .personName, "Müller^Jörg", "MULLER", "Mueller", "JORG", "Joerg", "MÜLLER")
            + MatchCase.seen(.personName, "Mueller^Gross", "Müller", "GROSS", "Groß")
            + MatchCase.seen(.personName, "Wałęsa^Żaneta", "WALESA", "Zaneta")
            + MatchCase.seen(.personName, "Sørensen^Åse", "SORENSEN", "Soerensen", "AASE"))
    func findsNamesOfManyForms(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .personName, "Yamada^Tarou=山田^太郎=やまだ^たろう", "YAMADA", "山田太郎", "山田 太郎 様", "患者山田",
            "ヤマダ タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ", "やまた")
            + MatchCase.seen(
                .personName, "Hong^Gildong=洪^吉洞=홍^길동", "홍길동", "길동", "洪吉洞", "Gildong Hong")
            + MatchCase.unseen(.personName, "Hong^Gildong=洪^吉洞=홍^길동", "홍", "길", "심장")
            + MatchCase.seen(.personName, "Люкceмбypг^Иван", "ЛЮКСЕМБУРГ", "Иван")
            + MatchCase.seen(.personName, "Διονυσίου^Άννα", "ΔΙΟΝΥΣΙΟΥ", "Αννα", "ANNA"))
    func findsNamesOfOtherScripts(_ test: MatchCase) { check(test) }

    /// What recognition makes of letters.
    @Test(
        arguments: MatchCase.seen(
            .personName, "Morrison^Clara", "MORR1S0N", "Mornson", "MDRRISON", "M0RRI50N", "dara",
            "C1ARA", "CIARA", "Mor rison", "MORRISQN", "MORRlSON", "M|ORRISON")
            + MatchCase.seen(
                .personName, "Bernard^Warwick", "Bemard", "BEMARD", "VVARVVICK", "Warvvick")
            + MatchCase.unseen(
                .personName, "Morrison^Clara", "MONITOR", "CLEAR", "Horizon", "KARA", "LARA", "1501"
            )
            + MatchCase.unseen(.personName, "Angel^Ray", "ANGLE", "XRAY", "ARRAY", "GRAY", "RAYS"))
    func readsThroughConfusions(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .medicalRecordNumber, "00441927", "00441927", "441927", "MRN:441927", "ID 0044-1927",
            "44l927",
            "4419Z7", "#441927", "441928", "44192", "0044 1927", "00 44 19 27", "QQ441927")
            + MatchCase.unseen(
                .medicalRecordNumber, "00441927", "551927", "4419", "1441927", "419277")
            + MatchCase.seen(
                .medicalRecordNumber, "PX-44192", "PX44192", "px 44192", "44192", "PX-441Q2")
            + MatchCase.seen(.accessionNumber, "A12", "A12", "Acc A12", "a12")
            + MatchCase.unseen(.accessionNumber, "A12", "A 12 B", "A1", "12", "AA12", "A120", "412")
            + MatchCase.unseen(.accessionNumber, "12", "12", "12 cm")
            + MatchCase.unseen(.accessionNumber, "120", "120 kV")
            + MatchCase.seen(
                .phoneNumber, "+49 30 5550173", "+49 30 555 0173", "030/5550173", "493O5550173")
            + MatchCase.seen(.deviceSerialNumber, "CT01ROOM3", "CT01ROOM3", "CTO1R00M3")
            + MatchCase.unseen(.deviceSerialNumber, "MRI", "MRI")
            + MatchCase.unseen(.deviceSerialNumber, "CT1", "CT 12", "CT"))
    func findsNumbers(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .dateOfBirth, "19610307", "1961-03-07", "07.03.1961", "3/7/1961", "07/03/61", "7.3.61",
            "03071961",
            "19610307", "610307", "DOB:07-03-1961", "07 MAR 1961", "7 March 61", "Mar 7, 1961",
            "07MAR1961",
            "1961Mar07", "07. März 1961", "7 mars 1961", "07-MAR-61", "O7.O3.I96I", "7 M4R 1961",
            "1961年3月7日", "03/1961", "March 1961", "07.03. 1961")
            + MatchCase.unseen(
                .dateOfBirth, "19610307", "07.03.1962", "1961", "7.3", "73 61", "MARCH",
                "08.03.1961",
                "19620307", "MAR 61", "0703", "7 3 cm", "1961.03.08")
            + MatchCase.seen(
                .date, "20241125", "25.11.2024", "11/25/24", "Nov 25 2024", "25 de noviembre 2024")
            + MatchCase.unseen(.date, "00000000", "00.00.0000")
            + MatchCase.unseen(.date, "2024", "2024")
            + MatchCase.seen(.date, "2024.11.25", "25.11.2024"))
    func findsDates(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .time, "140523.123", "14:05:23", "14:05", "140523", "2:05 PM", "2:05:23 pm", "14.05.23",
            "l4:05:23")
            + MatchCase.unseen(.time, "140523", "14.05", "1405", "14:06", "05:23")
            + MatchCase.unseen(.time, "000000", "00:00:00"))
    func findsTimes(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .age, "045Y", "45Y", "45 Y", "045Y", "45yrs", "45 Years", "Age: 45", "45 Jahre",
            "[45Y]", "M/45Y")
            + MatchCase.unseen(.age, "045Y", "45", "45 mm", "145Y", "45YZ", "4 5Y")
            + MatchCase.seen(.age, "003M", "3M", "3 mo")
            + MatchCase.unseen(.age, "003M", "3MHz", "3 mm")
            + MatchCase.seen(.sex, "F", "Female", "Sex: F", "SEX F", "weiblich")
            + MatchCase.unseen(.sex, "F", "F", "MALE", "Sex: M", "55F")
            + MatchCase.seen(.sex, "M", "male") + MatchCase.unseen(.sex, "M", "FEMALE"))
    func findsAgesAndSexes(_ test: MatchCase) { check(test) }

    @Test(
        arguments: MatchCase.seen(
            .institutionName, "St. Agnes Lakeside Hospital", "ST AGNES LAKESIDE HOSPITAL",
            "Lakeside",
            "St.Agnes Lakeside Hosp1tal", "AGNES HOSPITAL", "LAKESlDE HOSPITAL")
            + MatchCase.unseen(
                .institutionName, "St. Agnes Lakeside Hospital", "HOSPITAL", "ST", "SIDE")
            + MatchCase.unseen(.institutionName, "Radiology", "RADIOLOGY")
            + MatchCase.seen(.institutionName, "Department of Radiology", "DEPARTMENT OF RADIOLOGY")
            + MatchCase.seen(
                .streetAddress, "4 Quay Road, 20457 Harborton", "Quay Road 4", "20457 Harborton",
                "HARBORTON",
                "20457"))
    func findsPlaces(_ test: MatchCase) { check(test) }

    @Test func findsByOtherReadings() {
        func character(_ texts: String...) -> RecognizedCharacter {
            RecognizedCharacter(texts.map { .init($0, 0.4) })
        }
        let characters = [
            character("M"), character("X", "O"), character("W", "R"), character("R"),
            character("I"),
        ]
        let word = RecognizedWord(text: "MXWRI", confidence: 0.4, characters: characters)
        #expect(types(.personName, "Morri", in: RecognizedLine(words: [word])) == [.personName])
        let plain = RecognizedWord(text: "MXWRI", confidence: 0.4)
        #expect(types(.personName, "Morri", in: RecognizedLine(words: [plain])).isEmpty)
    }

    @Test func namesTheWitness() {
        let witness = Witness(.identifiers, "PatientName")
        let matcher = IdentityMatcher(
            KnownIdentity(values: [
                IdentityValue(infoType: .personName, value: "Morrison", witness: witness)
            ]))
        let matches = matcher.matches(in: line("MORRISON"))
        #expect(matches == [.init(infoType: .personName, witness: witness, similarity: 1)])
    }

    @Test func nearerDateIsTheOne() {
        let matcher = IdentityMatcher(
            KnownIdentity(values: [
                IdentityValue(
                    infoType: .dateOfBirth, value: "19610308", witness: Witness(.header, "a")),
                IdentityValue(infoType: .date, value: "19610303", witness: Witness(.header, "b")),
            ]))
        #expect(matcher.matches(in: line("03.03.1961")).map(\.infoType) == [.date])
    }

    @Test func whatExplainsMostComesFirst() {
        let matcher = IdentityMatcher(
            KnownIdentity(values: [
                IdentityValue(infoType: .age, value: "045Y", witness: Witness(.header, "a")),
                IdentityValue(
                    infoType: .personName, value: "Morrison", witness: Witness(.header, "b")),
            ]))
        #expect(matcher.matches(in: line("45Y MORRISON")).map(\.infoType) == [.personName, .age])
    }

    @Test(arguments: ["", " ", "----", "!!!", "\u{FFFD}"])
    func emptyLinesShowNothing(_ text: String) {
        #expect(types(.personName, "Morrison", in: line(text)).isEmpty)
    }

    @Test(arguments: ["", "^", "=", "^^^^", "\u{FFFD}", " ", ",", "-", "''"])
    func emptyValuesAreNotFound(_ value: String) {
        for infoType in [
            InfoType.personName, .medicalRecordNumber, .date, .time, .age, .sex, .location,
        ] {
            #expect(types(infoType, value, in: line("A 1 MORRISON ^ =")).isEmpty)
        }
    }

    @Test func longLinesAndManyValuesEnd() {
        let values = (0..<3_000).map { number in
            IdentityValue(
                infoType: .personName, value: "AAAAAAAAAA\(number)^AAAAAAAA",
                witness: Witness(.header, "\(number)"))
        }
        let matcher = IdentityMatcher(KnownIdentity(values: Array(values.prefix(40))))
        let text = String(repeating: "A", count: 20_000)
        #expect(!matcher.matches(in: line(text)).isEmpty)
        #expect(!IdentityMatcher(KnownIdentity(values: values)).isEmpty)
    }

    @Test func showsNoValue() {
        let value = IdentityValue(
            infoType: .personName, value: "Morrison", witness: Witness(.header, "(0010,0010)"))
        let matcher = IdentityMatcher(KnownIdentity(values: [value]))
        var dumped = ""
        dump(matcher, to: &dumped)
        #expect(
            !"\(matcher) \(String(reflecting: matcher)) \(dumped)".uppercased().contains("MORRISON")
        )
    }
}
