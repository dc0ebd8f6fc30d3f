import DICOMCore

/// Terms of PS3.3 that values of headers are made of.
enum DefinedTerms {
    /// Modality (0008,0060), PS3.3 C.7.3.1.1.1; the retired ones, of old devices, too.
    static let modality: Set<String> = [
        "ANN", "AR", "ASMT", "AU", "BDUS", "BI", "BMD", "CFM", "CR", "CT", "CTPROTOCOL", "DG",
        "DMS",
        "DOC", "DX", "ECG", "EEG", "EMG", "EOG", "EPS", "ES", "FID", "GM", "HC", "HD", "IO", "IOL",
        "IVOCT", "IVUS", "KER", "KO", "LEN", "LS", "M3D", "MG", "MR", "NM", "OAM", "OCT", "OP",
        "OPM",
        "OPT", "OPTBSV", "OPTENF", "OPV", "OSS", "OT", "PA", "PLAN", "POS", "PR", "PT", "PX", "REG",
        "RESP", "RF", "RG", "RTDOSE", "RTIMAGE", "RTINTENT", "RTPLAN", "RTRAD", "RTRECORD",
        "RTSEGANN", "RTSTRUCT", "RWV", "SEG", "SM", "SMR", "SR", "SRF", "STAIN", "TEXTUREMAP", "TG",
        "US", "VA", "XA", "XAPROTOCOL", "XC",
        "AS", "CD", "CF", "CP", "CS", "DD", "DF", "DM", "DS", "EC", "FA", "FS", "LP", "MA", "MS",
        "OPR", "ST", "VF",
    ]

    /// Words that are in use for modalities, and the terms that are meant.
    static let meantModality: [String: String] = [
        "MRI": "MR", "PET": "PT", "PET/CT": "PT or CT", "OTHER": "OT", "ULTRASOUND": "US",
        "MAMMO": "MG", "DR": "DX", "XRAY": "DX", "NUC": "NM", "PET/MR": "PT or MR", "SPECT": "NM",
    ]

    /// Burned In Annotation (0028,0301) and its like, PS3.3 C.7.6.1.
    static let yesOrNo: Set<String> = ["YES", "NO"]

    /// The terms of an element that has no others; `nil` where it may have any.
    static func terms(of keyword: String) -> Set<String>? {
        switch keyword {
        case "Modality": modality
        case "BurnedInAnnotation", "RecognizableVisualFeatures", "PatientIdentityRemoved": yesOrNo
        default: nil
        }
    }
}

/// Elements that stand in items of sequences, and in no data set's top level (PS3.3).
enum SequenceElements {
    static let tags: Set<Tag> = [
        Tag(0x0008, 0x0100),  // Code Value, PS3.3 8.8
        Tag(0x0008, 0x0102), Tag(0x0008, 0x0103), Tag(0x0008, 0x0104), Tag(0x0008, 0x0105),
        Tag(0x0008, 0x010F), Tag(0x0008, 0x0117), Tag(0x0008, 0x0119), Tag(0x0008, 0x0120),
        Tag(0x0008, 0x1150), Tag(0x0008, 0x1155),  // Referenced SOP, PS3.3 10.8
        Tag(0x0018, 0x6012), Tag(0x0018, 0x6014), Tag(0x0018, 0x6016),  // Regions, PS3.3 C.8.5.5
        Tag(0x0018, 0x6018), Tag(0x0018, 0x601A), Tag(0x0018, 0x601C), Tag(0x0018, 0x601E),
        Tag(0x0018, 0x6020), Tag(0x0018, 0x6022), Tag(0x0018, 0x6024), Tag(0x0018, 0x6026),
        Tag(0x0018, 0x602C), Tag(0x0018, 0x602E),
        Tag(0x0040, 0xA040), Tag(0x0040, 0xA160), Tag(0x0040, 0xA30A),  // Content items, PS3.3 C.18
    ]
}

extension ElementDictionary {
    /// Elements whose tags differ from this one in one digit, at most three.
    func neighbours(of tag: Tag) -> [String] {
        let number = UInt32(tag.group) << 16 | UInt32(tag.element)
        var found: [String] = []
        for shift in stride(from: UInt32(28), through: 0, by: -4) {
            for digit in UInt32(0)...15 where found.count < 3 {
                let other = number & ~(0xF << shift) | digit << shift
                let near = Tag(UInt16(other >> 16), UInt16(other & 0xFFFF))
                if near != tag, let entry = entry(for: near) {
                    found.append("\(near) \(entry.keyword)")
                }
            }
        }
        return found
    }
}
