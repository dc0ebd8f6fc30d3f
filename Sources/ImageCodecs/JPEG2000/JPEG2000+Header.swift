extension JPEG2000 {
    /// What the main header of a codestream says (SIZ and COD marker segments).
    package struct Header: Hashable, Sendable {
        /// Size of the picture: Xsiz - XOsiz, Ysiz - YOsiz.
        package var width: Int
        package var height: Int
        /// XOsiz, YOsiz: where the picture lies on the reference grid.
        package var imageOffsetX: Int
        package var imageOffsetY: Int
        /// XTsiz, YTsiz and XTOsiz, YTOsiz: the tile grid.
        package var tileWidth: Int
        package var tileHeight: Int
        package var tileOffsetX: Int
        package var tileOffsetY: Int
        /// Bits of each component, without regard to the sign.
        package var bitsPerComponent: [Int]
        package var isSigned: [Bool]
        /// Whether a component has fewer samples than the picture has pixels.
        package var isSubsampled: Bool
        /// SGcod: whether the first three components went through RCT or ICT.
        package var usesColourTransform: Bool
        /// Whether all components use the reversible 5/3 wavelet.
        package var isReversible: Bool
        /// Quality layers.
        package var layers: Int
        /// Resolution levels: decomposition levels of the first component plus one.
        package var resolutions: Int
        /// Tiles of the grid: 1 to 65,535.
        package var tiles: Int
        /// The bytes of the codestream itself: all of them, or a box of a JP2 file.
        package var codestreamRange: Range<Int>

        package var components: Int { bitsPerComponent.count }

        /// A header of one tile unless told otherwise; for frames without a coded source.
        package init(
            width: Int, height: Int, imageOffsetX: Int = 0, imageOffsetY: Int = 0, tileWidth: Int,
            tileHeight: Int, tileOffsetX: Int = 0, tileOffsetY: Int = 0, bitsPerComponent: [Int],
            isSigned: [Bool], isSubsampled: Bool = false, usesColourTransform: Bool,
            isReversible: Bool = true, layers: Int = 1, resolutions: Int = 6, tiles: Int = 1,
            codestreamRange: Range<Int> = 0..<0
        ) {
            self.width = width
            self.height = height
            self.imageOffsetX = imageOffsetX
            self.imageOffsetY = imageOffsetY
            self.tileWidth = tileWidth
            self.tileHeight = tileHeight
            self.tileOffsetX = tileOffsetX
            self.tileOffsetY = tileOffsetY
            self.bitsPerComponent = bitsPerComponent
            self.isSigned = isSigned
            self.isSubsampled = isSubsampled
            self.usesColourTransform = usesColourTransform
            self.isReversible = isReversible
            self.layers = layers
            self.resolutions = resolutions
            self.tiles = tiles
            self.codestreamRange = codestreamRange
        }
    }

    /// Reads the main header.
    ///
    /// - Throws: `CodecError`: `truncated`, `corrupt`, `unsupported` (Part 2, Part 15).
    package static func header(_ codestream: [UInt8]) throws(CodecError) -> Header {
        try mainHeader(codestream).header
    }
}
