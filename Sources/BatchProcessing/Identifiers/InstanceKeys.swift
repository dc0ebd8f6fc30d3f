/// What an instance can be looked up by in a list: its UIDs and its Patient ID.
package struct InstanceKeys: Hashable, Sendable {
    package var sopInstanceUID: String?
    package var seriesInstanceUID: String?
    package var studyInstanceUID: String?
    package var patientID: String?

    package init(
        sopInstanceUID: String? = nil, seriesInstanceUID: String? = nil,
        studyInstanceUID: String? = nil, patientID: String? = nil
    ) {
        self.sopInstanceUID = sopInstanceUID
        self.seriesInstanceUID = seriesInstanceUID
        self.studyInstanceUID = studyInstanceUID
        self.patientID = patientID
    }

    /// The key of a kind.
    subscript(kind: Kind) -> String? {
        switch kind {
        case .instance: sopInstanceUID
        case .series: seriesInstanceUID
        case .study: studyInstanceUID
        case .patient: patientID
        }
    }

    /// Kinds of keys, the narrowest first.
    enum Kind: Int, CaseIterable, Sendable {
        case instance, series, study, patient

        /// The name of a column or a member with such keys; `nil` where it is none.
        init?(column: String) {
            switch column {
            case "sop_instance_uid", "SOPInstanceUID": self = .instance
            case "series_instance_uid", "SeriesInstanceUID": self = .series
            case "study_instance_uid", "StudyInstanceUID": self = .study
            case "patient_id": self = .patient
            default: return nil
            }
        }
    }
}

extension InstanceKeys: CustomStringConvertible, CustomReflectable {
    package var description: String { "keys of an instance" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
