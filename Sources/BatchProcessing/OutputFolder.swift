import CSystemCalls
import Glibc

/// Why a finished file did not get its name.
package enum PlacementError: Error, Hashable, Sendable {
    /// There is something of that name.
    case exists
    /// The name leads to the input itself.
    case isInput
    case system(SystemError)
}

/// A folder that results move into, each by one rename, when it is finished and verified.
///
/// Nothing is synced: after a power failure a file may be missing or short, as after `cp`.
/// A name never leads to half a file while the system is up.
package final class OutputFolder: Sendable {
    package let path: BytePath
    package let identity: FileIdentity
    private let descriptor: Int32
    private let temporary: TemporaryFolder
    /// How many temporary folders of dead runs were removed.
    var sweptCount: Int { temporary.sweptCount }

    /// Opens the folder, makes it where it is missing, and sweeps what dead runs left in it.
    package init(_ path: BytePath, mode: UInt32 = 0o777) throws(SystemError) {
        try Self.makeFolders(path, mode: mode)
        let folder = unsafe open(path.cString, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SystemError() }
        guard let status = FileStatus(descriptor: folder) else {
            let error = SystemError()
            _ = Glibc.close(folder)
            throw error
        }
        do throws(SystemError) {
            temporary = try TemporaryFolder(in: folder)
        } catch {
            _ = Glibc.close(folder)
            throw error
        }
        self.path = path
        identity = status.identity
        descriptor = folder
    }

    /// Removes what is not finished. Nothing can be placed any more.
    package func close() {
        temporary.remove()
    }

    deinit {
        temporary.remove()
        _ = Glibc.close(descriptor)
    }

    private static func makeFolders(_ path: BytePath, mode: UInt32) throws(SystemError) {
        guard path.isUsable else { throw SystemError(number: ENOENT) }
        var current: [UInt8] = path.isAbsolute ? [BytePath.slash] : []
        for component in path.components {
            current += component
            guard unsafe mkdir(BytePath(bytes: current).cString, mode) == 0 || errno == EEXIST
            else {
                // A parent may be there without the right to make it: opening tells.
                let error = SystemError()
                guard FileStatus(BytePath(bytes: current)) != nil else { throw error }
                current.append(BytePath.slash)
                continue
            }
            current.append(BytePath.slash)
        }
    }

    /// A new empty file that ``place(_:at:replacing:acceptingEqual:input:)`` can move in.
    package func makeFile(mode: UInt32 = 0o666) throws(SystemError) -> TemporaryFile {
        try temporary.makeFile(mode: mode)
    }

    /// Whether `relative` is free for the result of `input`, so that no work is done in vain. The
    /// final word is the rename's.
    package func check(
        _ relative: BytePath, replacing: Bool, input: FileIdentity
    ) throws(PlacementError) {
        guard let status = FileStatus(relative, in: descriptor, followsLink: false) else { return }
        // A link's own identity is not the input's when it leads to the input: follow it too.
        let target = FileStatus(relative, in: descriptor)
        guard status.identity != input, target?.identity != input else { throw .isInput }
        guard replacing, status.kind != .folder else { throw .exists }
    }

    /// Moves a finished file to its name and makes the folders above it.
    ///
    /// - Parameters:
    ///   - replacing: whether a file of that name gives way.
    ///   - acceptingEqual: whether a file of that name with the same bytes counts as placed: a
    ///     killed run may have moved it without having reported it.
    package func place(
        _ file: TemporaryFile, at relative: RelativePath, replacing: Bool,
        acceptingEqual: Bool = false, input: FileIdentity
    ) throws(PlacementError) {
        try place(
            file, at: relative.path, parents: relative.parents, replacing: replacing,
            acceptingEqual: acceptingEqual, input: input)
    }

    func place(
        _ file: TemporaryFile, at path: BytePath, parents: [BytePath], replacing: Bool,
        acceptingEqual: Bool, input: FileIdentity
    ) throws(PlacementError) {
        for parent in parents {
            guard unsafe mkdirat(descriptor, parent.cString, 0o777) == 0 || errno == EEXIST else {
                throw .system(SystemError())
            }
        }
        if replacing {
            try check(path, replacing: true, input: input)
            let result = unsafe renameat(
                file.folder.descriptor, file.name.cString, descriptor, path.cString)
            guard result == 0 else { throw .system(SystemError()) }
            file.moved()
            return
        }
        let result = unsafe pixredact_rename_noreplace(
            file.folder.descriptor, file.name.cString, descriptor, path.cString)
        guard result != 0 else {
            file.moved()
            return
        }
        let error = SystemError()
        guard error.number == EEXIST else { throw .system(error) }
        try check(path, replacing: true, input: input)
        guard acceptingEqual, holdsSameBytes(path, as: file) else { throw .exists }
    }

    private func holdsSameBytes(_ path: BytePath, as file: TemporaryFile) -> Bool {
        let other = unsafe openat(
            descriptor, path.cString, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard other >= 0 else { return false }
        defer { _ = Glibc.close(other) }
        guard FileStatus(descriptor: other)?.kind == .regular else { return false }
        return FileContent.areEqual(other, file.descriptor)
    }
}

extension OutputFolder {
    /// Puts a copy of an open file into the folder under `relative`, or, when that is taken,
    /// under the first free of `relative.1`, `relative.2` and so on.
    package func keepCopy(
        of input: Int32, at relative: RelativePath, identity: FileIdentity, mode: UInt32
    ) throws(PlacementError) {
        let file: TemporaryFile
        do throws(SystemError) {
            file = try makeFile(mode: mode)
            try FileContent.copy(from: input, to: file.descriptor)
        } catch {
            throw .system(error)
        }
        for attempt in 0..<10_000 {
            let path = attempt == 0 ? relative.path : relative.appendingSuffix(".\(attempt)")
            do throws(PlacementError) {
                return try place(
                    file, at: path, parents: relative.parents, replacing: false,
                    acceptingEqual: false, input: identity)
            } catch {
                guard error == .exists || error == .isInput else { throw error }
            }
        }
        throw .exists
    }
}
