import KnownMasks
import Raster

/// What is wrong with rules beside each other.
struct RuleSetLint {
    /// Rules of a group whose first rule answers that are compared each with each.
    private static let mostCompared = 5000
    /// Of what two rules paint together, below which they differ a lot.
    private static let leastShared = 0.5

    private let rules: [MaskRule]
    private var implication = Implication()
    /// With the places of the rules.
    private(set) var findings: [(rule: Int, MaskFinding)] = []

    init(_ rules: [MaskRule]) {
        self.rules = rules
        findDuplicates()
        findShadowed()
        findConflicts()
    }

    private mutating func add(
        _ severity: MaskFinding.Severity, _ code: MaskFinding.Code, at index: Int, _ detail: String
    ) {
        findings.append((index, MaskFinding(severity, code, rules[index], detail)))
    }

    private mutating func findDuplicates() {
        var seen: Set<String> = []
        for index in rules.indices where !seen.insert(rules[index].id).inserted {
            add(.error, .duplicateID, at: index, "a rule before has the same id")
        }
    }

    /// Of a group in which the first rule that matches answers, rules that never get to it.
    private mutating func findShadowed() {
        var groups: [String: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            guard let group = rule.group, group.kind == .first else { continue }
            groups[group.name, default: []].append(index)
        }
        for members in groups.values.sorted(by: { $0[0] < $1[0] }) {
            for (place, later) in members.prefix(Self.mostCompared).enumerated() {
                let earlier = members[..<place].first { hides(rules[$0], rules[later]) }
                if let earlier {
                    add(
                        .warning, .shadowedRule, at: later,
                        "\(rules[earlier].id) answers before it for all that it is for")
                }
            }
        }
    }

    private mutating func hides(_ earlier: MaskRule, _ later: MaskRule) -> Bool {
        let isSized =
            earlier.sizes.isEmpty
            || !later.sizes.isEmpty
                && later.sizes.allSatisfy { size in
                    earlier.sizes.contains { $0.isAsWide(as: size) }
                }
        return isSized && implication.holds(later.criterion, earlier.criterion)
    }

    // MARK: - Conflicts

    /// A rule's demands, whatever their order, at one size.
    private struct Demand: Hashable {
        var parts: Set<Criterion>
        var size: ImageSize?
    }

    private mutating func findConflicts() {
        var first: [Demand: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            var told: Set<Int> = []
            for size in rule.sizes.isEmpty ? [nil] : rule.sizes.map(Optional.some) {
                let demand = Demand(parts: Self.parts(rule.criterion), size: size)
                for other in first[demand] ?? [] where other != index && told.insert(other).inserted
                {
                    compare(index, rules[other], size)
                }
                // Rules of one kind by the dozen are told of once each.
                if first[demand, default: []].count < 8 { first[demand, default: []].append(index) }
            }
        }
    }

    private static func parts(_ criterion: Criterion) -> Set<Criterion> {
        guard case .all(let parts) = criterion else { return [folded(criterion)] }
        return Set(parts.map(folded))
    }

    /// The same for criteria that ask for the same in letters of another case.
    private static func folded(_ criterion: Criterion) -> Criterion {
        switch criterion {
        case .all(let parts): return .all(parts.map(folded))
        case .any(let parts): return .any(parts.map(folded))
        case .not(let part): return .not(folded(part))
        case .test(var test):
            guard !test.isCaseSensitive else { return criterion }
            switch test.operation {
            case .equals(let text): test.operation = .equals(text.lowercased())
            case .contains(let text): test.operation = .contains(text.lowercased())
            case .startsWith(let text): test.operation = .startsWith(text.lowercased())
            case .endsWith(let text): test.operation = .endsWith(text.lowercased())
            default: break
            }
            return .test(test)
        }
    }

    private mutating func compare(_ index: Int, _ other: MaskRule, _ size: ImageSize?) {
        let rule = rules[index]
        // Rules that lie over each other are meant to differ, and of a first one the later is shadowed.
        if let group = rule.group, group == other.group {
            if group.kind == .first || rule.areas != other.areas || rule.action != other.action {
                return
            }
        }
        guard rule.priority == other.priority, rule.frames == other.frames else { return }
        if rule.action != other.action {
            add(
                .warning, .conflict, at: index,
                "\(other.id) is for the same images, with action \(other.action.rawValue)")
        } else if rule.areas == other.areas {
            add(.note, .shadowedRule, at: index, "\(other.id) says the same")
        } else if let shared = shared(rule, other, size), shared < Self.leastShared {
            add(
                .warning, .conflict, at: index,
                "\(other.id) is for the same images and paints elsewhere: \(Int(100 * shared)) % shared"
            )
        }
    }

    /// Pixels that both paint, of those that either paints; `nil` where that cannot be told.
    private func shared(_ rule: MaskRule, _ other: MaskRule, _ size: ImageSize?) -> Double? {
        // An image of a side that is not known is as large as it may be.
        let rows = size?.rows ?? AreaLint.edge
        let columns = size?.columns ?? AreaLint.edge
        guard let one = AreaLint.painted(rule, rows: rows, columns: columns),
            let two = AreaLint.painted(other, rows: rows, columns: columns),
            one.count + two.count <= 64
        else { return nil }
        let either = Self.area(one + two)
        guard either > 0 else { return nil }
        return Double(Self.area(one) + Self.area(two) - either) / Double(either)
    }

    /// Pixels inside any of the boxes.
    private static func area(_ boxes: [PixelBox]) -> Int {
        let edges = Set(boxes.flatMap { [$0.x, $0.maxX] }).sorted()
        var sum = 0
        for (left, right) in zip(edges, edges.dropFirst()) {
            var lower = Int.min
            let column = boxes.filter { $0.x <= left && $0.maxX >= right }.sorted { $0.y < $1.y }
            for box in column where box.maxY > lower {
                sum += (right - left) * (box.maxY - max(box.y, lower))
                lower = box.maxY
            }
        }
        return sum
    }
}

extension ImageSize {
    /// Whether this is for all images that the other one is for.
    func isAsWide(as other: ImageSize) -> Bool {
        (rows == nil || rows == other.rows) && (columns == nil || columns == other.columns)
    }
}
