import BatchProcessing
import PixelPainting
import RedactionPolicy

/// What the engine lends to the parent process: the parts that need no codec.
enum EngineSeams {
    /// Paints native pixels here, without a worker.
    static func nativeCleaner(_ configuration: RedactionConfiguration) -> any NativeCleaner {
        NativeInstanceCleaner(configuration)
    }

    static let headerReader: any InstanceHeaderReader = DICOMHeaderReader()
}

extension NativeInstanceCleaner: NativeCleaner {}
