extension JPEG2000 {
    /// The size of the precincts of a resolution level, as exponents of 2: PPx, PPy.
    package struct PrecinctExponents: Hashable, Sendable {
        package var x: Int
        package var y: Int

        package init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }

        /// The greatest precincts, which is what a COD without sizes means.
        package static let maximum = PrecinctExponents(x: 15, y: 15)
    }

    /// SPcod or SPcoc: how one component is coded.
    package struct ComponentCoding: Hashable, Sendable {
        /// Decomposition levels, NL: 0 to 32.
        package var levels: Int
        /// 5/3 rather than 9/7.
        package var isReversible: Bool
        /// xcb and ycb: sides of a code-block as exponents of 2.
        package var blockWidthExponent: Int
        package var blockHeightExponent: Int
        /// Table A.19: bypass, reset, termination, causal context, predictable termination,
        /// segmentation symbols; bit 6 is Part 15's block coder.
        package var blockStyle: Int
        /// For each resolution level, lowest first.
        package var precincts: [PrecinctExponents]

        package var isHighThroughput: Bool { blockStyle & 0x40 != 0 }

        /// What most encoders write: blocks of 64 x 64, no precincts.
        package static func standard(levels: Int, isReversible: Bool = true) -> ComponentCoding {
            ComponentCoding(
                levels: levels, isReversible: isReversible, blockWidthExponent: 6,
                blockHeightExponent: 6, blockStyle: 0,
                precincts: Array(repeating: .maximum, count: levels + 1))
        }
    }

    /// SGcod: the order of the packets.
    package enum ProgressionOrder: Int, Sendable {
        case layerResolutionComponentPosition  // LRCP
        case resolutionLayerComponentPosition  // RLCP
        case resolutionPositionComponentLayer  // RPCL
        case positionComponentResolutionLayer  // PCRL
        case componentPositionResolutionLayer  // CPRL
    }

    /// COD with its COCs, in the main header or a tile's.
    struct CodingStyle {
        /// nil until a COD was read.
        var layers: Int?
        var usesColourTransform = false
        var progressionOrder = ProgressionOrder.layerResolutionComponentPosition
        /// Scod: SOP marker segments, EPH markers.
        var usesPacketStartMarkers = false
        var usesPacketHeaderEndMarkers = false
        private var standard: ComponentCoding?
        private var ownByComponent: [Int: ComponentCoding] = [:]

        init() {}

        /// What applies to a component: its own COC or the COD.
        func coding(ofComponent index: Int) -> ComponentCoding? {
            ownByComponent[index] ?? standard
        }

        /// A tile's COD stands above the main header's COD and COCs (A.6.1, A.6.2).
        func overridden(by tile: CodingStyle) -> CodingStyle {
            var result = self
            if tile.layers != nil { result = tile }
            result.ownByComponent.merge(tile.ownByComponent) { _, own in own }
            return result
        }

        /// A.6.1: Scod, SGcod (progression order, layers, transform), SPcod.
        mutating func readDefault(_ reader: inout CodestreamReader) throws(CodecError) {
            let offset = reader.position
            let style = try reader.uint8()
            let order = ProgressionOrder(rawValue: try reader.uint8())
            let layers = try reader.uint16()
            let transform = try reader.uint8()
            guard layers > 0, let order else {
                throw CodecError(
                    code: .corrupt, thing: "JPEG 2000 coding style (COD)", byteOffset: offset)
            }
            // Table A.17; higher values are Part 2's.
            guard transform <= 1 else {
                throw CodecError(
                    code: .unsupported, thing: "JPEG 2000 component transform",
                    byteOffset: offset, found: transform)
            }
            standard = try Self.component(&reader, hasPrecincts: style & 1 != 0)
            self.layers = layers
            progressionOrder = order
            usesColourTransform = transform == 1
            usesPacketStartMarkers = style & 2 != 0
            usesPacketHeaderEndMarkers = style & 4 != 0
        }

        /// A.6.2: Ccoc, Scoc, SPcoc.
        mutating func readComponent(
            _ reader: inout CodestreamReader, components: Int
        ) throws(CodecError) {
            let offset = reader.position
            let index = try components < 257 ? reader.uint8() : reader.uint16()
            guard index < components else {
                throw CodecError(
                    code: .corrupt, thing: "JPEG 2000 coding style (COC)", byteOffset: offset)
            }
            let style = try reader.uint8()
            ownByComponent[index] = try Self.component(&reader, hasPrecincts: style & 1 != 0)
        }

        /// Table A.20: levels, code-block width, height and style, wavelet, precinct sizes.
        private static func component(
            _ reader: inout CodestreamReader, hasPrecincts: Bool
        ) throws(CodecError) -> ComponentCoding {
            let offset = reader.position
            let levels = try reader.uint8()
            let widthExponent = try reader.uint8()
            let heightExponent = try reader.uint8()
            let blockStyle = try reader.uint8()
            let wavelet = try reader.uint8()
            // Table A.18: 4 to 1,024 a side and at most 4,096 samples, less 2 in the exponents.
            guard levels <= 32, widthExponent <= 8, heightExponent <= 8,
                widthExponent + heightExponent <= 8
            else {
                throw CodecError(
                    code: .corrupt, thing: "JPEG 2000 coding style", byteOffset: offset)
            }
            // Bit 7 lets a code-block choose between the coders of Part 1 and Part 15, which
            // OpenJPEG cannot; other wavelets are Part 2.
            guard blockStyle < 0x80, wavelet <= 1 else {
                throw CodecError(
                    code: .unsupported, thing: "JPEG 2000 coding style", byteOffset: offset)
            }
            var precincts = [PrecinctExponents](repeating: .maximum, count: levels + 1)
            if hasPrecincts {
                for index in precincts.indices {
                    let size = try reader.uint8()
                    precincts[index] = PrecinctExponents(x: size & 0xF, y: size >> 4)
                }
            }
            return ComponentCoding(
                levels: levels, isReversible: wavelet == 1,
                blockWidthExponent: widthExponent + 2, blockHeightExponent: heightExponent + 2,
                blockStyle: blockStyle, precincts: precincts)
        }
    }
}
