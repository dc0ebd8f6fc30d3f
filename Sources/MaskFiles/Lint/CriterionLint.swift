import DICOMCore
import KnownMasks

/// What is wrong with what a rule asks of a header.
struct CriterionLint {
    let rule: MaskRule
    private(set) var findings: [MaskFinding] = []

    private let models: ModelNames

    init(_ rule: MaskRule, models: ModelNames) {
        self.rule = rule
        self.models = models
        var seen: Set<ValueTest> = []
        collect(rule.criterion, &seen)
        judgeWhole()
    }

    private mutating func add(
        _ severity: MaskFinding.Severity, _ code: MaskFinding.Code, _ detail: String
    ) {
        let finding = MaskFinding(severity, code, rule, detail)
        if !findings.contains(finding) { findings.append(finding) }
    }

    private mutating func collect(_ criterion: Criterion, _ seen: inout Set<ValueTest>) {
        switch criterion {
        case .all(let parts), .any(let parts): for part in parts { collect(part, &seen) }
        case .not(let part): collect(part, &seen)
        case .test(let test):
            guard seen.insert(test).inserted else { return }
            judge(test.path)
            judge(test)
        }
    }

    // MARK: - Elements

    private mutating func judge(_ path: HeaderPath) {
        for step in path.steps {
            guard case .element(let group, let element) = step else { continue }
            let tag = Tag(group, element)
            if tag.isPrivate {
                // PS3.5 7.8.1: the block of an element is where its creator is, and that may be anywhere.
                if element > 0xFF {
                    add(
                        .note, .suspectTag,
                        "\(tag) is private: its block may be another one, name its creator as in "
                            + "(\(tag.description.dropFirst().prefix(4)),\"CREATOR\","
                            + "xx\(tag.description.dropLast().suffix(2)))")
                }
            } else if ElementDictionary.shared.entry(for: tag) == nil, !tag.isGroupLength {
                let near = ElementDictionary.shared.neighbours(of: tag)
                add(
                    .warning, .suspectTag,
                    "\(tag) is no element of PS3.6"
                        + (near.isEmpty ? "" : ": did you mean \(near.joined(separator: " or "))?"))
            }
        }
        if path.steps.count == 1, case .element(let group, let element) = path.steps[0],
            SequenceElements.tags.contains(Tag(group, element))
        {
            add(
                .warning, .tagInsideSequence,
                "\(ElementKeywords.name(of: path)) stands in items of sequences only (PS3.3): "
                    + "name the way to it, as SEQUENCE.\(ElementKeywords.name(of: path))")
        }
    }

    // MARK: - Values

    /// Of a filter that guards, a value that none can have does no harm.
    private var severity: MaskFinding.Severity {
        switch rule.action {
        case .mask, .pass: .warning
        case .hold, .reject: .note
        }
    }

    private mutating func judge(_ test: ValueTest) {
        guard case .element(let group, let element) = test.path.steps.last else { return }
        let entry = ElementDictionary.shared.entry(for: Tag(group, element))
        if let problem = ValueLint.impossible(test, entry) {
            add(severity, .impossibleValue, problem)
        }
        if let problem = ValueLint.numberAsText(test, entry) {
            add(min(problem.severity, severity), .numberAsText, problem.detail)
        }
        if let known = models.lookAlike(of: test) {
            add(
                .note, .impossibleValue,
                "\(test.operation.words?.text ?? ""): did you mean \(known)?")
        }
        if case .matches(let pattern) = test.operation {
            for (severity, problem) in ValueLint.patternSigns(pattern) {
                add(severity, .patternSign, "\(ElementKeywords.name(of: test.path)): \(problem)")
            }
        }
    }

    // MARK: - The whole

    private mutating func judgeWhole() {
        guard let branches = CriterionLogic.branches(rule.criterion) else { return }
        guard !branches.isEmpty else {
            add(.warning, .deadRule, "a choice of nothing never holds")
            return
        }
        if branches.contains(where: \.isEmpty) {
            add(severity, .alwaysMatches, "it answers for every image")
            return
        }
        var reasons: [String] = []
        for branch in branches {
            guard let reason = contradiction(in: branch) else {
                judgeReach(branches)
                return
            }
            reasons.append(reason)
        }
        add(.warning, .deadRule, "it never holds: " + (reasons.first ?? ""))
    }

    /// Two tests of a branch, or a test and all sizes, that cannot both hold.
    private func contradiction(in branch: [CriterionLogic.Literal]) -> String? {
        for (index, one) in branch.enumerated() {
            for other in branch[..<index] where CriterionLogic.contradicts(one, other) {
                return
                    "two demands on \(ElementKeywords.name(of: one.test.path)) exclude each other"
            }
        }
        guard !rule.sizes.isEmpty else { return nil }
        let fits = rule.sizes.contains { size in
            let sides = [(Tag.rows, size.rows), (Tag.columns, size.columns)]
            return branch.allSatisfy { literal in
                sides.allSatisfy { tag, length in
                    guard let length else { return true }
                    let path = HeaderPath(group: tag.group, element: tag.element)
                    let side = ValueTest(path, .number(.equal, Double(length)))
                    return !CriterionLogic.contradicts(.init(test: side), literal)
                }
            }
        }
        return fits ? nil : "its demands on Rows or Columns exclude its sizes"
    }

    /// A rule that paints has to know whose image it is.
    private mutating func judgeReach(_ branches: [[CriterionLogic.Literal]]) {
        guard rule.action == .mask || rule.action == .pass else { return }
        let common = [Tag.modality, .rows, .columns, .sopClassUID].map {
            HeaderPath(group: $0.group, element: $0.element)
        }
        let isWide = branches.contains { branch in
            branch.allSatisfy { common.contains($0.test.path) || $0.isNegated }
        }
        if isWide { add(.note, .alwaysMatches, "it answers for images of any device") }
    }
}
