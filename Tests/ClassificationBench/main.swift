// Judges lines of text as the engine does, without a picture: one JSON object a line on stdin, one on stdout.
//
//     classification-bench classify < IMAGES   {"rows": [{"x", "y", "width", "height", "text", "confidence"}],
//                                               "file": a DICOM file whose header tells whom it shows}
//                                              -> {"findings": [{"info_type", "why", "is_safe", "is_readable", "decisions", "name"}]}
//     classification-bench lookups < WORDS     nanoseconds of the lexicon for each word of a line, exact and misread
//
// What stands in a row is split at spaces; without a confidence it counts as read with certainty.
import FoundationEssentials
import PHIClassification
import RedactionPolicy
import RedactionReport
import TextRecognition

switch CommandLine.arguments.dropFirst().first {
case "classify": try classify()
case "lookups": try measureLookups()
default:
    print("usage: classification-bench classify|lookups")
}

func classify() throws {
    let configuration = ClassificationConfiguration()
    let classifier = try LineClassifier(configuration)
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    while let line = readLine() {
        let image = try decoder.decode(JudgedImage.self, from: Data(line.utf8))
        let identity = try image.identity()
        let rows = image.rows.map(\.readRow)
        let findings = classifier.findings(of: rows, in: IdentityMatcher(identity))
        let judgements = zip(rows, findings).map { row, finding in
            Judgement(row.line, finding, configuration)
        }
        let data = try encoder.encode(["findings": judgements])
        print(String(decoding: data, as: UTF8.self))
    }
}

func measureLookups() throws {
    let clock = ContinuousClock()
    let lexicon = NameLexicon.shared
    var lines: [RecognizedLine] = []
    while let line = readLine() {
        lines.append(RecognizedLine(words: [RecognizedWord(text: line, confidence: 1)]))
    }
    guard !lines.isEmpty else { return }
    var best = Duration.seconds(1_000)
    var found = 0
    for _ in 0..<5 {
        let duration = clock.measure {
            for line in lines { found += lexicon.names(in: line).count }
        }
        best = min(best, duration)
    }
    let nanoseconds = Double(best.components.attoseconds) / 1e9 / Double(lines.count)
    print("\(lines.count) words, \(Int(nanoseconds)) ns each, \(found / 5) names")
}
