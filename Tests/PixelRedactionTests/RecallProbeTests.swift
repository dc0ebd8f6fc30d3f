import DICOMCore
import FrameCoding
import ImageCodecs
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// Finds nothing in the first picture and a part of it in all others.
private final class LateFinder: ViewTextDetector {
    private let part: (GrayImage) -> PixelBox
    private var first: GrayImage?

    init(_ part: @escaping (GrayImage) -> PixelBox) { self.part = part }

    func regions(in view: GrayImage) -> [TextRegion] {
        if first == nil { first = view }
        return first == view ? [] : [TextRegion(box: part(view))]
    }

    static func all() -> LateFinder {
        LateFinder { PixelBox(x: 0, y: 0, width: $0.width, height: $0.height) }
    }

    static func left() -> LateFinder {
        LateFinder { PixelBox(x: 0, y: 0, width: $0.width / 2, height: $0.height) }
    }
}

/// A network that is the surer the further a cell is from the grey of the first pixel.
private final class ContrastNetwork: HeatMapSource {
    private(set) var evaluations: [(view: GrayImage, cells: PixelBox)] = []
    /// Whether it was asked the same thing twice.
    private(set) var wasAskedAgain = false

    func heatMap(
        of view: GrayImage, cells: PixelBox, context: Int
    ) throws(TextDetectionError) -> HeatMap {
        wasAskedAgain =
            wasAskedAgain || evaluations.contains { $0.view == view && $0.cells == cells }
        evaluations.append((view, cells))
        var map = HeatMap(columns: cells.width, rows: cells.height)
        for y in 0..<view.height {
            for x in 0..<view.width {
                let distance = abs(Int(view[x, y]) - Int(view[0, 0]))
                let (column, row) = (
                    x / HeatMap.cellSide - cells.x, y / HeatMap.cellSide - cells.y
                )
                guard (0..<cells.width).contains(column), (0..<cells.height).contains(row) else {
                    continue
                }
                map[column, row] = max(map[column, row], UInt8(min(255, 2 * distance)))
            }
        }
        return map
    }
}

/// How much of burnt-in text is found.
@Suite struct RecallProbeTests {
    private static let width = 160
    private static let height = 120

    /// A grey picture with a faint slope.
    private static func picture(_ change: (inout DICOMBuilder) -> Void = { _ in }) -> DICOMBuilder {
        var image = DICOMBuilder.image(rows: height, columns: width)
        image.set(.patientName, .pn, .text(["CANARY^NAME"]))
        image.set(.pixelData, .ob, .bytes(slope(level: 90)))
        change(&image)
        return image
    }

    private static func slope(level: UInt8) -> [UInt8] {
        (0..<width * height).map { level + UInt8($0 % width / 40) }
    }

    private func measure(
        _ image: DICOMBuilder, _ detector: any TextDetector, count: Int = 6, seed: UInt64 = 1,
        allowsText: Bool = false, output: TemporaryFile? = nil
    ) throws -> RecallReport {
        var configuration = RedactionConfiguration()
        configuration.detector = .tesseract
        configuration.padding = 0
        var order = RecallOrder()
        order.count = count
        order.seed = seed
        order.allowsText = allowsText
        return RecallProbe(configuration, detector: detector)
            .measure(ByteSource(try image.build()), order, output: output?.descriptor)
    }

    @Test func aDetectorThatFindsAllHasAll() throws {
        let report = try measure(Self.picture(), LateFinder.all())
        #expect(report.status == .measured)
        #expect(!report.lines.isEmpty && report.lines.allSatisfy(\.isCovered))
        #expect(report.lines.count + report.unplaced == 6)
    }

    @Test func aDetectorThatFindsNothingHasNone() throws {
        let report = try measure(Self.picture(), FixedDetector([]))
        #expect(!report.lines.isEmpty && report.lines.allSatisfy { $0.coverage == 0 })
    }

    @Test func aDetectorOfTheLeftHalfHasTheLinesThere() throws {
        let report = try measure(Self.picture(), LateFinder.left(), count: 12)
        for line in report.lines {
            if line.box.maxX <= Self.width / 2 { #expect(line.isCovered) }
            if line.box.x >= Self.width / 2 { #expect(line.coverage == 0) }
        }
    }

    @Test func theSameSeedMeasuresTheSame() throws {
        let first = try measure(Self.picture(), LateFinder.left())
        #expect(try measure(Self.picture(), LateFinder.left()) == first)
        #expect(try measure(Self.picture(), LateFinder.left(), seed: 2) != first)
    }

    @Test func whatShowsTextIsLeftOut() throws {
        let box = PixelBox(x: 10, y: 10, width: 40, height: 12)
        let report = try measure(Self.picture(), FixedDetector([box]))
        #expect(report.status == .textFound)
        #expect(report.lines.isEmpty)
        #expect(report.untouched == UntouchedPicture(boxes: 1, area: 0.025))
    }

    @Test func whatShowsTextCountsWithoutItsPlace() throws {
        let box = PixelBox(x: 0, y: 0, width: Self.width, height: 60)
        let report = try measure(Self.picture(), FixedDetector([box]), allowsText: true)
        #expect(report.status == .measured)
        #expect(!report.lines.isEmpty && report.lines.allSatisfy { !$0.box.intersects(box) })
    }

    @Test func aDetectorThatCannotRunFailsThePicture() throws {
        let report = try measure(Self.picture(), BrokenDetector())
        #expect(report.status == .failed)
        #expect(report.reason?.code == .detectionFailed)
    }

    @Test func whatIsNoPictureIsSkipped() {
        let report = RecallProbe(RedactionConfiguration(), detector: FixedDetector([]))
            .measure(ByteSource(Array("no picture".utf8)), RecallOrder())
        #expect(report.status == .skipped)
        #expect(report.ofNamedInput(true).status == .failed)
    }

    @Test func theMiddleFrameIsUsed() throws {
        let frames: [UInt8] = [40, 90, 140]
        let image = Self.picture { image in
            image.set(.numberOfFrames, .is, .text(["3"]))
            image.set(.pixelData, .ob, .bytes(frames.flatMap { Self.slope(level: $0) }))
        }
        let output = TemporaryFile()
        let report = try measure(image, LateFinder.all(), count: 1, output: output)
        #expect(report.frame == 1)
        #expect(try Engine.frames(output.contents()).first?.sample(x: 0, y: 0) == 90)
    }

    struct Unburnable: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout DICOMBuilder) -> Void
    }

    @Test(arguments: [
        Unburnable(testDescription: "palette") { image in
            image.set(.photometricInterpretation, .cs, .text(["PALETTE COLOR"]))
            image = image.settingPalette([UInt8](0...255))
        },
        Unburnable(testDescription: "few bits") { image in
            image.set(.bitsStored, .us, .numbers([5]))
            image.set(.highBit, .us, .numbers([4]))
            image.set(.pixelData, .ob, .bytes(Self.slope(level: 9)))
        },
        Unburnable(testDescription: "one grey") { image in
            image.set(.bitsAllocated, .us, .numbers([16]))
            image.set(.bitsStored, .us, .numbers([12]))
            image.set(.highBit, .us, .numbers([11]))
            image.set(
                .pixelData, .ow, .numbers([Int](repeating: 700, count: Self.width * Self.height)))
        },
    ])
    func whatTakesNoTextIsSkipped(_ test: Unburnable) throws {
        let report = try measure(Self.picture(test.change), LateFinder.all())
        #expect(report.status == .skipped)
        #expect(report.reason?.code == .unsupportedPixelFormat)
    }

    @Test func theWrittenPictureHasNothingOfThePatient() throws {
        let output = TemporaryFile()
        _ = try measure(Self.picture(), LateFinder.all(), output: output)
        let file = try DICOMFile(ByteSource(output.contents()))
        #expect(file.dataSet.string(.burnedInAnnotation) == "YES")
        #expect(file.transferSyntax == .explicitVRLittleEndian)
        #expect(!String(decoding: output.contents(), as: UTF8.self).contains("CANARY"))
    }

    @Test func whatIsLeftOutIsNotWritten() throws {
        let output = TemporaryFile()
        let box = PixelBox(x: 10, y: 10, width: 40, height: 12)
        _ = try measure(Self.picture(), FixedDetector([box]), output: output)
        #expect(output.contents().isEmpty)
    }

    @Test func everyViewIsEvaluatedOnceForAllThresholds() throws {
        let network = ContrastNetwork()
        var configuration = RedactionConfiguration()
        configuration.threshold = 0.3
        let probe = RecallProbe(configuration, detector: BrokenDetector()) {
            () throws(TextDetectionError) in network
        }
        let flat = Self.picture {
            $0.set(
                .pixelData, .ob,
                .bytes([UInt8](repeating: 90, count: Self.width * Self.height)))
        }
        let report = probe.measure(ByteSource(try flat.build()), RecallOrder())
        #expect(report.status == .measured)
        #expect(!network.evaluations.isEmpty && !network.wasAskedAgain)
        #expect(report.ladder.map(\.threshold) == RecallProbe.ladder)
        let covered = report.ladder.map(\.covered)
        #expect(covered == covered.sorted(by: >))
        #expect((covered.first ?? 0) > (covered.last ?? 0))
        #expect(report.ladder.allSatisfy { $0.untouched.boxes == 0 })
    }
}
