import KnownMasks

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A rule in a line (schema `pixredact.mask_rule/1`).
struct RuleSummary: Encodable, Hashable {
    struct Size: Encodable, Hashable {
        var rows: Int?
        var columns: Int?
    }

    let schema = "pixredact.mask_rule/1"
    let id: String
    let action: String
    let sizes: [Size]
    let areas: [String]
    let isComplete: Bool
    let priority: Int
    /// Words that the header is compared with, in their order.
    let words: [String]
    let note: String?
    let sources: [String]

    enum CodingKeys: String, CodingKey {
        case schema, id, action, sizes, areas, priority, words, note, sources
        case isComplete = "complete"
    }

    init(_ rule: MaskRule) {
        id = rule.id
        action = rule.action.rawValue
        sizes = rule.sizes.map { Size(rows: $0.rows, columns: $0.columns) }
        areas = rule.areas.map(\.words)
        isComplete = rule.isComplete
        priority = rule.priority
        words = rule.criterion.words
        note = rule.note
        sources = rule.sources.map { $0.place.isEmpty ? $0.set : "\($0.set): \($0.place)" }
    }

    /// Whether each of some words is in the id, the note, a source or what the header is compared with.
    func contains(_ wanted: [String]) -> Bool {
        let text = ([id, action, note ?? ""] + words + sources).joined(separator: "\n").lowercased()
        return wanted.allSatisfy { text.contains($0.lowercased()) }
    }

    /// One JSON object.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Words and numbers always encode.
        guard let data = try? encoder.encode(self) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// `800x600`, columns first as people say it; `-` for any.
    var sizeText: String {
        let texts = sizes.map { size in
            "\(size.columns.map(String.init) ?? "?")x\(size.rows.map(String.init) ?? "?")"
        }
        return Self.shortened(texts)
    }

    var areaText: String { Self.shortened(areas) }

    private static func shortened(_ texts: [String]) -> String {
        switch texts.count {
        case 0: "-"
        case 1...2: texts.joined(separator: " ")
        default: "\(texts[0]) and \(texts.count - 1) more"
        }
    }
}

extension MaskArea {
    /// `blank 0,0 800x40`.
    var words: String {
        switch region {
        case .all: "\(kind.rawValue) all"
        case .ultrasoundRegions: "\(kind.rawValue) ultrasound_regions"
        case .rectangle(let rectangle):
            "\(kind.rawValue) \(rectangle.x),\(rectangle.y) \(rectangle.width.words)x"
                + rectangle.height.words
        }
    }
}

extension MaskRectangle.Length {
    var words: String {
        switch self {
        case .toEdge: "edge"
        case .pixels(let count): "\(count)"
        }
    }
}

extension Criterion {
    /// What values are compared with, each once.
    var words: [String] {
        var seen: Set<String> = []
        return allWords.filter { seen.insert($0).inserted }
    }

    private var allWords: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.allWords)
        case .not(let part): part.allWords.map { "not " + $0 }
        case .test(let test):
            switch test.operation {
            case .equals(let word), .contains(let word), .startsWith(let word),
                .endsWith(let word):
                [word]
            case .matches(let pattern): ["/\(pattern)/"]
            case .number, .present, .empty, .missing, .emptyOrMissing: []
            }
        }
    }
}
