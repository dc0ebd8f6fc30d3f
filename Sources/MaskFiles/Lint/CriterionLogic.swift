import DICOMCore
import KnownMasks

/// What follows from the form of criteria; where the form does not tell, nothing follows.
enum CriterionLogic {
    /// A test that has to pass, or has to fail.
    struct Literal: Hashable {
        var test: ValueTest
        var isNegated = false
    }

    /// Ways through a criterion that are looked at; one with more is not judged.
    static let mostBranches = 1000
    /// Tests on one way.
    static let mostLiterals = 200

    /// Every way in which a criterion can hold; `nil` where there are too many. None: it never holds. One
    /// without literals: it always holds.
    static func branches(_ criterion: Criterion, negated: Bool = false) -> [[Literal]]? {
        switch criterion {
        case .test(let test): return [[Literal(test: test, isNegated: negated)]]
        case .not(let part): return branches(part, negated: !negated)
        case .all(let parts): return negated ? sum(parts, negated) : product(parts, negated)
        case .any(let parts): return negated ? product(parts, negated) : sum(parts, negated)
        }
    }

    private static func sum(_ parts: [Criterion], _ negated: Bool) -> [[Literal]]? {
        var all: [[Literal]] = []
        for part in parts {
            guard let branches = branches(part, negated: negated),
                all.count + branches.count <= mostBranches
            else { return nil }
            all += branches
        }
        return all
    }

    private static func product(_ parts: [Criterion], _ negated: Bool) -> [[Literal]]? {
        var all: [[Literal]] = [[]]
        for part in parts {
            guard let branches = branches(part, negated: negated),
                all.count * branches.count <= mostBranches
            else { return nil }
            all = all.flatMap { one in branches.map { one + $0 } }
            guard all.allSatisfy({ $0.count <= mostLiterals }) else { return nil }
        }
        return all
    }

    /// Whether `other` passes wherever `one` does.
    static func implies(_ one: ValueTest, _ other: ValueTest) -> Bool {
        guard one.path == other.path else { return false }
        if other.operation == .present {
            return one.operation.needsValue || one.operation == .empty || one.operation == .present
        }
        if other.operation == .emptyOrMissing, !one.operation.needsValue {
            return one.operation != .present
        }
        if case .number(let comparison, let number) = one.operation,
            case .number(let otherComparison, let bound) = other.operation
        {
            return implies(comparison, number, otherComparison, bound)
        }
        guard let text = one.text(isExact: other.isCaseSensitive),
            let wanted = other.text(isExact: other.isCaseSensitive)
        else { return one.operation == other.operation }
        if other.isCaseSensitive, !one.isCaseSensitive { return false }
        switch (one.operation, other.operation) {
        case (.matches, .matches): return text == wanted
        case (.matches, _), (_, .matches): return false
        case (_, .contains): return text.contains(wanted)
        case (.equals, .equals): return text == wanted
        case (.equals, .startsWith), (.startsWith, .startsWith): return text.hasPrefix(wanted)
        case (.equals, .endsWith), (.endsWith, .endsWith): return text.hasSuffix(wanted)
        default: return false
        }
    }

    private static func implies(
        _ comparison: ValueTest.Comparison, _ number: Double,
        _ other: ValueTest.Comparison, _ bound: Double
    ) -> Bool {
        switch (comparison, other) {
        case (.equal, .equal): number == bound
        case (.equal, .less), (.atMost, .less): number < bound
        case (.equal, .atMost), (.less, .less), (.less, .atMost), (.atMost, .atMost):
            number <= bound
        case (.equal, .greater), (.atLeast, .greater): number > bound
        case (.equal, .atLeast), (.greater, .greater), (.greater, .atLeast), (.atLeast, .atLeast):
            number >= bound
        default: false
        }
    }

    /// Whether no element can pass both, and why; of an element with several values one passes one test and
    /// another one the other.
    static func contradicts(_ one: Literal, _ other: Literal) -> Bool {
        guard one.test.path == other.test.path else { return false }
        if one.isNegated != other.isNegated {
            let (holds, fails) = one.isNegated ? (other.test, one.test) : (one.test, other.test)
            return implies(holds, fails)
        }
        guard !one.isNegated else { return false }
        return isWithoutValue(one.test, other.test) || isWithoutValue(other.test, one.test)
            || (isSingleValued(one.test.path) && differ(one.test, other.test))
    }

    private static func isWithoutValue(_ one: ValueTest, _ other: ValueTest) -> Bool {
        switch one.operation {
        case .missing: other.operation.needsValue || [.present, .empty].contains(other.operation)
        case .empty, .emptyOrMissing: other.operation.needsValue
        default: false
        }
    }

    static func isSingleValued(_ path: HeaderPath) -> Bool {
        guard path.steps.count == 1, case .element(let group, let element) = path.steps[0],
            let entry = ElementDictionary.shared.entry(for: Tag(group, element))
        else { return false }
        return !entry.isMultiValued
    }

    /// Whether one value cannot pass both.
    private static func differ(_ one: ValueTest, _ other: ValueTest) -> Bool {
        if case .number(let comparison, let number) = one.operation,
            case .number(let otherComparison, let bound) = other.operation
        {
            return areApart(comparison, number, otherComparison, bound)
                || areApart(otherComparison, bound, comparison, number)
        }
        // Two that differ in the case of their letters only may both pass, unless both are exact.
        guard let text = one.text(isExact: false), let wanted = other.text(isExact: false) else {
            return false
        }
        switch (one.operation, other.operation) {
        case (.matches, _), (_, .matches): return false
        case (.equals, .equals): return text != wanted
        case (.equals, .contains): return !text.contains(wanted)
        case (.equals, .startsWith): return !text.hasPrefix(wanted)
        case (.equals, .endsWith): return !text.hasSuffix(wanted)
        case (.contains, .equals), (.startsWith, .equals), (.endsWith, .equals):
            return differ(other, one)
        case (.startsWith, .startsWith): return !text.hasPrefix(wanted) && !wanted.hasPrefix(text)
        case (.endsWith, .endsWith): return !text.hasSuffix(wanted) && !wanted.hasSuffix(text)
        default: return false
        }
    }

    private static func areApart(
        _ comparison: ValueTest.Comparison, _ number: Double,
        _ other: ValueTest.Comparison, _ bound: Double
    ) -> Bool {
        switch (comparison, other) {
        case (.equal, .equal): number != bound
        case (.equal, .less), (.atLeast, .less), (.greater, .less), (.greater, .atMost):
            number >= bound
        case (.equal, .atMost), (.atLeast, .atMost): number > bound
        case (.equal, .greater): number <= bound
        case (.equal, .atLeast): number < bound
        default: false
        }
    }
}

extension ValueTest.Operation {
    /// Whether an element without a value never passes.
    var needsValue: Bool {
        switch self {
        case .equals, .contains, .startsWith, .endsWith, .matches, .number: true
        case .present, .empty, .missing, .emptyOrMissing: false
        }
    }
}

extension ValueTest {
    /// What is looked for, in small letters unless their case counts.
    func text(isExact: Bool) -> String? {
        operation.words.map { isExact ? $0.text : $0.text.lowercased() }
    }
}
