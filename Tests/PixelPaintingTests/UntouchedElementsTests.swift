import DICOMCore
import TestSupport
import Testing

@testable import PixelPainting

/// What a clean does not have to change is copied byte for byte.
@Suite struct UntouchedElementsTests {
    /// Tags that a clean writes into this image.
    private static let written: Set<Tag> = [
        .burnedInAnnotation, .deidentificationMethod, .deidentificationMethodCodeSequence,
        .contributingEquipmentSequence, .derivationDescription, .derivationCodeSequence,
        .pixelData,
    ]

    /// Elements as they are met: private ones, odd lengths, undefined lengths, UN with content.
    private static func image(_ syntax: TransferSyntax) -> DICOMBuilder {
        let inner: [DICOMBuilder.Element] = [
            .init(.codeValue, .sh, .text(["T-1"])),
            .init(Tag(0x0009, 0x1001), .lo, .bytes(Array("odd".utf8))),
        ]
        return Painting.image(syntax)
            .setting(.imageType, .cs, .text(["ORIGINAL", "PRIMARY"]))
            .setting(.patientIdentityRemoved, .cs, .text(["NO"]))
            .setting(Tag(0x0009, 0x0010), .lo, .text(["INVENTED"]))
            .setting(Tag(0x0009, 0x1001), .fd, .bytes([1, 2, 3, 4, 5, 6, 7]))
            .setting(
                .referencedImageSequence, .sq,
                .sequence([.init(inner, .undefined), .init(inner), .init([])], .undefined)
            )
            .setting(.sourceImageSequence, .un, .sequence([.init(inner)], .undefined))
            .setting(.pixelPaddingValue, .us, .numbers([3]))
            .setting(.lossyImageCompression, .cs, .text(["01"]))
            .setting(.windowCenter, .ds, .text([" 40 ", "50"]))
            .setting(Tag(0x0043, 0x1029), .ob, .bytes([0, 1, 2]))
            .setting(Tag(0x7FE0, 0x0000), .ul, .numbers([14]))
            .setting(.dataSetTrailingPadding, .ob, .bytes([0, 0, 0, 0]))
    }

    @Test(arguments: [
        TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian,
    ])
    func everyOtherElementKeepsItsBytes(_ syntax: TransferSyntax) throws {
        let painted = try Painting(Self.image(syntax))
        let tags = painted.source.dataSet.topLevel.map { painted.source.dataSet.elements[$0].tag }
        for tag in tags where !Self.written.contains(tag) {
            #expect(
                Painting.elements(tag, of: painted.file)
                    == Painting.elements(tag, of: painted.source), "\(tag)")
        }
    }

    @Test(arguments: [
        TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian,
    ])
    func nothingElseIsAddedAndTheOrderStays(_ syntax: TransferSyntax) throws {
        let painted = try Painting(Self.image(syntax))
        func others(_ file: DICOMFile) -> [Tag] {
            file.dataSet.topLevel.map { file.dataSet.elements[$0].tag }
                .filter { !Self.written.contains($0) }
        }
        #expect(others(painted.file) == others(painted.source))
        let tags = painted.file.dataSet.topLevel.map { painted.file.dataSet.elements[$0].tag }
        #expect(tags == tags.sorted() && Set(tags).count == tags.count)
    }

    @Test func thePreambleStays() throws {
        var image = Painting.image()
        image.preamble = (0..<128).map { UInt8($0 + 1) }
        #expect(try Painting(image).bytes.starts(with: image.preamble))
    }

    /// PS3.10 7.1: a dual-personality file's TIFF offsets would show the unpainted picture.
    @Test func aTIFFPreambleDoesNotStay() throws {
        var image = Painting.image()
        image.preamble.replaceSubrange(0..<4, with: [0x49, 0x49, 42, 0])
        #expect(try Painting(image).bytes.prefix(128).allSatisfy { $0 == 0 })
    }

    @Test func otherMetaElementsStay() throws {
        var image = Painting.image()
        image.add(meta: .sourceApplicationEntityTitle, .ae, .text(["INVENTED"]))
        let painted = try Painting(image)
        #expect(
            painted.file.metaInformation?.string(.sourceApplicationEntityTitle) == "INVENTED")
    }
}
