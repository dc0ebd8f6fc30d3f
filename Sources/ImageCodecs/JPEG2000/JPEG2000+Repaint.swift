package import Raster

extension JPEG2000 {
    /// What happened to the first three components of a tile before the wavelet.
    package enum ColourTransform: Hashable, Sendable {
        case none
        /// RCT, which Photometric Interpretation calls YBR_RCT.
        case reversible
        /// ICT, YBR_ICT.
        case irreversible
    }

    package struct RepaintOptions: Hashable, Sendable {
        /// Whether what is re-coded goes through RCT; nil: if its source went through RCT or ICT.
        package var usesColourTransform: Bool?
        /// Whether only touched tiles are re-coded where there are several.
        package var splicesTiles: Bool

        package init(usesColourTransform: Bool? = nil, splicesTiles: Bool = true) {
            self.usesColourTransform = usesColourTransform
            self.splicesTiles = splicesTiles
        }
    }

    /// A codestream with painted boxes, and what a report says about it.
    package struct Repainting: Sendable {
        package var codestream: [UInt8]
        /// What was overwritten, one a box that meets the picture, in the order of the boxes.
        package var painted: [PixelBox]
        /// Whether irreversibly coded samples were coded reversibly, which takes more bytes.
        package var isRecodedReversibly: Bool
        /// Tiles that were re-coded, and tiles of the picture.
        package var recodedTiles: Int
        package var tiles: Int
        /// What the tiles of the written codestream went through. Where frames or tiles differ, no
        /// Photometric Interpretation names all of them.
        package var colourTransforms: Set<ColourTransform>
        /// Bytes of the source codestream and of the written one.
        package var oldSize: Int
        package var newSize: Int
    }

    /// Codes samples reversibly in the shape of a header; `encode(_:bitsStored:like:)` is one.
    package typealias Encoder = (SampleBuffer, Header) throws(CodecError) -> [UInt8]

    /// Paints `boxes` and codes what they touch reversibly.
    ///
    /// Of a source of several tiles only those that a box touches are decoded and coded again; the
    /// tile-parts of the others stay byte for byte. All tiles are coded again where packet headers
    /// or changes of progression in the main header cover several (PPM, POC), or a fill needs more
    /// bits than the source has; fewer decomposition levels may then have to do for all of them. Outside `painted` every sample decodes to what it was.
    ///
    /// The result is a bare codestream that ends with EOC, without the comments of the main header;
    /// where no box meets the picture it is the source's.
    /// It is in Part 1; with a source of Part 15 that takes an `encoder` of HT code-blocks.
    ///
    /// - Throws: what `decode` and `encode` throw; `unsupported` for a source of Part 15 without
    ///   an `encoder`.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, bitsStored: Int, boxes: [PixelBox], fill: [Int],
        options: RepaintOptions = .init(), limits: Limits = .init(), encoder: Encoder? = nil
    ) throws(CodecError) -> Repainting {
        let main = try mainHeader(codestream)
        try check(main.header, shape, limits)
        let layout = try layout(of: codestream, main)
        guard fill.count == shape.samplesPerPixel else {
            throw CodecError(
                code: .mismatch, thing: "JPEG 2000 fill", expected: shape.samplesPerPixel,
                found: fill.count)
        }
        if encoder == nil,
            layout.tiles.indices.contains(where: {
                main.header(ofTile: $0, layout).isHighThroughput
            })
        {
            throw CodecError(code: .unsupported, thing: "HTJ2K source of a JPEG 2000 frame")
        }
        let painting = Painting(
            boxes: boxes.map(main.header.paintedBox).filter { !$0.isEmpty }, fill: fill,
            options: options, limits: limits,
            bitsStored: bitsStored, encoder: encoder)
        let touched = Set(painting.boxes.flatMap(main.header.tiles(touchedBy:)))
        let result: [UInt8]
        let recoded: Set<Int>
        if touched.isEmpty {
            result = codestream[layout.range] + (layout.hasEndMarker ? [] : [0xFF, 0xD9])
            recoded = []
        } else if options.splicesTiles, layout.tiles.count > 1,
            touched.count < layout.tiles.count
                || main.header.coding.levels > main.header.usefulLevels,
            let spliced = try splice(codestream, main, layout, shape, touched, painting)
        {
            result = spliced
            recoded = touched
        } else {
            result = try recode(codestream, main, layout, shape, painting)
            recoded = Set(layout.tiles.indices)
        }
        return Repainting(
            codestream: result, painted: painting.boxes,
            isRecodedReversibly: !recoded.allSatisfy {
                main.header(ofTile: $0, layout).isReversible
            },
            recodedTiles: recoded.count, tiles: layout.tiles.count,
            colourTransforms: try colourTransforms(in: result), oldSize: layout.range.count,
            newSize: result.count)
    }

    /// What the tiles of a codestream went through.
    package static func colourTransforms(
        in codestream: [UInt8]
    ) throws(CodecError) -> Set<ColourTransform> {
        let main = try mainHeader(codestream)
        let layout = try layout(of: codestream, main)
        return Set(
            layout.tiles.indices.map { index in
                let header = main.header(ofTile: index, layout)
                guard header.usesColourTransform, header.components >= 3 else { return .none }
                return header.coding.isReversible ? .reversible : .irreversible
            })
    }

    struct Painting {
        var boxes: [PixelBox]
        var fill: [Int]
        var options: RepaintOptions
        var limits: Limits
        var bitsStored: Int
        var encoder: Encoder?

        func encode(_ samples: SampleBuffer, like header: Header) throws(CodecError) -> [UInt8] {
            var header = header
            header.usesColourTransform = options.usesColourTransform ?? header.usesColourTransform
            if let encoder { return try encoder(samples, header) }
            return try JPEG2000.encode(samples, bitsStored: bitsStored, like: header)
        }
    }

    private static func recode(
        _ codestream: [UInt8], _ main: MainHeader, _ layout: Layout, _ shape: FrameShape,
        _ painting: Painting
    ) throws(CodecError) -> [UInt8] {
        var samples = try decode(codestream, shape: shape, limits: painting.limits).samples
        for box in painting.boxes {
            samples.fill(box, with: painting.fill)
        }
        // The header of the only tile stands above the main one.
        let header = layout.tiles.count == 1 ? main.header(ofTile: 0, layout) : main.header
        return try painting.encode(samples, like: header)
    }
}

extension JPEG2000.MainHeader {
    /// The header with the coding style of a tile.
    func header(ofTile index: Int, _ layout: JPEG2000.Layout) -> JPEG2000.Header {
        var header = header
        header.apply(codingStyle.overridden(by: layout.tiles[index].codingStyle))
        return header
    }
}
