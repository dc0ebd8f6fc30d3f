import KnownMasks
import LinearPatterns

/// A criterion as arguments of `device` or `deny_when`: one list of alternatives for each element.
struct DicomDREFields {
    /// `name=value`, in the order of the criterion.
    private(set) var arguments: [String] = []
    /// Second conditions, which `variant` takes.
    private(set) var variantArguments: [String] = []
    private let isExclusion: Bool

    init(_ criterion: Criterion, isExclusion: Bool) throws(NotWritable) {
        self.isExclusion = isExclusion
        let parts = if case .all(let parts) = criterion { parts } else { [criterion] }
        var first: [String: [String]] = [:]
        var second: [String: [String]] = [:]
        var order: [String] = []
        for part in parts {
            let (name, texts) = try argument(part)
            guard let before = first[name] else {
                first[name] = texts
                order.append(name)
                continue
            }
            // All of image_type have to be there: more than one condition is one list.
            if name == "image_type" {
                first[name] = before + texts
            } else if !isExclusion, second[name] == nil, Self.ofVariants.contains(name) {
                second[name] = texts
            } else {
                throw NotWritable("criterion: two conditions of \(name), which takes one")
            }
        }
        for name in order {
            if let texts = first[name] { arguments.append(Self.argument(name, texts)) }
            if let texts = second[name] { variantArguments.append(Self.argument(name, texts)) }
        }
    }

    private static let ofVariants = [
        "software_versions", "sop_class_uid", "image_type_any", "image_type_exclude",
    ]

    private static func argument(_ name: String, _ texts: [String]) -> String {
        "\(name)=" + (isFlag(name) ? "True" : PythonText.strings(texts))
    }

    private static func isFlag(_ name: String) -> Bool {
        [
            "requires_ultrasound_regions", "graphic_annotation_absent",
            "referenced_instance_absent", "conversion_type_present",
        ].contains(name)
    }

    private func argument(_ part: Criterion) throws(NotWritable) -> (name: String, texts: [String])
    {
        switch part {
        case .test(let test):
            if !isExclusion, test.path == .regionDataType, test.operation == .matches(".") {
                return ("requires_ultrasound_regions", ["True"])
            }
            if isExclusion, test.path == .graphicAnnotations, test.operation == .emptyOrMissing {
                return ("graphic_annotation_absent", ["True"])
            }
            if test.path == .imageType {
                return (isExclusion ? "image_type_any" : "image_type", [try Self.text(test)])
            }
            try Self.refuseNothing(test)
            return (try name(test.path), [try Self.text(test)])
        case .any(let parts):
            let (path, tests) = try Self.alternatives(parts)
            var texts: [String] = []
            for test in tests { texts.append(try Self.text(test)) }
            if !tests.contains(where: { $0.operation == .emptyOrMissing }) {
                for test in tests { try Self.refuseNothing(test) }
            }
            return (path == .imageType ? "image_type_any" : try name(path), texts)
        case .not(.test(let test)):
            if isExclusion, test.path == .referencedInstance, test.operation == .matches(".") {
                return ("referenced_instance_absent", ["True"])
            }
            if isExclusion, test.path == DicomDREField.conversionType.path,
                test.operation == .emptyOrMissing
            {
                return ("conversion_type_present", ["True"])
            }
            return try refused([test])
        case .not(.any(let parts)): return try refused(Self.alternatives(parts).tests)
        case .all, .not:
            throw NotWritable("criterion: and, or and not are too deep in each other for a catalog")
        }
    }

    /// Tests of one element.
    private static func alternatives(
        _ parts: [Criterion]
    ) throws(NotWritable) -> (path: HeaderPath, tests: [ValueTest]) {
        var tests: [ValueTest] = []
        for part in parts {
            guard case .test(let test) = part, tests.isEmpty || tests[0].path == test.path else {
                throw NotWritable("criterion: alternatives of a catalog are of one element")
            }
            tests.append(test)
        }
        guard let first = tests.first else { throw NotWritable("criterion: that never holds") }
        return (first.path, tests)
    }

    private func name(_ path: HeaderPath) throws(NotWritable) -> String {
        if isExclusion {
            if path == DicomDREField.sopClassUID.path { return "sop_class" }
            if path == .seriesNumber { return "series_number" }
        }
        guard let field = DicomDREField.allCases.first(where: { $0.path == path }) else {
            throw NotWritable(
                "element: a catalog does not ask for \(ElementKeywords.name(of: path))")
        }
        if isExclusion {
            switch field {
            case .manufacturer, .manufacturerModelName, .modality, .burnedInAnnotation: break
            default:
                throw NotWritable("element: an exclusion does not ask for \(field.rawValue)")
            }
        }
        return field.rawValue
    }

    /// To a catalog an element that is missing is a text of no character, which a pattern may match.
    private static func refuseNothing(_ test: ValueTest) throws(NotWritable) {
        guard case .matches(let pattern) = test.operation,
            (try? LinearPattern(pattern))?.matches("") == true
        else { return }
        throw NotWritable("pattern: to a catalog a missing element matches \(pattern), too")
    }

    /// What must not be: of Image Type by an argument of its own, else by a pattern that looks ahead.
    private func refused(_ tests: [ValueTest]) throws(NotWritable) -> (
        name: String, texts: [String]
    ) {
        if tests[0].path == .imageType {
            var texts: [String] = []
            for test in tests { texts.append(try Self.text(test)) }
            return ("image_type_exclude", texts)
        }
        if isExclusion, let name = Self.refusing[tests[0].path] {
            var texts: [String] = []
            for test in tests { texts.append(try Self.text(test)) }
            return (name, texts)
        }
        let name = try name(tests[0].path)
        if tests.count == 1, tests[0].operation == .emptyOrMissing { return (name, ["/./"]) }
        var patterns: [String] = []
        for test in tests {
            guard test.isCaseSensitive == tests[0].isCaseSensitive else {
                throw NotWritable("case: alternatives that mind it and others")
            }
            patterns.append(try Self.start(test))
        }
        let flag = tests[0].isCaseSensitive ? "" : "(?i)"
        return (name, ["/\(flag)^(?!\(patterns.joined(separator: "|")))/"])
    }

    /// Elements that exclusions have an argument for of what they must not be.
    private static let refusing = [
        DicomDREField.sopClassUID.path: "sop_class_not",
        DicomDREField.modality.path: "modality_not",
    ]

    /// A pattern for the start of a value.
    private static func start(_ test: ValueTest) throws(NotWritable) -> String {
        switch test.operation {
        case .equals(let text): return LinearPattern.escaping(text) + "$"
        case .contains(let text): return ".*" + LinearPattern.escaping(text)
        case .startsWith(let text): return LinearPattern.escaping(text)
        case .endsWith(let text): return ".*" + LinearPattern.escaping(text) + "$"
        case .emptyOrMissing: return "$"
        case .matches(let pattern):
            try check(pattern)
            if let inner = LinearPattern.inside(pattern, from: "^(?:", to: ")") { return inner }
            return ".*(?:\(pattern))"
        case .number, .present, .missing, .empty: return try text(test)
        }
    }

    private static func text(_ test: ValueTest) throws(NotWritable) -> String {
        func plain(_ sign: String, _ text: String, _ pattern: String) throws(NotWritable) -> String
        {
            guard !text.isEmpty else { throw NotWritable("value: of no text") }
            let hasCase = text.lowercased() != text.uppercased()
            let isOther =
                sign.isEmpty && (text.hasPrefix("=") || text.hasPrefix("^") || text.hasPrefix("/"))
            if test.isCaseSensitive && hasCase { return "/\(pattern)/" }
            return isOther ? "/(?i)\(pattern)/" : sign + text
        }
        switch test.operation {
        case .equals(let text): return try plain("=", text, "^\(LinearPattern.escaping(text))$")
        case .contains(let text): return try plain("", text, LinearPattern.escaping(text))
        case .startsWith(let text): return try plain("^", text, "^\(LinearPattern.escaping(text))")
        case .endsWith(let text):
            return "/\(test.isCaseSensitive ? "" : "(?i)")\(LinearPattern.escaping(text))$/"
        case .matches(let pattern):
            try check(pattern)
            return "/\(test.isCaseSensitive ? "" : "(?i)")\(pattern)/"
        case .emptyOrMissing: return "="
        case .number: throw NotWritable("number: a catalog compares texts alone")
        case .present, .missing, .empty:
            throw NotWritable("state: to a catalog an empty element and a missing one are the same")
        }
    }

    private static func check(_ pattern: String) throws(NotWritable) {
        for start in ["[[:", "(?<", "(?U", "\\p", "\\P", "\\z"] where pattern.contains(start) {
            throw NotWritable("pattern: \(start) means something else to Python")
        }
    }
}
