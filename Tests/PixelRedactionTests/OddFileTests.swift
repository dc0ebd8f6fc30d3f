import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Files that are odd, but whole.
@Suite struct OddFileTests {
    private static let box = PixelBox(x: 0, y: 0, width: 1, height: 1)
    private static let image = DICOMBuilder.image(rows: 2, columns: 2)
        .setting(.pixelData, .ob, .bytes([5, 6, 7, 8]))

    /// Implicit elements in a file that says explicit, and the other way round.
    @Test(arguments: [
        (TransferSyntax.explicitVRLittleEndian, ElementEncoding.implicitLittleEndian),
        (.implicitVRLittleEndian, .explicitLittleEndian),
    ])
    func elementsThatAreEncodedOtherwiseAreCleaned(
        syntax: TransferSyntax, encoding: ElementEncoding
    ) throws {
        var header = Self.image
        header.transferSyntax = syntax
        header.elements = []
        let source = try header.build() + DICOMBytes(encoding).elements(Self.image.elements)
        let cleaned = Engine.clean(source, boxes: [.given(Self.box)])
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.encodingDiffers])
        #expect(try Engine.pixelData(cleaned.bytes) == [0, 6, 7, 8])
        #expect(try cleaned.file().transferSyntax == syntax)
    }

    @Test func aDataSetWithoutAHeaderStaysOne() throws {
        var image = Self.image
        image.hasPreamble = false
        image.hasMetaInformation = false
        let cleaned = try Engine.clean(image, boxes: [Self.box])
        #expect(cleaned.report.notes == [.transferSyntaxGuessed])
        #expect(try !cleaned.file().hasPreamble)
        #expect(try Engine.pixelData(cleaned.bytes) == [0, 6, 7, 8])
    }

    @Test func zeroesBehindTheLastFrameArePadding() throws {
        let image = Self.image.setting(.pixelData, .ob, .bytes([5, 6, 7, 8, 0, 0]))
        let cleaned = try Engine.clean(image, boxes: [Self.box])
        #expect(try Engine.pixelData(cleaned.bytes) == [0, 6, 7, 8, 0, 0])
    }

    @Test func otherBytesBehindTheLastFrameAreCleared() throws {
        let pixels = [UInt8](1...16)
        let image = DICOMBuilder.image(rows: 2, columns: 8)
            .setting(.pixelData, .ob, .bytes(pixels + [3, 4, 5, 6]))
        let cleaned = Engine.clean(try image.build(), boxes: nil)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.trailingBytesRemoved])
        #expect(cleaned.report.painted.isEmpty)
        #expect(try Engine.pixelData(cleaned.bytes) == pixels + [0, 0, 0, 0])
    }

    @Test func anElementThatIsThereTwiceIsOneIfEqual() throws {
        var image = Self.image
        let rows = try #require(image.elements.firstIndex { $0.tag == .rows })
        image.elements.insert(image.elements[rows], at: rows)
        #expect(Engine.scan(try image.build(), detector: FixedDetector([])).status == .noText)
    }

    @Test func withoutAnOutputItIsOnlyDecided() throws {
        let report = RedactionPipeline(RedactionConfiguration(), detector: FixedDetector([]))
            .clean(
                ByteSource(try Self.image.build()), boxes: [.given(Self.box)], output: nil)
        #expect(report.status == .redacted && report.verification?.boxesOpaque == true)
    }

    @Test(arguments: CodedColourCase.all)
    func aSecondCleanPaintsNothingNew(_ image: CodedColourCase) throws {
        let first = Engine.clean(try image.source(), boxes: [.given(image.box)])
        let second = Engine.clean(first.bytes, boxes: [.given(image.box)])
        #expect(second.report.status == .redacted)
        #expect(try Engine.frames(second.bytes) == Engine.frames(first.bytes))
    }

    @Test func theReportSaysWhatTheHeaderDoes() throws {
        let report = Engine.scan(try Self.image.build(), detector: FixedDetector([]))
        let image = try #require(report.image)
        #expect(image.sopInstanceUID == "2.25.1" && image.modality == "OT")
        #expect(image.rows == 2 && image.columns == 2 && image.frames == 1)
        #expect(image.photometricInterpretation == "MONOCHROME2" && image.bitsStored == 8)
        #expect(image.transferSyntaxUID == TransferSyntax.explicitVRLittleEndian.uid)
        #expect(image.manufacturer == nil && image.model == nil)
    }

    /// PS3.15: no value of the file in a message.
    @Test(arguments: RefusedInstance.all)
    func reasonsHoldNoValue(_ instance: RefusedInstance) throws {
        let secret = Array("INVENTEDNAME".utf8)
        guard instance.bytes.count > 300,
            let file = try? DICOMFile(ByteSource(instance.bytes)),
            let modality = file.dataSet[.modality]
        else { return }
        var bytes = instance.bytes
        let element = DICOMBytes(file.dataSet.encoding).element(
            .init(.patientName, .pn, .bytes(secret)))
        bytes.insert(contentsOf: element, at: modality.end)
        let report = Engine.scan(bytes, detector: FixedDetector([]))
        #expect(report.reason?.message.contains("INVENTED") == false)
    }
}
