import BatchProcessing
import DICOMCore
import PixelPainting
import RedactionPolicy

/// What the engine lends to the parent process: the parts that need no codec.
enum EngineSeams {
    /// Paints native pixels here, without a worker.
    static let nativeCleaner: (any NativeCleaner)? = NativeInstanceCleaner()

    static let headerReader: any InstanceHeaderReader = HeaderReader()
}

extension NativeInstanceCleaner: NativeCleaner {}

private struct HeaderReader: InstanceHeaderReader {
    func sopInstanceUID(of file: Int32) -> String? {
        do {
            let source = try ByteSource(fileDescriptor: file)
            guard DICOMFile.isRecognized(source) else { return nil }
            return try DICOMFile(source).dataSet.string(.sopInstanceUID)
        } catch {
            // The worker reads the file again and says what is wrong with it.
            return nil
        }
    }
}
