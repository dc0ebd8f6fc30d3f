import BatchProcessing
import PixelPainting

/// What the engine lends to the parent process: the parts that need no codec.
enum EngineSeams {
    /// Paints native pixels here, without a worker.
    static let nativeCleaner: (any NativeCleaner)? = NativeInstanceCleaner()

    static let headerReader: any InstanceHeaderReader = DICOMHeaderReader()
}

extension NativeInstanceCleaner: NativeCleaner {}
