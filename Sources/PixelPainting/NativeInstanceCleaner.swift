import DICOMCore
import DICOMPixelData
package import RedactionPolicy
package import RedactionReport

/// Paints known boxes into native pixels without a codec or a detector: new header, then the Pixel
/// Data value with the rows of the boxes replaced on the way.
package struct NativeInstanceCleaner: Sendable {
    package init() {}

    /// - Parameter output: an empty file, open for reading and writing.
    /// - Returns: the report; `nil` for an instance that needs a worker: another coding, a deflated
    ///   data set, nothing to paint, or a full comparison.
    package func clean(
        input: Int32, boxes: [ReportedBox], output: Int32, configuration: RedactionConfiguration
    ) -> InstanceReport? {
        // A deflated data set is the worker's: nothing is inflated here, where no limit holds.
        var reading = configuration.limits.reading
        reading.inflatedBytes = 0
        guard configuration.verification != .full,
            let source = try? ByteSource(fileDescriptor: input),
            DICOMFile.isRecognized(source),
            let file = try? DICOMFile(source, limits: reading),
            !file.transferSyntax.isDeflated,
            let instance = try? OpenedInstance(
                file, limits: configuration.limits,
                dropsPrivatePixelData: configuration.dropsPrivatePixelData),
            case .native(let pixels) = instance.image.layout,
            let notes = try? instance.notes + instance.content.notes(under: configuration),
            let colour = instance.image.description.photometricInterpretation.colourModel,
            boxes.contains(where: { $0.decision == .redact }),
            boxes.allSatisfy({ $0.decision != .review })
        else { return nil }
        var report = InstanceReport(path: "", status: .redacted)
        report.image = ImageSummary(file)
        report.notes = notes
        report.boxes = boxes
        do throws(InstanceFailure) {
            try GivenBoxes.requireInside(boxes, instance)
            let fill = try instance.image.fillValues(for: configuration.fill, colour: colour)
            var order = PaintOrder(given: boxes, fill: fill, configuration)
            order.embeddedBits = instance.embeddedBits
            for plane in instance.others where order.hasBoxes(on: plane.plane) {
                guard let colour = plane.description.photometricInterpretation.colourModel else {
                    return nil
                }
                order.otherFills[plane.plane] = try plane.fillValues(
                    for: configuration.fill, colour: colour)
            }
            try paint(instance, pixels, order, output, configuration, &report)
        } catch {
            report.status = error.status
            report.reason = error.reason
        }
        return report
    }

    private func paint(
        _ instance: OpenedInstance, _ pixels: NativePixelData, _ order: PaintOrder,
        _ descriptor: Int32, _ configuration: RedactionConfiguration,
        _ report: inout InstanceReport
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
            try check(instance, pixels, order, descriptor, configuration.limits)
        }
        report.verification = VerificationSummary(boxesOpaque: true)
    }

    private func check(
        _ instance: OpenedInstance, _ pixels: NativePixelData, _ order: PaintOrder,
        _ descriptor: Int32, _ limits: ResourceLimits
    ) throws(InstanceFailure) {
        let written: OpenedInstance
        do {
            let source = try ByteSource(fileDescriptor: descriptor)
            written = try OpenedInstance(DICOMFile(source), limits: limits)
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
