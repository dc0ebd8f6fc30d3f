import CSystemCalls
import DICOMCore
import Foundation
import RedactionReport

/// An output file that gets its name, by rename, only when it is whole and verified.
final class AtomicOutput {
    let descriptor: Int32
    private let target: URL
    private let temporaryPath: String

    /// Makes a nameless-looking file beside `target`.
    ///
    /// - Throws: `failed` with `output_exists` or `output_not_writable`.
    init(_ target: URL) throws(InstanceFailure) {
        guard unsafe access(target.path, F_OK) != 0 else {
            throw .failed(.outputExists, "the output exists")
        }
        self.target = target
        temporaryPath =
            target.deletingLastPathComponent().appendingPathComponent(
                ".pixredact-\(UUID().uuidString)"
            ).path
        descriptor = unsafe open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .failed(.outputNotWritable, "the output folder cannot be written")
        }
    }

    /// Names the file if `report` says that an output exists; sets `report.output`.
    ///
    /// - Throws: `failed` when copying or renaming fails; then there is no output.
    func finish(_ report: inout InstanceReport, source: ByteSource) throws(InstanceFailure) {
        switch report.status {
        case .flagged, .held, .failed, .skipped: return
        case .noText, .kept:
            do {
                var file = OutputFile(fileDescriptor: descriptor)
                try file.append(.source(0..<source.count), from: source)
                try file.finish()
            } catch {
                throw .failed(.outputNotWritable, "the instance cannot be copied")
            }
        case .redacted: break
        }
        let folder = AT_FDCWD
        guard unsafe pixredact_rename_noreplace(folder, temporaryPath, folder, target.path) == 0
        else {
            throw .failed(
                errno == EEXIST ? .outputExists : .outputNotWritable, "the output cannot be named")
        }
        report.output = target.path
    }

    deinit {
        close(descriptor)
        // Gone already when it was renamed.
        unsafe unlink(temporaryPath)
    }
}
