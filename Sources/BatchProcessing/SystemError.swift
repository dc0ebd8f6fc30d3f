import CSystemCalls
import Glibc
import Synchronization

/// What a system call said.
package struct SystemError: Error, Hashable, Sendable {
    package var number: Int32

    package init(number: Int32 = errno) {
        self.number = number
    }

    /// Whether everything else will fail too: no space, no right to write, a broken device.
    package var isAboutTheOutput: Bool {
        [ENOSPC, EDQUOT, EROFS, EIO, EACCES, EPERM].contains(number)
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String { systemMessage(number) }
}

/// A number that threads count up.
final class Counter: Sendable {
    private let value = Atomic<UInt64>(0)

    /// 1, 2, 3...
    func increment() -> UInt64 {
        value.add(1, ordering: .relaxed).newValue
    }
}

/// The names in an open folder without `.` and `..`, sorted by their bytes; `nil` with `errno`
/// when the folder cannot be read.
///
/// - Complexity: memory for all names of the one folder.
func folderEntries(of folder: Int32) -> [BytePath]? {
    let copy = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    // The stream owns `copy` from here.
    guard let stream = unsafe fdopendir(copy) else {
        let number = errno
        _ = close(copy)
        errno = number
        return nil
    }
    defer { _ = unsafe closedir(stream) }
    var names: [BytePath] = []
    // The name ends with a NUL and is copied before the next call.
    while let entry = unsafe pixredact_next_name(stream) {
        let name = unsafe Array(UnsafeRawBufferPointer(start: entry, count: strlen(entry)))
        if name != [0x2E], name != [0x2E, 0x2E] { names.append(BytePath(bytes: name)) }
    }
    guard errno == 0 else { return nil }
    return names.sorted()
}
