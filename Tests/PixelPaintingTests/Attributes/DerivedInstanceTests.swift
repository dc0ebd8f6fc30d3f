import DICOMCore
import RedactionPolicy
import TestSupport
import Testing

@testable import PixelPainting

/// A painted instance that gets a SOP Instance UID of its own.
@Suite struct DerivedInstanceTests {
    private typealias Element = DICOMBuilder.Element
    private typealias Item = DICOMBuilder.Item

    private static let encodings: [TransferSyntax] = [
        .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian,
    ]
    private static let key = InstanceUIDKey([UInt8](repeating: 9, count: 32))
    private static let old = "1.2.840.113619.2.1"
    private static let new = DerivedUID.make(from: Array(old.utf8), key: key)
    private static let privateUID = Tag(0x0043, 0x1001)

    private static var attributes: CleanAttributes {
        var attributes = Painting.attributes
        attributes.instanceUID = .derive
        attributes.instanceUIDKey = key
        return attributes
    }

    private static func image(_ syntax: TransferSyntax) -> DICOMBuilder {
        var image = Painting.image(syntax).setting(.sopInstanceUID, .ui, .text([old]))
        image.metaElements.removeAll { $0.tag == .mediaStorageSOPInstanceUID }
        image.add(meta: .mediaStorageSOPInstanceUID, .ui, .text([old]))
        return image
    }

    private static func references(_ uids: [String]) -> DICOMBuilder.Value {
        let item = Item([Element(.referencedSOPInstanceUID, .ui, .text(uids))])
        return .sequence(
            [item, Item([Element(.sourceImageSequence, .sq, .sequence([item], .undefined))])],
            .defined)
    }

    private func uids(_ tag: Tag, _ file: DICOMFile) -> [[String]] {
        file.dataSet.elements.filter { $0.tag == tag }.map { file.dataSet.strings(of: $0) }
    }

    @Test(arguments: encodings)
    func theUIDStandsInBothPlaces(_ syntax: TransferSyntax) throws {
        let file = try Painting(Self.image(syntax), Self.attributes).file
        #expect(file.dataSet.string(.sopInstanceUID) == Self.new)
        #expect(file.metaInformation?.string(.mediaStorageSOPInstanceUID) == Self.new)
    }

    @Test func theUIDStaysUnlessAskedFor() throws {
        let file = try Painting(Self.image(.explicitVRLittleEndian)).file
        #expect(file.dataSet.string(.sopInstanceUID) == Self.old)
        #expect(file.metaInformation?.string(.mediaStorageSOPInstanceUID) == Self.old)
    }

    @Test(arguments: encodings)
    func referencesToItselfFollowAtAnyDepth(_ syntax: TransferSyntax) throws {
        let image = Self.image(syntax)
            .setting(.sourceImageSequence, .sq, Self.references([Self.old]))
            .setting(.referencedImageSequence, .sq, Self.references(["1.2", Self.old, "1.3"]))
            .setting(Self.privateUID, .ui, .text([Self.old]))
        let file = try Painting(image, Self.attributes).file
        #expect(
            uids(.referencedSOPInstanceUID, file) == [
                ["1.2", Self.new, "1.3"], ["1.2", Self.new, "1.3"], [Self.new], [Self.new],
            ])
        #expect(uids(Self.privateUID, file) == [[Self.new]])
    }

    @Test(arguments: encodings)
    func otherUIDsStay(_ syntax: TransferSyntax) throws {
        let image = Self.image(syntax)
            .setting(.sourceImageSequence, .sq, Self.references([Self.old + "1", "1.2"]))
            .setting(.studyInstanceUID, .ui, .text(["1.2.840.113619.2"]))
        let painted = try Painting(image, Self.attributes)
        for tag in [Tag.sourceImageSequence, .studyInstanceUID] {
            #expect(
                Painting.elements(tag, of: painted.file)
                    == Painting.elements(tag, of: painted.source))
        }
    }

    /// Siblings that were not painted keep what joins them: so do those that were.
    @Test func aConcatenationStaysJoined() throws {
        let concatenation = Tag(0x0020, 0x9161)
        let source = Tag(0x0020, 0x0242)
        let image = Self.image(.explicitVRLittleEndian)
            .setting(concatenation, .ui, .text(["1.2.840.113619.5"]))
            .setting(source, .ui, .text(["1.2.840.113619.6"]))
        let file = try Painting(image, Self.attributes).file
        #expect(file.dataSet.string(concatenation) == "1.2.840.113619.5")
        #expect(file.dataSet.string(source) == "1.2.840.113619.6")
    }

    /// Met in a public file; its other images would belong to another series.
    @Test(arguments: [Tag.studyInstanceUID, .seriesInstanceUID, .frameOfReferenceUID])
    func whatJoinsInstancesStaysWhereItHasTheSameUID(_ tag: Tag) throws {
        let image = Self.image(.explicitVRLittleEndian).setting(tag, .ui, .text([Self.old]))
        let painted = try Painting(image, Self.attributes)
        #expect(painted.file.dataSet.string(tag) == Self.old)
        #expect(painted.file.dataSet.string(.sopInstanceUID) == Self.new)
        try AttributeComparison(painted.source, painted.file).requireOnlyCleaned()
    }

    /// Met in public files that an archive wrote back from Implicit VR.
    @Test func aUIDOfVRUNIsReplaced() throws {
        let uid = DICOMBuilder.Value.text([Self.old])
        let image = Self.image(.explicitVRLittleEndian).setting(.sopInstanceUID, .un, uid)
            .setting(Self.privateUID, .un, uid)
        let painted = try Painting(image, Self.attributes)
        #expect(painted.file.dataSet.string(.sopInstanceUID) == Self.new)
        #expect(painted.file.dataSet[.sopInstanceUID]?.vr == .un)
        #expect(uids(Self.privateUID, painted.file) == [[Self.new]])
        try AttributeComparison(painted.source, painted.file).requireOnlyCleaned()
    }

    /// Undefined lengths make a sequence of anything.
    @Test(arguments: [Tag.sopInstanceUID, .imageType, .burnedInAnnotation, .deidentificationMethod])
    func aSequenceInThePlaceOfAValueIsNoHarm(_ tag: Tag) throws {
        var attributes = Self.attributes
        attributes.imageType = .derived
        let image = Self.image(.explicitVRLittleEndian)
            .setting(tag, .un, .sequence([Item([])], .undefined))
        _ = try Painting(image, attributes)
    }

    @Test func textThatMentionsTheUIDStays() throws {
        let image = Self.image(.explicitVRLittleEndian)
            .setting(.imageComments, .lt, .text([Self.old]))
        #expect(
            try Painting(image, Self.attributes).file.dataSet.string(.imageComments) == Self.old)
    }

    /// Two instances that name themselves nowhere would become one.
    @Test func aNamelessInstanceGetsNoName() throws {
        var image = Self.image(.explicitVRLittleEndian).removing(.sopInstanceUID)
        image.metaElements.removeAll { $0.tag == .mediaStorageSOPInstanceUID }
        let file = try Painting(image, Self.attributes).file
        #expect(file.dataSet[.sopInstanceUID] == nil)
        #expect(file.metaInformation?[.mediaStorageSOPInstanceUID] == nil)
    }

    @Test func theMetaInformationNamesAnInstanceToo() throws {
        let image = Self.image(.explicitVRLittleEndian).removing(.sopInstanceUID)
        let file = try Painting(image, Self.attributes).file
        #expect(file.dataSet.string(.sopInstanceUID) == Self.new)
    }
}
