import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// Icons are examined; they go when anything is painted, and stay when nothing is.
@Suite struct IconTests {
    typealias Element = DICOMBuilder.Element

    private static func icon(
        _ items: [DICOMBuilder.Item], in image: DICOMBuilder
    ) -> DICOMBuilder {
        image.setting(.iconImageSequence, .sq, .sequence(items, .undefined))
    }

    private static let plain = PlaneCase.inner(PlaneCase.noise(63)).elements
    private static let inkDetector = InkDetector(width: 9, height: 7, ink: PlaneCase.ink)
    private static let corner = PixelBox(x: 0, y: 0, width: 2, height: 2)

    /// In native and encapsulated files, native and coded, at top level and in an item.
    private static func images() throws -> [DICOMBuilder] {
        let coded = try PlaneCase.innerRunLength(PlaneCase.noise(63)).elements
        let inItem = Element(
            .iconImageSequence, .sq, .sequence([.init(plain)], .defined))
        return [
            icon([.init(plain)], in: try PlaneCase.outer()),
            icon([.init(plain)], in: try PlaneCase.outer(.jpegBaseline8Bit)),
            icon([.init(coded)], in: try PlaneCase.outer(.rleLossless)),
            PlaneCase.nesting([[inItem]], in: try PlaneCase.outer(), depth: 2),
        ]
    }

    /// Icons of which not all can be examined.
    private static func unreadable() throws -> [DICOMBuilder] {
        let image = try PlaneCase.outer()
        let nested = Element(
            .sourceImageSequence, .sq, .sequence([.init(plain)], .defined))
        let overlay = DICOMBuilder().settingOverlay(rows: 2, columns: 8, [1, 2]).elements
        let bits = Element(Tag(0x6000, 0x0102), .us, .numbers([3]))
        let inner = Element(.iconImageSequence, .sq, .sequence([.init(plain)], .defined))
        func item(_ more: Element...) -> DICOMBuilder.Item {
            .init((plain + more).sorted { $0.tag < $1.tag })
        }
        return [
            icon([.init(plain), .init(plain)], in: image), icon([item(nested)], in: image),
            icon([.init(plain.dropLast() + overlay + [plain[plain.count - 1]])], in: image),
            icon([item(bits)], in: image), icon([item(inner)], in: image),
            icon([item(Element(Tag(0x7F02, 0x0010), .ow, .bytes([1, 2])))], in: image),
            icon([.init(plain.filter { $0.tag != .rows })], in: image),
            icon([.init([Element(.rows, .us, .numbers([7]))])], in: image),
            // Not a sequence at all.
            image.setting(.iconImageSequence, .ob, .bytes([1, 2, 3, 4])),
        ]
    }

    private static func clean(
        _ image: DICOMBuilder, detector: any TextDetector = FixedDetector([]),
        boxes: [PixelBox]? = nil
    ) throws -> Cleaned {
        Engine.clean(
            try image.build(), boxes: boxes?.map { .given($0) }, detector: detector,
            PlaneCase.configuration())
    }

    private static func holdsIcon(_ cleaned: Cleaned) throws -> Bool {
        try cleaned.file().dataSet.elements.contains { $0.tag == .iconImageSequence }
    }

    @Test(arguments: try images())
    func staysWhereNothingIsPainted(_ image: DICOMBuilder) throws {
        #expect(try Self.clean(image).report.status == .noText)
    }

    @Test(arguments: try images())
    func isExamined(_ image: DICOMBuilder) throws {
        let report = Engine.scan(try image.build(), detector: Self.inkDetector)
        #expect(report.status == .flagged)
        #expect(report.boxes.allSatisfy { $0.plane == .icon } && !report.boxes.isEmpty)
    }

    @Test(arguments: try images())
    func goesWhereItShowsText(_ image: DICOMBuilder) throws {
        let cleaned = try Self.clean(image, detector: Self.inkDetector)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.iconRemoved])
        #expect(try !Self.holdsIcon(cleaned))
        #expect(
            cleaned.report.painted
                == [PaintedArea(box: PixelBox(x: 0, y: 0, width: 9, height: 7), plane: .icon)])
    }

    @Test(arguments: try images(), [VerificationLevel.full, .fast])
    func goesWhereTheImageIsPainted(_ image: DICOMBuilder, _ level: VerificationLevel) throws {
        let cleaned = Engine.clean(
            try image.build(), boxes: [.given(Self.corner)], .verifying(level))
        #expect(cleaned.report.status == .redacted)
        #expect(try !Self.holdsIcon(cleaned))
    }

    @Test(arguments: try unreadable())
    func goesWhereItCannotBeExamined(_ image: DICOMBuilder) throws {
        let cleaned = try Self.clean(image)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.boxes.map(\.plane) == [.icon])
        #expect(try !Self.holdsIcon(cleaned))
    }

    @Test(arguments: try unreadable())
    func isNoReasonToSayThatThereIsNoText(_ image: DICOMBuilder) throws {
        let report = Engine.scan(try image.build(), detector: FixedDetector([]))
        #expect(report.status == .flagged)
    }

    /// What an icon hides behind its picture goes, though the icon stays.
    @Test func segmentsOfItsCodestreamAreCut() throws {
        let grey = CodedColourCase.jpeg[0]
        let codestream = try grey.codestream()
        let comment: [UInt8] = [0xFF, 0xFE, 0, 8] + Array("SECRET".utf8)
        let inner = grey.builder().settingFrames([[codestream[..<2] + comment + codestream[2...]]])
        let image = Self.icon(
            [.init(inner.elements)], in: try PlaneCase.outer(.jpegBaseline8Bit))
        let cleaned = try Self.clean(image)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.metadataRemoved])
        #expect(try Self.holdsIcon(cleaned))
        #expect(!String(decoding: cleaned.bytes, as: UTF8.self).contains("SECRET"))
    }

    /// A codestream that ends early.
    private static func damaged() throws -> DICOMBuilder {
        let grey = CodedColourCase.jpeg[0]
        let inner = grey.builder().settingFrames([[try Array(grey.codestream().prefix(300))]])
        return icon([.init(inner.elements)], in: try PlaneCase.outer(.jpegBaseline8Bit))
    }

    @Test func goesWhereItsFrameCannotBeDecoded() throws {
        let cleaned = try Self.clean(Self.damaged())
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.boxes.map(\.plane) == [.icon])
        #expect(try !Self.holdsIcon(cleaned))
    }

    @Test func isNotReadWhereItGoesAnyway() throws {
        let cleaned = try Self.clean(Self.damaged(), boxes: [Self.corner])
        #expect(cleaned.report.status == .redacted)
        #expect(try !Self.holdsIcon(cleaned))
    }

    @Test(arguments: [TextDetectionError.Code.failed, .cancelled])
    func isNotSaidToBeUnreadableWhereTheDetectorCannotRun(
        _ code: TextDetectionError.Code
    ) throws {
        let report = try Self.clean(Self.damaged(), detector: BrokenDetector(code: code)).report
        #expect(report.status == .failed)
    }

    @Test func anIconOfManyItemsIsOnePlane() throws {
        let items = [DICOMBuilder.Item](repeating: .init([]), count: 2000)
        let report = Engine.scan(
            try Self.icon(items, in: PlaneCase.outer()).build(), detector: FixedDetector([]))
        #expect(report.boxes.count == 1)
    }
}
