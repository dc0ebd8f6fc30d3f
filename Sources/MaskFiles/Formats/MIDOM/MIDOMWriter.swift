import KnownMasks

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes a protocol that says nothing but where burnt-in information is, and what is rejected.
struct MIDOMWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        problems.addCommon(of: set)
        var file = File()
        for rule in set.withoutFirstGroups {
            do throws(NotWritable) {
                try add(rule, to: &file)
            } catch {
                problems.add(rule, error.detail)
            }
        }
        try problems.throwIfAny()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers always encode.
        guard let data = try? encoder.encode(file) else { return [] }
        return Array(data) + [0x0A]
    }

    private struct File: Encodable {
        var filters: [Filter] = []
        var pixel: [Location] = []
    }

    private struct Filter: Encodable {
        var criterion: Content
        var justification: String
    }

    private struct Location: Encodable {
        var description: String
        var criterion: Content
        var areas: [Area]
    }

    private struct Content: Encodable {
        var content: String
    }

    private struct Area: Encodable {
        var x, y, width, height: Int
    }

    private func add(_ rule: MaskRule, to file: inout File) throws(NotWritable) {
        switch rule.action {
        case .pass:
            throw NotWritable("pass: a protocol only names what is to be blanked or rejected")
        case .reject: throw NotWritable("reject: filters are read as what a person has to decide")
        case .hold:
            file.filters.append(
                Filter(
                    criterion: Content(content: try MIDOMText.expression(rule.wholeCriterion)),
                    justification: rule.note ?? rule.id))
        case .mask:
            guard let plain = rule.withoutEdges else {
                throw NotWritable("edge: of an image whose size the rule does not name")
            }
            for rule in plain {
                file.pixel.append(
                    Location(
                        description: rule.id,
                        criterion: Content(content: try MIDOMText.expression(rule.wholeCriterion)),
                        areas: try rule.areas.map(area)))
            }
        }
    }

    private func area(_ area: MaskArea) throws(NotWritable) -> Area {
        guard area.kind == .blank else { throw NotWritable("keep: a protocol only blanks") }
        switch area.region {
        case .all:
            let edge = PlainRectangle.largestImage
            return Area(x: 0, y: 0, width: edge, height: edge)
        case .ultrasoundRegions:
            throw NotWritable("ultrasound_regions: a protocol takes no areas from elements")
        case .rectangle(let rectangle):
            guard let box = PlainRectangle(rectangle, in: ImageSize(rows: nil, columns: nil)) else {
                throw NotWritable("edge: of an image whose size the rule does not name")
            }
            return Area(x: box.x, y: box.y, width: box.width, height: box.height)
        }
    }
}

/// Criteria in dicomcriterion's words.
enum MIDOMText {
    static func expression(_ criterion: Criterion) throws(NotWritable) -> String {
        switch criterion {
        case .all(let parts):
            // The grammar has no word for always; any image has Rows.
            guard !parts.isEmpty else { return "(Rows.exists() or not Rows.exists())" }
            return try joined(parts, " and ")
        case .any(let parts):
            guard !parts.isEmpty else { return "(Rows.exists() and not Rows.exists())" }
            return try joined(parts, " or ")
        case .not(let inner): return "not " + (try group(inner))
        case .test(let test): return try self.test(test)
        }
    }

    private static func joined(
        _ parts: [Criterion], _ sign: String
    ) throws(NotWritable) -> String {
        var texts: [String] = []
        for part in parts { texts.append(try parts.count == 1 ? expression(part) : group(part)) }
        return texts.joined(separator: sign)
    }

    private static func group(_ criterion: Criterion) throws(NotWritable) -> String {
        let text = try expression(criterion)
        switch criterion {
        case .test(let test):
            if case .emptyOrMissing = test.operation { return "(\(text))" }
            return text
        case .not: return text
        case .all(let parts), .any(let parts): return parts.isEmpty ? text : "(\(text))"
        }
    }

    private static func test(_ test: ValueTest) throws(NotWritable) -> String {
        guard test.path.steps.count == 1, case .element? = test.path.steps.first else {
            throw NotWritable(
                "element: an expression looks neither into sequences nor for private creators, "
                    + ElementKeywords.name(of: test.path))
        }
        let name = ElementKeywords.name(of: test.path)
        guard !name.hasPrefix("(") else { throw NotWritable("element: \(name) has no keyword") }
        func call(_ function: String, _ text: String) throws(NotWritable) -> String {
            guard !test.isCaseSensitive || text.lowercased() == text.uppercased() else {
                throw NotWritable("case: an expression does not mind the case of \(text)")
            }
            guard !text.contains(where: \.isNewline), !(text.contains("'") && text.contains("\""))
            else { throw NotWritable("value: quotation marks of both kinds, \(text)") }
            return text.contains("'")
                ? "\(name).\(function)(\"\(text)\")" : "\(name).\(function)('\(text)')"
        }
        switch test.operation {
        case .equals(let text):
            guard !text.isEmpty else { throw NotWritable("equals: of no text") }
            return try call("equals", text)
        case .contains(let text):
            guard !text.isEmpty else { throw NotWritable("contains: of no text") }
            return try call("contains", text)
        case .present: return "\(name).exists()"
        case .missing: return "not \(name).exists()"
        case .empty: return try call("equals", "")
        case .emptyOrMissing: return "not \(name).exists() or " + (try call("equals", ""))
        case .startsWith, .endsWith:
            throw NotWritable("part: an expression knows equals, contains and exists alone")
        case .matches:
            throw NotWritable("pattern: an expression knows equals, contains and exists alone")
        case .number:
            throw NotWritable("number: an expression knows equals, contains and exists alone")
        }
    }
}
