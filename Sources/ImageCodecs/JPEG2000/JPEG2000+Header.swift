extension JPEG2000 {
    /// XRsiz, YRsiz: how many pixels lie between two samples of a component.
    package struct Subsampling: Hashable, Sendable {
        package var x: Int
        package var y: Int

        package init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }

        package static let none = Subsampling(x: 1, y: 1)
    }

    /// What the main header of a codestream says (SIZ, CAP, COD and QCD marker segments).
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
        package var subsampling: [Subsampling]
        /// SGcod: whether the first three components went through RCT or ICT.
        package var usesColourTransform: Bool
        /// Whether all components use the reversible 5/3 wavelet.
        package var isReversible: Bool
        package var progressionOrder: ProgressionOrder
        /// Quality layers.
        package var layers: Int
        /// Scod: whether packets begin with SOP marker segments, packet headers end with EPH.
        package var usesPacketStartMarkers: Bool
        package var usesPacketHeaderEndMarkers: Bool
        /// How the first component is coded; its `isReversible` is that component's alone.
        package var coding: ComponentCoding
        /// Sqcd: 0 to 7.
        package var guardBits: Int
        /// Whether a component uses the block coder of Part 15 (HTJ2K).
        package var isHighThroughput: Bool
        /// Ccap15 of the CAP marker segment (ISO/IEC 15444-15 A.3).
        package var highThroughputCapabilities: Int?
        /// Tiles of the grid: 1 to 65,535.
        package var tiles: Int
        /// The bytes of the codestream itself: all of them, or a box of a JP2 file.
        package var codestreamRange: Range<Int>

        /// EnumCS of a JP2 file: 16 is sRGB, 17 grey, 18 sYCC; nil in a bare codestream. Readers
        /// that heed it may show other colours than Photometric Interpretation says.
        package var enumeratedColourSpace: Int?

        package var components: Int { bitsPerComponent.count }
        /// Resolution levels: decomposition levels of the first component plus one.
        package var resolutions: Int { coding.levels + 1 }
        /// Whether a component has fewer samples than the picture has pixels.
        package var isSubsampled: Bool { subsampling.contains { $0 != .none } }

        /// A header of one tile unless told otherwise; for frames without a coded source.
        package init(
            width: Int, height: Int, imageOffsetX: Int = 0, imageOffsetY: Int = 0, tileWidth: Int,
            tileHeight: Int, tileOffsetX: Int = 0, tileOffsetY: Int = 0, bitsPerComponent: [Int],
            isSigned: [Bool], subsampling: [Subsampling]? = nil, usesColourTransform: Bool,
            isReversible: Bool = true, resolutions: Int = 6, tiles: Int = 1
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
            self.subsampling =
                subsampling ?? Array(repeating: .none, count: bitsPerComponent.count)
            self.usesColourTransform = usesColourTransform
            self.isReversible = isReversible
            self.progressionOrder = .layerResolutionComponentPosition
            self.layers = 1
            self.usesPacketStartMarkers = false
            self.usesPacketHeaderEndMarkers = false
            self.coding = .standard(levels: resolutions - 1, isReversible: isReversible)
            self.guardBits = 2
            self.isHighThroughput = false
            self.tiles = tiles
            self.codestreamRange = 0..<0
        }
    }

    /// What a codestream is allowed to ask for.
    package struct Limits: Hashable, Sendable {
        /// Samples of a frame: OpenJPEG takes 4 bytes for each, and more.
        package var maximumSamples: Int

        package init(maximumSamples: Int = 1 << 29) {
            self.maximumSamples = maximumSamples
        }
    }

    /// Reads the main header.
    ///
    /// - Throws: `CodecError`: `truncated`, `corrupt`, `unsupported` (Part 2, blocks of Part 1 and
    ///   Part 15 mixed).
    package static func header(_ codestream: [UInt8]) throws(CodecError) -> Header {
        try mainHeader(codestream).header
    }
}

extension JPEG2000.Header {
    /// Takes over what a COD with its COCs says.
    mutating func apply(_ style: JPEG2000.CodingStyle) {
        layers = style.layers ?? layers
        coding = style.coding(ofComponent: 0) ?? coding
        progressionOrder = style.progressionOrder
        usesColourTransform = style.usesColourTransform
        usesPacketStartMarkers = style.usesPacketStartMarkers
        usesPacketHeaderEndMarkers = style.usesPacketHeaderEndMarkers
        let codings = (0..<components).compactMap(style.coding(ofComponent:))
        isReversible = codings.allSatisfy(\.isReversible)
        isHighThroughput = codings.contains(where: \.isHighThroughput)
    }
}
