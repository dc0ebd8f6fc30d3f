import CSystemCalls
import Glibc
import Synchronization

/// The folder of one run for files that are not finished, inside the folder they will move to, so
/// that a rename is all that is left to do.
///
/// A run holds a lock on its folder's lock file. A folder whose lock is free belongs to a run that
/// was killed: the next run removes it. Names are numbers: they say nothing of the instances.
package final class TemporaryFolder: Sendable {
    let descriptor: Int32
    private let parent: Int32
    private let name: BytePath
    private let lock: Int32
    private let next = Counter()
    /// How many folders of dead runs were removed.
    let sweptCount: Int

    private static let lockName: BytePath = "lock"
    private static let attempts = 100

    /// Sweeps `parent` (an open folder that outlives this) and makes the folder of this run.
    ///
    /// - Throws: the error number of the call that failed.
    package init(in parent: Int32) throws(SystemError) {
        sweptCount = Self.sweep(parent)
        self.parent = parent
        // A sweeping run may take the folder between two of these steps: then begin again.
        for _ in 0..<Self.attempts {
            let suffix = UInt64.random(in: 0...UInt64.max)
            let name = BytePath(
                bytes: RelativePath.reservedPrefix + Array(String(suffix, radix: 36).utf8))
            guard unsafe mkdirat(parent, name.cString, 0o700) == 0 else {
                if errno == EEXIST { continue }
                throw SystemError()
            }
            let folder = unsafe openat(parent, name.cString, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard folder >= 0 else {
                if errno == ENOENT { continue }
                throw SystemError()
            }
            let lock = Self.takeLock(in: folder)
            if lock >= 0 {
                descriptor = folder
                self.lock = lock
                self.name = name
                return
            }
            let error = SystemError()
            _ = close(folder)
            guard error.number == ENOENT || error.number == EAGAIN else { throw error }
        }
        throw SystemError(number: EBUSY)
    }

    /// The locked lock file; -1 with `errno`: ENOENT and EAGAIN when the folder was swept away.
    private static func takeLock(in folder: Int32) -> Int32 {
        let file = unsafe openat(
            folder, lockName.cString, O_RDWR | O_CREAT | O_CLOEXEC, mode_t(0o600))
        guard file >= 0 else { return -1 }
        let isHeldByAnother = pixredact_try_lock(file) == 1
        var status = stat()
        let wasRemoved = unsafe fstat(file, &status) == 0 && status.st_nlink == 0
        guard !isHeldByAnother, !wasRemoved else {
            _ = close(file)
            errno = EAGAIN
            return -1
        }
        // A file system without locks (EOPNOTSUPP): the run goes on, and nobody sweeps it.
        return file
    }

    /// A new empty file, open for reading and writing.
    package func makeFile(mode: UInt32 = 0o666) throws(SystemError) -> TemporaryFile {
        let name = BytePath(String(next.increment()))
        let file = unsafe openat(
            descriptor, name.cString, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw SystemError() }
        return TemporaryFile(folder: self, name: name, descriptor: file)
    }

    /// Removes the folder and what is in it. Called before `parent` is closed; then no file of
    /// this folder can be made any more.
    package func remove() {
        Self.empty(descriptor)
        _ = unsafe unlinkat(parent, name.cString, AT_REMOVEDIR)
    }

    deinit {
        _ = close(lock)
        _ = close(descriptor)
    }

    /// Removes the folders of runs that are no more; how many.
    private static func sweep(_ parent: Int32) -> Int {
        var count = 0
        for name in folderEntries(of: parent) ?? []
        where name.bytes.starts(with: RelativePath.reservedPrefix) {
            let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
            let folder = unsafe openat(parent, name.cString, flags)
            guard folder >= 0 else { continue }
            defer { _ = close(folder) }
            let lock = unsafe openat(folder, lockName.cString, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            if lock >= 0 {
                defer { _ = close(lock) }
                guard pixredact_try_lock(lock) == 0 else { continue }
                empty(folder)
            }
            // Without a lock file it is just being made, or was left so: gone if it is empty.
            if unsafe unlinkat(parent, name.cString, AT_REMOVEDIR) == 0 { count += 1 }
        }
        return count
    }

    /// Removes all files, the lock last: it tells others that the folder is being removed.
    private static func empty(_ folder: Int32) {
        for name in folderEntries(of: folder) ?? [] where name != lockName {
            _ = unsafe unlinkat(folder, name.cString, 0)
        }
        _ = unsafe unlinkat(folder, lockName.cString, 0)
    }
}

/// A file in a run's folder: open until nobody holds it, and removed then unless it was moved.
package final class TemporaryFile: Sendable {
    /// Keeps the folder there while there is a file in it.
    let folder: TemporaryFolder
    let name: BytePath
    package let descriptor: Int32
    private let hasMoved = Atomic(false)

    init(folder: TemporaryFolder, name: BytePath, descriptor: Int32) {
        self.folder = folder
        self.name = name
        self.descriptor = descriptor
    }

    /// Tells that the file has another name now.
    func moved() {
        hasMoved.store(true, ordering: .relaxed)
    }

    deinit {
        _ = close(descriptor)
        guard !hasMoved.load(ordering: .relaxed) else { return }
        _ = unsafe unlinkat(folder.descriptor, name.cString, 0)
    }
}
