/// The formats by their names.
package enum MaskFormats {
    /// `nil`: there is none.
    package static func format(_ name: MaskFormatName) -> (any MaskFormat)? {
        switch name {
        case .pixredact: PixredactMaskFormat()
        case .karnak: KarnakFormat()
        case .smi: SMIFormat()
        case .presidio: PresidioFormat()
        case .xnat: XNATFormat()
        case .orthanc: OrthancFormat()
        case .csv: CSVFormat()
        case .deid: DeidFormat()
        case .ctp: CTPFormat()
        case .midom: MIDOMFormat()
        case .dicomDRE: DicomDREFormat()
        }
    }
}
