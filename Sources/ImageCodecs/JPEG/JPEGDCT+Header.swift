package import Raster

extension JPEGDCT {
    /// What the markers of a codestream declare.
    package struct Header: Hashable, Sendable {
        /// The kind of coding, from the SOFn marker (ISO 10918-1 table B.1).
        package enum Process: Sendable {
            case baseline, extended, progressive, lossless, hierarchical
            /// SOF55: a JPEG-LS codestream (ISO 14495-1).
            case jpegLS
        }

        /// What the components mean.
        package enum Colour: Sendable {
            /// One component.
            case grey
            /// Luma and two chroma differences.
            case ybr
            case rgb
            /// Neither one nor three components.
            case other
        }

        /// `Hi` and `Vi` of a component.
        package struct SamplingFactors: Hashable, Sendable {
            package var horizontal: Int
            package var vertical: Int
        }

        package var process: Process
        package var usesArithmeticCoding: Bool
        /// Bits a sample.
        package var precision: Int
        package var width: Int
        package var height: Int
        package var samplingFactors: [SamplingFactors]
        /// Adobe's transform flag decides; else a JFIF marker (YBR); else component identifiers
        /// `R`, `G`, `B`; else what the data set declares.
        package var colour: Colour

        /// The number of components.
        package var components: Int { samplingFactors.count }

        /// Whether a component has fewer samples than the picture has pixels.
        package var isSubsampled: Bool { Set(samplingFactors).count > 1 }

        /// Bytes of the smallest container of a sample.
        var bytesPerSample: Int { precision > 8 ? 2 : 1 }

        /// The largest sample value.
        package var maximumSample: Int { (1 << precision) - 1 }

        /// Whether `decode`, `repaint` and `check` do this kind of codestream.
        package var isSupported: Bool { unsupportedThing == nil }

        /// What it is that they do not do.
        var unsupportedThing: String? {
            switch process {
            case .baseline, .extended, .progressive: break
            case .lossless: return "lossless JPEG process"
            case .hierarchical: return "hierarchical JPEG process"
            case .jpegLS: return "JPEG-LS process"
            }
            guard precision == 8 || precision == 12 else { return "JPEG precision" }
            guard precision == 8 || !usesArithmeticCoding else {
                return "12-bit JPEG with arithmetic coding"
            }
            guard components == 1 || components == 3 else { return "JPEG component count" }
            guard hasWholeSampling else { return "JPEG sampling factors" }
            return nil
        }

        /// How far interpolation carries chroma over the edge of a painted box, in pixels: into it
        /// and out of it, by half a chroma sample. 0 without subsampling, 1 where two pixels share
        /// a sample, 2 where four do (libjpeg interpolates only the former, other decoders both).
        package var ringWidth: Int {
            guard isSubsampled else { return 0 }
            return max(1, coarsestSampling.horizontal / 2, coarsestSampling.vertical / 2)
        }

        /// What painting `box` overwrites; empty where the box misses the image.
        ///
        /// The box first grows by `ringWidth`, so that no tint from outside reaches into it, then
        /// to whole blocks of every component, and is clipped to the image.
        package func paintedBox(for box: PixelBox) -> PixelBox {
            // First of all, so that no later sum can overflow.
            let inside = PixelBox(
                x: max(0, box.x), y: max(0, box.y), maxX: min(width, Self.end(box.x, box.width)),
                maxY: min(height, Self.end(box.y, box.height)))
            guard !inside.isEmpty else { return PixelBox(x: 0, y: 0, width: 0, height: 0) }
            let ratio = coarsestSampling
            return inside.expanded(by: ringWidth).clipped(toWidth: width, height: height)
                .aligned(toCellWidth: 8 * ratio.horizontal, cellHeight: 8 * ratio.vertical)
                .clipped(toWidth: width, height: height)
        }

        private static func end(_ start: Int, _ length: Int) -> Int {
            let (end, overflows) = start.addingReportingOverflow(max(0, length))
            return overflows ? .max : end
        }

        private var largestFactors: SamplingFactors {
            SamplingFactors(
                horizontal: samplingFactors.map(\.horizontal).max() ?? 1,
                vertical: samplingFactors.map(\.vertical).max() ?? 1)
        }

        /// Pixels that share a sample of the most subsampled component.
        private var coarsestSampling: SamplingFactors {
            SamplingFactors(
                horizontal: largestFactors.horizontal
                    / (samplingFactors.map(\.horizontal).min() ?? 1),
                vertical: largestFactors.vertical / (samplingFactors.map(\.vertical).min() ?? 1))
        }

        /// Whether every component's sampling divides the finest one; libjpeg upsamples no other.
        private var hasWholeSampling: Bool {
            let largest = largestFactors
            return samplingFactors.allSatisfy {
                largest.horizontal % $0.horizontal == 0 && largest.vertical % $0.vertical == 0
            }
        }

        /// 8 x 8 blocks of all components, each counted once a picture.
        var blocks: Int {
            let largest = largestFactors
            return samplingFactors.reduce(0) { sum, factors in
                let across = Self.quotientUp(
                    width * factors.horizontal, 8 * largest.horizontal)
                let down = Self.quotientUp(height * factors.vertical, 8 * largest.vertical)
                return sum + across * down
            }
        }

        private static func quotientUp(_ value: Int, _ divisor: Int) -> Int {
            (value + divisor - 1) / divisor
        }
    }
}
