import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

extension DICOMBuilder {
    /// An overlay plane of 40 x 2 bits, of which 16 are there: it cannot be examined.
    func addingOverlay(_ group: UInt16) -> DICOMBuilder {
        setting(Tag(group, 0x0010), .us, .numbers([2]))
            .setting(Tag(group, 0x0011), .us, .numbers([40]))
            .setting(Tag(group, 0x0040), .cs, .text(["G"]))
            .setting(Tag(group, 0x0100), .us, .numbers([1]))
            .setting(Tag(group, 0x0102), .us, .numbers([0]))
            .setting(Tag(group, 0x3000), .ow, .bytes([0xF0, 0]))
            .setting(Tag(group, 0x4000), .lt, .text(["note"]))
    }

    static let icon = Item([
        .init(.rows, .us, .numbers([2])), .init(.columns, .us, .numbers([3])),
        .init(.pixelData, .ow, .bytes([1, 2, 3, 4, 5, 6])),
    ])
    static let iconSequence = Element(.iconImageSequence, .sq, .sequence([icon], .defined))
    static let signature = Element(
        .digitalSignaturesSequence, .sq,
        .sequence([.init([.init(Tag(0x0400, 0x0100), .ui, .text(["2.25.3"]))])], .undefined))
}

/// Pictures beside the image are removed and named; what cannot be removed holds the instance.
@Suite struct HiddenPixelsRemovalTests {
    @Test(
        arguments: [
            [0x6000], [0x6002, 0x601E], [0x60FE],
        ] as [[UInt16]])
    func overlaysThatCannotBeExaminedAreRemovedWhole(_ groups: [UInt16]) throws {
        let painted = try Painting(groups.reduce(Painting.image()) { $0.addingOverlay($1) })
        #expect(!painted.file.dataSet.elements.contains { $0.tag.group & 0xFF00 == 0x6000 })
        #expect(painted.outcome.notes == [.overlaysRemoved])
        #expect(
            painted.outcome.painted.dropFirst()
                == groups.map {
                    PaintedArea(
                        box: PixelBox(x: 0, y: 0, width: 40, height: 2), plane: .overlay(group: $0))
                }[...])
    }

    @Test func anIconIsRemovedAndNamed() throws {
        let painted = try Painting(
            Painting.image().setting(
                .iconImageSequence, .sq, .sequence([DICOMBuilder.icon], .undefined)))
        #expect(painted.file.dataSet[.iconImageSequence] == nil)
        #expect(painted.outcome.notes == [.iconRemoved])
        #expect(
            painted.outcome.painted.last
                == PaintedArea(box: PixelBox(x: 0, y: 0, width: 3, height: 2), plane: .icon))
    }

    @Test(arguments: DICOMBuilder.LengthForm.allCases)
    func anIconInsideASequenceIsRemoved(_ form: DICOMBuilder.LengthForm) throws {
        let kept = DICOMBuilder.Element(.referencedSOPInstanceUID, .ui, .text(["2.25.9"]))
        let painted = try Painting(
            Painting.image().setting(
                .referencedImageSequence, .sq,
                .sequence([.init([kept, DICOMBuilder.iconSequence], form)], form)))
        let tags = painted.file.dataSet.elements.map(\.tag)
        #expect(!tags.contains(.iconImageSequence) && tags.contains(kept.tag))
        #expect(painted.outcome.notes == [.iconRemoved])
    }

    @Test func anEmptyIconSequenceStays() throws {
        let painted = try Painting(
            Painting.image().setting(.iconImageSequence, .sq, .sequence([], .defined)))
        #expect(painted.file.dataSet[.iconImageSequence] != nil)
        #expect(painted.outcome.notes.isEmpty)
    }

    @Test(arguments: [
        Tag.digitalSignaturesSequence, .macParametersSequence, .referencedSOPInstanceMACSequence,
    ])
    func signaturesAreRemovedAndNamed(_ tag: Tag) throws {
        let painted = try Painting(
            Painting.image().setting(tag, .sq, DICOMBuilder.signature.value))
        #expect(painted.file.dataSet[tag] == nil)
        #expect(painted.outcome.notes == [.digitalSignaturesRemoved])
    }

    @Test func signaturesInsideSequencesAreRemoved() throws {
        let kept = DICOMBuilder.Element(.referencedSOPInstanceUID, .ui, .text(["2.25.9"]))
        let painted = try Painting(
            Painting.image().setting(
                .referencedImageSequence, .sq,
                .sequence([.init([kept, DICOMBuilder.signature])], .defined)))
        let tags = painted.file.dataSet.elements.map(\.tag)
        #expect(!tags.contains(.digitalSignaturesSequence) && tags.contains(kept.tag))
    }

    @Test func aSignatureInsideAnIconGoesWithIt() throws {
        let item = DICOMBuilder.Item(DICOMBuilder.icon.elements + [DICOMBuilder.signature])
        let painted = try Painting(
            Painting.image().setting(.iconImageSequence, .sq, .sequence([item], .defined)))
        #expect(painted.outcome.notes == [.iconRemoved])
    }

    @Test func anOverlayInBitsThatAreNotThereHolds() throws {
        let image = Painting.image().addingOverlay(0x6000).removing(Tag(0x6000, 0x3000))
            .setting(Tag(0x6000, 0x0102), .us, .numbers([12]))
        let failure = #expect(throws: InstanceFailure.self) { try Painting(image) }
        #expect(failure?.status == .held && failure?.reason.code == .embeddedOverlay)
    }

    @Test(arguments: [
        DICOMBuilder.Element(.pixelData, .ow, .bytes([1, 2])),
        .init(.floatPixelData, .of, .bytes([1, 2, 3, 4])),
        .init(.doubleFloatPixelData, .od, .bytes([1, 2, 3, 4, 5, 6, 7, 8])),
        .init(Tag(0x6000, 0x3000), .ow, .bytes([1, 2])),
    ])
    func pixelsInsideSequencesHold(_ element: DICOMBuilder.Element) throws {
        let image = Painting.image().setting(
            .referencedImageSequence, .sq, .sequence([.init([element])], .undefined))
        let failure = #expect(throws: InstanceFailure.self) { try Painting(image) }
        #expect(failure?.status == .held && failure?.reason.code == .nestedPixelData)
    }
}
