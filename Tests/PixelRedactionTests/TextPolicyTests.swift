import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// What becomes of text that is read.
@Suite struct TextPolicyTests {
    static func clean(
        _ image: DICOMBuilder, _ configuration: RedactionConfiguration,
        reader: BarReader = BarReader(), detector: any TextDetector = WhiteDetector()
    ) throws -> Cleaned {
        Engine.clean(
            try image.build(), boxes: nil, detector: detector, configuration,
            interpreter: .bars(reader))
    }

    static func scan(
        _ image: DICOMBuilder, _ configuration: RedactionConfiguration,
        reader: BarReader = BarReader(), detector: any TextDetector = WhiteDetector()
    ) throws -> InstanceReport {
        RedactionPipeline(configuration, detector: detector, interpreter: .bars(reader))
            .scan(ByteSource(try image.build()))
    }

    struct Rule: Sendable {
        var policy: TextPolicy
        var unreadable = UnreadableChoice.redact
        var kept: Set<Bar> = []
        var reviewed: Set<Bar> = []

        func decision(on bar: Bar) -> Decision {
            kept.contains(bar) ? .keep : reviewed.contains(bar) ? .review : .redact
        }
    }

    private static let rules = [
        Rule(policy: .allText), Rule(policy: .none, kept: Set(Bar.allCases)),
        Rule(policy: .keepTechnical, kept: [.safe, .otherSafe]),
        Rule(policy: .keepTechnical, unreadable: .review, kept: [.safe, .otherSafe]),
        Rule(policy: .phiOnly, kept: [.safe, .otherSafe, .nothingKnown]),
        Rule(
            policy: .phiOnly, unreadable: .review, kept: [.safe, .otherSafe, .nothingKnown],
            reviewed: [.blurred]),
    ]

    @Test(arguments: rules, Bar.allCases)
    func aLineIsDecidedOnByThePolicy(rule: Rule, bar: Bar) throws {
        let configuration = RedactionConfiguration.policy(rule.policy) {
            $0.classification.unreadable = rule.unreadable
            $0.classification.readsAlways = true
        }
        let box = try #require(try Self.scan(.bars([bar]), configuration).boxes.first)
        #expect(box.decision == rule.decision(on: bar))
        #expect(box.infoType == bar.finding.infoType)
        #expect(box.witnesses == bar.finding.witnesses)
        #expect(box.confidence == bar.finding.confidence)
    }

    @Test(arguments: [
        (Bar.safe, UnreadableChoice.redact, InstanceStatus.kept), (.name, .redact, .redacted),
        (.blurred, .redact, .redacted), (.blurred, .review, .held),
    ])
    func theDecisionsMakeTheOutcome(
        bar: Bar, unreadable: UnreadableChoice, status: InstanceStatus
    ) throws {
        let report = try Self.clean(
            .bars([bar]), .policy(.phiOnly) { $0.classification.unreadable = unreadable }
        ).report
        #expect(report.status == status)
        #expect((report.reason?.code == .reviewPending) == (status == .held))
    }

    // MARK: What is not asked for

    @Test(arguments: [TextPolicy.allText, .none])
    func nothingIsReadWhereNobodyAsks(policy: TextPolicy) throws {
        let reader = BarReader()
        let report = try Self.scan(.bars([.name, .safe]), .policy(policy), reader: reader)
        #expect(reader.reads == 0 && report.milliseconds?.recognise == 0)
        #expect(report.boxes.map(\.infoType) == [nil])
    }

    @Test func readingDoesNotChangeWhatIsPaintedOfAllText() throws {
        let image = DICOMBuilder.bars([.safe, .name, .blurred])
        let plain = try Self.clean(image, .policy(.allText))
        let read = try Self.clean(image, .policy(.allText) { $0.classification.readsAlways = true })
        #expect(plain.report.painted == read.report.painted && plain.bytes == read.bytes)
        #expect(read.report.boxes.map(\.box) == plain.report.boxes.map(\.box))
        #expect(read.report.boxes.first?.infoType == .personName)
    }

    @Test(arguments: [false, true], [TextPolicy.allText, .keepTechnical])
    func aReportSaysWhatWasReadOnlyIfAsked(includesText: Bool, policy: TextPolicy) throws {
        let report = try Self.scan(
            .bars([.name, .safe]),
            .policy(policy) {
                $0.classification.includesText = includesText
                $0.classification.readsAlways = true
            })
        let texts = report.boxes.compactMap(\.text)
        let expected = policy == .allText ? ["name\nsafe"] : ["name", "safe"]
        #expect(texts == (includesText ? expected : []))
    }

    @Test func aJudgementShowsNoText() {
        let judgement = Judgement(Bar.name.finding, .redact, includesText: true)
        #expect(judgement.text == Bar.name.text)
        #expect(!"\(judgement) \(String(reflecting: judgement))".contains(Bar.name.text))
        var dumped = ""
        dump(FoundRegion(box: Bar.name.box, judgement: judgement), to: &dumped)
        #expect(!dumped.contains(Bar.name.text))
    }

    // MARK: A reader that cannot run

    @Test(arguments: [TextPolicy.keepTechnical, .phiOnly, .allText], [0, 1])
    func whatCannotBeReadHasFailed(policy: TextPolicy, limit: Int) throws {
        let configuration = RedactionConfiguration.policy(policy) {
            $0.classification.readsAlways = true
        }
        let image = DICOMBuilder.bars([.safe])
        let detector = FixedDetector([Bar.safe.box, Bar.safe.at(16, 60)])
        let cleaned = try Self.clean(
            image, configuration, reader: BarReader(limit: limit), detector: detector)
        let scanned = try Self.scan(
            image, configuration, reader: BarReader(limit: limit), detector: detector)
        for report in [cleaned.report, scanned] {
            #expect(report.status == .failed && report.reason?.code == .recognitionFailed)
        }
    }

    @Test func aReaderThatFindsNoRowHasReadNothing() throws {
        let detector = FixedDetector([PixelBox(x: 10, y: 60, width: 50, height: 20)])
        let report = try Self.scan(
            .bars([.safe]), .policy(.keepTechnical), detector: detector)
        #expect(report.boxes.map(\.decision) == [.redact])
        #expect(report.boxes.map(\.infoType) == [.unknownText])
    }

    // MARK: Known values

    private static let known = KnownIdentity(values: [
        IdentityValue(
            infoType: .personName, value: "NothingKnown^X",
            witness: Witness(.identifiers, "PatientName"))
    ])

    @Test func valuesOfTheHeaderAreLookedFor() throws {
        let image = DICOMBuilder.bars([.nothingKnown])
        #expect(try Self.scan(image, .policy(.phiOnly)).boxes.map(\.decision) == [.keep])
        let named = image.setting(.patientName, .pn, .text(["NOTHINGKNOWN^X"]))
        let box = try #require(try Self.scan(named, .policy(.phiOnly)).boxes.first)
        #expect(box.decision == .redact && box.infoType == .personName)
        #expect(box.witnesses == [Witness(.header, "(0010,0010)")])
    }

    @Test func valuesThatWereGivenAreLookedFor() throws {
        let source = ByteSource(try DICOMBuilder.bars([.nothingKnown]).build())
        let report = RedactionPipeline(
            .policy(.phiOnly), detector: WhiteDetector(), interpreter: .bars()
        ).scan(source, identity: Self.known)
        #expect(report.boxes.map(\.decision) == [.redact])
        #expect(report.boxes.map(\.witnesses) == [[Witness(.identifiers, "PatientName")]])
    }

    /// A header that was scrubbed after the clean hides nothing from a check.
    @Test func aCheckLooksForTheValuesOfBothHeaders() throws {
        let image = DICOMBuilder.bars([.nothingKnown])
        let named = image.setting(.patientName, .pn, .text(["NOTHINGKNOWN^X"]))
        let verifier = FileVerifier(
            .policy(.phiOnly), detector: WhiteDetector(), interpreter: .bars())
        let plain = ByteSource(try image.build())
        #expect(verifier.verify(original: plain, cleaned: plain).summary?.residualText == 0)
        let result = verifier.verify(original: ByteSource(try named.build()), cleaned: plain)
        #expect(result.summary?.residualText == 1)
        let given = verifier.verify(original: plain, cleaned: plain, identity: Self.known)
        #expect(given.summary?.residualText == 1)
    }

    /// A label may stand in another region than what it speaks of.
    @Test func theRowsOfAFrameAreJudgedTogether() throws {
        var counts: [Int] = []
        let interpreter = TextInterpreter(
            makeReader: { BarReader() },
            makeClassify: {
                { rows, _ in
                    counts.append(rows.count)
                    return rows.map { Bar.finding(of: $0.line) }
                }
            })
        let detector = FixedDetector([Bar.safe.box, Bar.name.at(16, 28)])
        let source = ByteSource(try DICOMBuilder.bars([.safe, .name]).build())
        _ = RedactionPipeline(
            .policy(.phiOnly), detector: detector, interpreter: interpreter
        ).scan(source)
        #expect(counts == [2])
    }

    // MARK: Codes

    @Test(arguments: TextPolicy.allCases.filter { $0 != .masksOnly }, [false, true])
    func aCodeIsPaintedUnread(policy: TextPolicy, readsAlways: Bool) throws {
        let reader = BarReader()
        let detector = FixedDetector([Bar.safe.box], finders: .barcode)
        let report = try Self.scan(
            .bars([.safe]), .policy(policy) { $0.classification.readsAlways = readsAlways },
            reader: reader, detector: detector)
        #expect(report.boxes.map(\.decision) == [policy == .none ? .keep : .redact])
        #expect(report.boxes.map(\.infoType) == [.barcode])
        #expect(report.boxes.map(\.witnesses) == [[Witness(.barcode)]])
        #expect(report.boxes.map(\.sources) == [[.detector]])
        #expect(reader.reads == 0)
    }

    // MARK: Rows

    private static func isWhite(_ box: PixelBox, _ frame: SampleBuffer) -> Bool {
        frame.isFilled(box, with: [255])
    }

    private static func isBlack(_ box: PixelBox, _ frame: SampleBuffer) -> Bool {
        frame.isFilled(box, with: [0])
    }

    @Test(arguments: [
        [Bar.safe, .name], [.name, .safe], [.safe, .name, .otherSafe], [.name, .safe, .date],
        [.blurred, .safe, .safe],
    ])
    func rowsOfARegionAreDecidedOnByThemselves(bars: [Bar]) throws {
        let cleaned = try Self.clean(.bars(bars), .policy(.keepTechnical))
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.boxes.map(\.infoType) == bars.map(\.finding.infoType))
        let frame = try #require(try Engine.frames(cleaned.bytes).first)
        for (index, bar) in bars.enumerated() {
            let box = bar.at(16, 16 + 12 * index)
            #expect(bar.finding.isSafe ? Self.isWhite(box, frame) : Self.isBlack(box, frame))
        }
        #expect(cleaned.report.verification?.residualText == 0)
    }

    /// What a detector claims and no row does is painted with the row beside it.
    @Test func rowsThatAreAllPaintedLeaveNothingOfTheirRegion() throws {
        let region = PixelBox(x: 10, y: 10, width: 100, height: 40)
        let report = try Self.scan(
            .bars([.name, .date]), .policy(.keepTechnical), detector: FixedDetector([region]))
        #expect(report.boxes.count == 2)
        let painted = region.expanded(by: 2)
        let covered = BoxCover.area(of: report.boxes.map { $0.box.intersection(painted) })
        #expect(covered == painted.area)
    }

    @Test func ofAKeptRowItsNeighboursPaddingCutsNoMoreThanItself() throws {
        let report = try Self.scan(
            .bars([.name, .safe]), .policy(.keepTechnical) { $0.padding = 6 })
        let painted = report.boxes.filter { $0.decision == .redact }.map(\.box)
        #expect(painted.map(\.maxY) == [16 + Bar.height + 6])
    }
}

extension DICOMBuilder {
    static func bars(_ bars: [Bar]) -> DICOMBuilder { Bar.image(bars) }
}
