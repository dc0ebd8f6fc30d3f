internal import KnownMasks

/// Reads a boolean expression over a header: `not` binds closest, then `and`, then `or`; parentheses. Formats
/// differ in how they write these, and what their tests look like.
protocol CriterionGrammar {
    /// How many parentheses are open.
    var level: Int { get set }

    /// Passes over a sign, where it comes next.
    mutating func take(_ sign: CriterionSign) -> Bool
    /// Reads one test.
    mutating func operand(_ collector: inout RuleCollector) throws(TextFault) -> Criterion
    /// What is wrong at the place that was reached.
    func fault(_ detail: String) -> TextFault
}

enum CriterionSign {
    case not, and, or, open, close
}

extension CriterionGrammar {
    /// Of parentheses in each other.
    private static var deepestLevel: Int { 64 }

    /// Reads the longest expression from here.
    mutating func expression(
        _ collector: inout RuleCollector
    ) throws(TextFault) -> Criterion {
        level += 1
        defer { level -= 1 }
        guard level <= Self.deepestLevel else {
            throw fault("more than \(Self.deepestLevel) parentheses in each other")
        }
        var parts = [try terms(&collector)]
        while take(.or) { parts.append(try terms(&collector)) }
        return .disjunction(parts)
    }

    private mutating func terms(_ collector: inout RuleCollector) throws(TextFault) -> Criterion {
        var parts = [try factor(&collector)]
        while take(.and) { parts.append(try factor(&collector)) }
        return .conjunction(parts)
    }

    private mutating func factor(_ collector: inout RuleCollector) throws(TextFault) -> Criterion {
        var isNegated = false
        while take(.not) { isNegated.toggle() }
        guard take(.open) else {
            let criterion = try operand(&collector)
            return isNegated ? .not(criterion) : criterion
        }
        let criterion = try expression(&collector)
        guard take(.close) else { throw fault("expected )") }
        return isNegated ? .not(criterion) : criterion
    }
}
