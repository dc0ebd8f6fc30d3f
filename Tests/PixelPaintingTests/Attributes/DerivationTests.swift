import DICOMCore
import TestSupport
import Testing

@testable import PixelPainting

/// What a painted instance says of how it came to be.
@Suite struct DerivationTests {
    private typealias Element = DICOMBuilder.Element
    private typealias Item = DICOMBuilder.Item

    private static let encodings: [TransferSyntax] = [
        .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian,
    ]
    private static let text = Painting.attributes.derivationText

    private static func group(_ items: [Item]) -> Element {
        Element(Tag(0x0008, 0x9124), .sq, .sequence(items, .defined))
    }

    private static let other = Item([Element(.derivationDescription, .st, .text(["other"]))])
    private static let position = Element(.planePositionSequence, .sq, .sequence([], .defined))

    /// An enhanced image that names the sources of its frames.
    private static func enhanced(_ syntax: TransferSyntax = .explicitVRLittleEndian) -> DICOMBuilder
    {
        Painting.image(syntax).setting(
            Tag(0x0008, 0x9154), .sq, .sequence([Item([])], .defined))
    }

    /// Descriptions in the Derivation Image Sequences of a group sequence's items.
    private func descriptions(_ sequence: Tag, _ file: DICOMFile) -> [[String?]?] {
        file.dataSet.items(of: sequence).map { item in
            file.dataSet.index(of: .derivationImageSequence, inItem: item).map { index in
                file.dataSet.children(of: index).map {
                    file.dataSet.string(.derivationDescription, inItem: $0)
                }
            }
        }
    }

    @Test(arguments: encodings)
    func describesAndCodesAtTopLevel(_ syntax: TransferSyntax) throws {
        let painted = try Painting(Painting.image(syntax))
        #expect(painted.file.dataSet.string(.derivationDescription) == Self.text)
        #expect(painted.values(.codeValue, in: .derivationCodeSequence) == ["113047"])
        #expect(
            painted.values(.codeMeaning, in: .derivationCodeSequence) == ["Pixel by pixel mask"])
    }

    @Test func keepsTheDescriptionThatIsThere() throws {
        // "Größe" in Latin-1, as whatever character set has it.
        let present: [UInt8] = [0x47, 0x72, 0xF6, 0xDF, 0x65, 0x20]
        let painted = try Painting(
            Painting.image().setting(.derivationDescription, .st, .bytes(present)))
        let element = try #require(painted.file.dataSet[.derivationDescription])
        let value = painted.file.dataSet.unpaddedValue(element)
        #expect(value == present.dropLast() + Array("; \(Self.text)".utf8))
    }

    /// PS3.5 6.2: an ST has 1024 characters. The code says the same.
    @Test func aFullDescriptionStaysAsItIs() throws {
        let present = [UInt8](repeating: 0x41, count: 1_000)
        let painted = try Painting(
            Painting.image().setting(.derivationDescription, .st, .bytes(present)))
        let element = try #require(painted.file.dataSet[.derivationDescription])
        #expect(painted.file.dataSet.value(element) == present)
        #expect(painted.values(.codeValue, in: .derivationCodeSequence) == ["113047"])
    }

    @Test func keepsTheCodesThatAreThere() throws {
        let item = Item([
            Element(.codeValue, .sh, .text(["113040"])),
            Element(.codingSchemeDesignator, .sh, .text(["DCM"])),
        ])
        let painted = try Painting(
            Painting.image().setting(.derivationCodeSequence, .sq, .sequence([item], .defined)))
        #expect(painted.values(.codeValue, in: .derivationCodeSequence) == ["113040", "113047"])
    }

    @Test func saysNothingTwice() throws {
        let second = try Painting(Painting(Painting.image()).bytes)
        #expect(second.file.dataSet.string(.derivationDescription) == Self.text)
        #expect(second.values(.codeValue, in: .derivationCodeSequence) == ["113047"])
    }

    @Test func saysNothingOfPixelsThatStayed() throws {
        let file = try Painting(Painting.image().addingOverlay(0x6000), boxes: []).file
        #expect(file.dataSet[.derivationDescription] == nil)
        #expect(file.dataSet[.derivationCodeSequence] == nil)
    }

    @Test func tellsOfOtherChangesToTheCodestreams() throws {
        var attributes = Painting.attributes
        attributes.recodedReversibly = .jpeg2000
        attributes.droppedMetadata = true
        let text = try #require(
            try Painting(Painting.image(), attributes).file.dataSet.string(.derivationDescription))
        #expect(text.hasPrefix(Self.text) && text.contains("loss") && text.contains("metadata"))
        #expect(CleanAttributes.isOwnDerivation(text))
    }

    @Test(arguments: encodings)
    func anEnhancedImageSaysItOnceForAllFrames(_ syntax: TransferSyntax) throws {
        let image = Self.enhanced(syntax)
            .setting(
                .sharedFunctionalGroupsSequence, .sq,
                .sequence([Item([Self.position])], .undefined)
            )
            .setting(
                .perFrameFunctionalGroupsSequence, .sq,
                .sequence([Item([Self.position]), Item([Self.position])], .defined))
        let painted = try Painting(image)
        let file = painted.file
        #expect(descriptions(.sharedFunctionalGroupsSequence, file) == [[Self.text]])
        #expect(descriptions(.perFrameFunctionalGroupsSequence, file) == [nil, nil])
        #expect(file.dataSet[.derivationDescription] == nil)
        #expect(file.dataSet[.derivationCodeSequence] == nil)
        let second = try Painting(painted.bytes).file
        #expect(descriptions(.sharedFunctionalGroupsSequence, second) == [[Self.text]])
    }

    /// PS3.3 C.7.6.16.2.6: Source Image Sequence is type 2, the code sequence type 1.
    @Test func theFunctionalGroupIsWhole() throws {
        let image = Self.enhanced().setting(
            .sharedFunctionalGroupsSequence, .sq, .sequence([Item([Self.position])], .defined))
        let dataSet = try Painting(image).file.dataSet
        let shared = try #require(dataSet.items(of: .sharedFunctionalGroupsSequence).first)
        let group = try #require(dataSet.index(of: .derivationImageSequence, inItem: shared))
        let item = try #require(dataSet.children(of: group).first)
        #expect(
            dataSet.children(of: item).map { dataSet.elements[$0].tag }
                == [.derivationDescription, .sourceImageSequence, .derivationCodeSequence])
        #expect(dataSet.element(.sourceImageSequence, inItem: item)?.valueLength == 0)
    }

    /// Source Image Sequence is type 2 in the group, and asks for Source Image Evidence Sequence,
    /// which may not be empty.
    @Test func anImageWithoutSourcesCannotHaveTheGroup() throws {
        let image = Painting.image().setting(
            .sharedFunctionalGroupsSequence, .sq, .sequence([Item([Self.position])], .defined))
        let file = try Painting(image).file
        #expect(descriptions(.sharedFunctionalGroupsSequence, file) == [nil])
        #expect(file.dataSet[.derivationDescription] == nil)
    }

    @Test(arguments: encodings)
    func joinsADerivationThatIsShared(_ syntax: TransferSyntax) throws {
        let image = Painting.image(syntax).setting(
            .sharedFunctionalGroupsSequence, .sq,
            .sequence([Item([Self.group([Self.other]), Self.position])], .defined))
        #expect(
            try descriptions(.sharedFunctionalGroupsSequence, Painting(image).file)
                == [["other", Self.text]])
    }

    /// PS3.3 C.7.6.16: a group is either shared or in each frame.
    @Test(arguments: encodings)
    func joinsADerivationThatFramesHave(_ syntax: TransferSyntax) throws {
        let image = Painting.image(syntax)
            .setting(
                .sharedFunctionalGroupsSequence, .sq, .sequence([Item([Self.position])], .defined)
            )
            .setting(
                .perFrameFunctionalGroupsSequence, .sq,
                .sequence(
                    [Item([Self.group([Self.other])]), Item([Self.position], .undefined)],
                    .undefined))
        let painted = try Painting(image)
        #expect(descriptions(.sharedFunctionalGroupsSequence, painted.file) == [nil])
        #expect(
            descriptions(.perFrameFunctionalGroupsSequence, painted.file)
                == [["other", Self.text], [Self.text]])
        let second = try Painting(painted.bytes).file
        #expect(
            descriptions(.perFrameFunctionalGroupsSequence, second)
                == [["other", Self.text], [Self.text]])
    }

    @Test(arguments: DICOMBuilder.LengthForm.allCases)
    func fillsSharedGroupsThatAreEmpty(_ form: DICOMBuilder.LengthForm) throws {
        let image = Self.enhanced().setting(
            .sharedFunctionalGroupsSequence, .sq, .sequence([], form))
        #expect(
            try descriptions(.sharedFunctionalGroupsSequence, Painting(image).file) == [[Self.text]]
        )
    }
}

/// Image Type and Frame Type.
@Suite struct ImageTypeTests {
    private static func painted(_ value: [String]?, asked: Bool = true) throws -> DICOMFile {
        let frameType = Tag(0x0018, 0x9226)
        func item(_ values: [String]) -> DICOMBuilder.Item {
            .init([
                .init(
                    frameType, .sq,
                    .sequence([.init([.init(.frameType, .cs, .text(values))])], .defined))
            ])
        }
        var image = Painting.image()
            .setting(
                .sharedFunctionalGroupsSequence, .sq,
                .sequence([item(["ORIGINAL", "PRIMARY", "M"])], .defined)
            )
            .setting(
                .perFrameFunctionalGroupsSequence, .sq,
                .sequence([item(["DERIVED", "PRIMARY"]), item(["ORIGINAL"])], .undefined))
        if let value { image.set(.imageType, .cs, .text(value)) }
        var attributes = Painting.attributes
        attributes.imageType = asked ? .derived : .keep
        return try Painting(image, attributes).file
    }

    private func frameTypes(_ file: DICOMFile) -> [[String]] {
        file.dataSet.elements.filter { $0.tag == .frameType }.map { file.dataSet.strings(of: $0) }
    }

    @Test(arguments: [
        (["ORIGINAL", "PRIMARY"], ["DERIVED", "PRIMARY"]),
        (["MIXED", "PRIMARY", "", "A"], ["DERIVED", "PRIMARY", "", "A"]),
        (["DERIVED", "SECONDARY"], ["DERIVED", "SECONDARY"]), (["ORIGINAL"], ["DERIVED"]),
    ])
    func valueOneBecomesDerived(_ before: [String], _ after: [String]) throws {
        let file = try Self.painted(before)
        #expect(file.dataSet.strings(.imageType) == after)
        #expect(
            frameTypes(file) == [
                ["DERIVED", "PRIMARY", "M"], ["DERIVED", "PRIMARY"], ["DERIVED"],
            ])
    }

    /// PS3.5 6.2: CS is padded with a space, whatever VR the file gives it.
    @Test func isPaddedWithASpace() throws {
        var attributes = Painting.attributes
        attributes.imageType = .derived
        let painted = try Painting(
            Painting.image().setting(.imageType, .un, .bytes(Array("ORIGINAL".utf8))), attributes)
        let element = try #require(painted.file.dataSet[.imageType])
        #expect(painted.file.dataSet.value(element) == Array("DERIVED ".utf8))
    }

    @Test func noneIsMadeWhereThereIsNone() throws {
        #expect(try Self.painted(nil).dataSet[.imageType] == nil)
    }

    @Test func bothStayUnlessAskedFor() throws {
        let file = try Self.painted(["ORIGINAL", "PRIMARY"], asked: false)
        #expect(file.dataSet.strings(.imageType) == ["ORIGINAL", "PRIMARY"])
        #expect(
            frameTypes(file) == [
                ["ORIGINAL", "PRIMARY", "M"], ["DERIVED", "PRIMARY"], ["ORIGINAL"],
            ])
    }
}
