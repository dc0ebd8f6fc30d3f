package import DICOMCore

extension GrayscaleTransform {
    /// Windows and tables of one image that are looked at; each is a view of every frame.
    private static let mostVOIs = 4

    /// The transform of an image: on its own level, else in functional groups.
    ///
    /// The shared groups count before those of a frame. A table goes before a window, and the first
    /// of several is the one that a viewer opens with.
    ///
    /// - Parameter groups: the item of Per-Frame Functional Groups that is meant; `nil` for the
    ///   first.
    /// - Throws: `malformed` or `truncated` for a table that decides what is shown first and cannot
    ///   be read.
    package init(
        _ scope: DataSetScope, isSigned: Bool, groups: DataSetScope? = nil
    ) throws(PixelDataError) {
        let rescaling = Source(scope, .pixelValueTransformationSequence, groups)
        let viewing = Source(scope, .frameVOILUTSequence, groups)
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
        let areSigned = isSigned || (intercept ?? 0) < 0
        var all: [VOI] = []
        if let table = try viewing.table(.voilutSequence, isSigned: areSigned) {
            all.append(.table(table))
            all += viewing.otherTables(.voilutSequence, isSigned: areSigned).map(VOI.table)
        }
        all += viewing.windows
        voi = all.first
        var others: [VOI] = []
        for other in all.dropFirst() where other != voi && !others.contains(other) {
            others.append(other)
        }
        otherVOIs = Array(others.prefix(Self.mostVOIs - 1))
    }

    /// Where the elements of one functional group macro stand.
    private struct Source {
        let scope: DataSetScope
        /// The item of the macro's sequence.
        let macro: DataSetScope?

        init(_ scope: DataSetScope, _ macro: Tag, _ frame: DataSetScope?) {
            self.scope = scope
            self.macro =
                scope.items(of: .sharedFunctionalGroupsSequence).first?.items(of: macro).first
                ?? (frame ?? scope.firstItem(of: .perFrameFunctionalGroupsSequence))?
                .items(of: macro).first
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

        /// Each Window Center with its Width.
        var windows: [VOI] {
            let isExact = string(.voilutFunction) == "LINEAR_EXACT"
            return zip(decimals(.windowCenter), decimals(.windowWidth)).compactMap {
                .window(center: $0, width: $1, isExact: isExact)
            }
        }

        /// The table in the first item of a LUT sequence.
        func table(_ sequence: Tag, isSigned: Bool) throws(PixelDataError) -> LookupTable? {
            guard let item = scope(of: sequence).firstItem(of: sequence) else { return nil }
            return try table(in: item, isSigned: isSigned)
        }

        /// The tables in further items, of those that can be read.
        func otherTables(_ sequence: Tag, isSigned: Bool) -> [LookupTable] {
            scope(of: sequence).items(of: sequence).prefix(GrayscaleTransform.mostVOIs).dropFirst()
                .compactMap { item in
                    do {
                        return try table(in: item, isSigned: isSigned)
                    } catch {
                        // No view is left out that a viewer could show.
                        return nil
                    }
                }
        }

        private func table(
            in item: DataSetScope, isSigned: Bool
        ) throws(PixelDataError) -> LookupTable {
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
