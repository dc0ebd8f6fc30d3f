import CSystemCalls
import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection

/// Paints, writes and verifies one instance; what verification still finds is painted again.
struct InstancePainter {
    /// Text that is left after this many repaintings holds the instance.
    static let repaintings = 2

    let instance: OpenedInstance
    let configuration: RedactionConfiguration
    /// Looks for residual text; `nil` when the boxes were given and nothing else is to be painted.
    let examiner: TextExaminer?
    /// Whether it looks at the image too, and not at other planes alone.
    var examinesImage = true
    /// Text that was read and is to stay, on the frames on which it was read.
    var kept: [PaintedArea] = []
    /// What the instance says was done; `nil` for given boxes.
    let policyName: String?
    let isCancelled: () -> Bool

    /// What the samples of each plane's first frame mean: the fill is black there.
    private typealias Colours = [Plane: ColourModel]

    /// Writes the painted instance to `output`; without one, paints into a file that vanishes.
    func paint(into output: Int32?, _ report: inout InstanceReport) throws(InstanceFailure) {
        var times = report.milliseconds ?? StageTimes()
        defer { report.milliseconds = times }
        let descriptor = try TemporaryOutput(output)
        var colours: Colours = [:]
        var order = PaintOrder(
            given: report.boxes, fill: [], configuration, policyName: policyName)
        order.embeddedBits = instance.embeddedBits
        if examiner != nil, report.boxes.contains(where: \.isTellingAndKept) {
            order.attributes.claimsNoAnnotation = false
        }
        order.attributes.droppedMetadata = try instance.codestreamsHoldHiddenBytes(
            inIcons: !order.removesHiddenPlanes)
        for round in 0...Self.repaintings {
            // What a check of an earlier file said is not said of this one.
            report.verification = nil
            try chooseFills(&order, &colours)
            let notes = try describeCoding(&order)
            let outcome = try measured(&times.paint) { () throws(InstanceFailure) in
                try write(order, colours, to: descriptor)
            }
            let residual = try measured(&times.verify) { () throws(InstanceFailure) in
                // With its text painted over, a picture may show more: the first check takes what the
                // first look would. Later ones would only paint what painting made.
                try verify(
                    order, outcome, descriptor, &report, look: round == 0 ? .first : .remaining)
            }
            if residual.isEmpty {
                report.painted = outcome.painted
                report.notes += outcome.notes + notes
                return
            }
            report.boxes += residual
            if residual.contains(where: { $0.decision == .review }) {
                throw .held(
                    .reviewPending, "a region of the painted image waits for a person's decision")
            }
            order.boxes += residual.map {
                PaintedArea(box: $0.box, frames: $0.frames, plane: $0.plane)
            }
        }
        throw .held(
            .residualText,
            "\(report.verification?.residualText ?? 0) regions still show text after painting")
    }

    private func chooseFills(
        _ order: inout PaintOrder, _ colours: inout Colours
    ) throws(InstanceFailure) {
        for plane in instance.planes
        where plane.plane == .pixelData || order.hasBoxes(on: plane.plane) {
            let colour = try FrameCoder(plane).colourOrFail(frame: 0)
            colours[plane.plane] = colour
            let fill = try plane.fillValues(for: configuration.fill, colour: colour)
            if plane.plane == .pixelData {
                order.fill = fill
            } else {
                order.otherFills[plane.plane] = fill
            }
        }
    }

    /// Says in the attributes what painting takes from the coding of frames.
    ///
    /// PS3.3 C.7.6.3.1.2: YBR_ICT becomes YBR_RCT when nothing is left that went through the
    /// irreversible transform; while frames or tiles are mixed the label stays, and a note says so.
    private func describeCoding(_ order: inout PaintOrder) throws(InstanceFailure) -> [InstanceNote]
    {
        let pixels = instance.image.description
        let coder = FrameCoder(instance.image)
        var isMixed = false
        var lostICT = false
        do {
            for frame in 0..<pixels.frames {
                guard !order.codedBoxes(onFrame: frame).isEmpty else {
                    isMixed = true
                    continue
                }
                let traits = try coder.traits(ofFrame: frame)
                order.attributes.recodedReversibly =
                    order.attributes.recodedReversibly ?? traits.lossyMethod
                lostICT = lostICT || traits.usesIrreversibleColourTransform
                isMixed = isMixed || traits.hasSeveralTiles
                // One frame tells of a loss; the label needs all.
                if pixels.photometricInterpretation != .ybrICT,
                    order.attributes.recodedReversibly != nil
                {
                    break
                }
            }
        } catch {
            throw InstanceFailure(error)
        }
        guard pixels.photometricInterpretation == .ybrICT, lostICT else { return [] }
        if isMixed { return [.mixedColourTransforms] }
        order.attributes.photometricInterpretation = .ybrRCT
        return []
    }

    private func write(
        _ order: PaintOrder, _ colours: Colours, to output: borrowing TemporaryOutput
    ) throws(InstanceFailure) -> InstanceWriter.Outcome {
        try output.rewind()
        var file = OutputFile(fileDescriptor: output.descriptor)
        return try InstanceWriter(instance, order: order).write(to: &file) {
            (plane, frame, boxes) throws(InstanceFailure) in
            if isCancelled() {
                throw .failed(.cancelled, "cancelled before frame \(frame) was painted")
            }
            let coder = FrameCoder(plane)
            defer { coder.discardPages(ofFrame: frame) }
            // The fill is black in this colour model only.
            if !boxes.isEmpty {
                guard try coder.colourOrFail(frame: frame) == colours[plane.plane] else {
                    throw .held(
                        .unsupportedPixelFormat,
                        "the codestream of frame \(frame) has other colours than the first one's")
                }
            }
            return try coder.repaintOrFail(
                frame: frame, boxes: boxes, fill: order.fill(of: plane.plane))
        }
    }

    /// Reads the written file back and checks it as the configuration asks.
    ///
    /// - Returns: regions that still show text.
    private func verify(
        _ order: PaintOrder, _ outcome: InstanceWriter.Outcome,
        _ output: borrowing TemporaryOutput, _ report: inout InstanceReport,
        look: TextExaminer.Look
    ) throws(InstanceFailure) -> [ReportedBox] {
        guard configuration.verification != .off else { return [] }
        let written = try reopened(output)
        let verifier = OutputVerifier(
            original: instance, written: written, order: order, outcome: outcome)
        var summary = VerificationSummary()
        switch configuration.verification {
        case .off: break
        case .fast:
            try verifier.checkPainted(isCancelled: isCancelled)
        case .full:
            try verifier.compare(isCancelled: isCancelled)
            summary.outsideIdentical = true
        }
        summary.boxesOpaque = true
        var residual: [ReportedBox] = []
        if configuration.verification == .full, let examiner {
            for plane in written.planes where examinesImage || plane.plane != .pixelData {
                let judge = ResidualText(
                    painted: outcome.painted, kept: kept, plane: plane.plane)
                var ignored = StageTimes()
                residual += try examiner.collected(
                    of: FrameCoder(plane), claimedBits: written.claimedBits, look: look,
                    settled: judge, times: &ignored
                ).regions.filter { judge.isResidual($0) }
                    .map { $0.reported(on: plane.plane, configuration) }
                    .filter { $0.decision != .keep }
                summary.residualText = residual.count
            }
        }
        report.verification = summary
        return residual
    }

    private func reopened(
        _ output: borrowing TemporaryOutput
    ) throws(InstanceFailure) -> OpenedInstance {
        do {
            let file = try DICOMFile(
                try ByteSource(fileDescriptor: output.descriptor),
                limits: configuration.limits.reading)
            return try OpenedInstance(file, limits: configuration.limits)
        } catch let error as DICOMError {
            throw .failed(.verificationFailed, "the written file cannot be read: \(error)")
        } catch {
            throw .failed(.verificationFailed, "the written file cannot be opened")
        }
    }
}

extension ReportedBox {
    /// Whether it is kept though it tells something: then Burned In Annotation NO would say too much.
    fileprivate var isTellingAndKept: Bool {
        decision == .keep && infoType != nil && infoType != .unknownText
    }
}
