extension JPEGLossless {
    /// What the markers of a codestream declare.
    package struct Header: Hashable, Sendable {
        /// What the components mean, as far as the codestream says it.
        package enum Colour: Sendable {
            /// One component.
            case grey
            case rgb
            /// Luma and two chroma differences.
            case ybr
            /// No marker says; the data set's Photometric Interpretation holds.
            case declared
        }

        /// `Hi` and `Vi` of a component.
        package struct SamplingFactors: Hashable, Sendable {
            package var horizontal: Int
            package var vertical: Int
        }

        package var width: Int
        package var height: Int
        /// `P`: bits a sample, 2 to 16.
        package var precision: Int
        package var samplingFactors: [SamplingFactors]
        /// Adobe's transform flag decides; else a JFIF marker (YBR); else component identifiers
        /// `R`, `G`, `B`.
        package var colour: Colour
        /// `Ss` of the first scan, 1 to 7; transfer syntax .70 demands 1.
        package var predictor: Int
        /// `Pt` of the first scan: low bits that every sample has zero.
        package var pointTransform: Int
        /// `Ri` at the first scan, in MCUs; 0 without restart markers.
        package var restartInterval: Int
        /// The components of each scan; of the first one only where no more was read.
        package var scans: [[Int]]

        /// The number of components.
        package var components: Int { samplingFactors.count }

        /// Whether a component has fewer samples than the picture has pixels.
        package var isSubsampled: Bool { Set(samplingFactors).count > 1 }

        var largestFactors: SamplingFactors {
            SamplingFactors(
                horizontal: samplingFactors.map(\.horizontal).max() ?? 1,
                vertical: samplingFactors.map(\.vertical).max() ?? 1)
        }

        /// Pixels that share a sample of a component, across and down.
        func pixelsPerSample(ofComponent index: Int) -> SamplingFactors {
            SamplingFactors(
                horizontal: largestFactors.horizontal / samplingFactors[index].horizontal,
                vertical: largestFactors.vertical / samplingFactors[index].vertical)
        }

        /// Whether every component's sampling divides the finest one.
        var hasWholeSampling: Bool {
            let largest = largestFactors
            return samplingFactors.allSatisfy {
                largest.horizontal % $0.horizontal == 0 && largest.vertical % $0.vertical == 0
            }
        }
    }
}

extension JPEGLosslessMarkers {
    /// How the samples of a scan are ordered (A.2).
    struct Geometry {
        /// MCUs across and down.
        let columns: Int
        let rows: Int
        /// Samples of each component in an MCU.
        let samplesInUnit: [JPEGLossless.Header.SamplingFactors]
        /// Rows of MCUs in a restart interval; 0 without restart markers.
        let restartRows: Int

        /// In the whole scan, with those that fill up MCUs.
        var samples: Int {
            columns * rows * samplesInUnit.reduce(0) { $0 + $1.horizontal * $1.vertical }
        }

        init(
            components: [Int], header: JPEGLossless.Header, restartInterval: Int, byteOffset: Int
        ) throws(CodecError) {
            let largest = header.largestFactors
            if components.count == 1 {
                // A.2.2: samples one by one, none to fill up MCUs.
                let factors = header.samplingFactors[components[0]]
                columns = Self.quotientUp(header.width * factors.horizontal, largest.horizontal)
                rows = Self.quotientUp(header.height * factors.vertical, largest.vertical)
                samplesInUnit = [.init(horizontal: 1, vertical: 1)]
            } else {
                columns = Self.quotientUp(header.width, largest.horizontal)
                rows = Self.quotientUp(header.height, largest.vertical)
                samplesInUnit = components.map { header.samplingFactors[$0] }
            }
            guard restartInterval > 0, restartInterval < columns * rows else {
                restartRows = 0
                return
            }
            // H.1.1
            guard restartInterval.isMultiple(of: columns) else {
                throw CodecError(
                    code: .unsupported, thing: "JPEG Lossless restart interval",
                    byteOffset: byteOffset, expected: columns, found: restartInterval)
            }
            restartRows = restartInterval / columns
        }

        private static func quotientUp(_ value: Int, _ divisor: Int) -> Int {
            (value + divisor - 1) / divisor
        }
    }
}
