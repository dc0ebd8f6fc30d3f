import DICOMCore
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

/// What a painted instance says of itself.
@Suite struct CleanAttributesTests {
    private static let encodings: [TransferSyntax] = [
        .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian,
    ]
    private static let method = "pixredact \(PixredactVersion.current) boxes"

    private static func code(
        _ value: String, scheme: String = "DCM"
    ) -> DICOMBuilder.Item {
        .init([
            .init(.codeValue, .sh, .text([value])),
            .init(.codingSchemeDesignator, .sh, .text([scheme])),
        ])
    }

    @Test(arguments: encodings)
    func burnedInAnnotationBecomesNo(_ syntax: TransferSyntax) throws {
        let image = Painting.image(syntax).setting(.burnedInAnnotation, .cs, .text(["YES"]))
        #expect(try Painting(image).file.dataSet.string(.burnedInAnnotation) == "NO")
        #expect(
            try Painting(Painting.image(syntax)).file.dataSet.string(.burnedInAnnotation) == "NO")
    }

    @Test(arguments: ["YES", nil])
    func burnedInAnnotationStaysWithoutTheClaim(_ value: String?) throws {
        var image = Painting.image()
        if let value { image.set(.burnedInAnnotation, .cs, .text([value])) }
        var attributes = Painting.attributes
        attributes.claimsNoAnnotation = false
        let painted = try Painting(image, attributes)
        #expect(painted.file.dataSet.string(.burnedInAnnotation) == value)
    }

    /// That no text was found, in an image whose overlay went, says nothing of its pixels.
    @Test func burnedInAnnotationStaysWherePixelsAre() throws {
        let painted = try Painting(Painting.image().addingOverlay(0x6000), boxes: [])
        #expect(painted.file.dataSet[.burnedInAnnotation] == nil)
    }

    @Test(arguments: [Tag.recognizableVisualFeatures, .patientIdentityRemoved])
    func whatIsNotOursToSayStays(_ tag: Tag) throws {
        #expect(try Painting(Painting.image()).file.dataSet[tag] == nil)
        let painted = try Painting(Painting.image().setting(tag, .cs, .text(["YES"])))
        #expect(painted.file.dataSet.string(tag) == "YES")
    }

    @Test func neverMakesPixelPadding() throws {
        let file = try Painting(Painting.image()).file
        #expect(file.dataSet[.pixelPaddingValue] == nil)
        #expect(file.dataSet[.pixelPaddingRangeLimit] == nil)
    }

    @Test(arguments: encodings)
    func namesTheMethod(_ syntax: TransferSyntax) throws {
        let painted = try Painting(Painting.image(syntax))
        #expect(painted.file.dataSet.strings(.deidentificationMethod) == [Self.method])
        #expect(Self.method.count <= 64)
    }

    @Test func keepsTheMethodsThatAreThere() throws {
        // "Maß" in UTF-8: the bytes stay, whatever their character set.
        let present = [0x4D, 0x61, 0xC3, 0x9F, 0x5C, 0x62, 0x20].map { UInt8($0) }
        let painted = try Painting(
            Painting.image().setting(.deidentificationMethod, .lo, .bytes(present)))
        let element = try #require(painted.file.dataSet[.deidentificationMethod])
        let value = painted.file.dataSet.value(element)
        #expect(value.starts(with: present.dropLast() + [0x5C] + Array(Self.method.utf8)))
    }

    /// PS3.5 6.2: 64 characters, of which a backslash would begin another value.
    @Test func aPolicysNameNeitherEndsNorOutgrowsTheValue() throws {
        var attributes = Painting.attributes
        attributes.policyName = "a\\b\u{E9}" + String(repeating: "c", count: 100)
        let methods = try Painting(Painting.image(), attributes).file.dataSet
            .strings(.deidentificationMethod)
        #expect(methods.count == 1 && methods[0].count == 64)
        #expect(methods[0].hasPrefix("pixredact \(PixredactVersion.current) abccc"))
    }

    @Test func doesNotNameTheMethodTwice() throws {
        let first = try Painting(Painting.image())
        let second = try Painting(first.bytes)
        #expect(second.file.dataSet.strings(.deidentificationMethod) == [Self.method])
    }

    @Test(arguments: encodings)
    func codesCleanPixelData(_ syntax: TransferSyntax) throws {
        let painted = try Painting(Painting.image(syntax))
        let sequence = Tag.deidentificationMethodCodeSequence
        #expect(painted.values(.codeValue, in: sequence) == ["113101"])
        #expect(painted.values(.codingSchemeDesignator, in: sequence) == ["DCM"])
        #expect(painted.values(.codeMeaning, in: sequence) == ["Clean Pixel Data Option"])
    }

    @Test func codesCleanGraphicsWhereOverlaysWent() throws {
        let painted = try Painting(Painting.image().addingOverlay(0x6000))
        #expect(
            painted.values(.codeValue, in: .deidentificationMethodCodeSequence)
                == ["113101", "113103"])
    }

    /// PS3.3 8.2: a version of the coding scheme makes no other code of it.
    @Test func aVersionOfTheCodingSchemeIsNoOtherCode() throws {
        let item = DICOMBuilder.Item(
            Self.code("113101").elements + [.init(.codingSchemeVersion, .sh, .text(["01"]))])
        let painted = try Painting(
            Painting.image().setting(
                .deidentificationMethodCodeSequence, .sq, .sequence([item], .defined)))
        #expect(painted.values(.codeValue, in: .deidentificationMethodCodeSequence) == ["113101"])
    }

    /// The items of a sequence of defined length end where a new element begins.
    @Test(arguments: encodings, DICOMBuilder.LengthForm.allCases)
    func codesStandBeforeTheElementBehindThem(
        _ syntax: TransferSyntax, _ form: DICOMBuilder.LengthForm
    ) throws {
        let painted = try Painting(
            Painting.image(syntax).setting(
                .deidentificationMethodCodeSequence, .sq, .sequence([Self.code("113100")], form)))
        #expect(
            painted.values(.codeValue, in: .deidentificationMethodCodeSequence)
                == ["113100", "113101"])
        #expect(painted.file.dataSet[.contributingEquipmentSequence] != nil)
    }

    @Test func doesNotCodeTwice() throws {
        let first = try Painting(Painting.image().addingOverlay(0x6000))
        let second = try Painting(first.bytes)
        #expect(
            second.values(.codeValue, in: .deidentificationMethodCodeSequence)
                == ["113101", "113103"])
    }

    @Test(arguments: [
        ([code("113100")], ["113100", "113101"]),
        ([code("113101"), code("113105")], ["113101", "113105"]),
        ([code("113101", scheme: "99LOCAL")], ["113101", "113101"]),
        ([], ["113101"]),
    ])
    func keepsTheCodesThatAreThere(_ items: [DICOMBuilder.Item], _ codes: [String]) throws {
        let image = Painting.image().setting(
            .deidentificationMethodCodeSequence, .sq, .sequence(items, .undefined))
        let painted = try Painting(image)
        #expect(painted.values(.codeValue, in: .deidentificationMethodCodeSequence) == codes)
    }

    @Test func theRangeOfPixelValuesStaysWherePixelsDo() throws {
        let image = Painting.image().setting(.smallestImagePixelValue, .us, .numbers([7]))
        #expect(try Painting(image, boxes: []).file.dataSet.integer(.smallestImagePixelValue) == 7)
    }

    @Test(arguments: encodings)
    func namesTheEquipment(_ syntax: TransferSyntax) throws {
        let painted = try Painting(Painting.image(syntax))
        let sequence = Tag.contributingEquipmentSequence
        #expect(painted.values(.manufacturer, in: sequence) == ["pixredact"])
        #expect(painted.values(.softwareVersions, in: sequence) == [PixredactVersion.current])
        let purposes = painted.file.dataSet.elements.indices.filter {
            painted.file.dataSet.elements[$0].tag == .purposeOfReferenceCodeSequence
        }
        let purpose = try #require(purposes.first)
        let item = try #require(painted.file.dataSet.children(of: purpose).first)
        let code = try #require(painted.file.dataSet.element(.codeValue, inItem: item))
        #expect(painted.file.dataSet.string(of: code) == "109104")
    }

    @Test func namesTheEquipmentOnceForAPolicy() throws {
        let first = try Painting(Painting.image())
        let second = try Painting(first.bytes)
        let sequence = Tag.contributingEquipmentSequence
        #expect(second.values(.manufacturer, in: sequence) == ["pixredact"])
        var attributes = Painting.attributes
        attributes.policyName = "all-text"
        let third = try Painting(second.bytes, attributes)
        #expect(third.values(.manufacturer, in: sequence) == ["pixredact", "pixredact"])
        #expect(
            third.values(.contributionDescription, in: sequence) == [
                "Pixel Data cleaned: \(Self.method)",
                "Pixel Data cleaned: pixredact \(PixredactVersion.current) all-text",
            ])
    }

    @Test func saysNothingOfTheTime() throws {
        let painted = try Painting(Painting.image())
        #expect(painted.values(.contributionDateTime, in: .contributingEquipmentSequence) == [nil])
    }

    @Test func keepsTheEquipmentThatIsThere() throws {
        let item = DICOMBuilder.Item([.init(.manufacturer, .lo, .text(["Invented"]))], .undefined)
        let painted = try Painting(
            Painting.image().setting(
                .contributingEquipmentSequence, .sq, .sequence([item], .defined)))
        #expect(
            painted.values(.manufacturer, in: .contributingEquipmentSequence)
                == ["Invented", "pixredact"])
    }

    @Test(arguments: CleanAttributes.pixelValueRanges)
    func removesWhatStatesTheRangeOfPixelValues(_ tag: Tag) throws {
        let painted = try Painting(Painting.image().setting(tag, .us, .numbers([7])))
        #expect(painted.source.dataSet[tag] != nil)
        #expect(painted.file.dataSet[tag] == nil)
    }

    @Test func theMetaInformationNamesTheWriter() throws {
        let meta = try #require(try Painting(Painting.image()).file.metaInformation)
        #expect(meta.string(.implementationClassUID) == CleanAttributes.implementationClassUID)
        let version = try #require(meta.string(.implementationVersionName))
        #expect(version.hasPrefix("PIXREDACT_") && version.count <= 16)
        let length = try #require(meta[.fileMetaInformationGroupLength])
        #expect(meta.integer(of: length) == meta.range.upperBound - length.end)
    }

    @Test func aFileWithoutMetaInformationGetsNone() throws {
        var image = Painting.image()
        image.hasPreamble = false
        image.hasMetaInformation = false
        let painted = try Painting(image)
        #expect(!painted.file.hasPreamble && painted.file.metaInformation == nil)
        #expect(painted.file.dataSet.string(.burnedInAnnotation) == "NO")
    }

    @Test func codesThatCannotBeReadFailTheInstance() throws {
        let image = Painting.image().setting(
            .deidentificationMethodCodeSequence, .lo, .text(["no sequence"]))
        let failure = #expect(throws: InstanceFailure.self) { try Painting(image) }
        #expect(failure?.reason.code == .malformedDataSet)
    }
}
