package import KnownMasks

/// A form in which rules or boxes are written down.
package protocol MaskFormat: Sendable {
    /// Reads a file; never throws: what cannot be read, or not be said in our rules, is a finding of severity
    /// `error` with its line, and nothing is dropped without one.
    ///
    /// - Parameter name: of the file, without its folder: ids of rules begin with it.
    func read(_ content: [UInt8], name: String) -> MaskDocument

    /// - Throws: all that the format cannot say, rule by rule.
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8]
}

/// What a format cannot say.
package struct MaskExportError: Error, Hashable, Sendable {
    package struct Problem: Hashable, Sendable {
        package var ruleID: String
        package var detail: String

        package init(ruleID: String, _ detail: String) {
            self.ruleID = ruleID
            self.detail = detail
        }
    }

    /// Never empty.
    package var problems: [Problem]

    package init(problems: [Problem]) {
        self.problems = problems
    }
}

/// The names by which formats are asked for.
package enum MaskFormatName: String, CaseIterable, Sendable {
    case pixredact
    case deid
    case ctp
    case midom
    case dicomDRE = "dicom-dre"
    case karnak
    case smi
    case presidio
    case xnat
    case orthanc
    case csv
}
