import Glibc
import RedactionReport
package import WorkerProtocol

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What an earlier run's report says is done (`--resume`).
///
/// A line is finished when its instance needs no output (a scan; held, failed and skipped ones) or
/// when its output is still there. All other lines, and half a line that a kill left behind, are
/// taken out of the report, so that each input has one line in the end.
package struct FinishedInputs: Sendable {
    private var paths: Set<String> = []

    package init() {}

    package func contains(_ path: BytePath) -> Bool {
        !paths.isEmpty && paths.contains(path.description)
    }

    /// Reads a report and takes out the lines that are not finished. A report that is not there, or
    /// is no file, has none.
    ///
    /// - Parameter configuration: the digest of the run's. A finished line of another one, or of none,
    ///   refuses the report: half of a folder would be cleaned otherwise than the rest.
    /// - Complexity: memory for the paths, not for the lines; a copy of the report on the disk.
    package init(
        report: BytePath, operation: WorkerOperation, configuration: String
    ) throws(BatchError) {
        var fault: (code: BatchError.Code, line: Int)?
        do throws(SystemError) {
            guard let status = FileStatus(report) else {
                if errno == ENOENT { return }
                throw SystemError()
            }
            guard status.kind == .regular else { return }
            fault = try readAndRewrite(report, operation, configuration)
        } catch {
            throw BatchError(code: .reportNotWritable, path: report, errorNumber: error.number)
        }
        if let fault { throw BatchError(code: fault.code, path: report, line: fault.line) }
    }

    /// The first line that keeps the report from being resumed; then it stays as it is.
    private mutating func readAndRewrite(
        _ report: BytePath, _ operation: WorkerOperation, _ configuration: String
    ) throws(SystemError) -> (code: BatchError.Code, line: Int)? {
        var reader = LineReader(try DescriptorOwner(opening: report, O_RDONLY))
        let new = BytePath(bytes: report.bytes + Array(".pixredact-\(getpid())".utf8))
        let copy = try DescriptorOwner(opening: new, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        // After the rename there is no such name, and nothing to do.
        defer { _ = unsafe unlink(new.cString) }
        var dropsLines = false
        var kept: [UInt8] = []
        var number = 0
        while let bytes = try reader.next() {
            number += 1
            // Half a line at the end belongs to an input that was not finished.
            guard reader.lastLineIsWhole else {
                dropsLines = true
                break
            }
            guard let line = Self.line(bytes) else { return (.reportMalformed, number) }
            guard line.isFinished(by: operation), paths.insert(line.path).inserted else {
                dropsLines = true
                continue
            }
            guard line.configuration == configuration else {
                return (.reportOfOtherConfiguration, number)
            }
            kept += bytes + [UInt8(ascii: "\n")]
            if kept.count >= 1 << 20 {
                try FileContent.write(kept, to: copy.descriptor)
                kept = []
            }
        }
        guard dropsLines else { return nil }
        try FileContent.write(kept, to: copy.descriptor)
        guard unsafe rename(new.cString, report.cString) == 0 else { throw SystemError() }
        return nil
    }

    private struct Line: Decodable {
        var schema: String
        var path: String
        var status: InstanceStatus
        var output: String?
        var configuration: String?

        func isFinished(by operation: WorkerOperation) -> Bool {
            guard operation == .clean else { return true }
            let isThere = output.map { FileStatus(BytePath($0)) != nil }
            switch status {
            case .noText, .kept, .redacted:
                return isThere ?? false
            case .held, .failed, .skipped:
                return isThere ?? true
            case .flagged:
                // A scan's line: nothing has been cleaned.
                return false
            }
        }
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> Line? {
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(bytes)),
            line.schema == InstanceReport.schemaName
        else { return nil }
        return line
    }
}
