import Raster
import RedactionReport
import Testing
import TextDetection

@testable import PixelRedaction

@Suite struct SharedLinesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var boxes: [PixelBox]
        var decisions: [Decision]
        var expected: [Decision]

        init(
            _ name: String, _ boxes: [PixelBox], _ decisions: [Decision], _ expected: [Decision]
        ) {
            (self.name, self.boxes, self.decisions) = (name, boxes, decisions)
            self.expected = expected
        }

        var testDescription: String { name }
    }

    private static func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> PixelBox {
        PixelBox(x: x, y: y, width: width, height: height)
    }

    private static let cases = [
        Case("nothing", [], [], []),
        Case("alone", [box(10, 10, 40, 10)], [.keep], [.keep]),
        Case(
            "the next word", [box(10, 10, 40, 10), box(56, 10, 40, 10)], [.redact, .keep],
            [.redact, .redact]),
        Case(
            "the word before", [box(10, 10, 40, 10), box(56, 10, 40, 10)], [.keep, .redact],
            [.redact, .redact]),
        Case(
            "from word to word",
            [box(10, 10, 20, 10), box(36, 10, 20, 10), box(62, 12, 20, 10), box(88, 14, 20, 10)],
            [.keep, .keep, .keep, .redact], [.redact, .redact, .redact, .redact]),
        Case(
            "a column apart", [box(10, 10, 40, 10), box(70, 10, 40, 10)], [.redact, .keep],
            [.redact, .keep]),
        Case(
            "the row below", [box(10, 10, 40, 10), box(10, 22, 40, 10)], [.redact, .keep],
            [.redact, .keep]),
        Case(
            "a row that lies over it", [box(10, 10, 40, 10), box(20, 16, 40, 10)],
            [.redact, .keep], [.redact, .redact]),
        Case(
            "to be looked at", [box(10, 10, 40, 10), box(56, 10, 40, 10)], [.review, .keep],
            [.review, .review]),
        Case(
            "between both", [box(10, 10, 20, 10), box(36, 10, 20, 10), box(62, 10, 20, 10)],
            [.review, .keep, .redact], [.review, .redact, .redact]),
        Case(
            "a line that runs up", [box(10, 10, 10, 40), box(10, 56, 10, 40)],
            [.redact, .keep], [.redact, .redact]),
        Case(
            "beside a line that runs up", [box(10, 10, 10, 40), box(24, 10, 10, 40)],
            [.redact, .keep], [.redact, .keep]),
    ]

    private static func region(
        _ box: PixelBox, _ judgement: Judgement?, finders: TextFinders = []
    ) -> FoundRegion {
        FoundRegion(
            box: box.expanded(by: 1), text: box, finders: finders, judgement: judgement)
    }

    @Test(arguments: cases)
    func whatSharesALineSharesItsFate(_ given: Case) {
        let regions = zip(given.boxes, given.decisions).map {
            Self.region($0, Judgement($1, confidence: 0.9))
        }
        let spread = SharedLines.spread(regions)
        #expect(spread.map { $0.judgement?.decision } == given.expected)
        #expect(spread.map(\.box) == regions.map(\.box))
    }

    private static let first = box(10, 10, 40, 10)
    private static let second = box(52, 10, 40, 10)

    @Test func whatWasNotJudgedIsPainted() {
        let regions = [Self.region(Self.first, nil), Self.region(Self.second, Judgement(.keep))]
        #expect(SharedLines.spread(regions).last?.judgement?.decision == .redact)
    }

    /// A frame's row beside, over or far from the padded box of a row that an earlier frame painted.
    @Test(
        arguments: [
            (box(52, 10, 40, 10), .redact), (box(20, 16, 40, 10), .redact),
            (box(70, 10, 40, 10), .keep), (box(10, 22, 40, 10), .keep),
        ] as [(PixelBox, Decision)])
    func whatEarlierFramesPaintedSpreadsToo(_ row: PixelBox, _ expected: Decision) {
        let painted = Self.first.expanded(by: 2)
        let spread = SharedLines.spread(
            [Self.region(row, Judgement(.keep))], beside: [painted])
        #expect(spread.map { $0.judgement?.decision } == [expected])
    }

    @Test func aCodeIsNoWordOfALine() {
        let code = Self.region(Self.first, Judgement(.redact), finders: .barcode)
        let regions = [code, Self.region(Self.second, Judgement(.keep))]
        #expect(SharedLines.spread(regions) == regions)
    }

    @Test(arguments: [
        Judgement(.keep, infoTypes: [.date]),
        Judgement(.keep, witnesses: [Witness(.allowList)]),
    ])
    func whatTheUserKeepsIsKept(_ judgement: Judgement) {
        let regions = [
            Self.region(Self.first, Judgement(.redact)), Self.region(Self.second, judgement),
        ]
        #expect(SharedLines.spread(regions) == regions)
    }

    @Test func whatIsPaintedForItsNeighbourSaysSo() {
        let regions = [
            Self.region(Self.first, Judgement(.redact)),
            Self.region(Self.second, Judgement(.keep, witnesses: [Witness(.vocabulary)])),
        ]
        #expect(
            SharedLines.spread(regions).last?.judgement?.witnesses
                == [Witness(.vocabulary), Witness(.rule, "shared_line")])
    }
}
