import DICOMCore
import KnownMasks
import Raster

/// Writes rules as a script of DicomEdit: a nest of `if` for each way in which a criterion can hold.
struct XNATWriter {
    private struct Failure: Error {
        var detail: String
    }

    private struct Literal {
        var test: ValueTest
        var isNegated: Bool
    }

    /// Rows and Columns are no larger, and what lies outside the image is cut off.
    private static let farEdge = 65_535

    /// Ways in which one criterion can hold.
    private static let mostBranches = 64

    /// Elements with one value: what asks for one of several asks for the whole of these.
    private static let singleValued: Set<HeaderPath> = Set(
        [
            .manufacturer, .manufacturerModelName, .modality, .stationName, .rows, .columns,
            .sopClassUID, .sopInstanceUID, .seriesInstanceUID, .seriesDescription,
            .burnedInAnnotation, .seriesNumber,
        ].map { (tag: Tag) in HeaderPath(tag) })

    private var problems = ExportProblems()
    private var text = "version \"6.3\"\n"

    init(_ set: MaskRuleSet) {
        for rule in set.rules { add(rule) }
    }

    func bytes() throws(MaskExportError) -> [UInt8] {
        try problems.throwIfAny()
        return Array(text.utf8)
    }

    private mutating func add(_ rule: MaskRule) {
        var rule = rule
        let isReject = rule.action == .reject
        if isReject { rule.action = .mask }
        guard problems.isPlainMask(rule, format: "DicomEdit") else { return }
        for size in rule.sizes.isEmpty ? [nil] : rule.sizes.map(Optional.some) {
            do throws(PaintedBoxes.Failure) {
                let boxes =
                    isReject
                    ? [] : try PaintedBoxes.boxes(of: rule, size: size, farEdge: Self.farEdge)
                let statements =
                    isReject
                    ? ["reject[]"]
                    : boxes.map { box in
                        "alterPixels[\"rectangle\", \"l=\(box.x), t=\(box.y), r=\(box.maxX), "
                            + "b=\(box.maxY)\", \"solid\", \"v=0\"]"
                    }
                try write(rule.criterion, size, statements)
            } catch {
                problems.add(rule, "DicomEdit cannot say: \(error.detail)")
                return
            }
        }
    }

    private mutating func write(
        _ criterion: Criterion, _ size: ImageSize?, _ statements: [String]
    ) throws(PaintedBoxes.Failure) {
        var conditions: [[String]] = []
        do throws(Failure) {
            for branch in try branches(of: criterion, isNegated: false) {
                var texts: [String] = []
                if let rows = size?.rows { texts.append("(0028,0010) = \"\(rows)\"") }
                if let columns = size?.columns { texts.append("(0028,0011) = \"\(columns)\"") }
                for literal in branch { texts.append(try condition(literal)) }
                conditions.append(texts)
            }
        } catch {
            throw PaintedBoxes.Failure(detail: error.detail)
        }
        for texts in conditions {
            var indent = ""
            for text in texts {
                self.text += "\(indent)if (\(text)) {\n"
                indent += "    "
            }
            for statement in statements { self.text += indent + statement + "\n" }
            for _ in texts {
                indent.removeLast(4)
                self.text += indent + "}\n"
            }
        }
    }

    /// The disjunctive normal form.
    private func branches(
        of criterion: Criterion, isNegated: Bool
    ) throws(Failure) -> [[Literal]] {
        switch (criterion, isNegated) {
        case (.test(let test), _): return [[Literal(test: test, isNegated: isNegated)]]
        case (.not(let part), _): return try branches(of: part, isNegated: !isNegated)
        case (.all(let parts), false), (.any(let parts), true):
            var joined: [[Literal]] = [[]]
            for part in parts {
                let more = try branches(of: part, isNegated: isNegated)
                guard joined.count * more.count <= Self.mostBranches else {
                    throw Failure(detail: "a criterion that can hold in too many ways")
                }
                joined = joined.flatMap { one in more.map { one + $0 } }
            }
            return joined
        case (.any(let parts), false), (.all(let parts), true):
            var all: [[Literal]] = []
            for part in parts { all += try branches(of: part, isNegated: isNegated) }
            guard all.count <= Self.mostBranches else {
                throw Failure(detail: "a criterion that can hold in too many ways")
            }
            return all
        }
    }

    private func condition(_ literal: Literal) throws(Failure) -> String {
        let test = literal.test
        let isSingle = Self.singleValued.contains(test.path)
        let path = try test.path.steps.map { step throws(Failure) in try Self.text(step) }
        let sign = literal.isNegated ? "!" : ""
        let pattern: String
        switch test.operation {
        case .equals(let word):
            if test.isCaseSensitive, isSingle {
                return "\(path.joined(separator: "/")) \(sign)= \(try Self.quoted(word))"
            }
            let word = XNATPattern.literal(word)
            pattern = isSingle ? word : "(.*\\\\)?\(word)(\\\\.*)?"
        case .contains(let word): pattern = ".*\(XNATPattern.literal(word)).*"
        case .startsWith(let word):
            pattern = (isSingle ? "" : "(.*\\\\)?") + XNATPattern.literal(word) + ".*"
        case .endsWith(let word):
            pattern = ".*" + XNATPattern.literal(word) + (isSingle ? "" : "(\\\\.*)?")
        case .matches(let expression):
            guard isSingle else {
                throw Failure(detail: "a pattern for an element that may have several values")
            }
            pattern = ".*(?:\(expression)).*"
        case .number(.equal, let number) where isSingle && Int(exactly: number) != nil:
            return "\(path.joined(separator: "/")) \(sign)= \"\(Int(number))\""
        case .number: throw Failure(detail: "a comparison of numbers")
        case .present, .empty, .missing, .emptyOrMissing:
            throw Failure(detail: "whether an element is there")
        }
        return "\(path.joined(separator: "/")) \(sign)~ "
            + (try Self.quoted((test.isCaseSensitive ? "" : "(?i)") + pattern))
    }

    private static func text(_ step: HeaderPath.Step) throws(Failure) -> String {
        func digits(_ value: some BinaryInteger, _ count: Int) -> String {
            let text = String(value, radix: 16, uppercase: true)
            return String(repeating: "0", count: count - text.count) + text
        }
        switch step {
        case .element(let group, let element): return "(\(digits(group, 4)),\(digits(element, 4)))"
        case .privateElement(let group, let creator, let element):
            guard creator.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }),
                !creator.contains("}"), !creator.contains("?"), !creator.isEmpty
            else { throw Failure(detail: "the name of a private creator") }
            return "(\(digits(group, 4)),{\(creator)}\(digits(element, 2)))"
        }
    }

    private static func quoted(_ text: String) throws(Failure) -> String {
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Failure(detail: "a word with a control character")
        }
        // DicomEdit has no escape for a quote but its number.
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\042") + "\""
    }
}
