import KnownMasks
import MaskFiles

/// Rules and findings as short texts, for tables of cases.
enum Words {
    static func criterion(_ criterion: Criterion) -> String {
        switch criterion {
        case .all(let parts): join(parts, " & ", "always")
        case .any(let parts): join(parts, " | ", "never")
        case .not(let inner): "!" + group(inner)
        case .test(let test): self.test(test)
        }
    }

    private static func join(_ parts: [Criterion], _ sign: String, _ none: String) -> String {
        parts.isEmpty ? none : parts.map(group).joined(separator: sign)
    }

    private static func group(_ criterion: Criterion) -> String {
        switch criterion {
        case .all(let parts) where !parts.isEmpty, .any(let parts) where !parts.isEmpty:
            "(" + self.criterion(criterion) + ")"
        default: self.criterion(criterion)
        }
    }

    private static func test(_ test: ValueTest) -> String {
        let operation =
            switch test.operation {
            case .equals(let text): "= \(text)"
            case .contains(let text): "has \(text)"
            case .startsWith(let text): "starts \(text)"
            case .endsWith(let text): "ends \(text)"
            case .matches(let pattern): "~ \(pattern)"
            case .number(let comparison, let number): "\(comparison.rawValue) \(number)"
            case .present: "present"
            case .empty: "empty"
            case .missing: "missing"
            case .emptyOrMissing: "empty or missing"
            }
        return (test.isCaseSensitive ? "exactly " : "") + ElementKeywords.name(of: test.path) + " "
            + operation
    }

    static func areas(_ areas: [MaskArea]) -> String {
        areas.map { area in
            switch area.region {
            case .all: "\(area.kind.rawValue) all"
            case .ultrasoundRegions: "\(area.kind.rawValue) regions"
            case .rectangle(let box):
                "\(area.kind.rawValue) \(box.x),\(box.y) \(length(box.width))x\(length(box.height))"
                    + (box.isClipped ? " clipped" : "")
            }
        }.joined(separator: "; ")
    }

    private static func length(_ length: MaskRectangle.Length) -> String {
        switch length {
        case .pixels(let count): "\(count)"
        case .toEdge: "edge"
        }
    }

    static func sizes(_ sizes: [ImageSize]) -> String {
        sizes.map { size in
            (size.rows.map { "\($0)" } ?? "*") + "x" + (size.columns.map { "\($0)" } ?? "*")
        }.joined(separator: " ")
    }

    /// `action criterion @ sizes: areas`
    static func rule(_ rule: MaskRule) -> String {
        var words = "\(rule.action.rawValue) \(criterion(rule.criterion))"
        if !rule.sizes.isEmpty { words += " @ " + sizes(rule.sizes) }
        return words + (rule.areas.isEmpty ? "" : ": " + areas(rule.areas))
    }

    /// `line severity code`
    static func finding(_ finding: MaskFinding) -> String {
        "\(finding.place?.line ?? 0) \(finding.severity.rawValue) \(finding.code.rawValue)"
    }
}

extension MaskFormat {
    func document(_ text: String, name: String = "set") -> MaskDocument {
        read(Array(text.utf8), name: name)
    }

    func rules(_ text: String) -> [String] { document(text).set.rules.map(Words.rule) }

    func findings(_ text: String) -> [String] { document(text).findings.map(Words.finding) }
}
