/// The formats by their names.
package enum MaskFormats {
    /// `nil` where there is none yet.
    package static func format(_ name: MaskFormatName) -> (any MaskFormat)? {
        switch name {
        case .pixredact: PixredactMaskFormat()
        case .deid, .ctp, .midom, .dicomDRE, .karnak, .smi, .presidio, .xnat, .orthanc, .csv: nil
        }
    }
}
