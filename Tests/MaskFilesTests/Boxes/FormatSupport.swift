import DICOMCore
import KnownMasks
import MaskFiles

extension MaskFormat {
    func read(_ text: String) -> MaskDocument { read(Array(text.utf8), name: "site.txt") }

    func text(_ rules: [MaskRule]) throws(MaskExportError) -> String {
        String(decoding: try write(MaskRuleSet(rules)), as: UTF8.self)
    }

    /// What a reader of what was written gets.
    func roundTrip(_ rules: [MaskRule]) throws(MaskExportError) -> [MaskRule] {
        read(try text(rules)).set.rules.map(\.withoutSources)
    }
}

extension MaskDocument {
    /// `line:column severity code` of what is worse than a note, in the order of the file.
    var complaints: [String] {
        findings.filter { $0.severity != .note }.map(\.summary)
    }
}

extension MaskFinding {
    var summary: String {
        let place = place.map { "\($0.line):\($0.column) " } ?? ""
        return "\(place)\(severity.rawValue) \(code.rawValue)"
    }
}

extension MaskRule {
    var withoutSources: MaskRule {
        var rule = self
        rule.sources = []
        return rule
    }
}

extension MaskArea {
    static func blank(
        _ x: Int, _ y: Int, _ width: Int, _ height: Int, clip: Bool = false
    ) -> MaskArea {
        MaskArea(
            .blank,
            .rectangle(
                MaskRectangle(
                    x: x, y: y, width: .pixels(width), height: .pixels(height), isClipped: clip)))
    }
}

extension Criterion {
    static func equals(_ tag: Tag, _ text: String, exact: Bool = false) -> Criterion {
        .test(
            ValueTest(
                HeaderPath(group: tag.group, element: tag.element), .equals(text),
                isCaseSensitive: exact))
    }
}
