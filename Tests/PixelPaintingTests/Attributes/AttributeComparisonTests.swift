import DICOMCore
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

@Suite struct AttributeComparisonTests {
    private typealias Element = DICOMBuilder.Element
    private typealias Item = DICOMBuilder.Item

    private static func sequence(_ value: String) -> DICOMBuilder.Value {
        .sequence([.init([Element(.codeValue, .sh, .text([value]))])], .undefined)
    }

    private static let overlay = Tag(0x6002, 0x3000)
    private static let original = Painting.image()
        .setting(.imageType, .cs, .text(["ORIGINAL", "PRIMARY"]))
        .setting(.referencedImageSequence, .sq, sequence("A"))
        .setting(.deidentificationMethod, .lo, .text(["before"]))
        .setting(.deidentificationMethodCodeSequence, .sq, sequence("113100"))
        .setting(.largestImagePixelValue, .us, .numbers([9]))
        .setting(.lossyImageCompression, .cs, .text(["00"]))
        .setting(.iconImageSequence, .sq, sequence("A"))
        .setting(.digitalSignaturesSequence, .sq, sequence("A"))
        .setting(overlay, .ow, .bytes([0, 1]))
        .setting(Tag(0x0043, 0x1029), .ob, .bytes([0, 1]))

    private func failure(
        _ before: DICOMBuilder, _ after: DICOMBuilder,
        _ compare: (DICOMFile, DICOMFile) -> AttributeComparison = { AttributeComparison($0, $1) }
    ) throws -> InstanceFailure? {
        let original = try DICOMFile(ByteSource(before.build()))
        let written = try DICOMFile(ByteSource(after.build()))
        do {
            try compare(original, written).requireOnlyCleaned()
            return nil
        } catch {
            return error
        }
    }

    private func compare(_ change: (inout DICOMBuilder) -> Void) throws -> InstanceFailure? {
        var builder = Self.original
        change(&builder)
        return try failure(Self.original, builder)
    }

    @Test func equalFilesPass() throws {
        #expect(try compare { _ in } == nil)
    }

    // What `CleanAttributes` writes passes: every image of the suites that test it.

    private static func groups(_ elements: [Element]) -> DICOMBuilder.Value {
        .sequence([Item(elements)], .defined)
    }

    private static let position = Element(.planePositionSequence, .sq, .sequence([], .defined))
    private static let derivation = Element(Tag(0x0008, 0x9124), .sq, sequence("A"))
    private static let frameType = Element(
        Tag(0x0018, 0x9226), .sq, groups([Element(.frameType, .cs, .text(["ORIGINAL"]))]))

    private static let enhanced = original.setting(Tag(0x0008, 0x9154), .sq, sequence("A"))
    private static let images: [DICOMBuilder] = [
        original, Painting.image(), Painting.image().addingOverlay(0x6000),
        original.setting(.derivationDescription, .st, .text(["before"]))
            .setting(.derivationCodeSequence, .sq, sequence("113040")),
        original.setting(
            .sourceImageSequence, .sq,
            groups([
                Element(.referencedSOPInstanceUID, .ui, .text(["2.25.1"]))
            ])),
        original.setting(.sharedFunctionalGroupsSequence, .sq, groups([position])),
        enhanced.setting(.sharedFunctionalGroupsSequence, .sq, groups([position])),
        enhanced.setting(.sharedFunctionalGroupsSequence, .sq, .sequence([], .undefined)),
        original.setting(.sharedFunctionalGroupsSequence, .sq, groups([derivation, frameType])),
        original.setting(.sharedFunctionalGroupsSequence, .sq, groups([frameType]))
            .setting(.perFrameFunctionalGroupsSequence, .sq, groups([derivation, position])),
        // Joined by an item, while a reference inside follows the new UID.
        original.setting(
            .sharedFunctionalGroupsSequence, .sq,
            groups([
                Element(
                    .derivationImageSequence, .sq,
                    groups([Element(.referencedSOPInstanceUID, .ui, .text(["2.25.1"]))]))
            ])),
        original.setting(
            .contributingEquipmentSequence, .sq,
            groups([Element(.referencedSOPInstanceUID, .ui, .text(["2.25.1"]))])),
        original.setting(.contributingEquipmentSequence, .un, .bytes([])),
        // Retired elements that count bytes, and an order that falls.
        original.setting(Tag(0x0008, 0x0001), .ul, .numbers([9]))
            .setting(Tag(0x0028, 0x0000), .ul, .numbers([9])),
        {
            var image = original
            image.elements.insert(Element(.imageComments, .lt, .text(["a"])), at: 0)
            image.elements.insert(Element(.patientID, .lo, .text(["a"])), at: 1)
            return image
        }(),
    ]

    private static var everything: CleanAttributes {
        var attributes = Painting.attributes
        attributes.recodedReversibly = .jpegLS
        attributes.droppedMetadata = true
        attributes.imageType = .derived
        attributes.instanceUID = .derive
        return attributes
    }

    @Test(
        arguments: [
            TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
            .deflatedExplicitVRLittleEndian,
        ], images)
    func whatACleanWroteIsAllowed(_ syntax: TransferSyntax, _ image: DICOMBuilder) throws {
        var image = image
        image.transferSyntax = syntax
        for attributes in [Painting.attributes, Self.everything] {
            let first = try Painting(image, attributes)
            try AttributeComparison(first.source, first.file).requireOnlyCleaned()
            let second = try Painting(first.bytes, attributes)
            try AttributeComparison(second.source, second.file).requireOnlyCleaned()
        }
    }

    @Test(arguments: [
        Element(.burnedInAnnotation, .cs, .text(["NO"])),
        Element(.deidentificationMethod, .lo, .text(["before", "pixredact 9 boxes"])),
        Element(.imageType, .cs, .text(["DERIVED", "PRIMARY"])),
        Element(.lossyImageCompression, .cs, .text(["01"])),
        Element(.derivationDescription, .st, .text(["Burned in text painted over"])),
        Element(.pixelData, .ob, .bytes([1, 2])),
    ])
    private func whatACleanMayWriteIsAllowed(_ element: Element) throws {
        #expect(try compare { $0.set(element.tag, element.vr, element.value) } == nil)
    }

    @Test(arguments: [
        Element(.imageType, .cs, .text(["DERIVED", "SECONDARY"])),
        Element(.imageType, .lo, .text(["ORIGINAL", "PRIMARY"])),
        Element(.referencedImageSequence, .sq, sequence("B")),
        Element(.referencedImageSequence, .sq, .sequence([], .undefined)),
        Element(.referencedImageSequence, .sq, .sequence([.init([]), .init([])], .undefined)),
        Element(Tag(0x0043, 0x1029), .ob, .bytes([0, 2])),
        Element(Tag(0x0043, 0x102A), .ob, .bytes([0, 2])),
        Element(Tag(0x6001, 0x3000), .ob, .bytes([0, 2])),
        Element(.patientID, .lo, .text(["X"])),
        Element(.bitsStored, .us, .numbers([7])),
        // Elements that a clean changes, changed otherwise.
        Element(.burnedInAnnotation, .cs, .text(["YES"])),
        Element(.deidentificationMethod, .lo, .text(["other", "pixredact 9 boxes"])),
        Element(.deidentificationMethod, .lo, .text(["before", "other"])),
        Element(.deidentificationMethod, .lo, .text(["pixredact 9 boxes"])),
        Element(.deidentificationMethodCodeSequence, .sq, sequence("113101")),
        Element(.contributingEquipmentSequence, .sq, sequence("A")),
        Element(.derivationDescription, .st, .text(["other"])),
        Element(.derivationCodeSequence, .sq, sequence("A")),
        Element(.largestImagePixelValue, .us, .numbers([8])),
        Element(.smallestImagePixelValue, .us, .numbers([1])),
        Element(.lossyImageCompression, .cs, .text(["02"])),
        Element(.lossyImageCompressionRatio, .ds, .text(["9"])),
        Element(.photometricInterpretation, .cs, .text(["MONOCHROME1"])),
        Element(.iconImageSequence, .sq, sequence("B")),
        Element(.digitalSignaturesSequence, .sq, sequence("B")),
        Element(.sopInstanceUID, .ui, .text(["2.25.2"])),
        Element(overlay, .ow, .bytes([1, 2])),
        Element(Tag(0x0028, 0), .ul, .numbers([9])),
    ])
    private func anotherDifferenceIsNot(_ element: Element) throws {
        let failure = try compare { $0.set(element.tag, element.vr, element.value) }
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test(arguments: [
        Tag.largestImagePixelValue, .iconImageSequence, .digitalSignaturesSequence, overlay,
    ])
    func whatACleanRemovesMayBeMissing(_ tag: Tag) throws {
        #expect(try compare { $0.remove(tag) } == nil)
    }

    @Test(arguments: [
        Tag.imageType, .referencedImageSequence, Tag(0x0043, 0x1029), .rows, .burnedInAnnotation,
        .deidentificationMethod, .deidentificationMethodCodeSequence, .lossyImageCompression,
        .sopInstanceUID,
    ])
    func aMissingElementIsNot(_ tag: Tag) throws {
        let original = Self.original.setting(.burnedInAnnotation, .cs, .text(["NO"]))
        let failure = try failure(original, original.removing(tag))
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test func theFirstTagThatDiffersIsNamed() throws {
        let failure = try compare { $0.set(.imageType, .cs, .text(["X"])) }
        #expect(failure?.reason.message.contains("(0008,0008)") == true)
    }

    @Test func anotherTransferSyntaxIsNot() throws {
        let failure = try compare { $0.transferSyntax = .implicitVRLittleEndian }
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test(arguments: [(UInt8(0), true), (1, false)])
    func aPreambleMayOnlyBeEmptied(_ byte: UInt8, isAllowed: Bool) throws {
        var original = Self.original
        original.preamble = [UInt8](repeating: 7, count: 128)
        var written = original
        written.preamble = [UInt8](repeating: byte, count: 128)
        #expect((try failure(original, written) == nil) == isAllowed)
    }

    @Test(arguments: [
        (
            Element(.implementationClassUID, .ui, .text([CleanAttributes.implementationClassUID])),
            true
        ),
        (Element(.implementationClassUID, .ui, .text(["2.25.8"])), false),
        (Element(.implementationVersionName, .sh, .text(["PIXREDACT_0.9"])), true),
        (Element(.implementationVersionName, .sh, .text(["OTHER"])), false),
        (Element(.sourceApplicationEntityTitle, .ae, .text(["OTHER"])), false),
        (Element(Tag(0x0002, 0x0102), .ob, .bytes([1, 2])), false),
    ])
    private func metaInformationIsComparedToo(_ element: Element, isAllowed: Bool) throws {
        let failure = try compare { $0.metaElements.append(element) }
        #expect((failure == nil) == isAllowed)
    }

    // Nodes that the caller knows of.

    private static func node(_ tag: Tag, _ file: DICOMFile) -> Set<Int> {
        Set(file.dataSet.elements.indices.filter { file.dataSet.elements[$0].tag == tag })
    }

    @Test func aPictureThatIsComparedElsewhereMayDiffer() throws {
        let after = Self.original.setting(Self.overlay, .ow, .bytes([5, 6]))
        let failure = try failure(Self.original, after) {
            AttributeComparison($0, $1, repainted: Self.node(Self.overlay, $0))
        }
        #expect(failure == nil)
    }

    @Test func anElementThatWasToBeRemovedMayBeMissing() throws {
        let tag = Tag(0x0043, 0x1029)
        let failure = try failure(Self.original, Self.original.removing(tag)) {
            AttributeComparison($0, $1, removed: Self.node(tag, $0))
        }
        #expect(failure == nil)
    }

    // A derived UID.

    private func derived(_ change: (inout DICOMBuilder) -> Void) throws -> InstanceFailure? {
        let reference = Element(.referencedSOPInstanceUID, .ui, .text(["2.25.1"]))
        let before = Self.original.setting(.sourceImageSequence, .sq, Self.groups([reference]))
        let bytes = try Painting(before, Self.everything).file.dataSet.string(.sopInstanceUID)
        let new = DICOMBuilder.Value.text([bytes ?? ""])
        var after = before.setting(.sopInstanceUID, .ui, new)
            .setting(
                .sourceImageSequence, .sq,
                Self.groups([Element(.referencedSOPInstanceUID, .ui, new)]))
        after.metaElements.removeAll { $0.tag == .mediaStorageSOPInstanceUID }
        after.add(meta: .mediaStorageSOPInstanceUID, .ui, new)
        change(&after)
        return try failure(before, after)
    }

    @Test func referencesFollowADerivedUID() throws {
        #expect(try derived { _ in } == nil)
    }

    @Test func everyReferenceFollows() throws {
        let left = try derived {
            $0.set(
                .sourceImageSequence, .sq,
                Self.groups([Element(.referencedSOPInstanceUID, .ui, .text(["2.25.1"]))]))
        }
        #expect(left?.reason.message.contains("(0008,1155)") == true)
    }

    @Test(arguments: ["2.25.1", "2.25.7"])
    func theMetaInformationFollows(_ uid: String) throws {
        let failure = try derived {
            $0.metaElements.removeAll { $0.tag == .mediaStorageSOPInstanceUID }
            $0.add(meta: .mediaStorageSOPInstanceUID, .ui, .text([uid]))
        }
        #expect(failure?.reason.code == .verificationFailed)
    }
}

@Suite struct ByteComparisonTests {
    /// More than is looked at at a time.
    private static let count = (1 << 24) + 3
    private static let bytes = [UInt8](repeating: 7, count: count)

    @Test(arguments: [0, (1 << 24) - 1, 1 << 24, count - 1])
    func seesADifferenceAnywhere(_ index: Int) {
        var other = Self.bytes
        let left = ByteSource(Self.bytes)
        #expect(left.holds(0..<Self.count, equalTo: ByteSource(other), 0..<Self.count))
        other[index] = 8
        #expect(!left.holds(0..<Self.count, equalTo: ByteSource(other), 0..<Self.count))
    }

    @Test func comparesPartsOfOneLengthOnly() {
        let left = ByteSource([1, 2, 3, 4])
        let right = ByteSource([3, 4, 3])
        #expect(left.holds(2..<4, equalTo: right, 0..<2))
        #expect(!left.holds(2..<4, equalTo: right, 0..<3))
        #expect(left.holds(1..<1, equalTo: right, 3..<3))
    }
}
