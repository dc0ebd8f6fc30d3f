package import Raster
import TextDetection
package import TextRecognition

/// Reads lines with Tesseract's network. One engine, kept between lines; the same crop gives the same
/// reading, whatever was read before it.
///
/// Several languages are tried by the library for each word, and the most certain one is taken; so are
/// scripts ("script/Cyrillic") where their data is installed. Which script a lone line is in cannot be
/// told before it is read, as what the library offers for that needs a page of text: see
/// `SeveralLanguagesRecognizer`.
package final class TesseractLineRecognizer: LineRecognizer {
    private var engine: TesseractEngine

    /// - Parameter languages: names of installed data, the most likely first.
    /// - Throws: `unavailable` where Tesseract or the data of a language is missing.
    package init(languages: [String] = ["eng"]) throws(TextRecognitionError) {
        guard !languages.isEmpty else {
            throw TextRecognitionError(code: .unavailable, message: "no language to read in")
        }
        for language in languages where !Self.isName(language) {
            throw TextRecognitionError(
                code: .unavailable, message: "'\(language)' is not the name of a language")
        }
        do {
            engine = try TesseractEngine(readingLinesIn: languages)
        } catch {
            throw TextRecognitionError(error)
        }
    }

    /// Languages and scripts of which data is installed, but for those that are read already: scripts first,
    /// since one of them serves for many languages, and no more than can be tried for a line.
    package func otherInstalled(than languages: [String]) -> [String] {
        let others = engine.installedLanguages.filter {
            // Data that tells how a page is turned, and that of formulas.
            !languages.contains($0) && $0 != "osd" && $0 != "equ" && Self.isName($0)
        }.sorted()
        let scripts = others.filter { $0.hasPrefix("script/") }
        return Array((scripts + others.filter { !scripts.contains($0) }).prefix(12))
    }

    package func read(_ crop: GrayImage) throws(TextRecognitionError) -> RecognizedLine {
        do {
            return try engine.line(in: crop)
        } catch {
            throw TextRecognitionError(error)
        }
    }

    /// The library takes "+" and "~" as signs of its own, and names as paths.
    private static func isName(_ language: String) -> Bool {
        !language.isEmpty && language.utf8.count <= 64
            && language.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }
}

extension TextRecognitionError {
    fileprivate init(_ error: TextDetectionError) {
        self.init(
            code: error.code == .unavailable ? .unavailable : .failed, message: error.message)
    }
}
