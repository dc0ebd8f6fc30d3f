import Glibc
import RedactionReport

/// Walks a folder in depth, names sorted by their bytes, and opens no file.
///
/// Links to files count as files, links to folders are not followed, folders of runs and excluded
/// folders and files are passed over. A folder that cannot be read is an input that failed: what
/// it may hold was not examined.
///
/// - Complexity: memory for the names of the folders on the way to the current file.
package struct FolderWalker: Sendable {
    private struct Level: Sendable {
        var path: BytePath
        var relative: [UInt8]
        /// The last name first.
        var names: [BytePath]
    }

    private var levels: [Level] = []
    private var pending: BatchInput?
    private let prefix: [UInt8]
    private let excluded: Set<FileIdentity>

    /// - Parameters:
    ///   - prefix: stands before the relative paths; empty, or with a slash at its end.
    ///   - excluded: folders and files that are passed over.
    package init(
        _ folder: BytePath, prefix: [UInt8] = [], excluded: Set<FileIdentity> = []
    ) {
        self.prefix = prefix
        self.excluded = excluded
        enter(folder, relative: prefix)
    }

    private mutating func enter(_ folder: BytePath, relative: [UInt8]) {
        let descriptor = unsafe open(
            folder.cString, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
        var names: [BytePath]?
        var number = errno
        if descriptor >= 0 {
            names = folderEntries(of: descriptor)
            number = errno
            _ = close(descriptor)
        }
        guard let names else {
            let message = "the folder cannot be read: \(systemMessage(number))"
            pending = BatchInput(
                path: folder,
                content: .unusable(Reason(code: .unreadable, message: message)), isNamed: false)
            return
        }
        levels.append(Level(path: folder, relative: relative, names: names.reversed()))
    }

    /// The next file.
    package mutating func next() -> BatchInput? {
        while true {
            if let input = pending {
                pending = nil
                return input
            }
            guard var level = levels.popLast() else { return nil }
            guard let name = level.names.popLast() else { continue }
            levels.append(level)
            let path = level.path.appending(name.bytes)
            // A file that vanished since, or a link that leads nowhere, fails when it is opened.
            let status = FileStatus(path, followsLink: false)
            if let status, excluded.contains(status.identity) { continue }
            switch status?.kind {
            case .folder:
                if name.bytes.starts(with: RelativePath.reservedPrefix) { continue }
                enter(path, relative: level.relative + name.bytes + [BytePath.slash])
                continue
            case .symbolicLink:
                let target = FileStatus(path)
                if target?.kind == .folder { continue }
                if let target, excluded.contains(target.identity) { continue }
            case .regular, .other, nil:
                break
            }
            return BatchInput(
                path: path, isNamed: false,
                relativePath: RelativePath(BytePath(bytes: level.relative + name.bytes)))
        }
    }
}
