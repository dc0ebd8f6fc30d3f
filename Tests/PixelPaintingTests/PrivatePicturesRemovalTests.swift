import DICOMCore
import DICOMPixelData
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

/// Private elements that may hold a picture hold the instance, or go.
@Suite struct PrivatePicturesRemovalTests {
    typealias Element = DICOMBuilder.Element

    static let jpeg = Element(
        Tag(0x0029, 0x1010), .ob,
        .bytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + [UInt8](repeating: 1, count: 94)))
    static let harmless = Element(Tag(0x0029, 0x1011), .ob, .bytes([1, 2]))
    static let creator = Element(Tag(0x0029, 0x0010), .lo, .text(["VENDOR"]))
    /// At top level, in a standard sequence, and Pixel Data in a private sequence.
    static let places: [Element] = [
        jpeg,
        Element(
            .derivationCodeSequence, .sq,
            .sequence([.init([creator, jpeg, harmless], .defined)], .defined)),
        Element(
            Tag(0x0009, 0x1010), .sq,
            .sequence([.init([.init(.pixelData, .ow, .bytes([1, 2]))])], .undefined)),
    ]

    static func file(_ element: Element) throws -> DICOMFile {
        let image = [creator, harmless, element].reduce(Painting.image()) {
            $0.setting($1.tag, $1.vr, $1.value)
        }
        return try DICOMFile(ByteSource(image.build()))
    }

    /// The last place is a plane, and examined where it says what it shows.
    @Test(arguments: places.dropLast())
    func holdTheInstance(_ element: Element) throws {
        let pictures = PrivatePictures(try Self.file(element).dataSet)
        let failure = #expect(throws: InstanceFailure.self) {
            try pictures.requireNone(under: RedactionConfiguration())
        }
        #expect(failure?.status == .held && failure?.reason.code == .privatePixelData)
        #expect(
            failure?.reason.message.contains(pictures.findings.first?.place.name ?? "-") == true)
    }

    @Test(arguments: places)
    func goWhereTheCallerSaysSo(_ element: Element) throws {
        var configuration = RedactionConfiguration()
        configuration.dropsPrivatePixelData = true
        let file = try Self.file(element)
        let pictures = PrivatePictures(file.dataSet)
        try pictures.requireNone(under: configuration)
        var editor = DataSetEditor(file)
        #expect(pictures.remove(from: &editor) == [.privatePixelDataRemoved])
        let edited = try editor.finish()
        let written = try DICOMFile(ByteSource(edited.bytes(of: edited.head)))
        #expect(PrivatePictures(written.dataSet).isEmpty)
        #expect(written.dataSet[Self.harmless.tag] != nil)
    }

    @Test func anImageWithoutThemIsLeftAlone() throws {
        let file = try DICOMFile(ByteSource(Painting.image().build()))
        var editor = DataSetEditor(file)
        #expect(PrivatePictures(file.dataSet).remove(from: &editor).isEmpty)
        #expect(try editor.finish().isUnchanged)
    }
}
