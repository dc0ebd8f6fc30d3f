import PHIClassification
import Raster
import RedactionPolicy
import RedactionReport
import TextDetection
import TextRecognition

/// Reads what was found in one instance, and decides what is to become of it.
final class RegionJudge {
    private let interpreter: TextInterpreter
    private let configuration: RedactionConfiguration
    /// Gathers what is known of the instance: not before there is text to look for it in.
    private let makeIdentity: () -> KnownIdentity
    private lazy var identity = IdentityMatcher(makeIdentity())

    init(
        _ configuration: RedactionConfiguration, _ interpreter: TextInterpreter,
        identity: @autoclosure @escaping () -> KnownIdentity
    ) {
        self.configuration = configuration
        self.interpreter = interpreter
        makeIdentity = identity
    }

    /// Whether rows are decided on by what they say, each for itself.
    var decidesByWords: Bool { configuration.policy.needsWords }

    /// The rows of a region.
    ///
    /// - Parameters:
    ///   - region: in pixels of the frame.
    ///   - area: what `views` show of the frame; it holds all of the region.
    /// - Throws: `failed` where the reader cannot run: what it was to read is never kept.
    func rows(
        in region: PixelBox, of views: [GrayImage], showing area: PixelBox
    ) throws(InstanceFailure) -> [ReadRow] {
        do {
            return try interpreter.rows(in: region.moved(-area.x, -area.y), of: views).map {
                ReadRow(box: $0.box.moved(area.x, area.y), line: $0.line)
            }
        } catch {
            throw InstanceFailure(error)
        }
    }

    /// What becomes of the rows of one frame, in their order.
    ///
    /// - Throws: `failed` where they cannot be judged.
    func judgements(of rows: [ReadRow]) throws(InstanceFailure) -> [Judgement] {
        do {
            let classification = configuration.classification
            return try interpreter.findings(of: rows, in: identity).map { finding in
                Judgement(
                    finding, configuration.policy.decision(for: finding, under: classification),
                    includesText: classification.includesText)
            }
        } catch {
            throw InstanceFailure(error)
        }
    }

    /// A region as its rows, each with what is to become of it; where words decide nothing, the region
    /// as it is, with what all of it tells.
    ///
    /// - Parameter bounds: the frame.
    func divided(
        _ region: FoundRegion, _ rows: [(box: PixelBox, judgement: Judgement)],
        bounds: PixelBox
    ) -> [FoundRegion] {
        guard decidesByWords else {
            var region = region
            region.judgement = rows.dropFirst().reduce(rows.first?.judgement) {
                $0?.joined(with: $1.judgement)
            }
            return [region]
        }
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

    /// A code, which may say anything: no reader of text looks at it.
    func code(_ region: FoundRegion) -> FoundRegion {
        var region = region
        region.judgement = .barcode(under: configuration.policy)
        return region
    }
}

extension InstanceFailure {
    init(_ error: TextRecognitionError) {
        self = .failed(.recognitionFailed, error.message)
    }
}

extension PixelBox {
    fileprivate func moved(_ x: Int, _ y: Int) -> PixelBox {
        PixelBox(x: self.x + x, y: self.y + y, width: width, height: height)
    }
}
