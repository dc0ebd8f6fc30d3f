import DICOMCore
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

@Suite struct AttributeComparisonTests {
    private typealias Element = DICOMBuilder.Element

    private static func sequence(_ value: String) -> DICOMBuilder.Value {
        .sequence([.init([Element(.codeValue, .sh, .text([value]))])], .undefined)
    }

    private static let original = Painting.image()
        .setting(.imageType, .cs, .text(["ORIGINAL", "PRIMARY"]))
        .setting(.derivationCodeSequence, .sq, sequence("A"))
        .setting(Tag(0x0043, 0x1029), .ob, .bytes([0, 1]))

    private func compare(
        _ change: (inout DICOMBuilder) -> Void
    ) throws -> InstanceFailure? {
        var builder = Self.original
        change(&builder)
        let original = try DICOMFile(ByteSource(Self.original.build()))
        let written = try DICOMFile(ByteSource(builder.build()))
        do {
            try AttributeComparison(original, written).requireOnlyCleaned()
            return nil
        } catch {
            return error
        }
    }

    @Test func equalFilesPass() throws {
        #expect(try compare { _ in } == nil)
    }

    @Test func whatACleanWroteIsAllowed() throws {
        let painted = try Painting(
            Painting.image().addingOverlay(0x6000).setting(
                .smallestImagePixelValue, .us, .numbers([7])))
        try AttributeComparison(painted.source, painted.file).requireOnlyCleaned()
    }

    @Test(arguments: [
        Element(.burnedInAnnotation, .cs, .text(["NO"])),
        Element(.sopInstanceUID, .ui, .text(["2.25.2"])),
        Element(.largestImagePixelValue, .us, .numbers([1])),
        Element(.iconImageSequence, .sq, sequence("B")),
        Element(.digitalSignaturesSequence, .sq, sequence("B")),
        Element(.pixelData, .ob, .bytes([1, 2])),
        Element(Tag(0x0028, 0), .ul, .numbers([9])),
        Element(Tag(0x6002, 0x3000), .ow, .bytes([1, 2])),
    ])
    private func whatACleanMayChangeIsAllowed(_ element: Element) throws {
        #expect(try compare { $0.set(element.tag, element.vr, element.value) } == nil)
    }

    @Test(arguments: [
        Element(.imageType, .cs, .text(["DERIVED", "PRIMARY"])),
        Element(.imageType, .lo, .text(["ORIGINAL", "PRIMARY"])),
        Element(.derivationCodeSequence, .sq, sequence("B")),
        Element(.derivationCodeSequence, .sq, .sequence([], .undefined)),
        Element(.derivationCodeSequence, .sq, .sequence([.init([]), .init([])], .undefined)),
        Element(Tag(0x0043, 0x1029), .ob, .bytes([0, 2])),
        Element(Tag(0x0043, 0x102A), .ob, .bytes([0, 2])),
        Element(Tag(0x6001, 0x3000), .ob, .bytes([0, 2])),
        Element(.patientID, .lo, .text(["X"])),
        Element(.bitsStored, .us, .numbers([7])),
    ])
    private func anotherDifferenceIsNot(_ element: Element) throws {
        let failure = try compare { $0.set(element.tag, element.vr, element.value) }
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test(arguments: [Tag.imageType, .derivationCodeSequence, Tag(0x0043, 0x1029), .rows])
    func aMissingElementIsNot(_ tag: Tag) throws {
        let failure = try compare { $0.remove(tag) }
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

    @Test(arguments: [
        (Element(.implementationClassUID, .ui, .text(["2.25.8"])), true),
        (Element(.implementationVersionName, .sh, .text(["OTHER"])), true),
        (Element(.sourceApplicationEntityTitle, .ae, .text(["OTHER"])), false),
        (Element(Tag(0x0002, 0x0102), .ob, .bytes([1, 2])), false),
    ])
    private func metaInformationIsComparedToo(_ element: Element, isAllowed: Bool) throws {
        let failure = try compare { $0.metaElements.append(element) }
        #expect((failure == nil) == isAllowed)
    }
}
