package import DICOMCore
import FrameCoding
import PixelPainting
import Raster
package import RedactionPolicy
package import RedactionReport
package import TextDetection

/// Proves, from an original and a cleaned file alone, that the second differs only where it may
/// and shows no text.
package struct FileVerifier {
    let configuration: RedactionConfiguration
    let examiner: TextExaminer
    let isCancelled: () -> Bool

    package init(
        _ configuration: RedactionConfiguration, detector: any TextDetector,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.configuration = configuration
        self.isCancelled = isCancelled
        // A cine may have been painted frame by frame: what a frame shows is judged by its own paint.
        var looking = configuration
        looking.findsPerFrame = true
        examiner = TextExaminer(
            detector: detector, configuration: looking, isCancelled: isCancelled)
    }

    package func verify(original: ByteSource, cleaned: ByteSource) -> VerificationResult {
        do {
            let before = try openOriginal(original)
            let after = try open(cleaned, "cleaned file")
            try after.content.privatePictures.requireNone(under: configuration)
            return try compare(before, after)
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

    private func compare(
        _ before: OpenedInstance, _ after: OpenedInstance
    ) throws(InstanceFailure) -> VerificationResult {
        var findings: [String] = []
        var painted: [PaintedArea] = []
        var areIdentical = true
        var residual = 0
        guard let pairs = PlaneComparison.pairs(before, after) else {
            return VerificationResult(
                outcome: .refuted, findings: ["the Image Pixel modules describe other pixels"])
        }
        for (original, plane) in pairs {
            let (areas, outside) = try differences(FrameCoder(original), FrameCoder(plane))
            painted += areas
            findings += outside
            areIdentical = areIdentical && outside.isEmpty
            residual += try residualText(
                in: plane, claimedBits: after.claimedBits, painted: areas)
        }
        do {
            try AttributeComparison(before, after).requireOnlyCleaned()
        } catch {
            findings.insert(error.reason.message, at: 0)
        }
        let summary = VerificationSummary(
            outsideIdentical: areIdentical, boxesOpaque: areIdentical, residualText: residual)
        if residual > 0 { findings.append("\(residual) regions show text") }
        if try after.holdsHiddenBytes() {
            findings.append("a codestream holds metadata or bytes behind its end")
        }
        if !after.content.hiddenBytes.isEmpty {
            findings.append("padding, or bytes that no reader shows, are left")
        }
        if !painted.isEmpty, !after.icons.isEmpty {
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

    /// Regions of a plane that show text which the policy paints.
    private func residualText(
        in plane: ImagePlane, claimedBits: Int, painted: [PaintedArea]
    ) throws(InstanceFailure) -> Int {
        var times = StageTimes()
        let judge = ResidualText(painted: painted, plane: plane.plane)
        return try examiner.regions(
            of: FrameCoder(plane), claimedBits: claimedBits, look: .remaining, times: &times
        )
        .count { configuration.policy.decision == .redact && judge.isResidual($0) }
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
