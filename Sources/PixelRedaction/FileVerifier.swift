package import DICOMCore
import FrameCoding
package import PixelPainting
import Raster
package import RedactionPolicy
package import RedactionReport
package import TextDetection

/// Proves, from an original and a cleaned file alone, that the second differs only where it may
/// and shows no text.
package struct FileVerifier {
    let configuration: RedactionConfiguration
    let examiner: TextExaminer
    let interpreter: TextInterpreter
    let masks: DeviceMasks
    let isCancelled: () -> Bool

    package init(
        _ configuration: RedactionConfiguration, detector: any TextDetector,
        interpreter: TextInterpreter? = nil, masks: DeviceMasks? = nil,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.configuration = configuration
        self.masks = masks ?? DeviceMasks(configuration)
        self.interpreter = interpreter ?? TextInterpreter(configuration)
        self.isCancelled = isCancelled
        // A cine may have been painted frame by frame: what a frame shows is judged by its own paint.
        var looking = configuration
        looking.findsPerFrame = true
        examiner = TextExaminer(
            detector: detector, configuration: looking, isCancelled: isCancelled)
    }

    /// - Parameter identity: what is known of the instance besides its header.
    package func verify(
        original: ByteSource, cleaned: ByteSource, identity: KnownIdentity = KnownIdentity()
    ) -> VerificationResult {
        do {
            let before = try openOriginal(original)
            let after = try open(cleaned, "cleaned file")
            try after.content.privatePictures.requireNone(under: configuration)
            return try compare(before, after, examiner(for: before, after, identity))
        } catch {
            return VerificationResult(outcome: .unchecked, findings: [error.reason.message])
        }
    }

    /// Pixels in private sequences that cannot be read may be gone from the cleaned file, which is
    /// read without that.
    private func openOriginal(_ source: ByteSource) throws(InstanceFailure) -> OpenedInstance {
        do {
            return try open(source, "original")
        } catch {
            guard error.reason.code == .nestedPixelData else { throw error }
            return try open(source, "original", dropsPrivatePixelData: true)
        }
    }

    private func open(
        _ source: ByteSource, _ name: String, dropsPrivatePixelData: Bool = false
    ) throws(InstanceFailure) -> OpenedInstance {
        do {
            return try OpenedInstance(
                RedactionPipeline.read(source, configuration.limits), limits: configuration.limits,
                dropsPrivatePixelData: dropsPrivatePixelData)
        } catch {
            throw .failed(error.reason.code, "\(name): \(error.reason.message)")
        }
    }

    /// The examiner, with what reads the text of this pair where words decide.
    private func examiner(
        for before: OpenedInstance, _ after: OpenedInstance, _ identity: KnownIdentity
    ) -> TextExaminer {
        guard configuration.policy.needsWords else { return examiner }
        var examiner = examiner
        // The cleaned header may have been scrubbed since, or mapped.
        examiner.judge = RegionJudge(
            examiner.configuration, interpreter,
            identity: identity.united(withHeadersOf: [before.file, after.file]))
        return examiner
    }

    private func compare(
        _ before: OpenedInstance, _ after: OpenedInstance, _ examiner: TextExaminer
    ) throws(InstanceFailure) -> VerificationResult {
        var findings: [String] = []
        var painted: [PaintedArea] = []
        var areIdentical = true
        var residual: Int?
        var uncovered = 0
        let isAlone = configuration.policy == .masksOnly
        var known = try masks.seenFindings(
            in: before, alone: isAlone, isCancelled: isCancelled)
        // The label of a slide is painted whole, whatever rules vouch for.
        if !isAlone, let label = try before.slideLabelBox(under: configuration) {
            known.boxes = [label]
            known.vouchesForImage = false
        }
        guard let pairs = PlaneComparison.pairs(before, after) else {
            return VerificationResult(
                outcome: .refuted, findings: ["the Image Pixel modules describe other pixels"])
        }
        for (original, plane) in pairs {
            let (areas, outside) = try differences(FrameCoder(original), FrameCoder(plane))
            painted += areas
            findings += outside
            areIdentical = areIdentical && outside.isEmpty
            uncovered += try uncoveredBoxes(known, in: plane)
            if isAlone || known.vouchesForImage && plane.plane == .pixelData { continue }
            let kept = try keptText(in: original, claimedBits: before.claimedBits, examiner)
            residual =
                try (residual ?? 0)
                + residualText(
                    in: plane, claimedBits: after.claimedBits,
                    ResidualText(painted: areas, kept: kept, plane: plane.plane), examiner)
        }
        do {
            try AttributeComparison(before, after).requireOnlyCleaned()
        } catch {
            findings.insert(error.reason.message, at: 0)
        }
        let summary = VerificationSummary(
            outsideIdentical: areIdentical, boxesOpaque: areIdentical && uncovered == 0,
            residualText: residual)
        if let residual, residual > 0 { findings.append("\(residual) regions show text") }
        if uncovered > 0 {
            findings.append("areas that masks cover are not filled: \(uncovered)")
        }
        if try after.holdsHiddenBytes() {
            findings.append("a codestream holds metadata or bytes behind its end")
        }
        if !after.content.hiddenBytes.isEmpty {
            findings.append("padding, or bytes that no reader shows, are left")
        }
        if !painted.isEmpty || isAlone, !after.icons.isEmpty {
            findings.append("an icon of the image before it was painted is left")
        }
        if findings.isEmpty, !after.unexaminedPlanes.isEmpty {
            return VerificationResult(
                outcome: .unchecked, findings: ["an overlay or icon image cannot be examined"],
                painted: painted, summary: summary)
        }
        return VerificationResult(
            outcome: findings.isEmpty ? .proven : .refuted, findings: findings, painted: painted,
            summary: summary)
    }

    /// What of a plane of the original the policy keeps, once it was read; nothing where words do not
    /// decide.
    ///
    /// Read there and not in the cleaned file: beside painted pixels a line may read otherwise.
    private func keptText(
        in plane: ImagePlane, claimedBits: Int, _ examiner: TextExaminer
    ) throws(InstanceFailure) -> [PaintedArea] {
        guard examiner.judge != nil else { return [] }
        var times = StageTimes()
        return try examiner.collected(
            of: FrameCoder(plane), claimedBits: claimedBits, times: &times
        ).keptAreas(on: plane.plane)
    }

    /// How many of the boxes that rules paint in a plane are not filled in the cleaned file.
    private func uncoveredBoxes(
        _ known: MaskFindings, in plane: ImagePlane
    ) throws(InstanceFailure) -> Int {
        let boxes = known.boxes.filter {
            $0.plane == plane.plane && $0.plane != .icon && $0.decision == .redact
        }
        guard !boxes.isEmpty else { return 0 }
        let coder = FrameCoder(plane)
        let colour = try coder.colourOrFail(frame: 0)
        let fill = try plane.fillValues(for: configuration.fill, colour: colour)
        var uncovered: Set<Int> = []
        for frame in 0..<plane.description.frames {
            if isCancelled() { throw .failed(.cancelled, "cancelled before frame \(frame)") }
            let asked = boxes.indices.filter { boxes[$0].frames.contains(frame) }
            guard !asked.isEmpty else { continue }
            let samples = try coder.decodeOrFail(frame: frame).samples
            let stored = plane.description.fill(fill, in: samples)
            uncovered.formUnion(asked.filter { !samples.isFilled(boxes[$0].box, with: stored) })
            coder.discardPages(ofFrame: frame)
        }
        return uncovered.count
    }

    /// Regions of a plane that show text which the policy paints, or leaves to a person.
    private func residualText(
        in plane: ImagePlane, claimedBits: Int, _ judge: ResidualText, _ examiner: TextExaminer
    ) throws(InstanceFailure) -> Int {
        var times = StageTimes()
        return try examiner.collected(
            of: FrameCoder(plane), claimedBits: claimedBits, look: .remaining, settled: judge,
            times: &times
        ).regions.count {
            $0.reported(on: plane.plane, configuration).decision != .keep && judge.isResidual($0)
        }
    }

    /// Where the frames differ, and a finding for each frame that differs otherwise than by paint.
    private func differences(
        _ before: FrameCoder, _ after: FrameCoder
    ) throws(InstanceFailure) -> (painted: [PaintedArea], findings: [String]) {
        var collector = PaintedAreaCollector()
        var findings: [String] = []
        let frames = before.plane.description.frames
        for frame in 0..<frames {
            if isCancelled() { throw .failed(.cancelled, "cancelled before frame \(frame)") }
            if before.hasSameBytes(as: after, frame: frame) { continue }
            let original = try before.decodeOrFail(frame: frame)
            let cleaned = try after.decodeOrFail(frame: frame)
            let difference = FrameDifference(original.samples, cleaned.samples)
            collector.add(difference.rectangles, frame: frame)
            // The outermost painted pixels and those beside them may take their neighbours' chroma.
            if !difference.isCovered(ring: 2 * cleaned.ringWidth) {
                findings.append("samples outside painted rectangles differ in frame \(frame)")
            }
            before.discardPages(ofFrame: frame)
            after.discardPages(ofFrame: frame)
        }
        return (collector.areas(frameCount: frames, plane: before.plane.plane), findings)
    }
}
