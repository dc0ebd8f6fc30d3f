import BatchProcessing
import DICOMCore
import Glibc
import PixelPainting
import RedactionReport

/// The header of a DICOM file.
struct ImageFile {
    let file: DICOMFile
    let summary: ImageSummary

    /// `nil` after saying why.
    init?(_ path: BytePath, _ console: Console) {
        do throws(Failure) {
            try self.init(opening: path)
        } catch {
            console.complain(path: path.description, error.words)
            return nil
        }
    }

    /// `nil` where it is none.
    init?(_ path: BytePath) {
        do throws(Failure) {
            try self.init(opening: path)
        } catch {
            return nil
        }
    }

    private struct Failure: Error {
        var words: String
    }

    private init(opening path: BytePath) throws(Failure) {
        let owner: DescriptorOwner
        do throws(SystemError) {
            // A pipe that nobody writes to would be waited for.
            owner = try DescriptorOwner(opening: path, O_RDONLY | O_NONBLOCK)
        } catch {
            throw Failure(words: "cannot read: \(error.description)")
        }
        do throws(DICOMError) {
            let source = try ByteSource(fileDescriptor: owner.descriptor)
            guard DICOMFile.isRecognized(source) else {
                throw DICOMError(code: .malformed)
            }
            file = try DICOMFile(source)
        } catch {
            throw Failure(words: "not a DICOM file that can be read: \(error.description)")
        }
        summary = ImageSummary(file)
    }
}
