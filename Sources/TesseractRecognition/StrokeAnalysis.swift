import Raster
import TextDetection

/// What can be said of a view in one orientation without reading: top-hats, rows of characters and
/// the evidence that they are ink.
struct StrokeAnalysis {
    /// Rows of components that may be characters.
    struct Candidate {
        var group: CharacterGroup
        /// `InkEvidence.score` without a recogniser.
        var score: Double
    }

    /// The strokes of one polarity and thickness.
    struct Layer {
        var polarity: InkPolarity
        var elementSize: Int
        var components: InkComponents
        var topHat: GrayImage
        var candidates: [Candidate]
    }

    let view: GrayImage
    private(set) var layers: [Layer] = []
    private var topHats: [TopHatKey: GrayImage] = [:]

    private struct TopHatKey: Hashable {
        var polarity: InkPolarity
        var elementSize: Int
    }

    /// Sides of the structuring elements, for strokes of text up to about 40 and 65 pixels high, and
    /// the limit of their noise.
    private static let elements: [(size: Int, maximumDifference: UInt8)] = [(9, .max), (17, 32)]

    init(of view: GrayImage) throws(TextDetectionError) {
        self.view = view
        // The two element sizes see noise differently, so that what one misses the other may find.
        for (elementSize, maximumDifference) in Self.elements {
            let noise = LocalNoise(of: view, maximumDifference: maximumDifference)
            for polarity in InkPolarity.allCases {
                let layer = try layer(polarity, elementSize: elementSize, noise: noise)
                if !layer.candidates.isEmpty { layers.append(layer) }
            }
        }
    }

    private mutating func layer(
        _ polarity: InkPolarity, elementSize: Int, noise: LocalNoise
    ) throws(TextDetectionError) -> Layer {
        let topHat = try topHat(polarity, elementSize: elementSize)
        // The wide element lets a fifth more of everything through.
        let thresholds = noise.thresholds(quarters: elementSize >= 15 ? 19 : 16)
        let components = InkComponents(of: topHat, above: thresholds)
        var candidates: [Candidate] = []
        for group in CharacterGrouping(elementSize: elementSize).groups(of: components.components) {
            guard let evidence = try evidence(for: group.box, polarity: polarity) else { continue }
            candidates.append(Candidate(group: group, score: evidence.score()))
        }
        return Layer(
            polarity: polarity, elementSize: elementSize, components: components, topHat: topHat,
            candidates: candidates)
    }

    /// The evidence for ink of `polarity` in a box of the view, with a top-hat that fits its height.
    mutating func evidence(
        for box: PixelBox, polarity: InkPolarity
    ) throws(TextDetectionError) -> InkEvidence? {
        let elementSize = box.height <= 14 ? 9 : box.height <= 40 ? 17 : 33
        let topHat = try topHat(polarity, elementSize: elementSize)
        return InkEvidence(box: box, of: view, topHat: topHat)
    }

    private mutating func topHat(
        _ polarity: InkPolarity, elementSize: Int
    ) throws(TextDetectionError) -> GrayImage {
        let key = TopHatKey(polarity: polarity, elementSize: elementSize)
        if let known = topHats[key] { return known }
        let topHat = try TopHat.strokes(of: view, polarity: polarity, elementSize: elementSize)
        topHats[key] = topHat
        return topHat
    }
}
