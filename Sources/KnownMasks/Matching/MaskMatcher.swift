package import DICOMCore

/// Finds the rules that answer for an instance, and what they say.
package struct MaskMatcher: Sendable {
    package let rules: [MaskRule]

    package init(_ set: MaskRuleSet) {
        rules = set.rules
    }

    /// - Parameters:
    ///   - rows: of the image, as ``columns`` and `frames`: as the pixels are, not as the header claims.
    package func answer(
        for header: DataSetScope, rows: Int, columns: Int, frames: Int
    ) -> MaskAnswer {
        MaskAnswer()
    }
}
