import ArgumentParser
import BatchProcessing
import DICOMCore
import Glibc
import PixelPainting
import RedactionPolicy

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What this file is and what we would do with it.",
        discussion: """
            Reads the header alone, and prints no value that names a person, a place or a date.
            Exit status: 0 its pixels would be examined, 1 it would be held or skipped, \
            2 it cannot be read.
            """)

    @Argument(help: "The file.")
    var file: BytePath

    func run() throws {
        let descriptor = unsafe open(file.cString, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Console.failure(file, "cannot be opened")
        }
        let owner = DescriptorOwner(descriptor)
        let info: InstanceInfo
        do throws(DICOMError) {
            info = InstanceInfo(
                try ByteSource(fileDescriptor: owner.descriptor), limits: ResourceLimits())
        } catch {
            throw Console.failure(file, "\(error)")
        }
        let width = info.facts.map(\.label.count).max() ?? 0
        for (label, value) in info.facts {
            print(label + String(repeating: " ", count: width + 2 - label.count) + value)
        }
        switch info.outcome?.status {
        case nil: break
        case .failed: throw ExitCode(BatchExitStatus.failed.rawValue)
        default: throw ExitCode(BatchExitStatus.held.rawValue)
        }
    }
}
