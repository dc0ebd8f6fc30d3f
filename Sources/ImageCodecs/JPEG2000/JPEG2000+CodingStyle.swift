extension JPEG2000 {
    /// SPcod or SPcoc: how one component is coded.
    struct ComponentCoding {
        /// Decomposition levels, NL: 0 to 32.
        var levels: Int
        /// 5/3 rather than 9/7.
        var isReversible: Bool
        /// PPx and PPy of each resolution level, lowest first.
        var precinctExponents: [(x: Int, y: Int)]
    }

    /// COD with its COCs, in the main header or a tile's.
    struct CodingStyle {
        /// nil until a COD was read.
        var layers: Int?
        var usesColourTransform = false
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
            _ = try reader.uint8()
            let layers = try reader.uint16()
            let transform = try reader.uint8()
            guard layers > 0 else {
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
            usesColourTransform = transform == 1
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
            // Bit 6 of the style is Part 15 (HTJ2K); other wavelets are Part 2.
            guard blockStyle < 0x40, wavelet <= 1 else {
                throw CodecError(
                    code: .unsupported, thing: "JPEG 2000 coding style", byteOffset: offset)
            }
            var exponents = [(x: Int, y: Int)](repeating: (x: 15, y: 15), count: levels + 1)
            if hasPrecincts {
                for index in exponents.indices {
                    let size = try reader.uint8()
                    exponents[index] = (x: size & 0xF, y: size >> 4)
                }
            }
            return ComponentCoding(
                levels: levels, isReversible: wavelet == 1, precinctExponents: exponents)
        }
    }
}
