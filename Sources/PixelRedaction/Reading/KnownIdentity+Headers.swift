import DICOMCore
import InstanceIdentity
import RedactionPolicy

extension KnownIdentity {
    /// The values that were given, and those in the headers of `files`. Used for matching and
    /// forgotten.
    func united(withHeadersOf files: [DICOMFile]) -> KnownIdentity {
        files.reduce(self) { HeaderIdentity.values(of: $1.dataSet, and: $0) }
    }
}
