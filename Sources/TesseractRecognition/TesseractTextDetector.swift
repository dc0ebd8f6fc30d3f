import Glibc
package import Raster
package import TextDetection

/// Finds text by reading it: rows of character-like strokes and Tesseract's words are candidates;
/// the evidence that their pixels are ink decides.
///
/// Each view is examined upright and turned by 90 degrees (text on its head reads badly but is
/// found by its shape). Tesseract reads the view itself and, for either polarity, a page that holds
/// only the strokes that may be characters, at full contrast. Rows with overwhelming evidence need
/// no reading.
package final class TesseractTextDetector: ViewTextDetector {
    /// Scores of `InkEvidence.score` from which on things happen, measured on the development
    /// images (40 real and 60 synthetic pictures with text, 38 real ones without).
    package struct Thresholds: Sendable {
        /// A row of strokes is worth reading.
        package var worthReading = -1.0
        /// A line that was read is text.
        package var readLine = 1.0
        /// The same where the view was turned.
        package var readTurnedLine = 2.0
        /// A row of strokes is text without being read.
        package var unreadRow = 5.0
        package init() {}

        /// For a picture whose text has been painted over. What was left out for want of evidence at
        /// the first look must not come back because painting changed what surrounds it, so it takes
        /// much more to be text now.
        package static var secondLook: Thresholds {
            var thresholds = Thresholds()
            thresholds.worthReading = 0
            thresholds.readLine = 4
            thresholds.readTurnedLine = 5
            thresholds.unreadRow = 6
            return thresholds
        }
    }

    package let finders = TextFinders.tesseract
    package var thresholds = Thresholds()
    private var engine: TesseractEngine
    private let isCancelled: @Sendable () -> Bool

    /// - Parameter isCancelled: asked between the readings of a view.
    /// - Throws: `unavailable` where Tesseract or its language data is missing.
    package init(
        language: String = "eng", isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(TextDetectionError) {
        engine = try TesseractEngine(language: language)
        self.isCancelled = isCancelled
    }

    /// Larger views are examined in tiles, so that memory stays bounded.
    private static let tileSide = 4096
    /// What neighbouring tiles share: a line that one cuts lies whole, or in part, in the other.
    private static let tileOverlap = 256

    package func remainingRegions(
        in view: GrayImage
    ) throws(TextDetectionError) -> [TextRegion] {
        let usual = thresholds
        defer { thresholds = usual }
        thresholds = .secondLook
        return try regions(in: view)
    }

    /// A character needs 5 pixels, and a margin to stand out from: what is narrower has none.
    private static let leastSide = 8
    /// What narrower views are padded to at least.
    private static let paddedSide = 32

    package func regions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion] {
        guard view.width < Self.leastSide || view.height < Self.leastSide else {
            return try regions(inTilesOf: view)
        }
        guard !view.isFlat else { return [] }
        // A strip may be all text. Its edge is repeated: any other margin draws an outline that is
        // not there.
        let x = max(0, Self.paddedSide - view.width + 1) / 2
        let y = max(0, Self.paddedSide - view.height + 1) / 2
        let found = try regions(inTilesOf: view.padded(x: x, y: y))
        return found.compactMap { region in
            var region = region
            region.box.x -= x
            region.box.y -= y
            region.box = region.box.clipped(toWidth: view.width, height: view.height)
            return region.box.isEmpty ? nil : region
        }
    }

    private func regions(
        inTilesOf view: GrayImage
    ) throws(TextDetectionError) -> [TextRegion] {
        let columns = Self.tiles(of: view.width)
        let rows = Self.tiles(of: view.height)
        guard columns.count * rows.count > 1 else { return try regions(inTile: view) }
        var regions: [TextRegion] = []
        for row in rows {
            for column in columns {
                let area = PixelBox(
                    x: column.lowerBound, y: row.lowerBound, maxX: column.upperBound,
                    maxY: row.upperBound)
                regions += try self.regions(inTile: view.cropped(to: area)).map { region in
                    var region = region
                    region.box.x += area.x
                    region.box.y += area.y
                    return region
                }
            }
        }
        return LineAssembly.outermost(regions)
    }

    private static func tiles(of length: Int) -> [Range<Int>] {
        guard length > tileSide else { return [0..<length] }
        return stride(from: 0, to: length - tileOverlap, by: tileSide - tileOverlap).map { start in
            start..<min(length, start + tileSide)
        }
    }

    private func regions(inTile view: GrayImage) throws(TextDetectionError) -> [TextRegion] {
        guard !view.isFlat else { return [] }
        let upright = try lines(in: view, isTurned: false)
        let turned = try lines(in: view.turnedCounterclockwise(), isTurned: true).map { line in
            TextRegion(box: line.box.turnedBack(inWidth: view.width), score: line.score)
        }
        // The letters of lines above each other stand in columns too.
        let columns = turned.filter { column in
            2 * LineAssembly.areaCovered(of: column.box, by: upright) < column.box.area
        }
        return LineAssembly.outermost(upright + columns)
    }

    /// The lines that run from left to right.
    private func lines(
        in view: GrayImage, isTurned: Bool
    ) throws(TextDetectionError) -> [TextRegion] {
        try checkCancellation()
        var analysis = try StrokeAnalysis(of: view)
        var regions: [TextRegion] = []
        for layer in analysis.layers {
            for candidate in layer.candidates where isText(candidate) {
                regions.append(region(candidate.group.box, score: candidate.score))
            }
        }
        for polarity in InkPolarity.allCases {
            guard
                let page = StrokePage(
                    of: analysis, polarity: polarity, minimumScore: thresholds.worthReading)
            else { continue }
            let lines = LineAssembly.lines(of: try words(in: page))
            regions += try accepted(lines, polarities: [polarity], analysis: &analysis)
        }
        // Turned text is rare, and the view itself reads as nothing but clutter when it is turned.
        if isTurned {
            let minimum = Self.probability(ofScore: thresholds.readTurnedLine)
            regions = regions.filter { region in
                region.box.width * 2 >= region.box.height * 3 && region.score ?? 0 > minimum
            }
        } else {
            let lines = LineAssembly.lines(of: try words(in: view, triesInverted: true))
            regions += try accepted(
                lines, polarities: InkPolarity.allCases, analysis: &analysis)
        }
        return LineAssembly.merged(
            regions.map { region in
                TextRegion(box: analysis.extended(region.box), score: region.score)
            })
    }

    private func isText(_ candidate: StrokeAnalysis.Candidate) -> Bool {
        candidate.score > thresholds.unreadRow && candidate.group.members.count >= 3
            && candidate.group.unevenness < 0.35
    }

    /// The lines whose pixels look like ink in one of the polarities.
    private func accepted(
        _ lines: [LineAssembly.Line], polarities: [InkPolarity], analysis: inout StrokeAnalysis
    ) throws(TextDetectionError) -> [TextRegion] {
        var regions: [TextRegion] = []
        for line in lines where line.characterCount >= 2 && line.hasPlausiblePitch {
            var best = -Double.infinity
            for polarity in polarities {
                let evidence = try analysis.evidence(for: line.box, polarity: polarity)
                best = max(best, evidence?.score(confidence: line.confidence) ?? best)
            }
            if best > thresholds.readLine { regions.append(region(line.box, score: best)) }
        }
        return regions
    }

    private func region(_ box: PixelBox, score: Double) -> TextRegion {
        TextRegion(box: box, score: Self.probability(ofScore: score))
    }

    private static func probability(ofScore score: Double) -> Double {
        1 / (1 + exp(-score))
    }

    /// Tesseract reads characters of 20 to 40 pixels best: small images are enlarged.
    private static let enlargedUpTo = 1600

    private func words(in page: StrokePage) throws(TextDetectionError) -> [TextWord] {
        try words(in: page.image, triesInverted: false).map { word in
            var word = word
            word.box.x += page.origin.x
            word.box.y += page.origin.y
            return word
        }
    }

    private func words(
        in image: GrayImage, triesInverted: Bool
    ) throws(TextDetectionError) -> [TextWord] {
        try checkCancellation()
        guard max(image.width, image.height) <= Self.enlargedUpTo else {
            return try engine.words(in: image, triesInverted: triesInverted)
        }
        let words = try engine.words(in: image.enlargedTwice(), triesInverted: triesInverted)
        return words.map { word in
            TextWord(box: word.box.halved(), confidence: word.confidence, text: word.text)
        }
    }

    private func checkCancellation() throws(TextDetectionError) {
        guard !isCancelled() else {
            throw TextDetectionError(code: .cancelled, message: "the examination was cancelled")
        }
    }
}
