import Glibc

/// A regular file that is open for reading.
struct InputFile: Sendable {
    let owner: DescriptorOwner
    let status: FileStatus

    var descriptor: Int32 { owner.descriptor }

    init(_ owner: DescriptorOwner) throws(EarlyEnd) {
        guard let status = FileStatus(descriptor: owner.descriptor) else {
            throw EarlyEnd(.failed, .unreadable, systemMessage(errno))
        }
        self.owner = owner
        self.status = status
    }

    /// - Parameter isNamed: whether a person named this very file; what a walk met is skipped when
    ///   it is no file.
    init(_ path: BytePath, isNamed: Bool = true) throws(EarlyEnd) {
        let owner: DescriptorOwner
        do throws(SystemError) {
            // Without O_NONBLOCK a pipe that nobody writes to would hold the slot for ever.
            owner = try DescriptorOwner(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch {
            throw EarlyEnd(.failed, .unreadable, error.description)
        }
        try self.init(owner)
        guard status.kind == .regular else {
            throw isNamed
                ? EarlyEnd(.failed, .unreadable, "not a regular file")
                : EarlyEnd(.skipped, .notDICOM, "not a regular file")
        }
    }

    /// What comes on standard input, in a file without a name.
    ///
    /// - Parameter stopDescriptor: when this becomes readable the rest is left, and the input is
    ///   not finished.
    init(spoolingStandardInput stopDescriptor: Int32) throws(EarlyEnd) {
        let owner: DescriptorOwner
        let isWhole: Bool
        do throws(SystemError) {
            owner = try FileContent.unnamedFile()
            isWhole = try FileContent.spool(
                STDIN_FILENO, into: owner.descriptor, stopDescriptor: stopDescriptor)
        } catch {
            throw EarlyEnd(.failed, .unreadable, error.description)
        }
        // What has come by the time of an interrupt is not the instance.
        guard isWhole else { throw EarlyEnd() }
        try self.init(owner)
    }
}
