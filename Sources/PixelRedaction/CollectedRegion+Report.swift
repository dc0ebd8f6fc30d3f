import Raster
import RedactionPolicy
import RedactionReport
import TextDetection

extension CollectedRegion {
    /// The region as the report has it, with what was decided, or what `configuration` decides of text
    /// that was not read.
    func reported(on plane: Plane, _ configuration: RedactionConfiguration) -> ReportedBox {
        let judgement =
            judgement
            ?? (finders.contains(.barcode) ? .barcode(under: configuration.policy) : nil)
        var decision = judgement?.decision ?? configuration.policy.decision
        // What nobody can read in an icon goes with it: no person need look at a copy of the image.
        if plane == .icon, decision == .review { decision = .redact }
        return ReportedBox(
            box: box, frames: frames, plane: plane, sources: finders.sources,
            infoType: judgement?.infoTypes.first, witnesses: judgement?.witnesses ?? [],
            confidence: judgement?.confidence, text: judgement?.text, score: score,
            decision: decision)
    }
}

extension RegionCollector {
    /// What of a plane is kept, on the frames on which it was read.
    func keptAreas(on plane: Plane) -> [PaintedArea] {
        kept.map { PaintedArea(box: $0.box, frames: $0.frames, plane: plane) }
    }
}

extension TextFinders {
    /// As the report names them.
    var sources: [BoxSource] {
        var sources: [BoxSource] = []
        if !isDisjoint(with: [.network, .barcode]) { sources.append(.detector) }
        if contains(.tesseract) { sources.append(.tesseract) }
        return sources
    }
}
