import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

/// Which whole-slide images show a label, and what becomes of them.
@Suite struct SlideLabelTests {
    static let wholeSlide = "1.2.840.10008.5.1.4.1.1.77.1.6"

    static func label(
        _ imageType: [String], claim: String?, sopClass: String = wholeSlide
    ) throws -> SlideLabel? {
        var image = Painting.image().setting(.sopClassUID, .ui, .text([sopClass]))
            .setting(.imageType, .cs, .text(imageType))
        if let claim { image.set(Tag(0x0048, 0x0010), .cs, .text([claim])) }
        return SlideLabel(try DICOMFile(ByteSource(image.build())).dataSet)
    }

    @Test(
        arguments: [
            ("LABEL", "YES", SlideLabel.label), ("LABEL", "NO", .label), ("LABEL", nil, .label),
            ("OVERVIEW", "YES", .overview), ("OVERVIEW", nil, .overview), ("OVERVIEW", "NO", nil),
            ("OVERVIEW", "", .overview), ("THUMBNAIL", "YES", .declared), ("THUMBNAIL", nil, nil),
            ("VOLUME", "YES", .declared), ("VOLUME", "NO", nil), ("VOLUME", nil, nil),
            ("LOCALIZER", "NO", nil), ("LOCALIZER", nil, .overview),
        ] as [(String, String?, SlideLabel?)])
    func isKnownByFlavorAndClaim(_ flavor: String, claim: String?, label: SlideLabel?) throws {
        #expect(
            try Self.label(["ORIGINAL", "PRIMARY", flavor, "NONE"], claim: claim) == label)
    }

    @Test(arguments: [["ORIGINAL", "PRIMARY"], ["LABEL"], []])
    func aFlavorIsTheThirdValue(_ imageType: [String]) throws {
        #expect(try Self.label(imageType, claim: nil) == nil)
    }

    @Test func otherClassesHaveNone() throws {
        #expect(
            try Self.label(
                ["ORIGINAL", "PRIMARY", "LABEL"], claim: "YES",
                sopClass: "1.2.840.10008.5.1.4.1.1.7") == nil)
    }

    @Test(arguments: [SlideLabel.label, .overview, .declared])
    func isHeldByDefault(_ label: SlideLabel) {
        let failure = #expect(throws: InstanceFailure.self) {
            try label.box(under: RedactionConfiguration().slideLabel, rows: 3, columns: 4)
        }
        #expect(failure?.status == .held && failure?.reason.code == .slideLabel)
    }

    @Test(arguments: [SlideLabel.label, .overview])
    func isBlankedWhole(_ label: SlideLabel) throws {
        let box = try label.box(under: .blank, rows: 3, columns: 4)
        #expect(
            box
                == ReportedBox(
                    box: PixelBox(x: 0, y: 0, width: 4, height: 3), sources: [.region],
                    decision: .redact))
    }

    @Test func aSpecimenIsNotBlankedWithItsLabel() {
        let failure = #expect(throws: InstanceFailure.self) {
            try SlideLabel.declared.box(under: .blank, rows: 3, columns: 4)
        }
        #expect(failure?.reason.code == .slideLabel)
    }

    @Test(arguments: [SlideLabel.label, .overview, .declared])
    func isExaminedLikeOthersOnRequest(_ label: SlideLabel) throws {
        #expect(try label.box(under: .examine, rows: 3, columns: 4) == nil)
    }
}
