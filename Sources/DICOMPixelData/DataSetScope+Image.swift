package import DICOMCore

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
