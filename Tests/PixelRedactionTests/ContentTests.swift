import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// What an instance carries beside its pixels, and what a clean makes of it.
@Suite struct ContentTests {
    typealias Element = DICOMBuilder.Element

    static let image = DICOMBuilder.image(rows: 2, columns: 8)
        .setting(.pixelData, .ob, .bytes([UInt8](1...16)))
    static let document = Element(.encapsulatedDocument, .ob, .bytes(Array("%PDF".utf8)))
    static let jpeg = Element(
        Tag(0x0029, 0x1010), .ob,
        .bytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + [UInt8](repeating: 1, count: 94)))
    static let padding = Element(.dataSetTrailingPadding, .ob, .bytes([1, 2]))
    static let nested = Element(
        .derivationCodeSequence, .sq, .sequence([.init([jpeg, padding])], .defined))

    static func with(_ elements: Element...) -> DICOMBuilder {
        elements.reduce(image) { $0.setting($1.tag, $1.vr, $1.value) }
    }

    static func clean(
        _ image: DICOMBuilder, boxes: [PixelBox]? = nil,
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) throws -> Cleaned {
        var configuration = RedactionConfiguration()
        change(&configuration)
        return Engine.clean(
            try image.build(), boxes: boxes?.map { .given($0) }, configuration)
    }

    @Test(arguments: [
        (with(document), ReasonCode.unsupportedContent), (with(jpeg), .privatePixelData),
        (with(nested), .privatePixelData), (slide(["ORIGINAL", "PRIMARY", "LABEL"]), .slideLabel),
    ])
    func isHeld(_ image: DICOMBuilder, code: ReasonCode) throws {
        let report = try Self.clean(image).report
        #expect(report.status == .held && report.reason?.code == code)
        let scanned = Engine.scan(try image.build(), detector: FixedDetector([]))
        #expect(scanned.status == .held && scanned.reason?.code == code)
    }

    @Test(arguments: [with(document), with(jpeg), with(nested)])
    func isHeldWithGivenBoxesToo(_ image: DICOMBuilder) throws {
        let report = try Self.clean(
            image, boxes: [PixelBox(x: 0, y: 0, width: 1, height: 1)]
        ).report
        #expect(report.status == .held)
    }

    @Test func allowedContentStaysAndIsNamed() throws {
        let cleaned = try Self.clean(Self.with(Self.document)) { $0.allowsNonPixel = true }
        #expect(cleaned.report.status == .noText)
        #expect(cleaned.report.notes == [.encapsulatedDocumentKept])
    }

    @Test func allowedContentStaysInAPaintedInstance() throws {
        let cleaned = try Self.clean(
            Self.with(Self.document), boxes: [PixelBox(x: 0, y: 0, width: 1, height: 1)]
        ) { $0.allowsNonPixel = true }
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.encapsulatedDocumentKept])
        #expect(try cleaned.file().dataSet[.encapsulatedDocument] != nil)
    }

    @Test(arguments: [with(jpeg), with(nested)])
    func aPrivatePictureIsDroppedOnRequest(_ image: DICOMBuilder) throws {
        let cleaned = try Self.clean(image) { $0.dropsPrivatePixelData = true }
        #expect(cleaned.report.status == .redacted && cleaned.report.painted.isEmpty)
        #expect(cleaned.report.notes.contains(.privatePixelDataRemoved))
        #expect(cleaned.report.verification?.outsideIdentical == true)
        let file = try cleaned.file()
        #expect(!file.dataSet.elements.contains { $0.tag == Self.jpeg.tag })
        #expect(try Engine.pixelData(cleaned.bytes) == [UInt8](1...16))
    }

    @Test func paddingIsRemoved() throws {
        let cleaned = try Self.clean(Self.with(Self.padding))
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.trailingBytesRemoved])
        #expect(try cleaned.file().dataSet[.dataSetTrailingPadding] == nil)
    }

    @Test func whatFollowsADeflatedStreamIsRemoved() throws {
        var image = Self.image
        image.transferSyntax = .deflatedExplicitVRLittleEndian
        image.trailer = [UInt8](1...20)
        let cleaned = try Self.clean(image)
        #expect(cleaned.report.status == .redacted)
        #expect(try cleaned.file().behindStream.count <= 1)
    }

    @Test func aPictureInTheMetaInformationIsHeld() throws {
        var image = Self.image
        image.add(meta: Tag(0x0002, 0x0102), .ob, Self.jpeg.value)
        let report = try Self.clean(image) { $0.dropsPrivatePixelData = true }.report
        #expect(report.status == .held && report.reason?.code == .privatePixelData)
    }

    // MARK: Objects without pixels

    static func object(_ sopClass: String, _ elements: Element...) -> DICOMBuilder {
        var builder = DICOMBuilder()
        builder.add(.sopClassUID, .ui, .text([sopClass]))
        return elements.reduce(builder) { $0.setting($1.tag, $1.vr, $1.value) }
    }

    static let pdf = "1.2.840.10008.5.1.4.1.1.104.1"
    static let presentationState = "1.2.840.10008.5.1.4.1.1.11.1"
    static let rawData = "1.2.840.10008.5.1.4.1.1.66"

    @Test(arguments: [object(pdf, document), object(presentationState)])
    func anObjectOfTextIsHeld(_ object: DICOMBuilder) throws {
        let report = try Self.clean(object).report
        #expect(report.status == .held && report.reason?.code == .unsupportedContent)
    }

    @Test(arguments: [
        (object(pdf, document), InstanceNote.encapsulatedDocumentKept),
        (object(presentationState), .presentationStateKept),
    ])
    func anObjectOfTextIsSkippedWhereItIsAllowed(
        _ object: DICOMBuilder, note: InstanceNote
    ) throws {
        let report = try Self.clean(object) { $0.allowsNonPixel = true }.report
        #expect(report.status == .skipped && report.reason?.code == .noPixelData)
        #expect(report.notes == [note])
    }

    @Test func anObjectOfNumbersIsSkipped() throws {
        let report = try Self.clean(Self.object(Self.rawData)).report
        #expect(report.status == .skipped && report.reason?.code == .noPixelData)
    }

    /// It can only be copied whole.
    @Test func aPrivatePictureOfAnObjectWithoutPixelsIsHeldWhateverIsAllowed() throws {
        let report = try Self.clean(Self.object(Self.rawData, Self.jpeg)) {
            $0.allowsNonPixel = true
            $0.dropsPrivatePixelData = true
        }.report
        #expect(report.status == .held && report.reason?.code == .privatePixelData)
    }

    // MARK: Labels of slides

    static func slide(_ imageType: [String]) -> DICOMBuilder {
        image.setting(.sopClassUID, .ui, .text(["1.2.840.10008.5.1.4.1.1.77.1.6"]))
            .setting(.imageType, .cs, .text(imageType))
    }

    @Test(arguments: ["LABEL", "OVERVIEW"])
    func aLabelIsBlankedWholeOnRequest(_ flavor: String) throws {
        let cleaned = try Self.clean(Self.slide(["ORIGINAL", "PRIMARY", flavor])) {
            $0.slideLabel = .blank
        }
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.boxes.map(\.sources) == [[.region]])
        #expect(try Engine.pixelData(cleaned.bytes) == [UInt8](repeating: 0, count: 16))
    }

    @Test func aLabelIsExaminedOnRequest() throws {
        let cleaned = try Self.clean(Self.slide(["ORIGINAL", "PRIMARY", "LABEL"])) {
            $0.slideLabel = .examine
        }
        #expect(cleaned.report.status == .noText)
    }

    @Test func aSlideWithoutItsLabelIsExamined() throws {
        #expect(
            try Self.clean(Self.slide(["ORIGINAL", "PRIMARY", "VOLUME"])).report.status == .noText)
    }
}
