import KnownMasks
import MaskFiles
import Testing

@Suite struct CTPReaderTests {
    @Test(arguments: [
        (#"Modality.equals("US")"#, "exactly Modality = US"),
        (#"Modality.equalsIgnoreCase("us")"#, "Modality = us"),
        (#"Modality.contains("U")"#, "exactly Modality has U"),
        (#"Modality.containsIgnoreCase("u")"#, "Modality has u"),
        (#"Modality.startsWith("U")"#, "exactly Modality starts U"),
        (#"Modality.startsWithIgnoreCase("u")"#, "Modality starts u"),
        (#"Modality.endsWith("S")"#, "exactly Modality ends S"),
        (#"Modality.endsWithIgnoreCase("s")"#, "Modality ends s"),
        (#"Modality.matches("U.")"#, "exactly Modality ~ ^(?:U.)$"),
        (
            #"Modality.matches("U*")"#,
            "exactly Modality ~ ^(?:U*)$ | Modality empty or missing"
        ),
        (#"SeriesNumber.isLessThan("1,000 ")"#, "SeriesNumber less 1000.0"),
        (#"SliceThickness.isGreaterThan("0.5")"#, "SliceThickness greater 0.5"),
        (#"Modality.equals("")"#, "Modality empty or missing"),
        (#"!Modality.equals("")"#, "!Modality empty or missing"),
        (#"Modality.contains("")"#, "always"),
        (#"[0008,0060].contains ( "U" )"#, "exactly Modality has U"),
        (#"[00080060].contains("U")"#, "exactly Modality has U"),
        (
            #"[0018,6011]::[0018,6014].contains("1")"#,
            "exactly SequenceOfUltrasoundRegions.RegionDataType has 1"
        ),
        (
            #"SeqOfUltrasoundRegions::RegionDataType.contains("1")"#,
            "exactly SequenceOfUltrasoundRegions.RegionDataType has 1"
        ),
        (#"[0019[MAKER 1.0]10].contains("1")"#, #"exactly (0019,"MAKER 1.0",xx10) has 1"#),
        (#"SoftwareVersion.contains("1")"#, "exactly SoftwareVersions has 1"),
        ("true.", "always"), ("false.", "never"), ("true", "always"),
    ])
    func readsATest(_ signature: String, _ criterion: String) {
        #expect(
            CTPFormat().rules("{ \(signature) } (0,0,9,9)") == [
                "mask \(criterion): blank 0,0 10x10 clipped"
            ])
    }

    @Test(arguments: [
        ("A * B + C", "(A & B) | C"),
        ("A + B * C", "A | (B & C)"),
        ("A * (B + C)", "A & (B | C)"),
        ("!A * B", "!A & B"),
        ("!(A * B) + C", "!(A & B) | C"),
        ("!!A", "A"),
        ("((A))", "A"),
        ("A * B * C", "A & B & C"),
        ("A // * B\n * C", "A & C"),
        ("// first\nA", "A"),
    ])
    func followsPrecedence(_ signature: String, _ criterion: String) {
        let names = ["A": "StudyID", "B": "PatientID", "C": "Modality"]
        let written = signature.map { names["\($0)"].map { "\($0).contains(\"1\")" } ?? "\($0)" }
        let expected = criterion.map { names["\($0)"].map { "exactly \($0) has 1" } ?? "\($0)" }
        #expect(
            CTPFormat().rules("{\(written.joined())} (0,0,9,9)") == [
                "mask \(expected.joined()): blank 0,0 10x10 clipped"
            ])
    }

    /// One column and one row more than written: what CTP paints.
    @Test(arguments: [
        ("(1,2,3,4)", "blank 1,2 4x5 clipped"),
        ("( 1 , 2 , 3 , 4 )", "blank 1,2 4x5 clipped"),
        ("(-100,-50,99,49)", "blank -100,-50 100x50 clipped"),
        ("(0,0,0,0)", "blank 0,0 1x1 clipped"),
        ("(0,0,65535,20)", "blank 0,0 edgex21 clipped"),
        (
            "(1,2,3,4) text (5,6,7,8)\n(9,9,9,9)",
            "blank 1,2 4x5 clipped; blank 5,6 8x9 clipped; blank 9,9 10x10 clipped"
        ),
        ("(seen at a fair) (1,2,3,4)", "blank 1,2 4x5 clipped"),
    ])
    func readsRegions(_ regions: String, _ areas: String) {
        #expect(CTPFormat().rules("{ true. } \(regions)") == ["mask always: \(areas)"])
    }

    @Test(arguments: [
        "(1 2, 3, 4)", "(1,2,3)", "(1,2,3,4,5)", "(1,2,3,x)", "(1,2,-3,4)", "(1,2,3,4",
        "(1,2,3,99999999999999999999)", "(1,2,3,4.5)", "(3000000,2,3,4)",
    ])
    func refusesMalformedRegions(_ region: String) {
        #expect(CTPFormat().findings("{ true. }\n\(region)") == ["2 error malformed_region"])
    }

    @Test func answersWithTheFirstThatMatches() {
        let rules = CTPFormat().document("{true.}(0,0,9,9){true.}(5,5,9,9)", name: "a.script").set
            .rules
        let group = MaskRule.Group(name: "a.script", kind: .first)
        #expect(rules.map(\.group) == [group, group])
    }

    @Test func takesSizesOutOfTheSignature() {
        let text =
            #"{ Modality.equals("US") * Rows.equals("480") * [0028,0011].equals("640") } (0,0,9,9)"#
        #expect(
            CTPFormat().rules(text) == [
                "mask exactly Modality = US @ 480x640: blank 0,0 10x10 clipped"
            ])
    }

    @Test func saysNoMoreThanTheImageHas() {
        let text =
            #"{ Rows.equals("480") * Columns.equals("640") } (0,0,640,40)(600,400,40,80)(0,0,639,9)"#
        #expect(
            CTPFormat().rules(text) == [
                "mask always @ 480x640: blank 0,0 640x41 clipped; blank 600,400 40x80 clipped; "
                    + "blank 0,0 640x10 clipped"
            ])
    }

    @Test func passesWhatASignatureWithoutRegionsMatches() {
        let text = "{ true. }\nnothing to paint\n{ false. } (0,0,9,9)"
        #expect(CTPFormat().rules(text).first == "pass always")
        #expect(CTPFormat().findings(text) == ["1 warning empty_mask"])
    }

    @Test func holdsWhatAFilterDoesNotAccept() {
        let text =
            #"// ours"# + "\n" + #"![0008,0008].contains("SAVE") * PatientID.matches("\d{3}")"#
        #expect(
            CTPFormat().rules(text) == [
                "hold !(!exactly ImageType has SAVE & exactly PatientID ~ ^(?:\\d{3})$)"
            ])
    }

    @Test func namesRulesByTheirLines() {
        let text = "US\n**\nStar\n  { true. }\n(0,0,1,1)\n\n // Moon\n{ true. }\n(0,0,1,1)\n"
        let document = CTPFormat().document(text, name: "px.script")
        #expect(document.set.rules.map(\.id) == ["px.script/line-4", "px.script/line-8"])
        #expect(document.set.rules.map(\.note) == ["Star", "Moon"])
        #expect(document.places["px.script/line-8"]?.line == 8)
    }

    @Test(arguments: [
        ("no rules here", ["1 error syntax"]),
        ("", ["1 error syntax"]),
        ("{ true.", ["1 error syntax"]),
        ("{ }\n(0,0,9,9)", ["1 error syntax"]),
        (#"{ Modality.is("US") } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ Modality.equals(US) } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ Modality.equals("US" } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ Modality equals("US") } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ (Modality.equals("US") } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ Modality.equals("US") Modality.equals("US") } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ Modality.equals("US") & true. } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ true * false. } (0,0,9,9)"#, ["1 error syntax"]),
        (#"{ Modaliti.equals("US") } (0,0,9,9)"#, ["1 error misspelt_keyword"]),
        (#"{ Xyzzy.equals("US") } (0,0,9,9)"#, ["1 error misspelt_keyword"]),
        (#"{ Modality.matches("(") } (0,0,9,9)"#, ["1 error wrong_value"]),
        (#"{ Rows.isLessThan("x") } (0,0,9,9)"#, ["1 error wrong_value"]),
        (#"{ Rows.isLessThan("5") } (0,0,9,9)"#, ["1 note not_expressible"]),
        (#"{ SoftwareVersions.isLessThan("5") } (0,0,9,9)"#, ["1 error not_expressible"]),
        (#"{ SoftwareVersion.contains("5") } (0,0,9,9)"#, ["1 note misspelt_keyword"]),
        ("(0,0,9,9)\n{ true. } (0,0,9,9)", ["1 error malformed_region"]),
        ("{ true. }\n// (0,0,9,9)", ["2 warning syntax"]),
        (#"{ Rows.equals("10") }"# + "\n(0,5,9,6)", ["2 warning outside_image"]),
        (#"{ Rows.contains("10") }"# + "\n(0,5,9,6)", ["2 warning outside_image"]),
        (#"{ Rows.equals("10") }"# + "\n(0,5,9,5)\n(0,-10,10000,10)", []),
    ])
    func tellsByLine(_ text: String, _ findings: [String]) {
        #expect(CTPFormat().findings(text) == findings)
    }

    @Test func refusesDeepNesting() {
        let deep = String(repeating: "(", count: 100_000)
        #expect(!CTPFormat().document("{\(deep)true.} (0,0,9,9)").isSound)
    }

    @Test func survivesATruncationAnywhere() {
        let text = #"Star { !(Rows.equals("1") + [0008,0060].matches("a")) } (1,2,3,4) { true. }"#
        for length in 0..<text.utf8.count {
            _ = CTPFormat().read(Array(text.utf8.prefix(length)), name: "cut")
        }
    }
}
