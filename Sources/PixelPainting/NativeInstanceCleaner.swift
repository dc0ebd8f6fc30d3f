import DICOMCore
import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

/// Paints boxes that are given, or that rules of known devices name, into native pixels without a codec or
/// a detector: new header, then the Pixel Data value with the rows of the boxes replaced on the way.
package struct NativeInstanceCleaner: Sendable {
    private let configuration: RedactionConfiguration
    /// `nil` where all samples are to be compared, which is a worker's.
    private let masks: DeviceMasks?

    /// - Parameter hasBoxes: whether every instance comes with boxes, so that no rule is asked for some.
    package init(_ configuration: RedactionConfiguration, hasBoxes: Bool = false) {
        self.configuration = configuration
        masks =
            configuration.verification == .full
            ? nil : DeviceMasks(configuration, onlyRejects: hasBoxes)
    }

    /// - Parameters:
    ///   - boxes: `nil` asks the rules.
    ///   - makeOutput: an empty file, open for reading and writing; called where something is painted.
    /// - Returns: the report; `nil` for an instance that needs a worker: another coding, a deflated
    ///   data set, given boxes with nothing to paint, planes to examine, or a full comparison.
    package func clean<E: Error>(
        input: Int32, boxes: [ReportedBox]?, makeOutput: () throws(E) -> Int32
    ) throws(E) -> InstanceReport? {
        guard let masks, boxes?.needPaintAlone ?? masks.mayAnswerAlone,
            let instance = opened(input), case .native(let pixels) = instance.image.layout,
            let notes = try? instance.notes + instance.content.notes(under: configuration),
            let colour = instance.image.description.photometricInterpretation.colourModel
        else { return nil }
        var report = InstanceReport(path: "", status: .redacted)
        report.image = ImageSummary(instance.file)
        report.notes = notes
        let order: PaintOrder
        do throws(InstanceFailure) {
            if let boxes {
                try masks.requireNotRejected(instance)
                try GivenBoxes.requireInside(boxes, instance)
                report.boxes = boxes
            } else {
                guard let known = try known(of: instance, masks) else { return nil }
                report.boxes = known.boxes
                report.notes += known.notes
                try instance.requireNoContradiction(
                    report.boxes, wasExamined: false, configuration)
                guard report.boxes.contains(where: { $0.decision == .redact }) else {
                    report.status = .kept
                    return instance.isWrittenAnyway(under: configuration) ? nil : report
                }
            }
            guard
                let made = try paintOrder(
                    for: instance, report.boxes, colour,
                    policyName: boxes == nil ? configuration.policy.rawValue : nil)
            else { return nil }
            order = made
        } catch {
            report.end(by: error)
            return report
        }
        let output = try makeOutput()
        do throws(InstanceFailure) {
            try paint(instance, pixels, order, output, &report)
        } catch {
            report.end(by: error)
        }
        return report
    }

    /// The instance, where it is one to be painted here.
    private func opened(_ input: Int32) -> OpenedInstance? {
        // A deflated data set is the worker's: nothing is inflated here, where no limit holds.
        var reading = configuration.limits.reading
        reading.inflatedBytes = 0
        guard let source = try? ByteSource(fileDescriptor: input),
            DICOMFile.isRecognized(source),
            let file = try? DICOMFile(source, limits: reading),
            !file.transferSyntax.isDeflated
        else { return nil }
        return try? OpenedInstance(
            file, limits: configuration.limits,
            dropsPrivatePixelData: configuration.dropsPrivatePixelData)
    }

    /// What rules paint, and with it all that is to be painted; `nil` where a detector has to look.
    private func known(
        of instance: OpenedInstance, _ masks: DeviceMasks
    ) throws(InstanceFailure) -> MaskFindings? {
        // Whether bits are used that rules do not speak of, the worker sees.
        let bits = UnusedBits(instance.image.description, claimed: instance.claimedBits)
        guard bits.mask == 0 else { return nil }
        if configuration.policy == .masksOnly {
            return try masks.findingsWithoutLooking(in: instance)
        }
        let known = try masks.findings(in: instance)
        guard known.vouchesForImage, instance.others.isEmpty, instance.removedPlanes.isEmpty,
            instance.content.slideLabel == nil
        else { return nil }
        return known
    }

    /// `nil` where another plane is in a coding of its own.
    private func paintOrder(
        for instance: OpenedInstance, _ boxes: [ReportedBox], _ colour: ColourModel,
        policyName: String?
    ) throws(InstanceFailure) -> PaintOrder? {
        let fill = try instance.image.fillValues(for: configuration.fill, colour: colour)
        var order = PaintOrder(
            given: boxes, fill: fill, configuration, policyName: policyName)
        order.embeddedBits = instance.embeddedBits
        for plane in instance.others {
            guard case .native = plane.layout else { return nil }
            guard order.hasBoxes(on: plane.plane) else { continue }
            guard let colour = plane.description.photometricInterpretation.colourModel else {
                return nil
            }
            order.otherFills[plane.plane] = try plane.fillValues(
                for: configuration.fill, colour: colour)
        }
        return order
    }

    private func paint(
        _ instance: OpenedInstance, _ pixels: NativePixelData, _ order: PaintOrder,
        _ descriptor: Int32, _ report: inout InstanceReport
    ) throws(InstanceFailure) {
        var times = StageTimes()
        defer { report.milliseconds = times }
        var output = OutputFile(fileDescriptor: descriptor)
        let outcome = try measured(&times.paint) { () throws(InstanceFailure) in
            try InstanceWriter(instance, order: order).write(to: &output) {
                (_, _, _) throws(InstanceFailure) in
                throw .failed(.internalError, "native frames need no codec")
            }
        }
        report.painted = outcome.painted
        report.notes += outcome.notes
        guard configuration.verification == .fast else { return }
        try measured(&times.verify) { () throws(InstanceFailure) in
            try check(instance, pixels, order, descriptor)
        }
        report.verification = VerificationSummary(boxesOpaque: true)
    }

    private func check(
        _ instance: OpenedInstance, _ pixels: NativePixelData, _ order: PaintOrder,
        _ descriptor: Int32
    ) throws(InstanceFailure) {
        let written: OpenedInstance
        do {
            let source = try ByteSource(fileDescriptor: descriptor)
            written = try OpenedInstance(DICOMFile(source), limits: configuration.limits)
        } catch {
            throw .failed(.verificationFailed, "the written file cannot be read back")
        }
        guard case .native(let writtenPixels) = written.image.layout,
            instance.image.description.hasSamePixels(as: written.image.description)
        else {
            throw .failed(.verificationFailed, "the written file describes other pixels")
        }
        guard !order.removesHiddenPlanes || written.removedPlanes.isEmpty else {
            throw .failed(
                .verificationFailed, "an overlay or icon image is left in the written file")
        }
        try AttributeComparison(instance, written).requireOnlyCleaned()
        try NativeCheck(original: pixels, written: writtenPixels, order: order)
            .requireOpaqueBoxes()
        let others = Dictionary(
            written.others.map { ($0.plane, $0) }, uniquingKeysWith: { first, _ in first })
        // An embedded overlay is checked with the image that it is in.
        for plane in instance.others
        where plane.embeddedBit == nil && order.hasBoxes(on: plane.plane) {
            guard case .native(let before) = plane.layout,
                case .native(let after) = others[plane.plane]?.layout
            else {
                throw .failed(.verificationFailed, "\(plane.plane.name) is not in the written file")
            }
            try NativeCheck(original: before, written: after, order: order, plane: plane.plane)
                .requireOpaqueBoxes()
        }
    }
}

extension [ReportedBox] {
    /// Whether something is to be painted, and nothing left to a person.
    fileprivate var needPaintAlone: Bool {
        contains { $0.decision == .redact } && allSatisfy { $0.decision != .review }
    }
}

extension OpenedInstance {
    /// Whether a clean may write the instance though nothing of it is painted: the worker knows.
    fileprivate func isWrittenAnyway(under configuration: RedactionConfiguration) -> Bool {
        content.isRemoved(under: configuration)
            || planes.contains { plane in
                guard case .native(let pixels) = plane.layout else { return true }
                return !pixels.hiddenRanges.isEmpty
            }
    }
}

extension InstanceReport {
    fileprivate mutating func end(by failure: InstanceFailure) {
        status = failure.status
        reason = failure.reason
    }
}
