package import PHIClassification
import Raster
package import RedactionReport
package import TextRecognition

/// Reads rows of text and says what they tell: one reader and one classifier, made when the first
/// region is to be read, since language data and lists take longer to load than a frame to paint.
///
/// It belongs to one thread, as its reader does, and serves one instance after the other.
package final class TextInterpreter {
    /// Says what the rows of one frame of an instance tell, in their order.
    package typealias Classify = ([ReadRow], IdentityMatcher) -> [LineFinding]

    private let makeReader: () throws(TextRecognitionError) -> any TextReader
    private let makeClassify: () throws(TextRecognitionError) -> Classify
    private var reader: (any TextReader)?
    private var classify: Classify?

    /// - Parameters:
    ///   - makeReader: called when the first region is to be read, and again where it threw.
    ///   - makeClassify: the same for when the first row was read.
    package init(
        makeReader: @escaping () throws(TextRecognitionError) -> any TextReader,
        makeClassify: @escaping () throws(TextRecognitionError) -> Classify
    ) {
        self.makeReader = makeReader
        self.makeClassify = makeClassify
    }

    /// The rows of a region, from the top; at least one.
    ///
    /// - Parameters:
    ///   - region: in pixels of the views.
    ///   - views: of one size.
    /// - Throws: where the reader cannot be made or run.
    func rows(
        in region: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow] {
        if reader == nil { reader = try makeReader() }
        let rows = try reader?.rows(in: region, of: views) ?? []
        // A reader that found nothing has not read the region.
        return rows.isEmpty ? [ReadRow(box: region, line: RecognizedLine())] : rows
    }

    /// What the rows of one frame tell, in their order.
    ///
    /// - Throws: where the configuration's patterns cannot be used.
    func findings(
        of rows: [ReadRow], in instance: IdentityMatcher
    ) throws(TextRecognitionError) -> [LineFinding] {
        if classify == nil { classify = try makeClassify() }
        let findings = classify?(rows, instance) ?? []
        precondition(findings.count == rows.count)
        return findings
    }
}
