import Glibc
package import RedactionReport
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes report lines: a line is whole or not there, whatever kills the run.
///
/// A line is one write(2) to a file opened for appending. Should the disk be full in the middle of
/// it, the file is cut back to the lines before.
package final class ReportWriter: Sendable {
    private struct Sink {
        let file: DescriptorOwner
        let isFile: Bool
    }

    private let sinks: Mutex<[Sink]>
    /// The digest of the configuration of the run, which stands in every line.
    private let configuration: String?

    /// - Parameters:
    ///   - file: a report file opened by ``openFile(_:resuming:)``, or none.
    ///   - stream: a stream for the same lines, such as standard output, or none. Not closed here.
    package init(
        file: DescriptorOwner?, stream: Int32? = nil, configuration: String? = nil
    ) throws(SystemError) {
        self.configuration = configuration
        var sinks = file.map { [Sink(file: $0, isFile: true)] } ?? []
        if let stream {
            let copy = fcntl(stream, F_DUPFD_CLOEXEC, 3)
            guard copy >= 0 else { throw SystemError() }
            sinks.append(Sink(file: DescriptorOwner(copy), isFile: false))
        }
        self.sinks = Mutex(sinks)
    }

    /// Opens a report for appending, for the owner's eyes only: it names files and UIDs.
    ///
    /// - Parameter resuming: whether what is in it stays.
    package static func openFile(
        _ path: BytePath, resuming: Bool
    ) throws(BatchError) -> DescriptorOwner {
        let flags = O_WRONLY | O_CREAT | O_APPEND | (resuming ? 0 : O_TRUNC)
        let owner: DescriptorOwner
        do throws(SystemError) {
            owner = try DescriptorOwner(opening: path, flags, mode: 0o600)
            // A pipe or a terminal has no mode of ours to set.
            if FileStatus(descriptor: owner.descriptor)?.kind == .regular,
                fchmod(owner.descriptor, 0o600) != 0
            {
                throw SystemError()
            }
        } catch {
            throw BatchError(code: .reportNotWritable, path: path, errorNumber: error.number)
        }
        return owner
    }

    /// One line, with the newline.
    package static func line(
        _ report: InstanceReport, configuration: String? = nil
    ) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var report = report
        // JSON has no such numbers, and a line there must be.
        for index in report.boxes.indices where report.boxes[index].score?.isFinite == false {
            report.boxes[index].score = nil
        }
        do {
            return Array(
                try encoder.encode(Line(report: report, configuration: configuration))) + [
                    UInt8(ascii: "\n")
                ]
        } catch {
            let reason = Reason(code: .internalError, message: "the report could not be encoded")
            let plain = InstanceReport(path: report.path, status: .failed, reason: reason)
            // Strings and nulls always encode; without them the line would be lost.
            return (try? encoder.encode(Line(report: plain, configuration: configuration))).map {
                Array($0) + [UInt8(ascii: "\n")]
            } ?? []
        }
    }

    private struct Line: Encodable {
        var report: InstanceReport
        var configuration: String?

        enum CodingKeys: CodingKey { case configuration }

        func encode(to encoder: any Encoder) throws {
            try report.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(configuration, forKey: .configuration)
        }
    }

    /// Writes the line to the file and the stream; lines of several threads do not mix.
    package func write(_ report: InstanceReport) throws(SystemError) {
        // The line of a run without a report would be made for nobody.
        guard sinks.withLock({ !$0.isEmpty }) else { return }
        try write(line: Self.line(report, configuration: configuration))
    }

    /// Writes a line that has its newline.
    package func write(line: [UInt8]) throws(SystemError) {
        let failure = sinks.withLock { sinks -> SystemError? in
            for sink in sinks {
                do throws(SystemError) {
                    try Self.append(line, to: sink)
                } catch {
                    return error
                }
            }
            return nil
        }
        if let failure { throw failure }
    }

    private static func append(_ line: [UInt8], to sink: Sink) throws(SystemError) {
        let file = sink.file.descriptor
        let size = sink.isFile ? FileStatus(descriptor: file)?.size : nil
        do throws(SystemError) {
            try FileContent.write(line, to: file)
        } catch {
            if let size { _ = ftruncate(file, off_t(size)) }
            throw error
        }
    }
}
