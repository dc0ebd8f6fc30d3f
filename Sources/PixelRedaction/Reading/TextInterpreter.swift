package import PHIClassification
import Raster
import RedactionPolicy
package import RedactionReport
package import TextRecognition

/// Reads rows of text and says what they tell: one reader and one classifier, made when the first
/// region is to be read, since language data and lists take longer to load than a frame to paint.
///
/// It belongs to one thread, as its reader does, and serves one instance after the other.
package final class TextInterpreter {
    /// Says what a line of an instance tells.
    package typealias Classify = (RecognizedLine, IdentityMatcher) -> LineFinding

    private let makeReader: () throws(TextRecognitionError) -> any TextReader
    private let makeClassify: () -> Classify
    private var reader: (any TextReader)?
    private lazy var classify = makeClassify()

    /// - Parameters:
    ///   - makeReader: called when the first region is to be read, and again where it threw.
    ///   - makeClassify: called once, when the first line was read.
    package init(
        makeReader: @escaping () throws(TextRecognitionError) -> any TextReader,
        makeClassify: @escaping () -> Classify
    ) {
        self.makeReader = makeReader
        self.makeClassify = makeClassify
    }

    /// What the rows of a region tell, from the top.
    ///
    /// - Parameters:
    ///   - region: in pixels of the views.
    ///   - views: of one size.
    /// - Throws: where the reader cannot be made or run.
    func findings(
        in region: PixelBox, of views: [GrayImage], _ instance: IdentityMatcher
    ) throws(TextRecognitionError) -> [(box: PixelBox, finding: LineFinding)] {
        let rows = try openedReader().rows(in: region, of: views)
        // A reader that found nothing has not read the region.
        guard !rows.isEmpty else { return [(region, .unread)] }
        return rows.map { ($0.box, classify($0.line, instance)) }
    }

    private func openedReader() throws(TextRecognitionError) -> any TextReader {
        if let reader { return reader }
        let made = try makeReader()
        reader = made
        return made
    }
}

extension LineFinding {
    /// Of text that nobody has read.
    static let unread = LineFinding(
        infoTypes: [.unknownText], witnesses: [Witness(.unreadable)], isReadable: false,
        confidence: 0)
}

extension RedactionConfiguration {
    /// Whether text is read at all: where words decide, or a report is to name them.
    var readsText: Bool {
        policy.needsWords || classification.readsAlways || classification.includesText
    }
}
