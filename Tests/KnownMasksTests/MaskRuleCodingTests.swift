import KnownMasks
import Raster
import TestSupport
import Testing

@Suite struct MaskRuleCodingTests {
    /// Something of everything.
    static let everything: MaskRuleSet = {
        let path = HeaderPath([
            .element(group: 0x0018, element: 0x6011),
            .privateElement(group: 0x0019, creator: "ACME_01", element: 0x10),
        ])
        let operations: [ValueTest.Operation] = [
            .equals("a"), .contains("B"), .startsWith("\u{e9}"), .endsWith(""), .matches("^V[0-9]"),
            .present, .empty, .missing, .emptyOrMissing, .number(.atLeast, -1.5),
            .number(.equal, 0), .number(.less, 1e300), .number(.atMost, 2), .number(.greater, 3),
        ]
        var rules: [MaskRule] = [
            MaskRule(
                id: "tests",
                criterion: .any([
                    .all(operations.map { .test(ValueTest(path, $0)) }),
                    .not(.test(ValueTest(.model, .equals("a"), isCaseSensitive: true))), .any([]),
                ])),
            MaskRule(
                id: "parts", action: .mask, criterion: .always,
                sizes: [
                    ImageSize(rows: 480, columns: 640), ImageSize(rows: nil, columns: 1),
                    ImageSize(rows: nil, columns: nil),
                ],
                areas: [
                    MaskArea(.blank, .all), MaskArea(.keep, .ultrasoundRegions),
                    .blank(-1, Int.min, Int.max, 0, isClipped: true), .keep(0, 0, 1, 1),
                    MaskArea(
                        .blank,
                        .rectangle(MaskRectangle(x: 0, y: -9, width: .toEdge, height: .toEdge))),
                ],
                frames: FrameSelection([0...3, 9...9]), isComplete: true, priority: -7,
                group: MaskRule.Group(name: "g", kind: .first),
                sources: [
                    MaskRule.Source(set: "ctp", place: "line 3"), MaskRule.Source(set: "own"),
                ],
                note: "a note"),
        ]
        for action in MaskRule.Action.allCases {
            rules.append(
                MaskRule(
                    id: action.rawValue, action: action, criterion: .acme,
                    frames: FrameSelection([]),
                    group: MaskRule.Group(name: "l", kind: .layered)))
        }
        return MaskRuleSet(rules)
    }()

    @Test func readsWhatItWrites() throws {
        let bytes = MaskRuleCoding.encode(Self.everything)
        #expect(try MaskRuleCoding.decode(bytes) == Self.everything)
    }

    @Test func writesTextsOnce() {
        let rule = MaskRule(id: "r", criterion: .acme, note: String(repeating: "n", count: 1000))
        let bytes = MaskRuleCoding.encode(MaskRuleSet(Array(repeating: rule, count: 100)))
        #expect(bytes.count < 3000)
    }

    @Test func readsASetWithoutRules() throws {
        #expect(try MaskRuleCoding.decode(MaskRuleCoding.encode(MaskRuleSet())).rules.isEmpty)
    }

    @Test func refusesEveryTruncation() {
        let bytes = MaskRuleCoding.encode(Self.everything)
        for length in bytes.indices {
            #expect(throws: MaskRuleCoding.Failure.self, "\(length) bytes") {
                try MaskRuleCoding.decode(Array(bytes.prefix(length)))
            }
        }
    }

    @Test func refusesBytesBehindTheEnd() {
        #expect(throws: MaskRuleCoding.Failure.self) {
            try MaskRuleCoding.decode(MaskRuleCoding.encode(Self.everything) + [0])
        }
    }

    private static let foreign: [[UInt8]] = {
        let magic = Array("PXM1".utf8)
        let endless = [UInt8](repeating: 0xFF, count: 10)
        let nots = [UInt8](repeating: 2, count: 1000)
        let other: [[UInt8]] = [
            Array("PXM2".utf8) + [1, 0, 0, 0, 0], magic + [2, 0, 0, 0, 0],
        ]
        // More strings than bytes; more than a number may be; no UTF-8.
        let strings: [[UInt8]] = [
            magic + [1] + endless.prefix(8) + [0x7F], magic + [1] + endless + [0x7F],
            magic + [1, 1, 1, 0xFF, 0, 0, 0],
        ]
        // A thousand criteria in one another.
        return other + strings + [magic + [1, 1, 1, 0x61, 0, 0, 1, 0, 0] + nots]
    }()

    @Test(arguments: foreign)
    func refusesWhatItDoesNotWrite(_ bytes: [UInt8]) {
        #expect(throws: MaskRuleCoding.Failure.self) { try MaskRuleCoding.decode(bytes) }
    }

    @Test func survivesDamage() {
        let bytes = MaskRuleCoding.encode(Self.everything)
        for (seed, damaged) in mutations(of: bytes, count: 2000) {
            guard let set = try? MaskRuleCoding.decode(damaged) else { continue }
            let again = try? MaskRuleCoding.decode(MaskRuleCoding.encode(set))
            // NaN is the one number that is not equal to itself.
            let isSame = again.map { MaskRuleCoding.encode($0) == MaskRuleCoding.encode(set) }
            #expect(isSame == true, "seed \(seed)")
        }
    }
}

@Suite struct MaskLibraryCodingTests {
    private static let sets: [(name: String, rules: MaskRuleSet)] = [
        ("devices", MaskRuleCodingTests.everything), ("filters", MaskRuleSet()),
    ]

    @Test func readsWhatItWrites() throws {
        let contents = try MaskLibraryCoding.decode(MaskLibraryCoding.encode(Self.sets))
        #expect(contents.names == ["devices", "filters"])
        #expect(try contents.rules(named: "devices") == MaskRuleCodingTests.everything)
        #expect(try contents.rules(named: "filters") == MaskRuleSet())
        #expect(try contents.rules(named: "other") == nil)
    }

    @Test func readsNoSetBeforeItIsAskedFor() throws {
        var bytes = MaskLibraryCoding.encode(Self.sets)
        bytes[bytes.count - 1] ^= 0xFF
        let contents = try MaskLibraryCoding.decode(bytes)
        #expect(try contents.rules(named: "devices") == MaskRuleCodingTests.everything)
        #expect(throws: MaskRuleCoding.Failure.self) { try contents.rules(named: "filters") }
    }

    @Test func refusesTwoSetsOfOneName() {
        let twice = MaskLibraryCoding.encode([("a", MaskRuleSet()), ("a", MaskRuleSet())])
        #expect(throws: MaskRuleCoding.Failure.self) { try MaskLibraryCoding.decode(twice) }
    }

    @Test func refusesEveryTruncation() {
        let bytes = MaskLibraryCoding.encode(Self.sets)
        for length in bytes.indices {
            #expect(throws: MaskRuleCoding.Failure.self) {
                try MaskLibraryCoding.decode(Array(bytes.prefix(length)))
            }
        }
    }
}
