import Glibc

/// Which file it is, whatever its name.
package struct FileIdentity: Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64
}

/// What stat(2) says of a file.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Sendable { case regular, folder, symbolicLink, other }

    package var identity: FileIdentity
    package var kind: Kind
    package var size: Int
    /// Of the last change of the content, seconds and nanoseconds.
    package var modification: [Int]

    private init(_ status: stat) {
        identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .symbolicLink
            default: .other
            }
        size = Int(status.st_size)
        modification = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }

    /// Of an open file; `nil` with `errno` set when the call fails.
    package init?(descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Of a path, by default of what a symbolic link leads to; `nil` with `errno` set when the
    /// call fails.
    package init?(_ path: BytePath, in folder: Int32 = AT_FDCWD, followsLink: Bool = true) {
        var status = stat()
        let flags = followsLink ? 0 : AT_SYMLINK_NOFOLLOW
        guard unsafe fstatat(folder, path.cString, &status, flags) == 0 else { return nil }
        self.init(status)
    }

    /// Whether the content seems the same as at an earlier look.
    package func seemsUnchanged(since earlier: FileStatus) -> Bool {
        identity == earlier.identity && size == earlier.size
            && modification == earlier.modification
    }
}

extension BytePath {
    /// Whether the path leads to one of the folders, or below one. Where it leads to nothing yet,
    /// the nearest folder above it that is there counts.
    func lies(inOneOf folders: Set<FileIdentity>) -> Bool {
        guard !folders.isEmpty, isUsable else { return false }
        var current = self
        var names = components
        while FileStatus(current) == nil {
            guard names.popLast() != nil else { return false }
            let start = isAbsolute ? [Self.slash] : Array(".".utf8)
            current = names.reduce(BytePath(bytes: start)) { $0.appending($1) }
        }
        if FileStatus(current)?.kind != .folder {
            return false
        }
        var last: FileIdentity?
        // A folder's parent is reached by `..`; the root is its own.
        while let identity = FileStatus(current)?.identity, identity != last {
            if folders.contains(identity) { return true }
            last = identity
            current = current.appending("..")
        }
        return false
    }
}

/// The words of an error number, without any value of a file.
package func systemMessage(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    // The POSIX variant writes at most as much as there is room, with a NUL.
    guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.prefix(1).lowercased() + text.dropFirst()
}
