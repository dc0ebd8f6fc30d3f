internal import DICOMCore

/// The transforms of frames that have windows or rescales of their own (PS3.3 C.7.6.16.2.9 and
/// C.7.6.16.2.10).
struct FrameTransforms: Sendable {
    private let scope: DataSetScope
    /// The items of Per-Frame Functional Groups.
    private let groups: [DataSetScope]
    private let isSigned: Bool

    /// - Returns: `nil` where one transform serves all frames.
    init?(_ scope: DataSetScope, isSigned: Bool) {
        let macros = [Tag.frameVOILUTSequence, .pixelValueTransformationSequence]
        guard let first = scope.firstItem(of: .perFrameFunctionalGroupsSequence),
            macros.contains(where: { first.index(of: $0) != nil })
        else { return nil }
        self.scope = scope
        groups = scope.items(of: .perFrameFunctionalGroupsSequence)
        self.isSigned = isSigned
    }

    /// - Throws: for a table that cannot be read.
    func transform(ofFrame frame: Int) throws(PixelDataError) -> GrayscaleTransform? {
        guard groups.indices.contains(frame) else { return nil }
        return try GrayscaleTransform(scope, isSigned: isSigned, groups: groups[frame])
    }
}
