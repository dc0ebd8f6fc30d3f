import ConfigurationFiles
import KnownMasks

extension MaskDocument {
    /// The document with an error for each rule that could not be used, whatever form it was read from.
    package var checked: MaskDocument {
        guard isSound else { return self }
        var document = self
        for problem in set.problems() {
            document.findings.append(
                MaskFinding(
                    .error, problem.kind.code, at: places[problem.ruleID], rule: problem.ruleID,
                    "\(problem.kind)"))
        }
        return document
    }
}

extension MaskRuleSet.Problem.Kind {
    fileprivate var code: MaskFinding.Code {
        switch self {
        case .repeatedID: .duplicateID
        case .missingAreas, .needlessAreas: .emptyMask
        case .lengthNotPositive: .malformedRegion
        case .impossibleSize: .unlikelySize
        case .groupOfTwoKinds: .conflict
        default: .wrongValue
        }
    }
}
