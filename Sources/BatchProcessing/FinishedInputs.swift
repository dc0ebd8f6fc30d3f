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

    /// How many inputs are finished.
    package var count: Int { paths.count }

    private struct Line: Decodable {
        var schema: String
        var path: String
        var status: InstanceStatus
        var output: String?

        func isFinished(by operation: WorkerOperation) -> Bool {
            guard operation == .clean else { return true }
            switch status {
            case .noText, .kept, .redacted:
                guard let output else { return false }
                return FileStatus(BytePath(output)) != nil
            case .flagged:
                // A scan's line: nothing has been cleaned.
                return false
            case .held, .failed, .skipped:
                guard let output else { return true }
                return FileStatus(BytePath(output)) != nil
            }
        }
    }

    /// Reads a report and rewrites it where it has lines that are not finished. A report that is
    /// not there has none.
    package init(
        report: BytePath, operation: WorkerOperation
    ) throws(BatchError) {
        guard let content = try Self.read(report) else { return }
        var kept: [UInt8] = []
        var number = 0
        var position = 0
        while position < content.count {
            // Half a line at the end belongs to an input that was not finished.
            guard let end = content[position...].firstIndex(of: UInt8(ascii: "\n")) else { break }
            number += 1
            let bytes = content[position..<end]
            guard let line = Self.line(bytes) else {
                throw BatchError(code: .reportMalformed, path: report, line: number)
            }
            if line.isFinished(by: operation), paths.insert(line.path).inserted {
                kept += content[position...end]
            }
            position = end + 1
        }
        if kept.count != content.count {
            try Self.replace(report, with: kept)
        }
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> Line? {
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(bytes)),
            line.schema == InstanceReport.schemaName
        else { return nil }
        return line
    }

    private static func read(_ path: BytePath) throws(BatchError) -> [UInt8]? {
        do throws(SystemError) {
            return try FileContent.read(path)
        } catch {
            if error.number == ENOENT { return nil }
            throw BatchError(code: .reportNotWritable, path: path, errorNumber: error.number)
        }
    }

    /// The new content gets the report's name when it is whole.
    private static func replace(_ report: BytePath, with content: [UInt8]) throws(BatchError) {
        let new = BytePath(bytes: report.bytes + Array(".pixredact-\(getpid())".utf8))
        do throws(SystemError) {
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
            let file = unsafe open(new.cString, flags, mode_t(0o600))
            guard file >= 0 else { throw SystemError() }
            let owner = DescriptorOwner(file)
            try FileContent.write(content, to: owner.descriptor)
            guard unsafe rename(new.cString, report.cString) == 0 else { throw SystemError() }
        } catch {
            _ = unsafe unlink(new.cString)
            throw BatchError(code: .reportNotWritable, path: report, errorNumber: error.number)
        }
    }
}
