import PHIClassification
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection
import TextRecognition

/// Reads what was found in one instance, and decides what is to become of it.
struct RegionJudge {
    let interpreter: TextInterpreter
    /// What is known of the instance.
    let identity: IdentityMatcher
    let configuration: RedactionConfiguration

    /// Whether rows are decided on by what they say, each for itself.
    var decidesByWords: Bool { configuration.policy.needsWords }

    /// The rows of a region, each with what is to become of it.
    ///
    /// - Parameters:
    ///   - area: what `views` show of the frame; it holds all of the region.
    ///   - bounds: the frame.
    /// - Throws: `failed` where the reader cannot run: what it was to read is never kept.
    func rows(
        of region: FoundRegion, in views: [GrayImage], of area: PixelBox, bounds: PixelBox
    ) throws(InstanceFailure) -> [FoundRegion] {
        let rows = try judgements(of: region, in: views, of: area)
        let padding =
            configuration.padding
            ?? rows.map { region.finders.usualPadding(of: $0.box) }.max() ?? 0
        let filled = RowBoxes.filled(rows.map(\.box), in: region.box, padding: padding)
        return zip(rows, filled).compactMap { row, box in
            let box = box.intersection(bounds)
            guard !box.isEmpty else { return nil }
            return FoundRegion(
                box: box, text: row.box.intersection(bounds), score: region.score,
                finders: region.finders, judgement: row.judgement)
        }
    }

    /// The region as it is, with what all of it tells.
    ///
    /// - Throws: as ``rows(of:in:of:bounds:)``.
    func described(
        _ region: FoundRegion, in views: [GrayImage], of area: PixelBox
    ) throws(InstanceFailure) -> FoundRegion {
        var region = region
        let rows = try judgements(of: region, in: views, of: area)
        region.judgement = rows.dropFirst().reduce(rows.first?.judgement) {
            $0?.joined(with: $1.judgement)
        }
        return region
    }

    /// A code, which may say anything: no reader of text looks at it.
    func code(_ region: FoundRegion) -> FoundRegion {
        var region = region
        region.judgement = .barcode(under: configuration.policy)
        return region
    }

    private func judgements(
        of region: FoundRegion, in views: [GrayImage], of area: PixelBox
    ) throws(InstanceFailure) -> [(box: PixelBox, judgement: Judgement)] {
        do {
            return try interpreter.findings(
                in: region.text.moved(-area.x, -area.y), of: views, identity
            ).map { ($0.box.moved(area.x, area.y), judgement(of: $0.finding)) }
        } catch {
            throw .failed(.recognitionFailed, error.message)
        }
    }

    private func judgement(of finding: LineFinding) -> Judgement {
        let classification = configuration.classification
        return Judgement(
            finding, configuration.policy.decision(for: finding, under: classification),
            includesText: classification.includesText)
    }
}

extension PixelBox {
    fileprivate func moved(_ x: Int, _ y: Int) -> PixelBox {
        PixelBox(x: self.x + x, y: self.y + y, width: width, height: height)
    }
}
