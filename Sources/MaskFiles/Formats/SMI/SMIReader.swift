import ConfigurationFiles
import DICOMCore
import KnownMasks
import Raster
import RedactionReport

struct SMIReader {
    private struct Rectangle {
        var box: PixelBox
        var frame: Int
        var overlay: Int
    }

    /// The rows of one file, or one line of `--rect` strings.
    private struct Source {
        var path: String?
        var model: String?
        var imageType: String?
        var rectangles: [Rectangle] = []
        /// Where text was read as a whole, and where rows say what stands at which place.
        var unplaced: Set<Layer> = []
        var placed: Set<Layer> = []

        /// Text was read of which no row says where it is.
        var hasUnplacedText: Bool { !unplaced.isSubset(of: placed) }
        var place: FilePlace
    }

    /// A frame, or an overlay of one; -1 is all, and none.
    struct Layer: Hashable {
        var frame: Int
        var overlay: Int
    }

    private enum Part {
        case ignored(Layer)
        case rectangle(Rectangle, hasText: Bool)
        case unplaced(Layer)
        case summary
    }

    var reading: FormatReading
    private var sources: [Source] = []
    private var byPath: [String: Int] = [:]

    init(_ reading: FormatReading) { self.reading = reading }

    mutating func read(_ content: [UInt8]) {
        guard let text = reading.text(content, atMost: FormatReading.largestTable) else { return }
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        if let first, first == "(" || ("0"..."9").contains(first) {
            readStrings(text)
        } else {
            readTable(text)
        }
    }

    // MARK: Strings

    private mutating func readStrings(_ text: String) {
        // A carriage return and a line feed are one character of Swift, and end a line too.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let place = FilePlace(line: index + 1, column: 1)
            let bare = line.filter { !$0.isWhitespace && $0 != "(" && $0 != ")" }
            guard !bare.isEmpty else { continue }
            var source = Source(place: place)
            for part in bare.split(separator: ";") {
                guard let rectangle = Self.rectangle(part) else {
                    reading.refuse(
                        .malformedRegion, at: place,
                        "expected x0,y0,x1,y1 or x0,y0,+w,+h, with frame and overlay behind it or not"
                    )
                    return
                }
                source.rectangles.append(rectangle)
            }
            sources.append(source)
        }
    }

    private static func rectangle(_ text: Substring) -> Rectangle? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        guard (4...6).contains(words.count),
            let x = Coordinate.integer(words[0], in: Coordinate.positions),
            let y = Coordinate.integer(words[1], in: Coordinate.positions),
            let width = length(words[2], from: x), let height = length(words[3], from: y)
        else { return nil }
        var numbers = [-1, -1]
        for (index, word) in words.dropFirst(4).enumerated() {
            guard let number = Coordinate.integer(word, in: -1...Coordinate.positions.upperBound)
            else { return nil }
            numbers[index] = number
        }
        guard numbers[1] <= 15 else { return nil }
        return Rectangle(
            box: PixelBox(x: x, y: y, width: width, height: height), frame: numbers[0],
            overlay: numbers[1])
    }

    private static func length(_ word: Substring, from start: Int) -> Int? {
        if word.hasPrefix("+") {
            return Coordinate.integer(word.dropFirst(), in: Coordinate.lengths)
        }
        guard let last = Coordinate.integer(word, in: Coordinate.positions), last >= start else {
            return nil
        }
        return last - start + 1
    }

    // MARK: Table

    private mutating func readTable(_ text: String) {
        var rows = CommaSeparatedRows(text)
        guard let header = reading.row(&rows), let columns = columns(of: header) else { return }
        var allowed = 0
        while let row = reading.row(&rows) {
            guard row.fields.count == header.fields.count else {
                // What stands in the row is not told: it may be what an image says.
                reading.refuse(
                    .wrongValue, at: row.place,
                    "expected \(header.fields.count) fields as in the first row, found "
                        + "\(row.fields.count)")
                continue
            }
            let cells = Cells(row: row, columns: columns)
            guard let part = part(cells) else { continue }
            let source = source(cells)
            switch part {
            case .ignored(let layer):
                allowed += 1
                sources[source].placed.insert(layer)
            case .rectangle(let rectangle, let hasText):
                sources[source].rectangles.append(rectangle)
                // One without text is a region of the header, and says of no text where it is.
                guard hasText else { continue }
                sources[source].placed.insert(
                    Layer(frame: rectangle.frame, overlay: rectangle.overlay))
            case .unplaced(let layer): sources[source].unplaced.insert(layer)
            case .summary: break
            }
        }
        if allowed > 0 {
            reading.find(
                .note, .ignoredField,
                "\(allowed) rows are no masks: a list of allowed texts calls them not sensitive")
        }
        for index in sources.indices where sources[index].hasUnplacedText {
            reading.find(
                .warning, .emptyMask, at: sources[index].place,
                "text was read in the file, and no row says where: dicom_ocr.py --rects does")
        }
    }

    private struct Cells {
        var row: CommaSeparatedRows.Row
        var columns: [String: Int]

        subscript(name: String) -> CommaSeparatedRows.Field? {
            columns[name].map { row.fields[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
        }
    }

    private mutating func columns(of header: CommaSeparatedRows.Row) -> [String: Int]? {
        var columns: [String: Int] = [:]
        for (position, field) in header.fields.enumerated() {
            guard SMIFormat.columns.contains(field.text) else {
                reading.refuse(
                    .unknownKey, at: field.place,
                    "unknown column: expected one of \(SMIFormat.columns.joined(separator: ", "))")
                continue
            }
            if columns.updateValue(position, forKey: field.text) != nil {
                reading.refuse(.wrongValue, at: field.place, "the column stands there twice")
            }
        }
        for name in ["filename", "left", "top", "right", "bottom"] where columns[name] == nil {
            reading.refuse(.syntax, at: header.place, "expected a column \(name)")
        }
        return reading.isSound ? columns : nil
    }

    /// The file of a row, by its index.
    private mutating func source(_ cells: Cells) -> Int {
        let path = cells["filename"]?.text ?? ""
        if let index = byPath[path] { return index }
        byPath[path] = sources.count
        // The tool calls an image without these so.
        let model = cells["manufacturer"]?.text
        let type = cells["imagetype"]?.text
        sources.append(
            Source(
                path: path, model: model == "NoModel" ? nil : model,
                imageType: type == "NoImageType" ? nil : type, place: cells.row.place))
        return sources.count - 1
    }

    /// `nil` after a finding.
    private mutating func part(_ cells: Cells) -> Part? {
        guard cells["filename"] != nil else {
            reading.refuse(.wrongValue, at: cells.row.place, "expected a filename")
            return nil
        }
        var numbers: [Int] = []
        for (name, fallback) in [
            ("left", nil), ("top", nil), ("right", nil), ("bottom", nil), ("frame", -1),
            ("overlay", -1),
        ] as [(String, Int?)] {
            guard
                let number = cells[name].map({
                    Coordinate.integer($0.text, in: -1...Coordinate.positions.upperBound)
                })
                    ?? fallback
            else {
                reading.refuse(
                    .wrongValue, at: cells[name]?.place ?? cells.row.place,
                    "expected \(name), a whole number from -1 on")
                return nil
            }
            numbers.append(number)
        }
        let layer = Layer(frame: numbers[4], overlay: numbers[5])
        // A rectangle without places sums up what was read in a frame.
        if numbers[..<4].allSatisfy({ $0 == -1 }) {
            return cells["ocr_text"] == nil ? .summary : .unplaced(layer)
        }
        let engine = cells["ner_engine"]?.text.lowercased() ?? ""
        if cells["is_sensitive"]?.text == "0",
            engine.contains("allowlist") || engine.contains("whitelist")
        {
            return .ignored(layer)
        }
        let (left, top, right, bottom) = (numbers[0], numbers[1], numbers[2], numbers[3])
        guard left >= 0, top >= 0, right >= left, bottom >= top, numbers[5] <= 15 else {
            reading.refuse(
                .malformedRegion, at: cells.row.place,
                "expected right and bottom at or beyond left and top, and an overlay from -1 to 15")
            return nil
        }
        return .rectangle(
            Rectangle(
                box: PixelBox(
                    x: left, y: top, width: right - left + 1, height: bottom - top + 1),
                frame: numbers[4], overlay: numbers[5]), hasText: cells["ocr_text"] != nil)
    }

    // MARK: Results

    mutating func addRules() {
        for (index, source) in sources.enumerated() {
            let overlays = source.rectangles.count { $0.overlay >= 0 }
            if overlays > 0 {
                reading.find(
                    .note, .ignoredField, at: source.place,
                    "\(overlays) rectangles are on overlays, which every clean examines or removes")
            }
            let byFrame = Dictionary(
                grouping: source.rectangles.filter { $0.overlay < 0 }, by: \.frame)
            for (frame, rectangles) in byFrame.sorted(by: { $0.key < $1.key }) {
                let id =
                    "\(reading.prefix)-\(index + 1)" + (byFrame.count > 1 ? "-\(frame + 1)" : "")
                reading.find(
                    .warning, .alwaysMatches, at: source.place, rule: id,
                    "boxes of one file: the rule answers for images of any size")
                reading.add(
                    MaskRule(
                        id: id, criterion: criterion(source),
                        areas: rectangles.map {
                            MaskArea(.blank, .rectangle(MaskRectangle($0.box, isClipped: true)))
                        },
                        frames: frame < 0 ? .all : FrameSelection(frame: frame)), at: source.place)
            }
        }
    }

    private func criterion(_ source: Source) -> Criterion {
        var parts: [Criterion] = []
        if let model = source.model {
            // The column holds the first of these that the header has.
            let tags: [Tag] = [
                .manufacturerModelName, .secondaryCaptureDeviceManufacturerModelName,
            ]
            parts.append(
                .any(tags.map { .test(ValueTest(HeaderPath($0), .equals(model))) }))
        }
        if let type = source.imageType {
            let values = type.split(separator: "/", omittingEmptySubsequences: false)
                .joined(separator: "\\")
            parts.append(.test(ValueTest(HeaderPath(.imageType), .equals(values))))
        }
        return .all(parts)
    }

    /// A file of which some text has no place is left out: no entry holds it.
    func boxEntries() -> [BoxList.Entry] {
        sources.filter { !$0.hasUnplacedText }.map { source in
            BoxList.Entry(
                path: source.path,
                boxes: source.rectangles.map { rectangle in
                    ReportedBox(
                        box: rectangle.box,
                        frames: rectangle.frame < 0 ? .all : FrameSelection(frame: rectangle.frame),
                        plane: rectangle.overlay < 0
                            ? .pixelData : .overlay(group: 0x6000 + 2 * UInt16(rectangle.overlay)),
                        sources: [.boxes], decision: .redact)
                })
        }
    }
}
