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
        examiner = TextExaminer(
            detector: detector, configuration: configuration, isCancelled: isCancelled)
    }

    package func verify(original: ByteSource, cleaned: ByteSource) -> VerificationResult {
        do {
            let before = try FrameCoder(open(original, "original"))
            let after = try FrameCoder(open(cleaned, "cleaned file"))
            return try compare(before, after)
        } catch {
            return VerificationResult(outcome: .unchecked, findings: [error.reason.message])
        }
    }

    private func open(
        _ source: ByteSource, _ name: String
    ) throws(InstanceFailure) -> OpenedInstance {
        do {
            return try OpenedInstance(
                RedactionPipeline.read(source, configuration.limits), limits: configuration.limits)
        } catch {
            throw .failed(error.reason.code, "\(name): \(error.reason.message)")
        }
    }

    private func compare(
        _ before: FrameCoder, _ after: FrameCoder
    ) throws(InstanceFailure) -> VerificationResult {
        var findings: [String] = []
        guard before.instance.description.hasSamePixels(as: after.instance.description) else {
            return VerificationResult(
                outcome: .refuted, findings: ["the Image Pixel modules describe other pixels"])
        }
        do {
            try AttributeComparison(before.instance.file, after.instance.file).requireOnlyCleaned()
        } catch {
            findings.append(error.reason.message)
        }
        let (painted, outside) = try differences(before, after)
        findings += outside
        var summary = VerificationSummary(
            outsideIdentical: outside.isEmpty, boxesOpaque: outside.isEmpty)
        var times = StageTimes()
        let judge = ResidualText(painted: painted)
        let residual = try examiner.regions(of: after, look: .remaining, times: &times).filter {
            configuration.policy.decision == .redact && judge.isResidual($0)
        }
        summary.residualText = residual.count
        if !residual.isEmpty { findings.append("\(residual.count) regions show text") }
        if findings.isEmpty, !after.instance.hiddenPlanes.isEmpty {
            return VerificationResult(
                outcome: .unchecked, findings: ["an overlay or icon image is not examined"],
                painted: painted, summary: summary)
        }
        return VerificationResult(
            outcome: findings.isEmpty ? .proven : .refuted, findings: findings, painted: painted,
            summary: summary)
    }

    /// Where the frames differ, and a finding for each frame that differs otherwise than by paint.
    private func differences(
        _ before: FrameCoder, _ after: FrameCoder
    ) throws(InstanceFailure) -> (painted: [PaintedArea], findings: [String]) {
        var collector = PaintedAreaCollector()
        var findings: [String] = []
        let frames = before.instance.description.frames
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
        return (collector.areas(frameCount: frames), findings)
    }
}
