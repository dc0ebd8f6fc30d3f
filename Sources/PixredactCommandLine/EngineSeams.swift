import BatchProcessing

/// What the engine lends to the parent process.
enum EngineSeams {
    /// Paints native pixels here; `nil`: every instance is a worker's.
    static let nativeCleaner: (any NativeCleaner)? = nil

    static let headerReader: any InstanceHeaderReader = DICOMHeaderReader()
}
