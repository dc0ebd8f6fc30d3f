import KnownMasks

/// Brings rules into an order in which the first that matches says as much as all that do, for tools that stop
/// there.
struct FirstMatchOrder {
    /// Pairs are looked at.
    private static let mostRules = 5000

    private(set) var rules: [MaskRule]

    /// Adds a problem for each rule that would say more than the one before it.
    init(_ set: MaskRuleSet, problems: inout ExportProblems) {
        rules = set.rules
        let groups = Set(rules.map(\.group))
        if groups.count <= 1, groups.first??.kind == .first { return }
        if !groups.contains(where: { $0?.kind == .first }) {
            // Larger areas first, nothing last: what covers another rule comes before it.
            rules = rules.enumerated().sorted { one, two in
                (-one.element.paintedArea, one.offset) < (-two.element.paintedArea, two.offset)
            }.map(\.element)
        }
        guard rules.count <= Self.mostRules else {
            problems.add(rules[0], "more than \(Self.mostRules) rules that are not one group")
            return
        }
        for (index, rule) in rules.enumerated() {
            let first = rules[..<index].first { earlier in
                !(earlier.group == rule.group && rule.group?.kind == .first)
                    && !earlier.saysAll(of: rule) && !earlier.excludes(rule)
            }
            if let first {
                problems.add(
                    rule,
                    "union: one image may be for it and for \(first.id), and only the first rule that "
                        + "matches counts there")
            }
        }
    }
}

extension MaskRule {
    /// Whether all that another rule paints is painted by this one.
    fileprivate func saysAll(of other: MaskRule) -> Bool {
        guard action == .mask || action == other.action else { return false }
        switch other.action {
        case .pass: return true
        case .hold, .reject: return action == other.action
        case .mask:
            guard action == .mask, areas.allSatisfy({ $0.kind == .blank }) else { return false }
            return other.areas.allSatisfy { area in areas.contains { $0.region.covers(area.region) }
            }
        }
    }

    fileprivate var paintedArea: Int {
        switch action {
        case .hold, .reject: return Int.max
        case .pass: return 0
        case .mask: break
        }
        return areas.reduce(0) { sum, area in
            guard case .rectangle(let box) = area.region else { return sum + (1 << 40) }
            return sum + box.width.largest * box.height.largest
        }
    }
}

extension MaskArea.Region {
    fileprivate func covers(_ other: MaskArea.Region) -> Bool {
        switch (self, other) {
        case (.all, _): return true
        case (.rectangle(let outer), .rectangle(let inner)):
            return outer.covers(inner)
        default: return self == other
        }
    }
}

extension MaskRectangle {
    fileprivate func covers(_ inner: MaskRectangle) -> Bool {
        func covers(_ start: Int, _ length: Length, _ other: Int, _ otherLength: Length) -> Bool {
            guard (start < 0) == (other < 0), start <= other else { return false }
            switch (length, otherLength) {
            case (.toEdge, _): return true
            case (.pixels, .toEdge): return false
            case (.pixels(let one), .pixels(let two)): return start + one >= other + two
            }
        }
        return covers(x, width, inner.x, inner.width) && covers(y, height, inner.y, inner.height)
    }
}

extension MaskRectangle.Length {
    fileprivate var largest: Int {
        switch self {
        case .pixels(let count): min(count, PlainRectangle.mostPixels)
        case .toEdge: PlainRectangle.largestImage
        }
    }
}
