import KnownMasks
import MaskFiles
import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What rules say of an image (schema `pixredact.mask_match/1`).
struct MatchText: Encodable {
    struct Rule: Encodable {
        var id: String
        var verdict: String
        /// The verdict for a person; not in the JSON.
        var words: String
        /// What would have to be otherwise.
        var missing: [String]
        var misfits: [String]

        enum CodingKeys: String, CodingKey { case id, verdict, missing, misfits }
    }

    let schema = "pixredact.mask_match/1"
    var path: String
    var rows: Int
    var columns: Int
    var frames: Int
    var verdict: String
    private let verdictWords: String
    var isComplete: Bool
    var boxes: [ReportedBox]
    var rules: [Rule]

    enum CodingKeys: String, CodingKey {
        case schema, path, rows, columns, frames, verdict, boxes, rules
        case isComplete = "complete"
    }

    init(
        path: String, rows: Int, columns: Int, frames: Int, answer: MaskAnswer, rules: [Rule]
    ) {
        self.path = path
        self.rows = rows
        self.columns = columns
        self.frames = frames
        verdict = answer.verdict.code
        verdictWords = answer.verdict.words
        isComplete = answer.isComplete
        boxes = answer.boxes
        self.rules = rules
    }

    /// One JSON object.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words and numbers always encode.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    var text: String {
        let frameWords = "\(frames) frame\(frames == 1 ? "" : "s")"
        var text = "\(path): \(columns)x\(rows), \(frameWords): \(verdictWords)"
        text += isComplete ? ", nothing else is burnt in\n" : "\n"
        text += TextTable.text(
            boxes.map { reported in
                let box = reported.box
                return [
                    "  \(box.x),\(box.y) \(box.width)x\(box.height)",
                    Self.words(reported.frames.ranges), reported.maskID ?? "",
                ]
            })
        for rule in rules {
            text += "\(rule.id): \(rule.words)\n"
            for line in rule.misfits + rule.missing { text += "    \(line)\n" }
        }
        return text
    }

    private static func words(_ ranges: [ClosedRange<Int>]?) -> String {
        guard let ranges else { return "all frames" }
        return "frames "
            + ranges.map {
                $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
            }
            .joined(separator: " ")
    }
}

extension MatchText.Rule {
    init(_ explanation: MaskExplanation) {
        id = explanation.ruleID
        verdict = explanation.verdict.code
        words = explanation.verdict.words
        missing = explanation.failures.map(\.words)
        if explanation.verdict == .criterionFails, !explanation.isForThisSize {
            missing.append("a size of the rule")
        }
        // The verdict says it already.
        misfits = explanation.misfits.filter { $0 != .otherSize }.map(\.words)
    }
}

extension MaskAnswer.Verdict {
    var code: String {
        switch self {
        case .unknown: "unknown"
        case .mask: "mask"
        case .pass: "pass"
        case .hold: "hold"
        case .reject: "reject"
        }
    }

    var words: String {
        switch self {
        case .unknown: "no rule answers"
        case .mask: "painted are"
        case .pass: "nothing to paint"
        case .hold(let ids): "held by \(ids.joined(separator: ", "))"
        case .reject(let ids): "rejected by \(ids.joined(separator: ", "))"
        }
    }
}

extension MaskExplanation.Verdict {
    var code: String {
        switch self {
        case .answers: "answers"
        case .isBehind: "behind"
        case .hasLowerPriority: "lower_priority"
        case .isOverruled: "overruled"
        case .paintsNothing: "paints_nothing"
        case .isForOtherSize: "other_size"
        case .criterionFails: "criterion_fails"
        }
    }

    var words: String {
        switch self {
        case .answers: "answers"
        case .isBehind(let id): "matches, but \(id) comes first in its group"
        case .hasLowerPriority: "matches, but rules of a higher priority answer"
        case .isOverruled(let ids): "matches, but is overruled by \(ids.joined(separator: ", "))"
        case .paintsNothing: "matches, and paints nothing of this image"
        case .isForOtherSize: "matches, but is for images of another size"
        case .criterionFails: "does not match; it would need"
        }
    }
}

extension MaskExplanation.Failure {
    var words: String {
        guard let first = tests.first else { return "what can never be" }
        let name = ElementKeywords.name(of: first.path)
        let isOneElement = tests.allSatisfy { $0.path == first.path }
        var words = tests.enumerated().map { index, test in
            let subject = isOneElement && index > 0 ? "" : ElementKeywords.name(of: test.path) + " "
            return subject + test.words
        }.joined(separator: " or ")
        if isNegated { words = "not " + words }
        if let values {
            words += "; \(name) is " + (values.isEmpty ? "missing" : values.joined(separator: "\\"))
        }
        return words
    }
}

extension ValueTest {
    /// What the value has to be.
    fileprivate var words: String {
        let exact = isCaseSensitive ? " (in this case)" : ""
        return switch operation {
        case .equals(let text): "equal to \"\(text)\"\(exact)"
        case .contains(let text): "with \"\(text)\" in it\(exact)"
        case .startsWith(let text): "beginning with \"\(text)\"\(exact)"
        case .endsWith(let text): "ending with \"\(text)\"\(exact)"
        case .matches(let pattern): "matching /\(pattern)/\(exact)"
        case .number(let comparison, let number): "\(comparison.words) \(number)"
        case .present: "present"
        case .empty: "empty"
        case .missing: "missing"
        case .emptyOrMissing: "empty or missing"
        }
    }
}

extension ValueTest.Comparison {
    fileprivate var words: String {
        switch self {
        case .equal: "equal to"
        case .less: "less than"
        case .atMost: "at most"
        case .greater: "greater than"
        case .atLeast: "at least"
        }
    }
}

extension Misfit.Kind {
    var words: String {
        switch self {
        case .otherSize: "it is for images of another size"
        case .outsideImage: "a rectangle of it leaves the image"
        case .outsideFrames: "it names frames that are not there"
        case .noUltrasoundRegions: "the image has no ultrasound regions"
        }
    }
}
