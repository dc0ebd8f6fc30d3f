import KnownMasks

/// Finds out which criteria follow from others, as far as their forms tell.
///
/// Criteria can be made whose comparison takes longer than anybody waits: from a number of steps on nothing
/// follows any more.
struct Implication {
    /// Of two criteria, and of all.
    private static let mostSteps = (pair: 2000, all: 20_000_000)

    private var rest = Self.mostSteps.all
    private var steps = 0

    /// Whether `other` holds wherever `one` does.
    mutating func holds(_ one: Criterion, _ other: Criterion) -> Bool {
        steps = min(rest, Self.mostSteps.pair)
        let start = steps
        defer { rest -= start - steps }
        return follows(one, other)
    }

    private mutating func follows(_ one: Criterion, _ other: Criterion) -> Bool {
        guard steps > 0 else { return false }
        steps -= 1
        switch (one, other) {
        case (_, .all(let parts)): return parts.allSatisfy { follows(one, $0) }
        case (.any(let parts), _): return parts.allSatisfy { follows($0, other) }
        case (.all(let parts), .any(let others)):
            return parts.contains { follows($0, other) } || others.contains { follows(one, $0) }
        case (.all(let parts), _): return parts.contains { follows($0, other) }
        case (_, .any(let others)): return others.contains { follows(one, $0) }
        case (.not(let part), .not(let otherPart)): return follows(otherPart, part)
        case (.test(let test), .test(let otherTest)):
            return CriterionLogic.implies(test, otherTest)
        default: return false
        }
    }
}
