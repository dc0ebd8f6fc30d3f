import Glibc
import RedactionReport

/// An input that is open.
struct OpenedInput {
    let input: BatchInput
    let file: InputFile

    var descriptor: Int32 { file.descriptor }
    var status: FileStatus { file.status }
}

/// A file for a result that is not finished: with a name to come, or with none.
enum ResultFile {
    case temporary(TemporaryFile)
    case unnamed(DescriptorOwner)

    var descriptor: Int32 {
        switch self {
        case .temporary(let file): file.descriptor
        case .unnamed(let owner): owner.descriptor
        }
    }
}

extension JobSlot {
    func open(_ input: BatchInput) throws(EarlyEnd) -> OpenedInput {
        switch input.content {
        case .unusable(let reason):
            throw EarlyEnd(.failed, reason.code, reason.message)
        case .standardInput:
            let file = try InputFile(spoolingStandardInput: interrupt.stopDescriptor)
            return OpenedInput(input: input, file: file)
        case .file:
            return OpenedInput(
                input: input, file: try InputFile(input.path, isNamed: input.isNamed))
        }
    }

    /// Ends the input when its result could not be placed, before the work is done.
    func checkPlacement(of file: OpenedInput) throws(EarlyEnd) {
        guard case .folder = plan.output else { return }
        guard let relative = file.input.relativePath else {
            throw EarlyEnd(
                .failed, .outputNotWritable, "the path leads out of the output folder")
        }
        guard let output = resources.output else { return }
        do throws(PlacementError) {
            // With --resume an equal file may stand there: the last step compares.
            try output.check(
                relative.path, replacing: plan.overwrites || plan.resumes,
                input: file.status.identity)
        } catch {
            throw end(error)
        }
    }

    /// What a placement's failure makes of the instance.
    func end(_ error: PlacementError) -> EarlyEnd {
        if case .system(let error) = error, error.isAboutTheOutput { outputWasNotWritable = true }
        return EarlyEnd(error)
    }

    /// An empty file for the result.
    func makeResult() throws(EarlyEnd) -> ResultFile {
        do throws(SystemError) {
            if let output = resources.output {
                return .temporary(try output.makeFile())
            }
            return .unnamed(try FileContent.unnamedFile())
        } catch {
            throw end(PlacementError.system(error))
        }
    }
}
