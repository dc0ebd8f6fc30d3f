/// Writes the bytes of ``MaskRuleCoding``.
struct RuleWriter {
    private typealias Coding = MaskRuleCoding

    /// Things by their bytes, each once, in the order in which they were met.
    private struct Table {
        private(set) var elements: [[UInt8]] = []
        private var places: [[UInt8]: Int] = [:]

        mutating func place(of bytes: [UInt8]) -> Int {
            if let place = places[bytes] { return place }
            places[bytes] = elements.count
            elements.append(bytes)
            return elements.count - 1
        }
    }

    private var strings = Table()
    private var paths = Table()
    private var tests = Table()
    private var rules = ByteWriter()
    private var count = 0

    func finish() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Coding.magic)
        writer.byte(Coding.version)
        writer.count(strings.elements.count)
        for string in strings.elements { writer.slice(string) }
        for table in [paths, tests] {
            writer.count(table.elements.count)
            for element in table.elements { writer.append(element) }
        }
        writer.count(count)
        writer.append(rules.bytes)
        return writer.bytes
    }

    mutating func add(_ rule: MaskRule) {
        count += 1
        var parts: Coding.Parts = []
        if rule.isComplete { parts.insert(.complete) }
        if rule.priority != 0 { parts.insert(.priority) }
        if rule.group != nil { parts.insert(.group) }
        if rule.note != nil { parts.insert(.note) }
        if rule.frames.ranges != nil { parts.insert(.frames) }
        rules.byte(parts.rawValue | Self.code(rule.action, in: Coding.actions))
        rules.count(place(of: rule.id))
        add(rule.criterion)
        rules.count(rule.sizes.count)
        for size in rule.sizes {
            rules.byte((size.rows == nil ? 0 : 1) | (size.columns == nil ? 0 : 2))
            if let number = size.rows { rules.integer(number) }
            if let number = size.columns { rules.integer(number) }
        }
        rules.count(rule.areas.count)
        for area in rule.areas { add(area) }
        if let ranges = rule.frames.ranges {
            rules.count(ranges.count)
            for range in ranges {
                rules.integer(range.lowerBound)
                rules.integer(range.upperBound)
            }
        }
        if rule.priority != 0 { rules.integer(rule.priority) }
        if let group = rule.group {
            rules.byte(Self.code(group.kind, in: Coding.groupKinds))
            rules.count(place(of: group.name))
        }
        rules.count(rule.sources.count)
        for source in rule.sources {
            rules.count(place(of: source.set))
            rules.count(place(of: source.place))
        }
        if let note = rule.note { rules.count(place(of: note)) }
    }

    private static func code<Value: Equatable>(_ value: Value, in values: [Value]) -> UInt8 {
        UInt8(values.firstIndex(of: value) ?? 0)
    }

    private mutating func place(of string: String) -> Int { strings.place(of: Array(string.utf8)) }

    private mutating func add(_ criterion: Criterion) {
        func write(_ code: Coding.CriterionCode) { rules.byte(code.rawValue) }
        switch criterion {
        case .all(let children):
            write(.all)
            rules.count(children.count)
            for child in children { add(child) }
        case .any(let children):
            write(.any)
            rules.count(children.count)
            for child in children { add(child) }
        case .not(let child):
            write(.not)
            add(child)
        case .test(let test):
            write(.test)
            rules.count(place(of: test))
        }
    }

    private mutating func place(of test: ValueTest) -> Int {
        var writer = ByteWriter()
        writer.count(place(of: test.path))
        let flag = test.isCaseSensitive ? Coding.OperationCode.caseSensitive : 0
        func write(_ code: Coding.OperationCode) { writer.byte(code.rawValue | flag) }
        var text: String?
        switch test.operation {
        case .equals(let value): (text, _) = (value, write(.equals))
        case .contains(let value): (text, _) = (value, write(.contains))
        case .startsWith(let value): (text, _) = (value, write(.startsWith))
        case .endsWith(let value): (text, _) = (value, write(.endsWith))
        case .matches(let value): (text, _) = (value, write(.matches))
        case .number(let comparison, let number):
            write(.number)
            writer.byte(Self.code(comparison, in: Coding.comparisons))
            writer.double(number)
        case .present: write(.present)
        case .empty: write(.empty)
        case .missing: write(.missing)
        case .emptyOrMissing: write(.emptyOrMissing)
        }
        if let text { writer.count(place(of: text)) }
        return tests.place(of: writer.bytes)
    }

    private mutating func place(of path: HeaderPath) -> Int {
        var writer = ByteWriter()
        writer.count(path.steps.count)
        for step in path.steps {
            switch step {
            case .element(let group, let element):
                writer.byte(Coding.StepCode.element.rawValue)
                writer.unsigned(UInt64(group))
                writer.unsigned(UInt64(element))
            case .privateElement(let group, let creator, let element):
                writer.byte(Coding.StepCode.privateElement.rawValue)
                writer.unsigned(UInt64(group))
                writer.count(place(of: creator))
                writer.byte(element)
            }
        }
        return paths.place(of: writer.bytes)
    }

    private mutating func add(_ area: MaskArea) {
        let kind = Self.code(area.kind, in: Coding.areaKinds)
        func write(_ code: Coding.RegionCode) { rules.byte(kind | code.rawValue << 1) }
        switch area.region {
        case .all: write(.all)
        case .ultrasoundRegions: write(.ultrasoundRegions)
        case .rectangle(let rectangle):
            write(.rectangle)
            var parts: Coding.RectangleParts = rectangle.isClipped ? [.clipped] : []
            if rectangle.width == .toEdge { parts.insert(.widthToEdge) }
            if rectangle.height == .toEdge { parts.insert(.heightToEdge) }
            rules.byte(parts.rawValue)
            rules.integer(rectangle.x)
            rules.integer(rectangle.y)
            if case .pixels(let pixels) = rectangle.width { rules.integer(pixels) }
            if case .pixels(let pixels) = rectangle.height { rules.integer(pixels) }
        }
    }
}
