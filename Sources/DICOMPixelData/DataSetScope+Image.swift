package import DICOMCore

extension DataSetScope {
    /// Elements that stand twice: one reader takes the first, another the last, and what one of
    /// them shows was not looked at.
    /// - Throws: `malformed`.
    func requireOne(_ tag: Tag) throws(PixelDataError) {
        guard let index = index(of: tag) else { return }
        let others = indexes.drop { $0 <= index }
        if let other = others.first(where: { dataSet.elements[$0].tag == tag }) {
            throw PixelDataError(
                code: .malformed, tag: tag, byteOffset: dataSet.elements[other].offset)
        }
    }

    /// No element of a group stands twice.
    /// - Throws: `malformed`.
    func requireOneOfEach(inGroup group: UInt16) throws(PixelDataError) {
        var tags: Set<Tag> = []
        for element in elements where element.tag.group == group {
            guard tags.insert(element.tag).inserted else {
                throw PixelDataError(
                    code: .malformed, tag: element.tag, byteOffset: element.offset)
            }
        }
    }
}

// The image of a file: all that reads an image takes the level that describes it.

extension ImagePixelDescription {
    package init(
        _ file: DICOMFile, limits: PixelDataLimits = PixelDataLimits()
    ) throws(PixelDataError) {
        try self.init(file.dataSet, transferSyntax: file.transferSyntax, limits: limits)
    }

    package init(
        _ dataSet: DataSet, transferSyntax: TransferSyntax,
        limits: PixelDataLimits = PixelDataLimits()
    ) throws(PixelDataError) {
        try self.init(DataSetScope(dataSet), transferSyntax: transferSyntax, limits: limits)
    }
}

extension DICOMFile {
    /// Where the frames of this file's image are.
    package func pixelDataLayout(
        _ description: ImagePixelDescription
    ) throws(PixelDataError) -> PixelDataLayout {
        try PixelDataLayout(DataSetScope(dataSet), description: description)
    }
}

extension GrayscaleTransform {
    package init(_ dataSet: DataSet, isSigned: Bool) throws(PixelDataError) {
        try self.init(DataSetScope(dataSet), isSigned: isSigned)
    }
}

extension PaletteColorLookupTable {
    package init(_ dataSet: DataSet, isSigned: Bool) throws(PixelDataError) {
        try self.init(DataSetScope(dataSet), isSigned: isSigned)
    }
}

extension FillValue {
    package init(
        _ dataSet: DataSet, description: ImagePixelDescription
    ) throws(PixelDataError) {
        try self.init(DataSetScope(dataSet), description: description)
    }
}

extension ViewRenderer {
    package init(
        _ dataSet: DataSet, description: ImagePixelDescription
    ) throws(PixelDataError) {
        try self.init(DataSetScope(dataSet), description: description)
    }
}
