package import KnownMasks
import Raster
import RedactionReport

/// Rectangles of SMI's dicompixelanon: the table that `dicom_ocr.py --rects --csv` writes, or `--rect` strings,
/// one or more a line. `right` and `bottom` of the table, and of corners in strings, are the last column and
/// row of a rectangle; `+w,+h` are its width and height. Frames and overlays count from 0, -1 is none.
///
/// Rows of the table are boxes of one file. As rules they answer for images whose model and Image Type are
/// those of the file. A row is no mask where a list of allowed texts says that it is not sensitive; what
/// another engine thinks not sensitive is painted, as dicompixelanon does too.
package struct SMIFormat: BoxListFormat {
    static let columns = [
        "filename", "frame", "overlay", "imagetype", "manufacturer", "burnedinannotation",
        "ocr_engine", "left", "top", "right", "bottom", "ocr_text", "ner_engine", "is_sensitive",
    ]

    static let mostFramesWritten = 1000

    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = SMIReader(FormatReading(.smi, name: name))
        reader.read(content)
        reader.addRules()
        return reader.reading.finished(expecting: "rectangles")
    }

    package func readBoxes(_ content: [UInt8], name: String) -> BoxList {
        var reader = SMIReader(FormatReading(.smi, name: name))
        reader.read(content)
        return BoxList(entries: reader.boxEntries(), findings: reader.reading.findings)
    }

    /// As `--rect` strings: a table names files, which rules do not.
    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        var text = ""
        for rule in set.rules {
            guard problems.isPlainMask(rule, format: "a --rect string", frames: true),
                problems.isForAllImages(rule, format: "a --rect string")
            else { continue }
            let frames = (rule.frames.ranges ?? []).reduce(0) { $0 + $1.count }
            guard frames <= Self.mostFramesWritten else {
                problems.add(rule, "--rect strings name each frame, and these are too many")
                continue
            }
            do throws(PaintedBoxes.Failure) {
                let words = try PaintedBoxes.boxes(of: rule, size: nil).flatMap { box in
                    let word = "\(box.x),\(box.y),+\(box.width),+\(box.height)"
                    guard let ranges = rule.frames.ranges else { return [word] }
                    return ranges.flatMap { $0.map { "\(word),\($0),-1" } }
                }
                if !words.isEmpty { text += words.joined(separator: ";") + "\n" }
            } catch {
                problems.add(rule, "a --rect string cannot say: \(error.detail)")
            }
        }
        try problems.throwIfAny()
        return Array(text.utf8)
    }
}
