import ConfigurationFiles
import KnownMasks
import MaskFiles
import Testing

@Suite struct RuleSetLintTests {
    /// A rule of a group in which the first one answers.
    private static func first(_ keys: String) -> String {
        keys + "\nblank: all\ngroup: {name: g, kind: first}"
    }

    @Test(arguments: [
        ("when: {StationName: {contains: A}}", "when: {StationName: {equals: XAX}}"),
        (
            "when: {StationName: {contains: A}}",
            "when: [{StationName: {contains: A}}, {ProtocolName: {contains: B}}]"
        ),
        (
            "when: {StationName: {contains: [A, B]}}",
            "when: {any: [{StationName: {starts_with: a}}, {StationName: {equals: b}}]}"
        ),
        (
            "when: {StationName: {contains: A}}",
            "when: {StationName: {contains: A}}\nsize: {rows: 60}"
        ),
        (
            "when: {StationName: {contains: A}}\nsize: [{rows: 60}, {rows: 70}]",
            "when: {StationName: {contains: A}}\nsize: {rows: 60, columns: 80}"
        ),
        ("when: {StationName: {state: present}}", "when: {StationName: {matches: A}}"),
        (
            "when: {not: {StationName: {equals: AB}}}",
            "when: [{not: {StationName: {contains: B}}}, {ProtocolName: {equals: A}}]"
        ),
        (
            "when: {SeriesNumber: {number: {at_least: 5}}}",
            "when: {SeriesNumber: {number: {greater: 5}}}"
        ),
    ])
    func findsRulesThatAreNeverReached(_ earlier: String, _ later: String) throws {
        let findings = try Linting.findings(rules: [Self.first(earlier), Self.first(later)])
        let shadowed = findings.filter { $0.code == .shadowedRule }
        #expect(shadowed.map(\.ruleID) == ["b"])
        #expect(shadowed.map(\.detail) == ["a answers before it for all that it is for"])
    }

    @Test(arguments: [
        ("when: {StationName: {equals: XAX}}", "when: {StationName: {contains: A}}"),
        (
            "when: {StationName: {contains: A}}\nsize: {rows: 60}",
            "when: {StationName: {contains: A}}"
        ),
        (
            "when: {StationName: {equals: A, case: exact}}", "when: {StationName: {equals: A}}"
        ),
        ("when: {StationName: {contains: A}}", "when: {ProtocolName: {contains: A}}"),
        (
            "when: {SeriesNumber: {number: {greater: 5}}}",
            "when: {SeriesNumber: {number: {at_least: 5}}}"
        ),
    ])
    func leavesRulesThatAreReachedAlone(_ earlier: String, _ later: String) throws {
        let findings = try Linting.findings(rules: [Self.first(earlier), Self.first(later)])
        #expect(!findings.contains { $0.code == .shadowedRule })
    }

    private static let device = "when: [{StationName: {equals: A}}, {ProtocolName: {equals: B}}]\n"
    private static let sameDevice =
        "when: [{ProtocolName: {equals: b}}, {StationName: {equals: a}}]\n"

    @Test(arguments: [
        (
            "blank: {x: 0, y: 0, width: 80, height: 9}", "action: pass",
            MaskFinding.Severity.warning,
            MaskFinding.Code.conflict, "a is for the same images, with action mask"
        ),
        (
            "blank: {x: 0, y: 0, width: 80, height: 9}",
            "blank: {x: 0, y: 0, width: 20, height: 9}",
            .warning, .conflict, "a is for the same images and paints elsewhere: 25 % shared"
        ),
        (
            "blank: {x: 0, y: 0, width: 8, height: 9}", "blank: {x: 0, y: 0, width: 8, height: 9}",
            .note, .shadowedRule, "a says the same"
        ),
    ])
    func findsConflicts(
        _ one: String, _ other: String, _ severity: MaskFinding.Severity, _ code: MaskFinding.Code,
        _ detail: String
    ) throws {
        let findings = try Linting.findings(rules: [Self.device + one, Self.sameDevice + other])
        #expect(findings.map(\.ruleID) == ["b"])
        #expect(findings.map(\.severity) == [severity])
        #expect(findings.map(\.code) == [code])
        #expect(findings.map(\.detail) == [detail])
    }

    @Test(arguments: [
        ("blank: {x: 0, y: 0, width: 80, height: 9}", "blank: {x: 0, y: 0, width: 70, height: 9}"),
        ("size: {rows: 60}\nblank: all", "size: {rows: 70}\naction: pass"),
        ("blank: all", "action: hold\npriority: -1"),
        (
            "blank: all\ngroup: {name: g, kind: layered}",
            "keep: ultrasound_regions\ngroup: {name: g, kind: layered}"
        ),
    ])
    func leavesOthersAlone(_ one: String, _ other: String) throws {
        #expect(try Linting.findings(rules: [Self.device + one, Self.sameDevice + other]) == [])
    }

    /// Choices in each other whose comparison, way by way, would take longer than anybody waits.
    @Test func endsWithCriteriaThatAreMadeToTakeForever() throws {
        func nested(_ depth: Int, _ word: String) -> Criterion {
            if depth == 0 {
                return .test(ValueTest(HeaderPath(group: 0x0008, element: 0x1010), .contains(word)))
            }
            let inner = nested(depth - 1, word)
            return depth % 2 == 0 ? .all([inner, inner]) : .any([inner, inner])
        }
        let group = MaskRule.Group(name: "g", kind: .first)
        let rules = ["a", "b"].map {
            MaskRule(
                id: $0, criterion: nested(12, $0), areas: [MaskArea(.blank, .all)], group: group)
        }
        let findings = MaskLinter.findings(for: MaskDocument(set: MaskRuleSet(rules)))
        #expect(!findings.contains { $0.code == .shadowedRule })
    }

    @Test func findsOneIDTwice() {
        let rule = MaskRule(
            id: "a", action: .pass,
            criterion: .test(ValueTest(HeaderPath(group: 0x0008, element: 0x1010), .equals("A"))))
        let document = MaskDocument(set: MaskRuleSet([rule, rule]))
        #expect(MaskLinter.findings(for: document).map(\.code) == [.duplicateID, .shadowedRule])
    }

    @Test func findingsHaveThePlacesOfTheirRules() throws {
        let text = "schema: pixredact.masks/1\nrules:\n  - {id: a, blank: all}\n"
        let document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
        #expect(
            MaskLinter.findings(for: document).map(\.place) == [FilePlace(line: 3, column: 5)])
    }

    @Test(arguments: [
        MaskFinding(.note, .alwaysMatches, at: FilePlace(line: 5, column: 1), ""),
        MaskFinding(.note, .alwaysMatches, rule: "b", ""),
    ])
    func whatTheReaderHasFoundIsNotToldAgain(_ finding: MaskFinding) throws {
        let text =
            "schema: pixredact.masks/1\nrules:\n  - {id: a, blank: all}\n  - {id: b, blank: all}\n"
        var document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
        document.findings = [finding]
        let findings = MaskLinter.findings(for: document)
        #expect(findings.filter { $0.code == .alwaysMatches }.map(\.ruleID) == ["a"])
    }

    @Test func theLibraryHasNoneBesidesNotes() {
        let sets = [MaskLibrary.devices()] + MaskLibrary.setNames.compactMap(MaskLibrary.set)
        for set in sets {
            let findings = MaskLinter.findings(for: MaskDocument(set: set))
            #expect(findings.filter { $0.severity > .note } == [])
        }
    }
}
