import DICOMCore
import PHIClassification
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import TextRecognition

@testable import PixelRedaction

/// Text that stands as a white bar, whose length says what it tells.
enum Bar: Int, CaseIterable, Sendable {
    case safe = 40
    case otherSafe = 44
    case name = 60
    case date = 68
    case blurred = 80
    case nothingKnown = 100

    static let height = 8

    var box: PixelBox { at(16, 16) }

    func at(_ x: Int, _ y: Int) -> PixelBox {
        PixelBox(x: x, y: y, width: rawValue, height: Self.height)
    }

    /// What a reader says of it.
    var text: String { "\(self)" }

    var finding: LineFinding {
        let line = RecognizedLine(words: [RecognizedWord(text: text, confidence: 0.9)])
        return Self.finding(of: line)
    }

    /// What is known of the instance tells more than what a bar does.
    static func finding(of line: RecognizedLine, _ instance: IdentityMatcher) -> LineFinding {
        let matches = instance.matches(in: line)
        if matches.isEmpty { return finding(of: line) }
        return LineFinding(
            infoTypes: matches.map(\.infoType), witnesses: matches.map(\.witness),
            confidence: line.confidence, text: line.text)
    }

    static func finding(of line: RecognizedLine) -> LineFinding {
        let bar = allCases.first { $0.text == line.text } ?? .blurred
        return switch bar {
        case .safe, .otherSafe:
            LineFinding(
                witnesses: [Witness(.vocabulary)], isSafe: true, confidence: line.confidence,
                text: line.text)
        case .name:
            LineFinding(
                infoTypes: [.personName], witnesses: [Witness(.header, "(0010,0010)")],
                confidence: line.confidence, text: line.text)
        case .date:
            LineFinding(
                infoTypes: [.date], witnesses: [Witness(.rule, "date")],
                confidence: line.confidence, text: line.text)
        case .blurred:
            LineFinding(
                infoTypes: [.unknownText], witnesses: [Witness(.unreadable)], isReadable: false,
                confidence: 0, text: line.text)
        case .nothingKnown: LineFinding(confidence: line.confidence, text: line.text)
        }
    }

    /// An image of 8 bits with bars, one below the other, on dark grey.
    static func image(_ bars: [Bar]) -> DICOMBuilder {
        cine([bars.enumerated().map { $1.at(16, 16 + 12 * $0) }])
    }

    static let width = 160
    static let rows = 96

    static func cine(_ frames: [[PixelBox]]) -> DICOMBuilder {
        var samples: [UInt8] = []
        for boxes in frames {
            var frame = [UInt8](repeating: 20, count: width * rows)
            for box in boxes {
                for y in box.y..<box.maxY {
                    for x in box.x..<box.maxX { frame[y * width + x] = 255 }
                }
            }
            samples += frame
        }
        return DICOMBuilder.image(rows: rows, columns: width, frames: frames.count)
            .setting(.pixelData, .ob, .bytes(samples))
    }
}

/// Reads bars: rows of white pixels in a region.
final class BarReader: TextReader {
    /// How often a region was read.
    private(set) var reads = 0
    /// After so many it cannot run.
    private let limit: Int
    /// What is read from then on.
    private let change: (after: Int, to: Bar)?

    init(limit: Int = .max, change: (after: Int, to: Bar)? = nil) {
        self.limit = limit
        self.change = change
    }

    func rows(
        in region: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow] {
        reads += 1
        guard reads <= limit else {
            throw TextRecognitionError(code: .failed, message: "the reader cannot run")
        }
        guard let view = views.first else { return [] }
        let region = region.clipped(toWidth: view.width, height: view.height)
        var rows: [PixelBox] = []
        for y in region.y..<region.maxY {
            let white = (region.x..<region.maxX).filter { view[$0, y] == 255 }
            guard let first = white.first, let last = white.last else { continue }
            let line = PixelBox(x: first, y: y, width: last - first + 1, height: 1)
            if let above = rows.last, above.maxY == y {
                rows[rows.count - 1] = above.union(line)
            } else {
                rows.append(line)
            }
        }
        return rows.map { ReadRow(box: $0, line: line(of: $0)) }
    }

    private func line(of box: PixelBox) -> RecognizedLine {
        var text = Bar(rawValue: box.width)?.text ?? ""
        if let change, reads > change.after { text = change.to.text }
        return RecognizedLine(words: [RecognizedWord(text: text, confidence: 0.9)])
    }
}

extension TextInterpreter {
    static func bars(_ reader: BarReader = BarReader()) -> TextInterpreter {
        TextInterpreter(
            makeReader: { reader },
            makeClassify: { { rows, instance in rows.map { Bar.finding(of: $0.line, instance) } } })
    }
}

extension RedactionConfiguration {
    static func policy(
        _ policy: TextPolicy, _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) -> RedactionConfiguration {
        var configuration = RedactionConfiguration()
        configuration.policy = policy
        change(&configuration)
        return configuration
    }
}
