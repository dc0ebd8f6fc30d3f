import ConfigurationFiles
import KnownMasks

/// Reads a protocol.
struct MIDOMReader {
    private static let limits = YAMLDocument.Limits(size: RuleText.largestSize, levels: 16)
    private static let mostRules = 100_000
    private static let longestText = 100_000

    private var collector: RuleCollector

    init(file: String) {
        collector = RuleCollector(file: file, format: MaskFormatName.midom.rawValue)
    }

    mutating func read(_ content: [UInt8]) -> MaskDocument {
        let problems = ProblemList()
        do throws(ConfigurationProblem) {
            let root = try YAMLDocument.root(content, within: Self.limits)
            readProtocol(ValueReader(node: root, path: "", problems: problems))
        } catch {
            collector.find([MaskFinding(error, rule: nil)])
        }
        collector.find(problems.problems.map { MaskFinding($0, rule: nil) })
        return collector.document
    }

    private mutating func readProtocol(_ value: ValueReader) {
        guard var file = value.mapping() else { return }
        for location in file.read("pixel", rules) ?? [] { readLocation(location) }
        for filter in file.read("filters", rules) ?? [] { readFilter(filter) }
        for key in ["tags", "private"] {
            guard let part = file.read(key, { $0 }), part.node.hasContent else { continue }
            collector.find(
                .note, .ignoredField, at: part.node.place,
                "\(key) is for elements of the header, not for pixels: it is not used")
        }
        file.rejectOthers()
    }

    private func rules(_ value: ValueReader) -> [ValueReader]? {
        value.list(atMost: Self.mostRules) { $0 }
    }

    private mutating func readLocation(_ value: ValueReader) {
        guard var location = value.mapping() else { return }
        collector.beginRule()
        location.require("criterion", "an expression")
        location.require("areas", "a list of rectangles")
        let description = location.read("description") { $0.word }
        let criterion = location.read("criterion") { $0 }
        let areas = location.read("areas", areas)
        location.rejectOthers()
        guard let criterion, let areas, let expression = readCriterion(criterion) else { return }
        guard !areas.isEmpty else {
            collector.find(.error, .emptyMask, at: value.node.place, "expected areas to blank")
            return
        }
        collector.add(
            description ?? "pixel", note: description, action: .mask, criterion: expression,
            areas: areas, at: value.node.place)
    }

    private mutating func readFilter(_ value: ValueReader) {
        guard var filter = value.mapping() else { return }
        collector.beginRule()
        filter.require("criterion", "an expression")
        let justification = filter.read("justification") { $0.word }
        let criterion = filter.read("criterion") { $0 }
        filter.rejectOthers()
        guard let criterion, let expression = readCriterion(criterion) else { return }
        collector.add(
            "filter", note: justification, action: .hold, criterion: expression, areas: [],
            at: value.node.place)
    }

    /// `{"content": "expression"}`, or the expression alone.
    private mutating func readCriterion(_ value: ValueReader) -> Criterion? {
        var text: ValueReader? = value
        if case .mapping = value.node.content {
            guard var mapping = value.mapping() else { return nil }
            mapping.require("content", "an expression")
            text = mapping.read("content") { $0 }
            mapping.rejectOthers()
        }
        guard let text, let word = text.text(atMost: Self.longestText) else { return nil }
        let place = text.node.place
        do throws(TextFault) {
            var expression = MIDOMExpression(ScalarText(word), at: place)
            return try expression.parse(&collector)
        } catch {
            collector.find(
                .error, error.code, at: place,
                "\(error.detail), at character \(error.offset + 1) of the expression")
            return nil
        }
    }

    private func areas(_ value: ValueReader) -> [MaskArea]? {
        guard let areas = value.list(atMost: Self.mostRules, { $0 }) else { return nil }
        var rectangles: [MaskArea] = []
        for area in areas {
            guard let rectangle = rectangle(area) else { return nil }
            rectangles.append(MaskArea(.blank, .rectangle(rectangle)))
        }
        return rectangles
    }

    /// `{"x":, "y":, "width":, "height":}`, in older protocols `{"area": [x, y, width, height]}`.
    private func rectangle(_ value: ValueReader) -> MaskRectangle? {
        guard var area = value.mapping() else { return nil }
        func length(_ value: ValueReader) -> Int? {
            value.integer(in: 1...PlainRectangle.mostPixels)
        }
        func start(_ value: ValueReader) -> Int? {
            value.integer(in: 0...PlainRectangle.mostPixels)
        }
        if let list = area.read("area", { $0 }) {
            area.rejectOthers()
            guard let values = list.list(atMost: 4, { $0 }) else { return nil }
            guard values.count == 4 else {
                list.refuse(.outOfRange, "expected [x, y, width, height]")
                return nil
            }
            guard let x = start(values[0]), let y = start(values[1]),
                let width = length(values[2]), let height = length(values[3])
            else { return nil }
            return MaskRectangle(x: x, y: y, width: .pixels(width), height: .pixels(height))
        }
        for key in ["x", "y", "width", "height"] { area.require(key, "a number of pixels") }
        let x = area.read("x", start)
        let y = area.read("y", start)
        let width = area.read("width", length)
        let height = area.read("height", length)
        area.rejectOthers()
        guard let x, let y, let width, let height else { return nil }
        return MaskRectangle(x: x, y: y, width: .pixels(width), height: .pixels(height))
    }
}

extension ConfigurationNode {
    /// Whether something is in it.
    fileprivate var hasContent: Bool {
        switch content {
        case .scalar(let text, _): !text.isEmpty
        case .sequence(let nodes): !nodes.isEmpty
        case .mapping(let entries): !entries.isEmpty
        }
    }
}
