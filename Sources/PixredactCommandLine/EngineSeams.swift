import BatchProcessing
import PixelPainting

/// What the engine lends to the parent process: the parts that need no codec.
enum EngineSeams {
    /// Paints native pixels here, without a worker.
    static func nativeCleaner(for plan: BatchPlan) -> any NativeCleaner {
        NativeInstanceCleaner(plan.configuration, hasBoxes: plan.boxes != nil)
    }

    static let headerReader: any InstanceHeaderReader = DICOMHeaderReader()
}

extension NativeInstanceCleaner: NativeCleaner {}
