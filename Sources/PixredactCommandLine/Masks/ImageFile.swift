import BatchProcessing
import DICOMCore
import Glibc
import MaskFiles
import PixelPainting
import RedactionReport

/// The header of a DICOM file that an option names.
struct ImageFile {
    let file: DICOMFile
    let summary: ImageSummary

    /// `nil` after saying why.
    init?(_ path: BytePath, _ console: Console) {
        do throws(DICOMError) {
            let owner: DescriptorOwner
            do throws(SystemError) {
                owner = try DescriptorOwner(opening: path, O_RDONLY | O_NONBLOCK)
            } catch {
                console.complain(path: path.description, "cannot read: \(error.description)")
                return nil
            }
            let source = try ByteSource(fileDescriptor: owner.descriptor)
            guard DICOMFile.isRecognized(source) else {
                console.complain(path: path.description, "not a DICOM file")
                return nil
            }
            file = try DICOMFile(source)
        } catch {
            console.complain(path: path.description, error.description)
            return nil
        }
        summary = ImageSummary(file)
    }
}
