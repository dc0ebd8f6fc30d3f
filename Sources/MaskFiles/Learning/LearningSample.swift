package import Raster
package import RedactionReport

/// Where text was in one instance, for ``MaskLearner``.
package struct LearningSample: Hashable, Sendable {
    package var device: DeviceSignature
    /// Whose image it is, as a number that tells nothing; `nil`: not known.
    package var patient: Int?
    package var boxes: [PixelBox]

    package init(device: DeviceSignature, patient: Int?, boxes: [PixelBox]) {
        self.device = device
        self.patient = patient
        self.boxes = boxes
    }

    /// `nil` where a report's line teaches nothing: nobody has looked at the image, or its header does not say
    /// which device made it.
    package init?(_ report: InstanceReport, patient: Int?) {
        guard Self.wasExamined(report), let image = report.image,
            let device = DeviceSignature(image), device.manufacturer != nil || device.model != nil
        else { return nil }
        self.init(
            device: device, patient: patient, boxes: report.boxes.filter(Self.isText).map(\.box))
    }

    private static func wasExamined(_ report: InstanceReport) -> Bool {
        switch report.status {
        case .noText, .flagged, .redacted, .kept: true
        case .held: report.reason?.code == .reviewPending || report.reason?.code == .residualText
        case .failed, .skipped: false
        }
    }

    /// What a person or a detector found and nobody wants kept. What only a rule painted would teach the rule
    /// again.
    private static func isText(_ box: ReportedBox) -> Bool {
        let finders: [BoxSource] = [.detector, .tesseract, .boxes]
        return box.plane == .pixelData && box.box.isOfAnImage && box.decision != .keep
            && box.sources.contains(where: finders.contains)
    }
}

extension PixelBox {
    /// Whether its numbers are those of an image: any may stand in a report that is damaged.
    var isOfAnImage: Bool {
        let lengths = 0...65535
        return !isEmpty && lengths.contains(x) && lengths.contains(y)
            && lengths.contains(width) && lengths.contains(height)
    }
}
