import DICOMCore
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Bytes of codestreams that no decoder shows go, whether or not anything is painted.
@Suite struct HiddenCodestreamBytesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let inserted: [UInt8]
        var isBehindEnd = false

        func codestream(_ plain: [UInt8]) -> [UInt8] {
            isBehindEnd ? plain + inserted : plain[..<2] + inserted + plain[2...]
        }
    }

    private static func segment(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, code, 0, UInt8(content.count + 2)] + content
    }

    static let secret = Array("INVENTED^NAME".utf8)
    static let cases = [
        Case(testDescription: "EXIF", inserted: segment(0xE1, Array("Exif\0\0".utf8) + secret)),
        Case(testDescription: "comment", inserted: segment(0xFE, secret)),
        Case(
            testDescription: "JFXX thumbnail",
            inserted: segment(0xE0, Array("JFXX\0".utf8) + [0x13, 2, 2] + secret)),
        Case(testDescription: "behind EOI", inserted: secret, isBehindEnd: true),
        Case(
            testDescription: "a second picture", inserted: [0xFF, 0xD8] + secret + [0xFF, 0xD9],
            isBehindEnd: true),
    ]

    private static let grey = CodedColourCase.jpeg[0]

    private static func source(_ hidden: Case, frames: Int = 1) throws -> [UInt8] {
        let plain = try grey.codestream()
        // In the last frame alone.
        let all = [[UInt8]](repeating: plain, count: frames - 1) + [hidden.codestream(plain)]
        return try grey.builder(frames: frames).settingFrames(all.map { [$0] }).build()
    }

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }

    @Test(arguments: cases, [1, 3])
    func goWithoutABox(_ hidden: Case, frames: Int) throws {
        let source = try Self.source(hidden, frames: frames)
        let cleaned = Engine.clean(source, boxes: nil)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.metadataRemoved])
        #expect(cleaned.report.painted.isEmpty && cleaned.report.boxes.isEmpty)
        #expect(!Self.contains(cleaned.bytes, Self.secret))
    }

    @Test(arguments: cases)
    func aScanSaysThatTheyAreThere(_ hidden: Case) throws {
        let report = Engine.scan(try Self.source(hidden), detector: FixedDetector([]))
        #expect(report.status == .noText && report.notes == [.hiddenBytesFound])
        let plain = try Self.grey.builder().settingFrames([[try Self.grey.codestream()]]).build()
        #expect(Engine.scan(plain, detector: FixedDetector([])).notes.isEmpty)
    }

    @Test(arguments: cases)
    func entropyCodedBytesStay(_ hidden: Case) throws {
        let plain = try Self.grey.codestream()
        let cleaned = Engine.clean(try Self.source(hidden), boxes: nil)
        let written = try #require(try Engine.fragments(cleaned.bytes).last)
        let scan = try #require(plain.indices.first { plain[$0...].starts(with: [0xFF, 0xDA]) })
        #expect(Self.contains(written, Array(plain[scan...])))
    }

    @Test(arguments: cases)
    func framesWithoutThemKeepTheirFragments(_ hidden: Case) throws {
        let source = try Self.source(hidden, frames: 3)
        let before = try Engine.fragments(source)
        let after = try Engine.fragments(Engine.clean(source, boxes: nil).bytes)
        #expect(after[1...2] == before[1...2] && after[3] != before[3])
    }

    @Test(arguments: cases)
    func samplesStay(_ hidden: Case) throws {
        let source = try Self.source(hidden)
        let cleaned = Engine.clean(source, boxes: nil)
        #expect(try Engine.frames(cleaned.bytes) == Engine.frames(source))
    }

    @Test(arguments: cases)
    func goWithABoxOnAnotherFrame(_ hidden: Case) throws {
        let cleaned = Engine.clean(
            try Self.source(hidden, frames: 3),
            boxes: [.given(Self.grey.box, frames: FrameSelection(frame: 0))])
        #expect(cleaned.report.status == .redacted)
        #expect(!Self.contains(cleaned.bytes, Self.secret))
    }

    @Test(arguments: cases)
    func goFromANestedPicture(_ hidden: Case) throws {
        let inner = Self.grey.builder().settingFrames([
            [hidden.codestream(try Self.grey.codestream())]
        ])
        let source = try PlaneCase.nesting(
            [inner.elements], in: PlaneCase.outer(.jpegBaseline8Bit), depth: 3
        ).build()
        let cleaned = Engine.clean(source, boxes: nil)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.notes == [.metadataRemoved])
        #expect(!Self.contains(cleaned.bytes, Self.secret))
    }

    @Test(arguments: cases)
    func areRefutedWhereTheyAreLeft(_ hidden: Case) throws {
        let source = try Self.source(hidden)
        let verifier = FileVerifier(RedactionConfiguration(), detector: FixedDetector([]))
        func outcome(_ cleaned: [UInt8]) -> VerificationResult.Outcome {
            verifier.verify(original: ByteSource(source), cleaned: ByteSource(cleaned)).outcome
        }
        #expect(outcome(source) == .refuted)
        #expect(outcome(Engine.clean(source, boxes: nil).bytes) == .proven)
    }

    /// Two fragments that each begin a picture, and one frame.
    @Test func aSecondPictureInAFragmentOfItsOwnIsRefused() throws {
        let plain = try Self.grey.codestream()
        let source = try Self.grey.builder().settingFrames([[plain, plain]]).build()
        #expect(Engine.clean(source, boxes: nil).report.status == .failed)
    }

    /// What stands in an offset table of an item, longer than offsets can make it.
    @Test func anOverlongOffsetTableInAnItemIsHeld() throws {
        let inner = Self.grey.builder().setting(
            .pixelData, .ob,
            .fragments([Self.secret + Self.secret, try Self.grey.codestream() + [0]]))
        let source = try PlaneCase.nesting(
            [inner.elements], in: PlaneCase.outer(.jpegBaseline8Bit)
        ).build()
        #expect(Engine.clean(source, boxes: nil).report.status == .held)
    }

    /// The table of uncompressed frames is copied with their fragments.
    @Test func anOverlongOffsetTableOfNativeFramesIsRefused() throws {
        let image = DICOMBuilder.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 2, columns: 2
        ).setting(.pixelData, .ob, .fragments([Self.secret + Self.secret, [1, 2, 3, 4]]))
        let report = Engine.clean(
            try image.build(), boxes: [.given(PixelBox(x: 0, y: 0, width: 1, height: 1))]
        ).report
        #expect(report.status == .failed && report.reason?.code == .malformedDataSet)
    }

    @Test func lengthsWithoutAnExtendedOffsetTableGo() throws {
        let image = Self.grey.builder().settingFrames([[try Self.grey.codestream()]])
            .setting(.extendedOffsetTableLengths, .ov, .bytes(Self.secret + Self.secret))
        let cleaned = Engine.clean(try image.build(), boxes: nil)
        #expect(cleaned.report.status == .redacted)
        #expect(!Self.contains(cleaned.bytes, Self.secret))
    }

    /// An Extended Offset Table in the item tells where frames were.
    @Test func offsetTablesOfAnItemFollow() throws {
        let codestream = try Self.grey.codestream()
        let inner = Self.grey.builder(frames: 2).settingFrames(
            [[codestream], [codestream]], table: .extended)
        let source = try PlaneCase.nesting(
            [inner.elements], in: PlaneCase.outer(.jpegBaseline8Bit)
        ).build()
        let plane = Plane.nested(path: PlaneCase.path())
        let cleaned = Engine.clean(
            source, boxes: [.given(Self.grey.box, frames: FrameSelection(frame: 0), plane: plane)])
        #expect(cleaned.report.status == .redacted)
        let file = try cleaned.file()
        let tables = file.dataSet.elements.filter { $0.tag == .extendedOffsetTable }
        #expect(tables.isEmpty)
        let frames = try Engine.frames(cleaned.bytes, plane)
        #expect(frames.map { $0.isFilled(Self.grey.box, with: [0]) } == [true, false])
    }
}
