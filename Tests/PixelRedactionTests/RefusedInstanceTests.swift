import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// An instance that cannot be examined whole, and how it has to end.
struct RefusedInstance: Sendable, CustomTestStringConvertible {
    let name: String
    let status: InstanceStatus
    let code: ReasonCode
    let bytes: [UInt8]

    var testDescription: String { name }

    init(
        _ name: String, _ status: InstanceStatus, _ code: ReasonCode, _ builder: DICOMBuilder
    ) {
        self.init(name, status, code, (try? builder.build()) ?? [])
    }

    init(_ name: String, _ status: InstanceStatus, _ code: ReasonCode, _ bytes: [UInt8]) {
        self.name = name
        self.status = status
        self.code = code
        self.bytes = bytes
    }

    private static func image(
        _ syntax: TransferSyntax = .explicitVRLittleEndian
    ) -> DICOMBuilder {
        .image(syntax, rows: 4, columns: 4)
            .setting(.pixelData, .ob, .bytes([UInt8](repeating: 1, count: 16)))
    }

    private static func changed(
        _ tag: Tag, _ vr: VR, _ value: DICOMBuilder.Value
    ) -> DICOMBuilder { image().setting(tag, vr, value) }

    private static let withoutImage = DICOMBuilder()
        .setting(.sopClassUID, .ui, .text(["1.2.840.10008.5.1.4.1.1.88.11"]))
        .setting(.modality, .cs, .text(["SR"]))

    static let all =
        withoutPixels + withTwo + withMoreThanFrames + withoutAnElement + withAWrongValue
        + ofASyntax

    static let withoutPixels = [
        RefusedInstance("no bytes", .skipped, .notDICOM, []),
        RefusedInstance(
            "text", .skipped, .notDICOM, [UInt8](repeating: UInt8(ascii: "x"), count: 300)),
        RefusedInstance("report", .skipped, .noPixelData, withoutImage),
        RefusedInstance(
            "DICOMDIR", .skipped, .dicomDirectory,
            withoutImage.setting(.directoryRecordSequence, .sq, .sequence([], .defined))),
        RefusedInstance(
            "no SOP Class UID", .failed, .missingElement, withoutImage.removing(.sopClassUID)),
        RefusedInstance(
            "image without Pixel Data", .failed, .missingElement, image().removing(.pixelData)),
        RefusedInstance(
            "Float Pixel Data of 8 bits", .failed, .malformedDataSet,
            image().removing(.pixelData).setting(.floatPixelData, .of, .bytes([0, 0, 0, 0]))),
        RefusedInstance(
            "empty Pixel Data", .failed, .truncated, changed(.pixelData, .ob, .bytes([]))),
        RefusedInstance(
            "one byte less", .failed, .truncated,
            changed(.pixelData, .ob, .bytes([UInt8](repeating: 1, count: 15)))),
        RefusedInstance(
            "a frame that is not counted", .failed, .malformedDataSet,
            changed(.pixelData, .ob, .bytes([UInt8](repeating: 1, count: 32)))),
    ]

    /// A reader may take one of them, another reader the other.
    static let withTwo = [
        RefusedInstance(
            "two Pixel Data", .failed, .malformedDataSet,
            doubled(.pixelData, .ob, .bytes([UInt8](repeating: 1, count: 16)))),
        RefusedInstance(
            "two Rows", .failed, .malformedDataSet, doubled(.rows, .us, .numbers([2]))),
        RefusedInstance(
            "two Photometric Interpretations", .failed, .malformedDataSet,
            doubled(.photometricInterpretation, .cs, .text(["MONOCHROME1"]))),
        RefusedInstance(
            "two transfer syntaxes", .failed, .malformedDataSet, withTwoTransferSyntaxes),
        RefusedInstance(
            "Pixel Data and Float Pixel Data", .failed, .malformedDataSet,
            changed(.floatPixelData, .of, .bytes([UInt8](repeating: 1, count: 64)))),
        RefusedInstance(
            "Pixel Data and Double Float Pixel Data", .failed, .malformedDataSet,
            changed(.doubleFloatPixelData, .od, .bytes([UInt8](repeating: 1, count: 128)))),
    ]

    private static var withTwoTransferSyntaxes: DICOMBuilder {
        var image = image()
        image.add(
            meta: .transferSyntaxUID, .ui, .text([TransferSyntax.implicitVRLittleEndian.uid]))
        return image
    }

    private static func doubled(
        _ tag: Tag, _ vr: VR, _ value: DICOMBuilder.Value
    ) -> DICOMBuilder {
        var image = image()
        let index = image.elements.firstIndex { $0.tag == tag } ?? 0
        image.elements.insert(.init(tag, vr, value), at: index + 1)
        return image
    }

    static let withMoreThanFrames = [
        RefusedInstance(
            "rows that are not counted", .failed, .malformedDataSet,
            changed(.pixelData, .ob, .bytes([UInt8](1...24)))),
        RefusedInstance(
            "bytes behind a frame in a fragment", .failed, .malformedDataSet,
            image(.encapsulatedUncompressedExplicitVRLittleEndian)
                .settingFrames([[[UInt8](1...20)]])),
    ]

    static let withoutAnElement = [
        Tag.rows, .columns, .bitsAllocated, .samplesPerPixel, .photometricInterpretation,
    ].map {
        RefusedInstance("without \($0)", .failed, .missingElement, image().removing($0))
    }

    static let withAWrongValue = [
        RefusedInstance(
            "65,535 x 65,535", .failed, .limitExceeded,
            changed(.rows, .us, .numbers([65_535])).setting(.columns, .us, .numbers([65_535]))),
        RefusedInstance(
            "46,341 x 46,341", .failed, .limitExceeded,
            changed(.rows, .us, .numbers([46_341])).setting(.columns, .us, .numbers([46_341]))),
        RefusedInstance(
            "2^31 - 1 frames", .failed, .limitExceeded,
            changed(.numberOfFrames, .is, .text(["2147483647"]))),
        RefusedInstance(
            "more rows than there are", .failed, .truncated, changed(.rows, .us, .numbers([999]))),
        RefusedInstance(
            "no row", .failed, .malformedDataSet, changed(.rows, .us, .numbers([0]))),
        RefusedInstance(
            "palette without a palette", .failed, .missingElement,
            changed(.photometricInterpretation, .cs, .text(["PALETTE COLOR"]))),
        RefusedInstance(
            "HSV", .held, .unsupportedPixelFormat,
            changed(.photometricInterpretation, .cs, .text(["HSV"]))),
        RefusedInstance(
            "64 bits", .held, .unsupportedPixelFormat,
            changed(.bitsAllocated, .us, .numbers([64]))),
        RefusedInstance(
            "RGB with one sample", .failed, .malformedDataSet,
            changed(.photometricInterpretation, .cs, .text(["RGB"]))),
    ]

    static let ofASyntax =
        [
            "1.2.840.10008.1.2.4.92", "1.2.840.10008.1.2.4.100", "1.2.840.10008.1.2.4.110",
            "1.2.3.4.5",
        ].map {
            RefusedInstance(
                $0, .held, .unsupportedTransferSyntax,
                image(TransferSyntax(uid: $0)).settingFrames([[[1, 2, 3, 4]]]))
        } + [
            RefusedInstance(
                "native in a JPEG syntax", .failed, .malformedDataSet, image(.jpegBaseline8Bit)),
            RefusedInstance(
                "fragments in a native syntax", .failed, .malformedDataSet,
                image().settingFrames([[[1, 2, 3, 4]]])),
            RefusedInstance(
                "no JPEG in a JPEG syntax", .failed, .corruptCodestream,
                image(.jpegBaseline8Bit).settingFrames([[[1, 2, 3, 4]]])),
            RefusedInstance(
                "no RLE in an RLE syntax", .failed, .corruptCodestream,
                image(.rleLossless).settingFrames([[[1, 2, 3, 4]]])),
            RefusedInstance(
                "fewer fragments than frames", .failed, .malformedDataSet,
                image(.rleLossless).setting(.numberOfFrames, .is, .text(["3"]))
                    .settingFrames([[[1, 2]], [[3, 4]]])),
        ]
}

@Suite struct RefusedInstanceTests {
    @Test(arguments: RefusedInstance.all)
    func scanRefuses(_ instance: RefusedInstance) {
        let report = Engine.scan(instance.bytes, detector: FixedDetector([]))
        #expect(report.status == instance.status)
        #expect(report.reason?.code == instance.code)
    }

    @Test(arguments: RefusedInstance.all)
    func cleanRefuses(_ instance: RefusedInstance) {
        let report = Engine.clean(instance.bytes, boxes: nil).report
        #expect(report.status == instance.status)
        #expect(report.reason?.code == instance.code)
    }

    @Test(arguments: RefusedInstance.all)
    func cleanWithBoxesRefuses(_ instance: RefusedInstance) {
        let box = PixelBox(x: 0, y: 0, width: 1, height: 1)
        let report = Engine.clean(instance.bytes, boxes: [.given(box)]).report
        #expect(report.status == instance.status)
        #expect(report.reason?.code == instance.code)
    }

    @Test func aNamedFileThatIsNotDICOMHasFailed() {
        let report = Engine.scan([1, 2, 3], detector: FixedDetector([]))
        #expect(report.ofNamedInput(true).status == .failed)
        #expect(report.ofNamedInput(false).status == .skipped)
    }

    @Test func aNamedReportIsStillSkipped() throws {
        let instance = try #require(RefusedInstance.all.first { $0.name == "report" })
        let report = Engine.scan(instance.bytes, detector: FixedDetector([]))
        #expect(report.ofNamedInput(true).status == .skipped)
    }
}
