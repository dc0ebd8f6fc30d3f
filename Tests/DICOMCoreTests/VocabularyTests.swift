import DICOMCore
import Testing

@Suite struct TagTests {
    @Test(
        arguments: [
            (Tag.pixelData, "(7FE0,0010)", "Pixel Data"), (Tag(0x0009, 0xA), "(0009,000A)", nil),
            (Tag(0x6002, 0x3000), "(6002,3000)", "Overlay Data"),
            (Tag.patientID, "(0010,0020)", "Patient ID"),
        ] as [(Tag, String, String?)])
    func hasNumberAndWords(tag: Tag, description: String, keyword: String?) {
        #expect(tag.description == description)
        #expect(tag.keyword == keyword)
    }

    @Test func sortsByGroupThenElement() {
        #expect(
            [Tag.pixelData, .rows, .columns, .modality].sorted()
                == [.modality, .rows, .columns, .pixelData])
    }

    @Test(
        arguments: [
            (0x5FFE, false), (0x6000, true), (0x6001, false), (0x601E, true), (0x6020, false),
        ] as [(UInt16, Bool)])
    func knowsTheGroupsOfOverlays(group: UInt16, isOverlay: Bool) {
        #expect(Tag(group, 0x3000).isOverlay == isOverlay)
    }

    @Test func movesToAnotherOverlayPlane() {
        #expect(Tag.overlayData.inOverlayPlane(15) == Tag(0x601E, 0x3000))
    }

    @Test(
        arguments: [
            (Tag.rows, VR.us), (.iconImageSequence, .sq), (Tag(0x0029, 0x0010), .lo),
            (Tag(0x0028, 0), .ul), (Tag(0x0029, 0x1010), nil),
        ] as [(Tag, VR?)])
    func knowsStandardVRs(tag: Tag, vr: VR?) { #expect(tag.standardVR == vr) }
}

@Suite struct VRTests {
    @Test(arguments: [VR.ob, .od, .of, .ol, .ov, .ow, .sq, .sv, .uc, .un, .ur, .ut, .uv])
    func hasLongLength(_ vr: VR) { #expect(vr.hasLongLength) }

    @Test(arguments: [VR.ae, .us, .fd, .at, .ui, .lt, VR(0x5A, 0x5A)])
    func hasNoLongLength(_ vr: VR) { #expect(!vr.hasLongLength) }

    @Test func showsNoBytesThatAreNoLetters() { #expect(VR(0, 0x1B).description == "??") }
}

@Suite struct TransferSyntaxTests {
    @Test func hasEachUIDOnce() {
        #expect(Set(TransferSyntax.table.map(\.uid)).count == TransferSyntax.table.count)
    }

    @Test(arguments: [
        (TransferSyntax.implicitVRLittleEndian, true, false, false, false),
        (.explicitVRLittleEndian, false, false, false, false),
        (.explicitVRBigEndian, false, true, false, false),
        (.deflatedExplicitVRLittleEndian, false, false, true, false),
        (.encapsulatedUncompressedExplicitVRLittleEndian, false, false, false, true),
        (.jpegBaseline8Bit, false, false, false, true), (.rleLossless, false, false, false, true),
        (.gePrivateBigEndianPixels, true, false, false, false),
    ])
    func knowsHowItIsEncoded(
        syntax: TransferSyntax, isImplicit: Bool, isBigEndian: Bool, isDeflated: Bool,
        isEncapsulated: Bool
    ) {
        #expect(syntax.isKnown)
        #expect(syntax.isImplicitVR == isImplicit)
        #expect(syntax.isBigEndian == isBigEndian)
        #expect(syntax.isDeflated == isDeflated)
        #expect(syntax.isEncapsulated == isEncapsulated)
    }
}

@Suite struct DICOMErrorTests {
    @Test(arguments: [
        (
            DICOMError(
                code: .truncated, tag: .pixelData, byteOffset: 1042, expected: 512, found: 8),
            "truncated Pixel Data (7FE0,0010) at byte 1042: expected 512 bytes, found 8"
        ),
        (
            DICOMError(code: .malformed, tag: Tag(0x0009, 0x1001), byteOffset: 7),
            "malformed data element (0009,1001) at byte 7"
        ),
        (DICOMError(code: .missing, tag: .rows), "missing Rows (0028,0010)"),
        (DICOMError(code: .unreadable), "unreadable DICOM file"),
        (
            DICOMError(code: .limitExceeded, byteOffset: 7, expected: 1000),
            "limit exceeded DICOM file at byte 7: expected at most 1000"
        ),
    ])
    func saysKindThingPlaceAndSizes(error: DICOMError, text: String) {
        #expect(error.description == text)
    }
}
