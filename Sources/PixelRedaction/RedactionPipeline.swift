package import DICOMCore
import DICOMPixelData
import FrameCoding
package import PixelPainting
import Raster
package import RedactionPolicy
package import RedactionReport
package import TextDetection

/// The whole way of an instance: bytes, frames, views, regions, decisions, boxes, painted frames,
/// file, check, report. Every error ends as one report; nothing is thrown.
package struct RedactionPipeline {
    let configuration: RedactionConfiguration
    let examiner: TextExaminer
    let interpreter: TextInterpreter
    let masks: DeviceMasks
    let isCancelled: () -> Bool

    /// - Parameters:
    ///   - interpreter: what reads, kept from one instance to the next; `nil` makes one.
    ///   - masks: the rules of the configuration, kept likewise.
    package init(
        _ configuration: RedactionConfiguration, detector: any TextDetector,
        interpreter: TextInterpreter? = nil, masks: DeviceMasks? = nil,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.configuration = configuration
        self.masks = masks ?? DeviceMasks(configuration)
        self.interpreter = interpreter ?? TextInterpreter(configuration)
        self.isCancelled = isCancelled
        examiner = TextExaminer(
            detector: detector, configuration: configuration, isCancelled: isCancelled)
    }

    /// Examines the instance and reports what was found.
    ///
    /// - Parameter identity: what is known of it besides its header.
    package func scan(
        _ source: ByteSource, identity: KnownIdentity = KnownIdentity()
    ) -> InstanceReport {
        report(on: source) { (instance, report) throws(InstanceFailure) in
            let examiner = examiner(for: instance, identity)
            report.boxes = try found(in: instance, examiner, &report).boxes
            report.status = report.boxes.isEmpty ? .noText : .flagged
            if try removesHiddenBytes(of: instance) { report.notes.append(.hiddenBytesFound) }
        }
    }

    /// Examines, paints, writes to `output` and verifies.
    ///
    /// The output holds a whole painted instance if and only if the report says `redacted`;
    /// `no_text` and `kept` ask the caller to copy the source.
    ///
    /// - Parameters:
    ///   - boxes: what to paint, from a reviewed list; `nil` looks for text.
    ///   - output: a regular file or memory file, empty, open for reading and writing; `nil`
    ///     decides without writing.
    ///   - identity: what is known of the instance besides its header.
    package func clean(
        _ source: ByteSource, boxes: [ReportedBox]?, output: Int32?,
        identity: KnownIdentity = KnownIdentity()
    ) -> InstanceReport {
        report(on: source) { (instance, report) throws(InstanceFailure) in
            let examiner = boxes == nil ? examiner(for: instance, identity) : self.examiner
            var found = FoundText()
            if let boxes {
                try masks.requireNotRejected(instance)
                found.boxes = boxes
                report.boxes = boxes
                try GivenBoxes.requireInside(boxes, instance)
            } else {
                found = try self.found(in: instance, examiner, &report)
                report.boxes = found.boxes
            }
            if report.boxes.contains(where: { $0.decision == .review }) {
                throw .held(.reviewPending, "a region waits for a person's decision")
            }
            if boxes == nil {
                try instance.requireNoContradiction(
                    report.boxes, wasExamined: found.imageWasExamined, configuration)
            }
            var changes = report.boxes.contains { $0.decision == .redact }
            if !changes { changes = try removesHiddenBytes(of: instance) }
            guard changes else {
                // What was not looked at is not said to show no text.
                report.status =
                    report.boxes.isEmpty && boxes == nil && found.imageWasExamined ? .noText : .kept
                return
            }
            let painter = InstancePainter(
                instance: instance, configuration: configuration,
                examiner: boxes == nil && configuration.policy != .masksOnly ? examiner : nil,
                examinesImage: found.imageWasExamined, kept: found.kept,
                policyName: boxes == nil ? configuration.policy.rawValue : nil,
                isCancelled: isCancelled)
            try painter.paint(into: output, &report)
            report.status = .redacted
        }
    }

    /// The examiner, with what reads and judges the text of this instance where words are asked for.
    private func examiner(
        for instance: OpenedInstance, _ identity: KnownIdentity
    ) -> TextExaminer {
        guard configuration.readsText else { return examiner }
        var examiner = examiner
        examiner.judge = RegionJudge(
            configuration, interpreter, identity: identity.united(withHeadersOf: [instance.file]))
        return examiner
    }

    /// What is there to paint or to keep.
    private struct FoundText {
        var boxes: [ReportedBox] = []
        /// Of what is kept, where it was read.
        var kept: [PaintedArea] = []
        var imageWasExamined = true
    }

    /// Boxes of known devices, detected regions with the policy's decision, and the planes that are
    /// removed unexamined.
    private func found(
        in instance: OpenedInstance, _ examiner: TextExaminer, _ report: inout InstanceReport
    ) throws(InstanceFailure) -> FoundText {
        if configuration.policy == .masksOnly {
            let known = try masks.seenFindings(
                in: instance, alone: true, isCancelled: isCancelled)
            report.notes += known.notes
            return FoundText(boxes: known.boxes, imageWasExamined: false)
        }
        let known = try masks.seenFindings(
            in: instance, alone: false, isCancelled: isCancelled)
        report.notes += known.notes
        var found = try foundText(in: instance, known, examiner, &report)
        found.imageWasExamined = !known.vouchesForImage
        return found
    }

    private func foundText(
        in instance: OpenedInstance, _ known: MaskFindings, _ examiner: TextExaminer,
        _ report: inout InstanceReport
    ) throws(InstanceFailure) -> FoundText {
        var times = StageTimes()
        defer { report.milliseconds = times }
        var boxes: [ReportedBox] = []
        var kept: [PaintedArea] = []
        var hasUnreadIcon = false
        for plane in instance.planes {
            if plane.plane == .pixelData {
                if let label = try instance.slideLabelBox(under: configuration) {
                    boxes.append(label)
                    continue
                }
                boxes += known.boxes
                if known.vouchesForImage { continue }
            }
            do throws(InstanceFailure) {
                let found = try examiner.collected(
                    of: FrameCoder(plane), claimedBits: instance.claimedBits, times: &times)
                boxes += found.regions.map { $0.reported(on: plane.plane, configuration) }
                kept += found.keptAreas(on: plane.plane)
            } catch {
                // One whose frame cannot be decoded is one that cannot be examined, and goes.
                guard plane.plane == .icon,
                    ![.cancelled, .detectionFailed, .recognitionFailed].contains(
                        error.reason.code)
                else { throw error }
                hasUnreadIcon = true
            }
        }
        // An icon shows what the image shows: it goes with the first thing that is painted or removed.
        let goesWhole =
            configuration.policy.needsWords
            ? boxes.contains { $0.decision == .redact } || !instance.unexaminedPlanes.isEmpty
            : !boxes.isEmpty
        let goes =
            goesWhole || hasUnreadIcon ? instance.removedPlanes : instance.unexaminedPlanes
        boxes += goes.map { plane in
            ReportedBox(
                box: plane.box, plane: plane.plane, sources: [],
                decision: configuration.policy.decision)
        }
        return FoundText(boxes: boxes, kept: kept)
    }

    /// Whether a clean rewrites the instance though nothing of it is painted.
    private func removesHiddenBytes(
        of instance: OpenedInstance
    ) throws(InstanceFailure) -> Bool {
        if instance.content.isRemoved(under: configuration) { return true }
        return try instance.holdsHiddenBytes()
    }

    /// Opens the instance, does `work`, and turns whatever ends it into the report.
    private func report(
        on source: ByteSource,
        _ work: (OpenedInstance, inout InstanceReport) throws(InstanceFailure) -> Void
    ) -> InstanceReport {
        var report = InstanceReport(path: "", status: .failed)
        do {
            let file = try Self.read(source, configuration.limits)
            report.image = ImageSummary(file)
            let instance = try open(file, &report.notes)
            report.notes = try instance.notes + instance.content.notes(under: configuration)
            try work(instance, &report)
        } catch {
            report.status = error.status
            report.reason = error.reason
        }
        return report
    }

    /// - Throws: what opening throws; `held` for an object without pixels that shows text in
    ///   another way. `notes` says what of it the configuration allows.
    private func open(
        _ file: DICOMFile, _ notes: inout [InstanceNote]
    ) throws(InstanceFailure) -> OpenedInstance {
        do throws(InstanceFailure) {
            return try OpenedInstance(
                file, limits: configuration.limits,
                dropsPrivatePixelData: configuration.dropsPrivatePixelData)
        } catch {
            if error.reason.code == .noPixelData {
                notes = try InstanceContent.notes(
                    ofObjectWithoutPixels: file, under: configuration)
            }
            throw error
        }
    }

    static func read(
        _ source: ByteSource, _ limits: ResourceLimits
    ) throws(InstanceFailure) -> DICOMFile {
        guard DICOMFile.isRecognized(source) else {
            throw .skipped(.notDICOM, "not a DICOM file")
        }
        do {
            return try DICOMFile(source, limits: limits.reading)
        } catch {
            throw InstanceFailure(error)
        }
    }
}
