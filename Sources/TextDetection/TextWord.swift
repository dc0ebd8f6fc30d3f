package import Raster

/// A word that a recogniser claims to see.
package struct TextWord: Hashable, Sendable {
    /// In pixels of the image that was read.
    package var box: PixelBox
    /// 0...1.
    package var confidence: Double
    /// What it says. Never part of an error, a log or a report.
    package var text: String

    package init(box: PixelBox, confidence: Double, text: String) {
        self.box = box
        self.confidence = confidence
        self.text = text
    }
}

extension TextWord {
    /// Letters and digits.
    package var characterCount: Int {
        text.count { $0.isLetter || $0.isNumber }
    }
}
