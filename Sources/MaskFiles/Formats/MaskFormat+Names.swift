extension MaskFormatName {
    /// What reads and writes files of this name; `nil` where nothing does yet.
    package var format: (any MaskFormat)? {
        switch self {
        case .karnak: KarnakFormat()
        case .smi: SMIFormat()
        case .presidio: PresidioFormat()
        case .xnat: XNATFormat()
        case .orthanc: OrthancFormat()
        case .csv: CSVFormat()
        case .pixredact, .deid, .ctp, .midom, .dicomDRE: nil
        }
    }

    /// Whether its files need not say which device their boxes are for, and often do not.
    package var mayNameNoDevice: Bool {
        switch self {
        case .smi, .presidio, .xnat, .orthanc, .csv: true
        case .pixredact, .deid, .ctp, .midom, .dicomDRE, .karnak: false
        }
    }
}
