package import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
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
    let isCancelled: () -> Bool

    /// - Parameter interpreter: what reads, kept from one instance to the next; `nil` makes one.
    package init(
        _ configuration: RedactionConfiguration, detector: any TextDetector,
        interpreter: TextInterpreter? = nil, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.configuration = configuration
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
            report.boxes = try foundText(in: instance, examiner, &report).boxes
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
            var kept: [PaintedArea] = []
            if let boxes {
                report.boxes = boxes
                try GivenBoxes.requireInside(boxes, instance)
            } else {
                let found = try foundText(in: instance, examiner, &report)
                report.boxes = found.boxes
                kept = found.kept
            }
            if report.boxes.contains(where: { $0.decision == .review }) {
                throw .held(.reviewPending, "a region waits for a person's decision")
            }
            if boxes == nil { try requireNoContradiction(instance, report) }
            var changes = report.boxes.contains { $0.decision == .redact }
            if !changes { changes = try removesHiddenBytes(of: instance) }
            guard changes else {
                report.status = report.boxes.isEmpty && boxes == nil ? .noText : .kept
                return
            }
            let painter = InstancePainter(
                instance: instance, configuration: configuration,
                examiner: boxes == nil ? examiner : nil, kept: kept, isCancelled: isCancelled)
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

    /// Detected regions with the policy's decision, and the planes that are removed unexamined; of
    /// what is kept, where it was read.
    private func foundText(
        in instance: OpenedInstance, _ examiner: TextExaminer, _ report: inout InstanceReport
    ) throws(InstanceFailure) -> (boxes: [ReportedBox], kept: [PaintedArea]) {
        var times = StageTimes()
        defer { report.milliseconds = times }
        var boxes: [ReportedBox] = []
        var kept: [PaintedArea] = []
        var hasUnreadIcon = false
        for plane in instance.planes {
            if plane.plane == .pixelData, let label = try slideLabelBox(instance) {
                boxes.append(label)
                continue
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
        return (boxes, kept)
    }

    /// Whether a clean rewrites the instance though nothing of it is painted.
    private func removesHiddenBytes(
        of instance: OpenedInstance
    ) throws(InstanceFailure) -> Bool {
        if instance.content.isRemoved(under: configuration) { return true }
        return try instance.holdsHiddenBytes()
    }

    /// The whole image, where it shows the label of a slide and is to be blanked.
    private func slideLabelBox(
        _ instance: OpenedInstance
    ) throws(InstanceFailure) -> ReportedBox? {
        let pixels = instance.image.description
        return try instance.content.slideLabel?.box(
            under: configuration.slideLabel, rows: pixels.rows, columns: pixels.columns)
    }

    /// A header that claims burnt-in text where none was found knows of text that was missed.
    ///
    /// PS3.3 C.7.6.1.1 has it claim text that identifies the patient: where every line was read and is
    /// kept, that text was missed too, or misread.
    private func requireNoContradiction(
        _ instance: OpenedInstance, _ report: InstanceReport
    ) throws(InstanceFailure) {
        guard !configuration.trustsDetector,
            instance.file.dataSet.string(.burnedInAnnotation) == "YES",
            !report.boxes.contains(where: {
                $0.plane == .pixelData && $0.decision == .redact
            })
        else { return }
        throw .held(
            .annotationClaimed,
            "Burned In Annotation (0028,0301) is YES, no text to paint was found")
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
