package import DICOMCore

extension GrayscaleTransform {
    /// The transform of an image: on its own level, else in functional groups.
    ///
    /// An enhanced object may give every frame another window; that of the shared groups, else of
    /// the first frame, serves all: the views beside it show the whole range of each frame.
    /// Of several windows or tables the first is taken; a table goes before a window.
    ///
    /// - Throws: `malformed` or `truncated` for a table that cannot be read.
    package init(_ scope: DataSetScope, isSigned: Bool) throws(PixelDataError) {
        let rescaling = Source(scope, .pixelValueTransformationSequence)
        let viewing = Source(scope, .frameVOILUTSequence)
        modality = .rescale(slope: 1, intercept: 0)
        let slope = rescaling.decimals(.rescaleSlope).first
        let intercept = rescaling.decimals(.rescaleIntercept).first
        if let table = try rescaling.table(.modalityLUTSequence, isSigned: isSigned) {
            modality = .table(table)
        } else if let slope, slope != 0 {
            modality = .rescale(slope: slope, intercept: intercept ?? 0)
        } else if let intercept {
            modality = .rescale(slope: 1, intercept: intercept)
        }
        let center = viewing.decimals(.windowCenter).first
        let width = viewing.decimals(.windowWidth).first
        let isExact = viewing.string(.voilutFunction) == "LINEAR_EXACT"
        if let table = try viewing.table(
            .voilutSequence, isSigned: isSigned || (intercept ?? 0) < 0)
        {
            voi = .table(table)
        } else if let center, let width {
            voi = .window(center: center, width: width, isExact: isExact)
        } else {
            voi = nil
        }
    }

    /// Where the elements of one functional group macro stand.
    private struct Source {
        let scope: DataSetScope
        /// The item of the macro's sequence.
        let macro: DataSetScope?

        init(_ scope: DataSetScope, _ macro: Tag) {
            self.scope = scope
            for groups in [Tag.sharedFunctionalGroupsSequence, .perFrameFunctionalGroupsSequence] {
                if let item = scope.items(of: groups).first?.items(of: macro).first {
                    self.macro = item
                    return
                }
            }
            self.macro = nil
        }

        /// A data set that has the macro may still say some of it at top level.
        private func scope(of tag: Tag) -> DataSetScope {
            if let macro, macro.index(of: tag) != nil { return macro }
            return scope
        }

        func decimals(_ tag: Tag) -> [Double] {
            scope(of: tag).decimals(tag).filter(\.isFinite)
        }

        func string(_ tag: Tag) -> String? { scope(of: tag).string(tag) }

        /// The table in the first item of a LUT sequence.
        func table(_ sequence: Tag, isSigned: Bool) throws(PixelDataError) -> LookupTable? {
            guard let item = scope(of: sequence).items(of: sequence).first else { return nil }
            guard let described = item[.lutDescriptor] else {
                throw PixelDataError(code: .missing, tag: .lutDescriptor)
            }
            guard let data = item[.lutData] else {
                throw PixelDataError(code: .missing, tag: .lutData)
            }
            // An explicit VR says itself whether the first value is signed.
            let isSigned =
                described.encoding.isImplicitVR || described.vr == .un
                ? isSigned : described.vr == .ss
            let descriptor = try LookupTableDescriptor(
                scope.dataSet, described, isSigned: isSigned)
            return try LookupTable(scope.dataSet, descriptor: descriptor, data: data)
        }
    }
}
