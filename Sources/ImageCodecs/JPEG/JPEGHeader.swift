package import Raster

extension JPEGBaseline {
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

        /// Whether `decode`, `repaint` and `check` do this kind of codestream.
        package var isSupported: Bool {
            guard precision == 8, colour != .other else { return false }
            return switch process {
            case .baseline, .extended, .progressive: true
            case .lossless, .hierarchical, .jpegLS: false
            }
        }

        /// What painting `box` overwrites: grown by a pixel where chroma is subsampled, then to
        /// whole blocks of every component, then clipped to the image.
        package func paintedBox(for box: PixelBox) -> PixelBox {
            box
        }
    }
}
