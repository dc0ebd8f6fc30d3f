package import Raster

/// Which detectors found a region.
package struct TextFinders: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let network = TextFinders(rawValue: 1)
    package static let tesseract = TextFinders(rawValue: 2)
    /// Of codes, not of text.
    package static let barcode = TextFinders(rawValue: 4)
}

/// Where text may be: a line of text, or a part of one.
package struct TextRegion: Hashable, Sendable {
    /// In pixels of the view, not padded.
    package var box: PixelBox
    /// 0...1, `nil` where the detector gives none.
    package var score: Double?
    package var finders: TextFinders

    package init(box: PixelBox, score: Double? = nil, finders: TextFinders = []) {
        self.box = box
        self.score = score
        self.finders = finders
    }
}

/// A detector could not run. An image it was to examine has failed; it is never "no text".
package struct TextDetectionError: Error, Hashable, Sendable {
    package enum Code: String, Sendable { case unavailable, failed, cancelled }
    package var code: Code
    /// What failed, in words that hold no value of the image.
    package var message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

/// What is looked for in the frames of a plane.
package struct TextSearch {
    /// How much evidence makes a region text.
    package enum Look: Sendable {
        /// As the user asks.
        case first
        /// What is clearly text in a picture whose text was painted over: painting changes the
        /// surroundings of what was no text before, which must not make it text now.
        case remaining
    }

    package var look: Look
    /// Whether the regions of every frame are wanted; if not, those of all frames together are.
    package var isPerFrame: Bool
    private let isCancelled: () -> Bool

    package init(
        look: Look = .first, isPerFrame: Bool = false,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.look = look
        self.isPerFrame = isPerFrame
        self.isCancelled = isCancelled
    }

    /// - Throws: `cancelled`; asked between the views of a frame.
    package func checkCancellation() throws(TextDetectionError) {
        guard !isCancelled() else {
            throw TextDetectionError(
                code: .cancelled, message: "cancelled while the pixels were examined")
        }
    }
}

/// Finds text in pictures. A detector keeps state between calls (an engine, buffers) and belongs to
/// one thread.
package protocol TextDetector {
    /// Begins to examine the frames of one plane.
    func session(_ search: TextSearch) throws(TextDetectionError) -> any TextSession
}

/// The examination of the frames of one plane, one after the other.
package protocol TextSession: AnyObject {
    /// Whether parts of a frame that continues the one before are enough to find what it shows.
    var examinesParts: Bool { get }

    /// The lines of text in the next picture, which differs from the one before.
    ///
    /// All of them where the search is per frame. Else those may be left out that were given for an
    /// earlier picture, and those in known boxes.
    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion]
}
