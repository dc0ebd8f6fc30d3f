extension MaskFormatName {
    /// Whether its files need not say which device their boxes are for, and often do not.
    package var mayNameNoDevice: Bool {
        switch self {
        case .smi, .presidio, .xnat, .orthanc, .csv: true
        case .pixredact, .deid, .ctp, .midom, .dicomDRE, .karnak: false
        }
    }
}
