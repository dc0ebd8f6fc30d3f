extension JPEGLS {
    /// What the marker segments of a codestream declare.
    package struct Header: Hashable, Sendable {
        /// ILV: how the components of a scan follow each other (C.2.3).
        package enum Interleave: Int, Sendable {
            /// A scan for each component.
            case none = 0
            case line, sample
        }

        /// The reversible transforms of Hewlett-Packard's coder, announced by an APP8 segment
        /// `mrfx`; no part of the standard, but written by CharLS and all that follow it.
        package enum ColourTransform: Int, Sendable {
            case none = 0
            case hp1, hp2, hp3
        }

        /// An LSE segment of type 1 (C.2.4.1.1). 0 stands for the default.
        package struct PresetParameters: Hashable, Sendable {
            /// MAXVAL
            package var maximumValue = 0
            /// T1, T2, T3
            package var threshold1 = 0
            package var threshold2 = 0
            package var threshold3 = 0
            /// RESET
            package var reset = 0

            package init() {}
        }

        package var width: Int
        package var height: Int
        package var components: Int
        /// P: 2 to 16.
        package var bitsPerSample: Int
        /// NEAR, the greatest of all scans: how far a decoded sample may be from the original.
        package var near = 0
        package var interleave = Interleave.none
        package var colourTransform = ColourTransform.none
        package var presetParameters = PresetParameters()
        /// Ri: lines between restart markers; 0 for none.
        package var restartInterval = 0
        /// Whether there is anything that codes no sample: comments, application data (a SPIFF
        /// header too), or bytes behind EOI other than a padding of zeroes. It may say or show
        /// what was painted out; `repaint` drops it.
        package var hasMetadata = false

        package var isLossless: Bool { near == 0 }
    }

    /// Reads all marker segments, without decoding.
    ///
    /// - Throws: `CodecError`: `truncated`, `corrupt`, `unsupported`.
    package static func header(_ codestream: [UInt8]) throws(CodecError) -> Header {
        try Codestream(codestream).header
    }
}
