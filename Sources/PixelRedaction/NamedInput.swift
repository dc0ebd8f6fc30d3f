package import RedactionReport

extension InstanceReport {
    /// The report of a file that a person named: one that is not DICOM has failed, while one
    /// met in a walk is passed by.
    package func ofNamedInput(_ isNamed: Bool) -> InstanceReport {
        var report = self
        if isNamed, status == .skipped, reason?.code == .notDICOM {
            report.status = .failed
        }
        return report
    }
}

extension RecallReport {
    /// As for an `InstanceReport`.
    package func ofNamedInput(_ isNamed: Bool) -> RecallReport {
        var report = self
        if isNamed, status == .skipped, reason?.code == .notDICOM {
            report.status = .failed
        }
        return report
    }
}
