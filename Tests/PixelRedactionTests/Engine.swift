import DICOMCore
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import TextDetection

@testable import PixelRedaction

/// Swift Testing has a `Tag` too.
typealias Tag = DICOMCore.Tag

/// What a clean left.
struct Cleaned {
    var report: InstanceReport
    /// The output file; empty where nothing was written.
    var bytes: [UInt8]

    func file() throws -> DICOMFile { try DICOMFile(ByteSource(bytes)) }
}

/// The engine on bytes in memory.
enum Engine {
    static func clean(
        _ bytes: [UInt8], boxes: [ReportedBox]?, detector: any TextDetector = FixedDetector([]),
        _ configuration: RedactionConfiguration = RedactionConfiguration(),
        interpreter: TextInterpreter? = nil, isCancelled: @escaping () -> Bool = { false }
    ) -> Cleaned {
        let output = TemporaryFile()
        let pipeline = RedactionPipeline(
            configuration, detector: detector, interpreter: interpreter, isCancelled: isCancelled)
        let report = pipeline.clean(
            ByteSource(bytes), boxes: boxes, output: output.descriptor)
        return Cleaned(report: report, bytes: output.contents())
    }

    static func clean(
        _ builder: DICOMBuilder, boxes: [PixelBox],
        _ configuration: RedactionConfiguration = RedactionConfiguration()
    ) throws -> Cleaned {
        clean(try builder.build(), boxes: boxes.map { .given($0) }, configuration)
    }

    /// Cleans in the parent's way; no report where the instance is a worker's.
    static func cleanNatively(
        _ bytes: [UInt8], boxes: [ReportedBox]?, _ configuration: RedactionConfiguration
    ) -> (report: InstanceReport?, bytes: [UInt8]) {
        let input = TemporaryFile(bytes)
        defer { extendLifetime(input) }
        let output = TemporaryFile()
        let report = NativeInstanceCleaner(configuration)
            .clean(input: input.descriptor, boxes: boxes) { output.descriptor }
        return (report, output.contents())
    }

    static func scan(_ bytes: [UInt8], detector: any TextDetector) -> InstanceReport {
        RedactionPipeline(RedactionConfiguration(), detector: detector).scan(ByteSource(bytes))
    }

    /// All frames as the engine decodes them.
    static func frames(_ bytes: [UInt8]) throws -> [SampleBuffer] {
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(bytes)), limits: ResourceLimits())
        let coder = FrameCoder(instance.image)
        return try (0..<instance.image.description.frames).map {
            try coder.decode(frame: $0).samples
        }
    }

    /// The bytes of Pixel Data, headers of fragments included.
    static func pixelData(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = try DICOMFile(ByteSource(bytes))
        return file.dataSet[.pixelData].map { file.dataSet.value($0) } ?? []
    }

    /// The fragments of encapsulated Pixel Data; the first is the Basic Offset Table.
    static func fragments(_ bytes: [UInt8]) throws -> [[UInt8]] {
        let file = try DICOMFile(ByteSource(bytes))
        guard let index = file.dataSet.index(of: .pixelData) else { return [] }
        return file.dataSet.children(of: index).map {
            file.dataSet.value(file.dataSet.elements[$0])
        }
    }
}

extension ReportedBox {
    static func given(
        _ box: PixelBox, frames: FrameSelection = .all, decision: Decision = .redact,
        plane: Plane = .pixelData
    ) -> ReportedBox {
        ReportedBox(
            box: box, frames: frames, plane: plane, sources: [.boxes], decision: decision)
    }
}

extension RedactionConfiguration {
    static func verifying(_ level: VerificationLevel) -> RedactionConfiguration {
        var configuration = RedactionConfiguration()
        configuration.verification = level
        return configuration
    }
}
