import DICOMCore
public import Foundation
import PixelPainting
public import RedactionPolicy
public import RedactionReport
import TextDetection

/// Finds text burnt into the pixels of DICOM images, paints it out, and proves the result: the
/// front door of the library.
///
/// A redactor works on one instance at a time, in this process, with one text detector of its own;
/// make several for several cores. Cancelling the calling task ends an instance at its next frame
/// as `failed` with reason `cancelled`. Errors never throw: each call gives exactly one report.
public actor Redactor {
    public let configuration: RedactionConfiguration
    private let detector: any TextDetector
    private let interpreter: TextInterpreter
    private let masks: DeviceMasks

    /// Uses the rules of known devices that come with pixredact, and those of
    /// `configuration.masks`: `MaskRuleCoding` of `KnownMasks` makes bytes of rules.
    ///
    /// - Throws: `RedactorError` when the text detector cannot run, for want of its
    ///   weights or language data, and when the rules cannot be read.
    public init(
        configuration: RedactionConfiguration = RedactionConfiguration()
    ) throws(RedactorError) {
        self.configuration = configuration
        interpreter = TextInterpreter(configuration)
        masks = DeviceMasks(configuration)
        if let failure = masks.failure {
            throw RedactorError(
                message: "the rules of known devices cannot be read at byte \(failure.byteOffset)")
        }
        do {
            detector = try TextDetectors.make(configuration)
        } catch {
            throw RedactorError(message: error.message)
        }
    }

    /// Examines a file and reports what was found; nothing is written.
    public func scan(_ url: URL) -> InstanceReport {
        onFile(url) { scan($0) }
    }

    /// Examines an instance in memory: a DICOM file of PS3.10, or a data set without its header.
    public func scan(_ bytes: [UInt8]) -> InstanceReport {
        scan(ImageInstance(bytes))
    }

    public func scan(_ instance: ImageInstance) -> InstanceReport {
        digested(
            pipeline.scan(instance.source, identity: instance.identity).named(instance.path),
            instance.source)
    }

    /// Examines, paints and verifies a file.
    ///
    /// `output` appears, by rename, if and only if the report says `redacted`, `no_text` or
    /// `kept`; it must not exist.
    public func clean(_ url: URL, to output: URL) -> InstanceReport {
        onFile(url) { clean($0, to: output) }
    }

    public func clean(_ instance: ImageInstance, to output: URL) -> InstanceReport {
        guard configuration.policy != .none else { return Self.refused(instance.path) }
        do {
            let file = try AtomicOutput(output)
            var report = pipeline.clean(
                instance.source, boxes: nil, output: file.descriptor, identity: instance.identity
            ).named(instance.path)
            try file.finish(&report, source: instance.source)
            let written = report.output == nil ? nil : file.descriptor
            return digested(report, instance.source, written: written)
        } catch {
            return InstanceReport(path: instance.path, status: error.status, reason: error.reason)
        }
    }

    /// Examines, paints and verifies an instance in memory.
    ///
    /// - Returns: the report, and the cleaned file if and only if the report says `redacted`,
    ///   `no_text` or `kept`.
    public func clean(_ bytes: [UInt8]) -> (report: InstanceReport, output: [UInt8]?) {
        guard configuration.policy != .none else { return (Self.refused(""), nil) }
        do {
            let file = try TemporaryOutput(nil)
            let source = ByteSource(bytes)
            let report = pipeline.clean(source, boxes: nil, output: file.descriptor)
            switch report.status {
            case .noText, .kept:
                return (digested(report, source, written: nil, isCopied: true), bytes)
            case .redacted:
                let digested = digested(report, source, written: file.descriptor)
                return (digested, try file.contents())
            case .flagged, .held, .failed, .skipped: return (digested(report, source), nil)
            }
        } catch {
            return (InstanceReport(path: "", status: error.status, reason: error.reason), nil)
        }
    }

    private var pipeline: RedactionPipeline {
        RedactionPipeline(
            configuration, detector: detector, interpreter: interpreter, masks: masks,
            isCancelled: { Task.isCancelled })
    }

    /// The report with the digests that the configuration asks for.
    private func digested(
        _ report: InstanceReport, _ source: ByteSource, written: Int32? = nil,
        isCopied: Bool = false
    ) -> InstanceReport {
        guard configuration.computesDigests else { return report }
        var report = report
        let input = FileDigest.sha256(of: source)
        report.digests = Digests(input: input, output: isCopied ? input : nil)
        if let written, let output = try? ByteSource(fileDescriptor: written) {
            report.digests?.output = FileDigest.sha256(of: output)
        }
        return report
    }

    private func onFile(
        _ url: URL, _ work: (ImageInstance) -> InstanceReport
    ) -> InstanceReport {
        do {
            let instance = try ImageInstance(contentsOf: url)
            // Its descriptor must not be closed, and its number given to another file, before.
            return withExtendedLifetime(instance) { work(instance) }
        } catch {
            return InstanceReport(
                path: url.path, status: .failed,
                reason: Reason(code: .unreadable, message: error.message))
        }
    }

    private static func refused(_ path: String) -> InstanceReport {
        InstanceReport(
            path: path, status: .failed,
            reason: Reason(code: .internalError, message: "policy none paints nothing"))
    }
}

/// Why a redactor could not be made or a file not be opened; holds no value of a file.
public struct RedactorError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public var description: String { message }

    init(message: String) {
        self.message = message
    }
}

/// An open DICOM instance: a mapped file, or bytes in memory.
public struct ImageInstance: Sendable {
    /// What is known of whom it shows besides its header, where text is read: looked for and
    /// forgotten.
    public var identity = KnownIdentity()
    let source: ByteSource
    let path: String
    /// Keeps the descriptor open that `source` copies from.
    private let file: InputFile?

    /// Maps a file; it must not shrink while the instance is used.
    public init(contentsOf url: URL) throws(RedactorError) {
        do {
            let file = try InputFile(path: url.path)
            source = try file.source()
            self.file = file
        } catch {
            throw RedactorError(message: "\(error)")
        }
        path = url.path
    }

    public init(_ bytes: [UInt8]) {
        source = ByteSource(bytes)
        path = ""
        file = nil
    }
}

extension InstanceReport {
    fileprivate func named(_ path: String) -> InstanceReport {
        var report = self
        report.path = path
        return report
    }
}
