import DICOMCore
import KnownMasks
import MaskFiles
import Testing

@Suite struct KarnakFormatTests {
    private let format = KarnakFormat()

    private static let masks = """
        masks:
          - stationName: "*"
            color: "ffff00"
            rectangles: ["25 75 150 50"]
          - stationName: "US-1"
            rectangles: ["25 25 150 50", "350 15 150 50"]
          - stationName: "US-1"
            imageWidth: 1024
            imageHeight: 768
            rectangles: ["50 25 100 100"]
        """

    @Test func theMostParticularMaskComesFirst() {
        let rules = format.read(Self.masks).set.rules
        #expect(rules.map(\.id) == ["site-3", "site-2", "site-1"])
        #expect(rules.map(\.sizes) == [[ImageSize(rows: 768, columns: 1024)], [], []])
        #expect(rules[1].areas == [.blank(25, 25, 150, 50), .blank(350, 15, 150, 50)])
        #expect(Set(rules.map(\.group)) == [MaskRule.Group(name: "site", kind: .first)])
    }

    @Test func everyMaskIsForKarnaksScope() {
        let rules = format.read(Self.masks).set.rules
        let scope: [Criterion] = rules.compactMap { rule in
            guard case .all(let parts) = rule.criterion else { return nil }
            return parts.first
        }
        #expect(scope.count == 3)
        for case .any(let parts) in scope {
            #expect(parts.contains(.equals(.burnedInAnnotation, "YES")))
            #expect(parts.contains(.equals(.sopClassUID, "1.2.840.10008.5.1.4.1.1.6.1")))
        }
    }

    @Test func aColourIsNotApplied() {
        #expect(format.read(Self.masks).findings.map(\.summary) == ["3:5 note ignored_field"])
    }

    @Test(
        arguments: [
            ("masks: 5", ["1:8 error wrong_value"]),
            ("mask: []", ["1:1 error unknown_key"]),
            ("masks:\n  - rectangles: [\"1 2 3 4\"]", ["2:5 error wrong_value"]),
            ("masks:\n  - stationName: a", ["2:5 error wrong_value"]),
            ("masks:\n  - stationName: a\n    rectangles: []", ["3:17 error empty_mask"]),
            (
                "masks:\n  - stationName: a\n    rectangles: [\"1 2 3\"]",
                ["3:18 error malformed_region"]
            ),
            (
                "masks:\n  - stationName: a\n    rectangles: [\"1 -2 3 4\"]",
                ["3:18 error malformed_region"]
            ),
            (
                "masks:\n  - stationName: a\n    imageWidth: 5\n    rectangles: [\"1 2 3 4\"]",
                ["2:5 error wrong_value"]
            ),
            (
                "masks:\n  - {stationName: a, rectangles: [\"1 2 3 4\"], shape: oval}",
                ["2:47 error unknown_key"]
            ),
            (
                "profileElements:\n  - {codename: clean.pixel.data, condition: \"x\"}\n",
                ["2:34 error not_expressible"]
            ),
            (
                "masks:\n  - {stationName: a, rectangles: [\"1 2 3 4\"]}\n"
                    + "  - {stationName: a, rectangles: [\"5 6 7 8\"]}",
                ["3:5 warning shadowed_rule"]
            ),
            ("masks: [", ["2:1 error syntax"]),
        ] as [(String, [String])])
    func whatCannotBeReadIsSaidWithItsPlace(_ text: String, _ complaints: [String]) {
        #expect(format.read(text).complaints == complaints)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let rules = format.read(Self.masks).set.rules.map(\.withoutSources)
        let again = try format.roundTrip(rules)
        #expect(again.map(\.criterion) == rules.map(\.criterion))
        #expect(again.map(\.areas) == rules.map(\.areas))
        #expect(again.map(\.sizes) == rules.map(\.sizes))
    }

    @Test func rulesOfUnionsAreRefusedWhereKarnakTakesOne() throws {
        let rules = format.read(Self.masks).set.rules.map { rule in
            var rule = rule
            rule.group = nil
            return rule
        }
        let error = #expect(throws: MaskExportError.self) { try format.text(rules) }
        #expect(error?.problems.map(\.ruleID) == ["site-3", "site-1"])
    }

    @Test(arguments: [
        Criterion.all([]), .equals(.stationName, "a", exact: true), .equals(.manufacturer, "a"),
    ])
    func criteriaBesidesStationsAreRefused(_ criterion: Criterion) {
        let rule = MaskRule(id: "a", criterion: criterion, areas: [.blank(0, 0, 1, 1)])
        #expect(throws: MaskExportError.self) { try format.text([rule]) }
    }

    @Test func keptAreasBecomeTheRectanglesRoundThem() throws {
        var rule = try #require(format.read(Self.masks).set.rules.first)
        rule.areas = [
            MaskArea(.blank, .all),
            MaskArea(
                .keep, .rectangle(MaskRectangle(x: 0, y: 100, width: .toEdge, height: .pixels(600)))
            ),
        ]
        #expect(
            try format.roundTrip([rule]).first?.areas
                == [.blank(0, 0, 1024, 100), .blank(0, 700, 1024, 68)])
    }
}
