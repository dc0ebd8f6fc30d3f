import DICOMCore
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Every picture of an instance is examined and painted in its place, and nothing else changes.
@Suite struct PlaneTests {
    /// What a clean writes at top level.
    private static let written: Set<Tag> = [
        .burnedInAnnotation, .deidentificationMethod, .deidentificationMethodCodeSequence,
        .contributingEquipmentSequence, .derivationDescription, .derivationCodeSequence,
    ]

    @Test(arguments: try PlaneCase.all())
    func isExamined(_ image: PlaneCase) throws {
        let report = RedactionPipeline(PlaneCase.configuration(), detector: image.detector)
            .scan(ByteSource(try image.source()))
        #expect(report.status == .flagged)
        #expect(report.boxes.map(\.plane) == [image.plane])
        #expect(report.boxes.map(\.box) == [image.ink])
    }

    @Test(arguments: try PlaneCase.all())
    func isPaintedInItsPlace(_ image: PlaneCase) throws {
        let cleaned = try image.clean()
        #expect(cleaned.report.status == .redacted)
        let frames = try image.frames(cleaned.bytes)
        #expect(!frames.isEmpty && frames.allSatisfy { $0.isFilled(image.ink, with: image.fill) })
    }

    @Test(arguments: try PlaneCase.all())
    func isReportedAsPainted(_ image: PlaneCase) throws {
        let painted = try image.clean().report.painted.filter { $0.plane == image.plane }
        #expect(painted.count == 1 && painted.allSatisfy { $0.box.contains(image.ink) })
    }

    @Test(arguments: try PlaneCase.all())
    func isVerified(_ image: PlaneCase) throws {
        #expect(
            try image.clean().report.verification
                == VerificationSummary(
                    outsideIdentical: true, boxesOpaque: true, residualText: 0))
    }

    @Test(arguments: try PlaneCase.all())
    func samplesOutsideAreTheSame(_ image: PlaneCase) throws {
        let cleaned = try image.clean()
        let painted = cleaned.report.painted.filter { $0.plane == image.plane }.map(\.box)
        var before = try image.frames(try image.source())
        var after = try image.frames(cleaned.bytes)
        let zeroes = [Int](repeating: 0, count: image.fill.count)
        for box in painted {
            for frame in before.indices { before[frame].fill(box, with: zeroes) }
            for frame in after.indices { after[frame].fill(box, with: zeroes) }
        }
        #expect(before == after)
    }

    @Test(arguments: try PlaneCase.all())
    func noOtherElementChanges(_ image: PlaneCase) throws {
        let before = try Engine.values(try image.source())
        let after = try Engine.values(try image.clean().bytes)
        for (path, value) in before where path != image.element {
            #expect(after[path] == value, "\(path)")
        }
        let new = after.keys.filter { before[$0] == nil }
        #expect(
            new.allSatisfy { path in
                Self.written.contains { path.hasPrefix($0.description) }
            })
    }

    @Test(arguments: try PlaneCase.all())
    func theElementKeepsItsLength(_ image: PlaneCase) throws {
        guard !image.image.transferSyntax.isEncapsulated else { return }
        let before = try Engine.values(try image.source())[image.element]
        let after = try Engine.values(try image.clean().bytes)[image.element]
        #expect(after?.count == before?.count && after != before)
    }

    @Test(arguments: try PlaneCase.all())
    func aGivenBoxPaintsTheSame(_ image: PlaneCase) throws {
        let given = Engine.clean(
            try image.source(), boxes: [image.box], PlaneCase.configuration())
        #expect(given.report.status == .redacted)
        #expect(
            try Engine.values(given.bytes)[image.element]
                == Engine.values(image.clean().bytes)[image.element])
    }

    @Test(arguments: try PlaneCase.all())
    func aFastVerificationWritesTheSame(_ image: PlaneCase) throws {
        let cleaned = try image.clean(.fast)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.verification == VerificationSummary(boxesOpaque: true))
        #expect(try cleaned.bytes == image.clean().bytes)
    }

    /// The bits of the other planes of an image are their own.
    @Test(arguments: PlaneCase.embeddedNative())
    func onlyTheBitOfAnEmbeddedOverlayChanges(_ image: PlaneCase) throws {
        let before = try #require(try Engine.frames(try image.source()).first)
        var cleared = before
        cleared.clear(bits: 1 << 12, in: image.ink)
        #expect(try Engine.frames(image.clean().bytes) == [cleared])
        #expect(cleared != before)
    }

    @Test(arguments: try PlaneCase.embeddedCoded())
    func samplesUnderAnEmbeddedOverlayArePaintedWhereTheyAreCoded(_ image: PlaneCase) throws {
        let cleaned = try image.clean()
        #expect(try Engine.frames(cleaned.bytes)[0].isFilled(image.ink, with: [0]))
        #expect(cleaned.report.painted.map(\.plane) == [.pixelData, image.plane])
    }

    /// What it says of pixels follows from what was painted in them.
    @Test(arguments: try PlaneCase.all())
    func theImageIsDescribedAsPaintedWhereItsSamplesWere(_ image: PlaneCase) throws {
        let cleaned = try image.clean()
        let isPainted = cleaned.report.painted.contains { $0.plane == .pixelData }
        let annotation = try Engine.values(cleaned.bytes)["(0028,0301)"]
        #expect(annotation == (isPainted ? Array("NO".utf8) : nil))
    }

    /// Graphics were cleaned, not pixels alone.
    @Test(arguments: try PlaneCase.all())
    func aPaintedOverlayIsNamedInTheMethod(_ image: PlaneCase) throws {
        let values = try Engine.values(try image.clean().bytes)
        let codes = values.filter { $0.key.hasPrefix("(0012,0064)") }.values
        let names = image.plane.name.hasPrefix("overlay:") || image.name.hasPrefix("overlay")
        #expect(codes.contains(Array("113103".utf8)) == names)
    }
}
