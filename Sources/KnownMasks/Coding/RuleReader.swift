internal import Raster

/// Reads the bytes of ``MaskRuleCoding``. They may come from anywhere: every number is checked before it is
/// used, and memory is a small multiple of the bytes.
struct RuleReader {
    private typealias Coding = MaskRuleCoding
    typealias Failure = MaskRuleCoding.Failure

    private var cursor: ByteCursor
    private var strings: [String] = []
    private var paths: [HeaderPath] = []
    /// Criteria, as that is what rules share.
    private var tests: [Criterion] = []

    init(_ bytes: ArraySlice<UInt8>) {
        cursor = ByteCursor(bytes)
    }

    mutating func ruleSet() throws(Failure) -> MaskRuleSet {
        for byte in Coding.magic + [Coding.version] where try cursor.byte() != byte {
            throw cursor.failure
        }
        strings = try cursor.array { cursor throws(Failure) in try cursor.text() }
        for _ in 0..<(try cursor.count(ofLength: 2)) { paths.append(try path()) }
        for _ in 0..<(try cursor.count(ofLength: 2)) { tests.append(.test(try test())) }
        let count = try cursor.count(ofLength: Self.shortestRule)
        var rules: [MaskRule] = []
        rules.reserveCapacity(count)
        for _ in 0..<count { rules.append(try rule()) }
        guard cursor.remaining == 0 else { throw cursor.failure }
        return MaskRuleSet(rules)
    }

    /// Parts, id, a criterion of two bytes, and three empty lists.
    private static let shortestRule = 7

    private mutating func string() throws(Failure) -> String {
        strings[try cursor.index(below: strings.count)]
    }

    private mutating func value<Value>(of values: [Value]) throws(Failure) -> Value {
        values[try cursor.index(below: values.count)]
    }

    private mutating func path() throws(Failure) -> HeaderPath {
        var steps: [HeaderPath.Step] = []
        for _ in 0..<(try cursor.count(ofLength: 3)) {
            guard let code = Coding.StepCode(rawValue: try cursor.byte()) else {
                throw cursor.failure
            }
            let group = try cursor.number(UInt16.self, below: 1 << 16)
            switch code {
            case .element:
                let element = try cursor.number(UInt16.self, below: 1 << 16)
                steps.append(.element(group: group, element: element))
            case .privateElement:
                let creator = try string()
                let element = try cursor.byte()
                steps.append(.privateElement(group: group, creator: creator, element: element))
            }
        }
        return HeaderPath(steps)
    }

    private mutating func test() throws(Failure) -> ValueTest {
        let path = try value(of: paths)
        let byte = try cursor.byte()
        let flag = Coding.OperationCode.caseSensitive
        guard let code = Coding.OperationCode(rawValue: byte & ~flag) else { throw cursor.failure }
        let operation: ValueTest.Operation
        switch code {
        case .equals: operation = .equals(try string())
        case .contains: operation = .contains(try string())
        case .startsWith: operation = .startsWith(try string())
        case .endsWith: operation = .endsWith(try string())
        case .matches: operation = .matches(try string())
        case .number:
            let comparison = try value(of: Coding.comparisons)
            operation = .number(comparison, try cursor.double())
        case .present: operation = .present
        case .empty: operation = .empty
        case .missing: operation = .missing
        case .emptyOrMissing: operation = .emptyOrMissing
        }
        return ValueTest(path, operation, isCaseSensitive: byte & flag != 0)
    }

    private mutating func criterion(depth: Int = 0) throws(Failure) -> Criterion {
        guard depth <= Coding.deepestCriterion,
            let code = Coding.CriterionCode(rawValue: try cursor.byte())
        else { throw cursor.failure }
        switch code {
        case .test: return try value(of: tests)
        case .not: return .not(try criterion(depth: depth + 1))
        case .all, .any:
            let count = try cursor.count(ofLength: 2)
            var children: [Criterion] = []
            children.reserveCapacity(count)
            for _ in 0..<count { children.append(try criterion(depth: depth + 1)) }
            return code == .all ? .all(children) : .any(children)
        }
    }

    private mutating func rule() throws(Failure) -> MaskRule {
        let byte = try cursor.byte()
        let parts = Coding.Parts(rawValue: byte)
        guard Coding.Parts.all.isSuperset(of: parts) else { throw cursor.failure }
        let id = try string()
        var rule = MaskRule(
            id: id, action: Coding.actions[Int(byte & Coding.Parts.action.rawValue)],
            criterion: try criterion())
        rule.isComplete = parts.contains(.complete)
        rule.sizes = try cursor.array(Self.size)
        rule.areas = try cursor.array(Self.area)
        if parts.contains(.frames) {
            rule.frames = FrameSelection(try cursor.array(ofLength: 2, Self.range))
        }
        if parts.contains(.priority) { rule.priority = try cursor.integer() }
        if parts.contains(.group) {
            let kind = try value(of: Coding.groupKinds)
            rule.group = MaskRule.Group(name: try string(), kind: kind)
        }
        for _ in 0..<(try cursor.count(ofLength: 2)) {
            rule.sources.append(MaskRule.Source(set: try string(), place: try string()))
        }
        if parts.contains(.note) { rule.note = try string() }
        return rule
    }

    private static func size(_ cursor: inout ByteCursor) throws(Failure) -> ImageSize {
        let parts = try cursor.byte()
        guard parts <= 3 else { throw cursor.failure }
        let rows = parts & 1 == 0 ? nil : try cursor.integer()
        return ImageSize(rows: rows, columns: parts & 2 == 0 ? nil : try cursor.integer())
    }

    private static func range(_ cursor: inout ByteCursor) throws(Failure) -> ClosedRange<Int> {
        let first = try cursor.integer()
        let last = try cursor.integer()
        guard first <= last else { throw cursor.failure }
        return first...last
    }

    private static func area(_ cursor: inout ByteCursor) throws(Failure) -> MaskArea {
        let byte = try cursor.byte()
        guard let code = Coding.RegionCode(rawValue: byte >> 1) else { throw cursor.failure }
        let kind = Coding.areaKinds[Int(byte & 1)]
        switch code {
        case .all: return MaskArea(kind, .all)
        case .ultrasoundRegions: return MaskArea(kind, .ultrasoundRegions)
        case .rectangle: return MaskArea(kind, .rectangle(try rectangle(&cursor)))
        }
    }

    private static func rectangle(_ cursor: inout ByteCursor) throws(Failure) -> MaskRectangle {
        let parts = Coding.RectangleParts(rawValue: try cursor.byte())
        guard Coding.RectangleParts.all.isSuperset(of: parts) else { throw cursor.failure }
        let x = try cursor.integer()
        let y = try cursor.integer()
        let width: MaskRectangle.Length =
            parts.contains(.widthToEdge) ? .toEdge : .pixels(try cursor.integer())
        let height: MaskRectangle.Length =
            parts.contains(.heightToEdge) ? .toEdge : .pixels(try cursor.integer())
        return MaskRectangle(
            x: x, y: y, width: width, height: height, isClipped: parts.contains(.clipped))
    }
}
