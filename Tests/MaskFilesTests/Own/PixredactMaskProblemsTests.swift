import ConfigurationFiles
import KnownMasks
import MaskFiles
import Testing

@Suite struct PixredactMaskProblemsTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var text: String
        var code: MaskFinding.Code
        var line: Int
        var column: Int
        var detail: String

        init(_ text: String, _ code: MaskFinding.Code, _ line: Int, _ column: Int, _ detail: String)
        {
            self.text = text
            self.code = code
            self.line = line
            self.column = column
            self.detail = detail
        }

        var testDescription: String { detail }

        func check() {
            let document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
            #expect(!document.isSound)
            #expect(document.findings.map(\.code) == [code])
            #expect(document.findings.map(\.detail) == [detail])
            #expect(document.findings.map(\.place) == [FilePlace(line: line, column: column)])
        }
    }

    @Test(arguments: [
        Refusal(
            "rules: []\n", .wrongValue, 1, 1, "expected schema: pixredact.masks/1"),
        Refusal(
            "schema: pixredact.masks/2\nrules: []\n", .wrongValue, 1, 9,
            "schema: expected pixredact.masks/1"),
        Refusal(
            "schema: pixredact.masks/1\n", .wrongValue, 1, 1, "expected rules: a list of rules"),
        Refusal(
            "schema: pixredact.masks/1\nrules: {}\n", .wrongValue, 2, 8, "rules: expected a list"),
        Refusal(
            "schema: pixredact.masks/1\nruls: []\nrules: []\n", .unknownKey, 2, 1,
            "unknown key: did you mean rules?"),
        Refusal("[", .syntax, 2, 1, "not YAML or JSON: did not find expected node content"),
        Refusal(
            "schema: pixredact.masks/1\nrules: [{id: a, blank: all}, {id: a, blank: all}]\n",
            .duplicateID, 2, 30, "rules[1].id: a is the id of the rule of line 2, too"),
    ])
    func refusesFiles(_ refusal: Refusal) { refusal.check() }

    /// Keys of the one rule of a file, which begin on line 4.
    private static func rule(
        _ keys: String, line: Int = 4, _ column: Int, _ detail: String,
        _ code: MaskFinding.Code = .wrongValue
    ) -> Refusal {
        let lines = keys.split(separator: "\n").map { "    \($0)\n" }.joined()
        return Refusal(
            "schema: pixredact.masks/1\nrules:\n  - id: a\n" + lines, code, line, column,
            "rules[0]" + detail)
    }

    @Test(arguments: [
        Refusal(
            "schema: pixredact.masks/1\nrules:\n  - blank: all\n", .wrongValue, 3, 5,
            "rules[0]: expected id: a name of its own"),
        Refusal(
            "schema: pixredact.masks/1\nrules:\n  - {id: a b, blank: all}\n", .wrongValue, 3, 10,
            "rules[0].id: expected an id of letters, digits, -, _, . and /"),
        rule("blnk: all\nblank: all", 5, ": unknown key: did you mean blank?", .unknownKey),
        rule(
            "blank: everything", 12,
            ".blank: expected all, ultrasound_regions, or x, y, width and height"),
        rule(
            "blank: {x: 0, y: 0, width: 3}", 12, ".blank: expected height: a number of pixels"),
        rule(
            "blank: {x: 0, y: 0, width: 3, height: 0}", 43,
            ".blank.height: expected a whole number from 1 to 1000000"),
        rule(
            "blank: {x: 0, y: 0, width: 3, height: 1, lft: 2}", 46,
            ".blank: unknown key: expected x, y, width, height or clip", .unknownKey),
        rule("blank: []", 12, ".blank: expected at least one entry, or no such key"),
        rule("areas: [{blank: all, keep: all}]", 13, ".areas[0]: expected either blank or keep"),
        rule(
            "areas: [{blank: all}]\nkeep: all", line: 5, 5,
            ".keep: either areas, or blank and keep"),
        Refusal(
            "schema: pixredact.masks/1\nrules: [{id: a}]\n", .wrongValue, 2, 9,
            "rules[0]: expected areas, blank or keep, or an action that paints nothing"),
        Refusal(
            "schema: pixredact.masks/1\nrules: [{id: a, areas: []}]\n", .wrongValue, 2, 9,
            "rules[0]: expected areas, blank or keep, or an action that paints nothing"),
        rule(
            "action: hold\nblank: all", line: 5, 5,
            ".blank: a rule whose action is hold paints nothing"),
        rule("action: drop\nblank: all", 13, ".action: expected mask, pass, hold or reject"),
        rule(
            "size: {rows: 70000}\nblank: all", 18,
            ".size.rows: expected a whole number from 1 to 65535"),
        rule("size: {}\nblank: all", 11, ".size: expected rows or columns"),
        rule(
            "frames: [[3, 1]]\nblank: all", 14,
            ".frames[0]: expected the first and the last frame, counted from 0"),
        rule(
            "group: {name: x, kind: any}\nblank: all", 28, ".group.kind: expected layered or first"),
        rule("complete: yes\nblank: all", 15, ".complete: expected true or false"),
        rule(
            "priority: 1.5\nblank: all", 15, ".priority: expected a whole number from -1000 to 1000"
        ),
    ])
    func refusesRules(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        rule(
            "blank: all\nwhen: {Manfacturer: {equals: GE}}", line: 5, 12,
            ".when: Manfacturer is no element: did you mean Manufacturer?", .unknownKey),
        rule(
            "blank: all\nwhen: {zzzzzz: {equals: GE}}", line: 5, 12,
            ".when: zzzzzz is no element: expected a keyword of PS3.6 or (gggg,eeee)", .unknownKey),
        rule(
            "blank: all\nwhen: {Rows: {equals: 1}, Columns: {equals: 1}}", line: 5, 11,
            ".when: expected one key, all, any, not or an element; several criteria stand in a list"
        ),
        rule("blank: all\nwhen: GE", line: 5, 11, ".when: expected keys with values"),
        rule(
            "blank: all\nwhen: [{Manufacturer: GE}]", line: 5, 27,
            ".when[0].Manufacturer: expected keys with values"),
        rule(
            "blank: all\nwhen: {Manufacturer: {equal: GE}}", line: 5, 27,
            ".when.Manufacturer: unknown key: did you mean equals?", .unknownKey),
        rule(
            "blank: all\nwhen: {Manufacturer: {equals: ''}}", line: 5, 35,
            ".when.Manufacturer.equals: expected text that is not empty"),
        rule(
            "blank: all\nwhen: {Manufacturer: {equals: []}}", line: 5, 35,
            ".when.Manufacturer.equals: expected at least one word"),
        rule(
            "blank: all\nwhen: {Manufacturer: {equals: A, contains: B}}", line: 5, 26,
            ".when.Manufacturer: expected one test, as equals or contains"),
        rule(
            "blank: all\nwhen: {Manufacturer: {matches: '('}}", line: 5, 36,
            ".when.Manufacturer.matches: expected a regular expression: "
                + "a group without an end, after 1 characters"),
        rule(
            "blank: all\nwhen: {Rows: {number: {}}}", line: 5, 27,
            ".when.Rows.number: expected a number, or bounds as {at_least: 1}"),
        rule(
            "blank: all\nwhen: {Rows: {number: {atleast: 1}}}", line: 5, 28,
            ".when.Rows.number: unknown key: did you mean at_least?", .unknownKey),
        rule(
            "blank: all\nwhen: {Rows: {state: present, case: exact}}", line: 5, 18,
            ".when.Rows: case is for tests of text"),
        rule(
            "blank: all\nwhen: {any: {Rows: {state: present}}}", line: 5, 17,
            ".when.any: expected a list"),
    ])
    func refusesCriteria(_ refusal: Refusal) { refusal.check() }

    @Test func endsWithTheHundredthProblem() {
        let rules = (0..<300).map { "  - {id: r\($0), blnk: all, blank: all}\n" }.joined()
        let text = "schema: pixredact.masks/1\nrules:\n" + rules
        let findings = PixredactMaskFormat().read(Array(text.utf8), name: "rules").findings
        #expect(findings.count == 101)
        #expect(findings.last?.detail == "and 200 problems more")
    }

    @Test(arguments: [65, 900, 100_000])
    func deepNestingIsRefused(_ depth: Int) {
        let text =
            "schema: pixredact.masks/1\nrules:\n  - id: a\n    blank: all\n    when: "
            + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(!PixredactMaskFormat().read(Array(text.utf8), name: "rules").isSound)
    }

    @Test func truncatedTextIsNeverTakenForLess() {
        let text = """
            schema: pixredact.masks/1
            rules:
              - id: a
                when: [{Manufacturer: {equals: [GE, 'X Y']}}]
                size: {rows: 64, columns: 64}
                blank: {x: 0, y: 0, width: edge, height: 5}
            """
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count {
            let document = PixredactMaskFormat().read(Array(bytes[..<length]), name: "rules")
            // The height loses its only digit, or the key of the rules all of its value.
            #expect(!document.isSound, "\(length) bytes")
        }
    }
}
