import Glibc

/// One open descriptor, closed when nobody holds it any more.
package final class DescriptorOwner: Sendable {
    package let descriptor: Int32

    /// Takes over `descriptor`.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Opens `path`, close-on-exec.
    ///
    /// - Parameter mode: of a file that is made.
    package init(opening path: BytePath, _ flags: Int32, mode: UInt32 = 0) throws(SystemError) {
        guard path.isUsable else { throw SystemError(number: ENOENT) }
        descriptor = unsafe open(path.cString, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemError() }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }
}
