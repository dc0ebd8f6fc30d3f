package import DICOMCore

extension GrayscaleTransform {
    /// The transform of a data set: at top level, else in functional groups.
    ///
    /// An enhanced object may give every frame another window; that of the shared groups, else of
    /// the first frame, serves all: the views beside it show the whole range of each frame.
    /// Of several windows or tables the first is taken; a table goes before a window.
    ///
    /// - Throws: `malformed` or `truncated` for a table that cannot be read.
    package init(_ dataSet: DataSet, isSigned: Bool) throws(PixelDataError) {
        let rescaling = Source(dataSet, .pixelValueTransformationSequence)
        let viewing = Source(dataSet, .frameVOILUTSequence)
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
        let dataSet: DataSet
        /// The item of the macro's sequence; `nil` for the top level.
        let item: Int?

        init(_ dataSet: DataSet, _ macro: Tag) {
            self.dataSet = dataSet
            for groups in [Tag.sharedFunctionalGroupsSequence, .perFrameFunctionalGroupsSequence] {
                guard let sequence = dataSet.index(of: groups),
                    let first = dataSet.children(of: sequence).first,
                    let found = Self.index(dataSet, macro, inItem: first),
                    let item = dataSet.children(of: found).first
                else { continue }
                self.item = item
                return
            }
            item = nil
        }

        private static func index(_ dataSet: DataSet, _ tag: Tag, inItem item: Int) -> Int? {
            dataSet.children(of: item).first { dataSet.elements[$0].tag == tag }
        }

        private func index(_ tag: Tag) -> Int? {
            guard let item else { return dataSet.index(of: tag) }
            // A data set that has the macro may still say some of it at top level.
            return Self.index(dataSet, tag, inItem: item) ?? dataSet.index(of: tag)
        }

        func decimals(_ tag: Tag) -> [Double] {
            guard let index = index(tag) else { return [] }
            return dataSet.decimals(of: dataSet.elements[index]).filter(\.isFinite)
        }

        func string(_ tag: Tag) -> String? {
            index(tag).flatMap { dataSet.string(of: dataSet.elements[$0]) }
        }

        /// The table in the first item of a LUT sequence.
        func table(_ sequence: Tag, isSigned: Bool) throws(PixelDataError) -> LookupTable? {
            guard let index = index(sequence),
                let item = dataSet.children(of: index).first
            else { return nil }
            guard let described = dataSet.element(.lutDescriptor, inItem: item) else {
                throw PixelDataError(code: .missing, tag: .lutDescriptor)
            }
            guard let data = dataSet.element(.lutData, inItem: item) else {
                throw PixelDataError(code: .missing, tag: .lutData)
            }
            // An explicit VR says itself whether the first value is signed.
            let isSigned =
                described.encoding.isImplicitVR || described.vr == .un
                ? isSigned : described.vr == .ss
            let descriptor = try LookupTableDescriptor(dataSet, described, isSigned: isSigned)
            return try LookupTable(dataSet, descriptor: descriptor, data: data)
        }
    }
}
