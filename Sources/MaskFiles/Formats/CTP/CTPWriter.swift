import DICOMCore
import KnownMasks
import LinearPatterns

/// Writes a script: signature after signature, of which CTP follows the first that matches.
struct CTPWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        problems.addCommon(of: set)
        let order = FirstMatchOrder(set, problems: &problems)
        var text = ""
        for rule in order.rules {
            do throws(NotWritable) {
                text += try signature(of: rule)
            } catch {
                problems.add(rule, error.detail)
            }
        }
        try problems.throwIfAny()
        return Array(text.utf8)
    }

    private func signature(of rule: MaskRule) throws(NotWritable) -> String {
        switch rule.action {
        case .mask, .pass: break
        case .hold: throw NotWritable("hold: a script of pixels only paints")
        case .reject: throw NotWritable("reject: a script of pixels only paints")
        }
        let expression = try CTPSignature.expression(rule.wholeCriterion)
        let regions = try rule.areas.map(Self.region)
        return "\(rule.id)\n{ \(expression) }\n" + regions.map { $0 + "\n" }.joined() + "\n"
    }

    private static func region(_ area: MaskArea) throws(NotWritable) -> String {
        guard area.kind == .blank else { throw NotWritable("keep: a script of pixels only paints") }
        let edge = PlainRectangle.largestImage
        switch area.region {
        case .all: return "(0,0,\(edge),\(edge))"
        case .ultrasoundRegions:
            throw NotWritable("ultrasound_regions: CTP takes no areas from elements")
        case .rectangle(let box):
            return "(\(box.x),\(box.y),\(length(box.width)),\(length(box.height)))"
        }
    }

    /// CTP paints one column and row more than it is told, and cuts off at the edges: see ``CTPRegion/area``.
    private static func length(_ length: MaskRectangle.Length) -> Int {
        switch length {
        case .pixels(let count): max(count - 1, 0)
        case .toEdge: PlainRectangle.largestImage
        }
    }
}

/// Criteria in CTP's words.
enum CTPSignature {
    static func expression(_ criterion: Criterion) throws(NotWritable) -> String {
        try written(criterion).text
    }

    /// What binds tighter has a higher level.
    private enum Level: Int, Comparable {
        case alternatives, conjunction, single

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Written {
        var text: String
        var level: Level

        /// In parentheses, where it is taken apart else.
        func inside(_ outer: Level) -> String { level < outer ? "(\(text))" : text }
    }

    private static func written(_ criterion: Criterion) throws(NotWritable) -> Written {
        switch criterion {
        case .all(let parts):
            return try joined(parts, " *\n  ", .conjunction)
                ?? Written(text: "true.", level: .single)
        case .any(let parts):
            return try joined(parts, " + ", .alternatives)
                ?? Written(text: "false.", level: .single)
        // CTP loses count of !!.
        case .not(.not(let inner)): return try written(inner)
        case .not(let inner):
            return Written(text: "!" + (try written(inner).inside(.single)), level: .single)
        case .test(let test): return try self.test(test)
        }
    }

    /// `nil` of nothing.
    private static func joined(
        _ parts: [Criterion], _ sign: String, _ level: Level
    ) throws(NotWritable) -> Written? {
        if parts.count == 1 { return try written(parts[0]) }
        var texts: [String] = []
        for part in parts { texts.append(try written(part).inside(level)) }
        return texts.isEmpty ? nil : Written(text: texts.joined(separator: sign), level: level)
    }

    private static func test(_ test: ValueTest) throws(NotWritable) -> Written {
        let element = try element(test.path)
        func call(_ method: String, _ text: String) throws(NotWritable) -> Written {
            guard !text.contains(where: { "\"{}".contains($0) || $0.isNewline }) else {
                throw NotWritable(
                    "value: no quotation marks, braces and line ends in CTP's texts, \(text)")
            }
            return Written(text: "\(element).\(method)(\"\(text)\")", level: .single)
        }
        let suffix = test.isCaseSensitive ? "" : "IgnoreCase"
        switch test.operation {
        case .equals, .startsWith, .endsWith, .matches: try requireOneValue(test.path)
        case .contains, .number, .present, .empty, .missing, .emptyOrMissing: break
        }
        switch test.operation {
        case .equals(let text): return try call("equals" + suffix, text)
        case .contains(let text): return try call("contains" + suffix, text)
        case .startsWith(let text): return try call("startsWith" + suffix, text)
        case .endsWith(let text): return try call("endsWith" + suffix, text)
        case .matches(let pattern):
            let whole = try wholePattern(pattern, isCaseSensitive: test.isCaseSensitive)
            let call = try call("matches", whole)
            guard (try? LinearPattern(pattern))?.matches("") == true else { return call }
            // An element that is missing is a text of no character there, and no text here.
            return Written(
                text: call.text + " * !\(element).equals(\"\")", level: .conjunction)
        case .number(let comparison, let number):
            return try self.number(comparison, number, call)
        case .emptyOrMissing: return try call("equals", "")
        case .present, .missing, .empty:
            throw NotWritable("state: to CTP an empty element and a missing one are the same")
        }
    }

    /// CTP compares all values of an element as one text, with `\` between.
    private static func requireOneValue(_ path: HeaderPath) throws(NotWritable) {
        guard case .element(let group, let element)? = path.steps.last,
            ElementDictionary.shared.entry(for: Tag(group, element))?.isMultiValued == true
        else { return }
        throw NotWritable("values: CTP takes all values of an element for one text")
    }

    /// Java's `matches` is of the whole text.
    private static func wholePattern(
        _ pattern: String, isCaseSensitive: Bool
    ) throws(NotWritable) -> String {
        for start in ["[[:", "(?P", "(?<", "(?U"] where pattern.contains(start) {
            throw NotWritable("pattern: \(start) means something else to CTP")
        }
        let flag = isCaseSensitive ? "" : "(?i)"
        if let inner = LinearPattern.inside(pattern, from: "^(?:", to: ")$") { return flag + inner }
        return flag + ".*(?:\(pattern)).*"
    }

    private static func number(
        _ comparison: ValueTest.Comparison, _ number: Double,
        _ call: (String, String) throws(NotWritable) -> Written
    ) throws(NotWritable) -> Written {
        // CTP takes minus signs for no digits.
        guard number >= 0, number.isFinite else { throw NotWritable("number: \(number)") }
        let whole = Int(exactly: number)
        let text = whole.map { "\($0)" } ?? "\(number)"
        switch comparison {
        case .less: return try call("isLessThan", text)
        case .greater: return try call("isGreaterThan", text)
        case .equal, .atMost, .atLeast:
            throw NotWritable("number: CTP only knows less and greater")
        }
    }

    private static func element(_ path: HeaderPath) throws(NotWritable) -> String {
        var parts: [String] = []
        for step in path.steps {
            switch step {
            case .element(let group, let element):
                parts.append("[\(hexadecimal(group, 4)),\(hexadecimal(element, 4))]")
            case .privateElement(let group, let creator, let element):
                guard path.steps.count == 1 else {
                    throw NotWritable("element: CTP finds private creators at the top alone")
                }
                // CTP ends the name of an element at the first point.
                guard !creator.contains(where: { ".[]\"{}".contains($0) }) else {
                    throw NotWritable("element: CTP cannot read the creator \(creator)")
                }
                parts.append(
                    "[\(hexadecimal(group, 4))[\(creator)]\(hexadecimal(UInt16(element), 2))]")
            }
        }
        return parts.joined(separator: "::")
    }

    private static func hexadecimal(_ number: UInt16, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
