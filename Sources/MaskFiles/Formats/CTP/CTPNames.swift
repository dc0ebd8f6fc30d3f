/// Names that elements have in CTP where PS3.6 has other keywords: CTP finds elements by the dictionary of
/// dcm4che 1, which is older than the keywords.
enum CTPNames {
    /// The keyword of PS3.6; `nil` where CTP's name is the same, or none that is known here.
    static func keyword(for name: String) -> String? {
        if let keyword = keywords[name] { return keyword }
        guard ElementKeywords.path(named: name) == nil else { return nil }
        let long = spelledOut(name)
        return long != name && ElementKeywords.path(named: long) != nil ? long : nil
    }

    /// Some of them mean another element in PS3.6, so they come first.
    private static let keywords = [
        "AcquisitionDatetime": "AcquisitionDateTime",
        "AdmittingDiagnosisDescription": "AdmittingDiagnosesDescription",
        "DeIdentificationMethod": "DeidentificationMethod",
        "DetectorActiveDimension": "DetectorActiveDimensions",
        "EchoNumber": "EchoNumbers",
        "ExposureInMAs": "ExposureInmAs",
        "FieldOfViewDimension": "FieldOfViewDimensions",
        "FillerOrderNumber": "FillerOrderNumberImagingServiceRequest",
        "FocalSpot": "FocalSpots",
        "ImageOrientation": "ImageOrientationPatient",
        "ImagePosition": "ImagePositionPatient",
        "NameOfPhysicianReadingStudy": "NameOfPhysiciansReadingStudy",
        "OperatorName": "OperatorsName",
        "PhysicianOfRecord": "PhysiciansOfRecord",
        "PlacerOrderNumber": "PlacerOrderNumberImagingServiceRequest",
        "PresentationCreatorName": "ContentCreatorName",
        "ReasonforStudy": "ReasonForStudy",
        "SecondaryCaptureDeviceSoftwareVersion": "SecondaryCaptureDeviceSoftwareVersions",
        "SoftwareVersion": "SoftwareVersions",
        "XRayTubeCurrentInMA": "XRayTubeCurrentInmA",
    ]

    private static func spelledOut(_ name: String) -> String {
        var long = name
        for (short, word) in [
            ("SeqOf", "SequenceOf"), ("Ref", "Referenced"), ("SPS", "ScheduledProcedureStep"),
            ("PPS", "PerformedProcedureStep"),
        ] where long.hasPrefix(short) {
            long = word + long.dropFirst(short.count)
            break
        }
        for (short, word) in [("Seq", "Sequence"), ("AET", "AETitle"), ("Datetime", "DateTime")]
        where long.hasSuffix(short) {
            long = long.dropLast(short.count) + word
            break
        }
        return long.replacing("LUT", with: "LookupTable")
    }
}
