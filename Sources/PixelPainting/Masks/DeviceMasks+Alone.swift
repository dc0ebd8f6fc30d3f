import Raster
package import RedactionPolicy
package import RedactionReport

extension DeviceMasks {
    /// All that is painted where nothing is looked for: what the rules say of the image, and every other
    /// picture as a whole, since no rule answers for it.
    ///
    /// - Throws: `held` as ``findings(in:)``, and for an overlay in the bits of coded samples, which can only
    ///   be painted with them.
    package func findingsWithoutLooking(
        in instance: OpenedInstance
    ) throws(InstanceFailure) -> MaskFindings {
        var findings = try imageFindings(in: instance)
        for plane in instance.others where plane.plane != .icon {
            if plane.embeddedBit != nil, case .encapsulated = plane.layout {
                throw .held(
                    .embeddedOverlay,
                    "\(plane.plane.name) is in bits of coded samples, and masks say nothing of it")
            }
            let pixels = plane.description
            findings.boxes.append(
                ReportedBox(
                    box: PixelBox(x: 0, y: 0, width: pixels.columns, height: pixels.rows),
                    plane: plane.plane, sources: [], decision: .redact))
        }
        findings.boxes += instance.removedPlanes.map {
            ReportedBox(box: $0.box, plane: $0.plane, sources: [], decision: .redact)
        }
        return findings
    }

    /// The label of a slide is no device's: what is to become of it was said, and holds without a rule.
    private func imageFindings(
        in instance: OpenedInstance
    ) throws(InstanceFailure) -> MaskFindings {
        guard let label = try instance.slideLabelBox(under: configuration) else {
            return try findings(in: instance)
        }
        try requireNotRejected(instance)
        var findings = MaskFindings()
        findings.boxes = [label]
        return findings
    }
}

extension OpenedInstance {
    /// The whole image, where it shows the label of a slide and is to be blanked.
    ///
    /// - Throws: `held` where a person has to look at it.
    package func slideLabelBox(
        under configuration: RedactionConfiguration
    ) throws(InstanceFailure) -> ReportedBox? {
        let pixels = image.description
        return try content.slideLabel?.box(
            under: configuration.slideLabel, rows: pixels.rows, columns: pixels.columns)
    }

    /// A header that claims burnt-in text where nothing is painted knows of text that was missed.
    ///
    /// PS3.3 C.7.6.1.1 has it claim text that identifies the patient: where every line was read and is
    /// kept, that text was missed too, or misread.
    ///
    /// - Parameter wasExamined: whether a detector has looked at the image, which the user may trust more.
    /// - Throws: `held` with `annotation_claimed`.
    package func requireNoContradiction(
        _ boxes: [ReportedBox], wasExamined: Bool, _ configuration: RedactionConfiguration
    ) throws(InstanceFailure) {
        guard !(configuration.trustsDetector && wasExamined),
            file.dataSet.string(.burnedInAnnotation) == "YES",
            !boxes.contains(where: { $0.plane == .pixelData && $0.decision == .redact })
        else { return }
        throw .held(
            .annotationClaimed,
            "Burned In Annotation (0028,0301) is YES, no text to paint was found")
    }
}
