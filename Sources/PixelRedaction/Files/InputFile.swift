import DICOMCore
import Foundation

/// An open input file: its descriptor lives as long as this object.
final class InputFile: Sendable {
    let descriptor: Int32

    init(path: String) throws(DICOMError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DICOMError(code: .unreadable) }
    }

    /// The mapped bytes.
    func source() throws(DICOMError) -> ByteSource {
        try ByteSource(fileDescriptor: descriptor)
    }

    deinit { close(descriptor) }
}
