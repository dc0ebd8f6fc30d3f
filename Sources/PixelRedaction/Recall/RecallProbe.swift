package import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
package import RedactionPolicy
package import RedactionReport
package import TextDetection
import TextSynthesis

/// Burns known text into a picture and counts how much of it the detector finds there.
///
/// The picture goes the way of a scan twice, as an instance with one native frame: as it is, and
/// with the text. What is measured is what a clean would paint, padding included.
package final class RecallProbe {
    /// The thresholds of the network that are compared.
    package static let ladder = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

    private let configuration: RedactionConfiguration
    private let detector: any TextDetector
    private let makeNetwork: () throws(TextDetectionError) -> any HeatMapSource
    private var network: RememberedHeatMaps?

    /// - Parameters:
    ///   - detector: what looks for text, unless `configuration` asks for the network alone.
    ///   - makeNetwork: called once, when it is needed.
    package init(
        _ configuration: RedactionConfiguration, detector: any TextDetector,
        makeNetwork: @escaping () throws(TextDetectionError) -> any HeatMapSource = {
            () throws(TextDetectionError) in try TextNetwork()
        }
    ) {
        var configuration = configuration
        // Everything that is found counts, however it would be decided on.
        configuration.policy = .allText
        configuration.classification = ClassificationConfiguration()
        configuration.computesDigests = false
        self.configuration = configuration
        self.detector = detector
        self.makeNetwork = makeNetwork
    }

    /// Measures one picture; never throws.
    ///
    /// - Parameter output: an empty file for the picture with its text, or none. It holds one if
    ///   and only if the report says `measured`.
    package func measure(
        _ source: ByteSource, _ order: RecallOrder, output: Int32? = nil
    ) -> RecallReport {
        var report = RecallReport(.failed)
        network?.forget()
        do {
            try measure(source, order, output, &report)
        } catch {
            report.status = error.status == .skipped ? .skipped : .failed
            report.reason = error.reason
        }
        return report
    }

    private func measure(
        _ source: ByteSource, _ order: RecallOrder, _ output: Int32?, _ report: inout RecallReport
    ) throws(InstanceFailure) {
        let file = try RedactionPipeline.read(source, configuration.limits)
        let instance = try OpenedInstance(
            file, limits: configuration.limits, dropsPrivatePixelData: true)
        let pixels = instance.image.description
        report.image = RecallImage(
            ImageSummary(file), rows: pixels.rows, columns: pixels.columns, frames: pixels.frames,
            photometricInterpretation: pixels.photometricInterpretation.rawValue,
            bitsStored: pixels.bitsStored)
        let frame = try BurnableFrame(instance)
        report.frame = frame.index
        let untouched = try BurntInstance(frame: frame, isBurnt: false).file(frame.samples)
        let found = try boxes(in: untouched, threshold: configuration.threshold)
        report.untouched = Self.untouched(found, frame)
        guard found.isEmpty || order.allowsText else {
            report.status = .textFound
            return
        }
        var samples = frame.samples
        var scene = TextScene(
            scale: frame.scale,
            generator: SeededGenerator(seed: order.seed, samples: samples.bytes), excluded: found)
        let lines = scene.burn(order.count, into: &samples)
        report.unplaced = order.count - lines.count
        let burnt = try BurntInstance(frame: frame, isBurnt: true).file(samples)
        let boxes = try boxes(in: burnt, threshold: configuration.threshold)
        report.lines = try described(lines, in: burnt, boxes)
        if configuration.detector == .net {
            report.ladder = try ladder(untouched, burnt, lines, report.lines, frame)
        }
        if let output { try Self.write(burnt, to: output) }
        report.status = .measured
    }

    /// The boxes that a scan finds in the pixels of a file.
    private func boxes(
        in file: [UInt8], threshold: Double?
    ) throws(InstanceFailure) -> [PixelBox] {
        let pipeline = RedactionPipeline(
            configuration, detector: try detector(threshold: threshold))
        let report = pipeline.scan(ByteSource(file))
        switch report.status {
        case .noText, .flagged:
            return report.boxes.filter { $0.plane == .pixelData }.map(\.box)
        case .held, .failed, .skipped, .redacted, .kept:
            throw InstanceFailure(
                status: .failed, code: report.reason?.code ?? .internalError,
                message: report.reason?.message ?? "the picture could not be examined")
        }
    }

    private func detector(threshold: Double?) throws(InstanceFailure) -> any TextDetector {
        guard configuration.detector == .net else { return detector }
        if let network { return NetworkTextDetector(source: network, threshold: threshold) }
        do {
            let network = RememberedHeatMaps(try makeNetwork())
            self.network = network
            return NetworkTextDetector(source: network, threshold: threshold)
        } catch {
            throw InstanceFailure(error)
        }
    }

    /// The lines as they are reported: how well each can be seen in the views of a scan, and how
    /// much of its ink is covered.
    private func described(
        _ lines: [BurntLine], in file: [UInt8], _ boxes: [PixelBox]
    ) throws(InstanceFailure) -> [SyntheticLine] {
        let source = try RedactionPipeline.read(ByteSource(file), configuration.limits)
        let instance = try OpenedInstance(source, limits: configuration.limits)
        let decoded = try FrameCoder(instance.image).decodeOrFail(frame: 0)
        var renderer = try FrameRenderer(instance.image, claimedBits: 0)
        let views = try renderer.wholeViews(of: decoded)
        return lines.map { line in
            SyntheticLine(
                text: line.text, textKind: line.style.kind.rawValue, box: line.box,
                capHeight: line.style.capHeight, contrastClass: line.style.contrast.rawValue,
                contrast: Self.rounded(views.map { line.contrast(in: $0) }.max() ?? 0),
                font: line.style.font.name, rendering: line.style.rendering.rawValue,
                edge: line.style.edge.rawValue, rotation: line.style.rotation,
                coverage: Self.coverage(line, boxes))
        }
    }

    /// What the thresholds of the ladder would give; the views are not evaluated again.
    private func ladder(
        _ untouched: [UInt8], _ burnt: [UInt8], _ lines: [BurntLine],
        _ described: [SyntheticLine], _ frame: BurnableFrame
    ) throws(InstanceFailure) -> [RecallStep] {
        let counted = zip(lines, described).filter { $1.isVisible && !$1.isMarker }.map(\.0)
        var steps: [RecallStep] = []
        for threshold in Self.ladder {
            let boxes = try boxes(in: burnt, threshold: threshold)
            let covered = counted.count {
                Self.coverage($0, boxes) >= SyntheticLine.leastCoverage
            }
            let before = try self.boxes(in: untouched, threshold: threshold)
            steps.append(
                RecallStep(
                    threshold: threshold, lines: counted.count, covered: covered,
                    untouched: Self.untouched(before, frame)))
        }
        return steps
    }

    private static func untouched(_ boxes: [PixelBox], _ frame: BurnableFrame) -> UntouchedPicture {
        let area = frame.samples.width * frame.samples.height
        return UntouchedPicture(
            boxes: boxes.count, area: rounded(Double(BoxArea.union(boxes)) / Double(area)))
    }

    private static func coverage(_ line: BurntLine, _ boxes: [PixelBox]) -> Double {
        rounded(line.coverage(by: boxes))
    }

    /// To four places: reports of two machines are the same.
    private static func rounded(_ number: Double) -> Double {
        (number * 10_000).rounded() / 10_000
    }

    private static func write(_ bytes: [UInt8], to output: Int32) throws(InstanceFailure) {
        do {
            var file = OutputFile(fileDescriptor: output)
            try file.append(bytes)
            try file.finish()
        } catch {
            throw InstanceFailure(error)
        }
    }
}
