import Glibc
import RedactionReport

/// What the user asked to work on.
package struct InputSelection: Hashable, Sendable {
    /// Files, folders and `-`.
    package var paths: [BytePath]
    /// A list of more of them, or `-` for a list on standard input.
    package var filesFrom: BytePath?
    /// What the paths of the list are relative to in the output.
    package var root: BytePath?

    package init(paths: [BytePath], filesFrom: BytePath? = nil, root: BytePath? = nil) {
        self.paths = paths
        self.filesFrom = filesFrom
        self.root = root
    }
}

/// Gives out the inputs one by one, in the order of the command line and sorted within a folder.
package struct InputSource: Sendable {
    private var paths: ArraySlice<BytePath>
    private var list: PathList?
    private var walker: FolderWalker?
    private let selection: InputSelection
    private let outputs: Set<FileIdentity>
    private let excluded: Set<FileIdentity>
    private let workingFolder: BytePath

    /// - Parameters:
    ///   - outputs: folders that are written to: an input folder that is or lies in one is refused.
    ///   - excluded: what is passed over in walks, the output among it.
    ///   - stopDescriptor: readable when nothing more is wanted; -1 for none.
    package init(
        _ selection: InputSelection, outputs: Set<FileIdentity> = [],
        excluded: Set<FileIdentity> = [], stopDescriptor: Int32 = -1
    ) throws(BatchError) {
        self.selection = selection
        self.outputs = outputs
        self.excluded = excluded
        paths = selection.paths[...]
        list = nil
        if let file = selection.filesFrom {
            list = try PathList(file, stopDescriptor: stopDescriptor)
        }
        workingFolder = Self.currentFolder()
        for path in selection.paths where isOutput(path) {
            throw BatchError(code: .outputHoldsInput, path: path)
        }
    }

    /// The same inputs from the start, for counting; `nil` when the list can be read only once.
    func restarted(stopDescriptor: Int32) -> InputSource? {
        if let file = selection.filesFrom {
            guard file != "-", FileStatus(file)?.kind == .regular else { return nil }
        }
        return try? InputSource(
            selection, outputs: outputs, excluded: excluded, stopDescriptor: stopDescriptor)
    }

    /// The next input; `nil` behind the last.
    package mutating func next() -> BatchInput? {
        while true {
            if let input = walker?.next() { return input }
            walker = nil
            if let path = paths.popFirst() {
                if let input = named(path) { return input }
                continue
            }
            do throws(SystemError) {
                guard let path = try list?.next() else { return nil }
                if let input = listed(path) { return input }
            } catch {
                list = nil
                let message = "the list of files cannot be read: \(error)"
                return BatchInput(
                    path: selection.filesFrom ?? "-",
                    content: .unusable(Reason(code: .unreadable, message: message)), isNamed: true)
            }
        }
    }

    private mutating func named(_ path: BytePath) -> BatchInput? {
        if path == "-" {
            return BatchInput(path: path, content: .standardInput, isNamed: true)
        }
        if FileStatus(path)?.kind == .folder {
            walker = FolderWalker(path, excluded: excluded)
            return nil
        }
        return BatchInput(path: path, isNamed: true, relativePath: RelativePath(basenameOf: path))
    }

    private mutating func listed(_ path: BytePath) -> BatchInput? {
        let isFolder = path.isUsable && FileStatus(path)?.kind == .folder
        let relative: RelativePath? =
            if let root = selection.root {
                RelativePath(path, below: root, workingFolder: workingFolder)
            } else {
                RelativePath(path)
            }
        guard isFolder else {
            return BatchInput(path: path, isNamed: true, relativePath: relative)
        }
        if isOutput(path) {
            let reason = Reason(code: .sameFile, message: "the folder lies in the output")
            return BatchInput(path: path, content: .unusable(reason), isNamed: true)
        }
        // The root itself has no relative path: its files lie at the top of the output.
        let prefix = relative.map { $0.path.bytes + [BytePath.slash] } ?? []
        if relative == nil, !isRoot(path) {
            let reason = Reason(
                code: .outputNotWritable, message: "the folder does not lie below the root")
            return BatchInput(path: path, content: .unusable(reason), isNamed: true)
        }
        walker = FolderWalker(path, prefix: prefix, excluded: excluded)
        return nil
    }

    private func isRoot(_ path: BytePath) -> Bool {
        let root = selection.root ?? "."
        return FileStatus(path)?.identity == FileStatus(root)?.identity
    }

    /// Whether the folder `path` is an output or lies in one: its files would mix with results.
    private func isOutput(_ path: BytePath) -> Bool {
        path != "-" && FileStatus(path)?.kind == .folder && path.lies(inOneOf: outputs)
    }

    private static func currentFolder() -> BytePath {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard unsafe getcwd(&buffer, buffer.count) != nil else { return "/" }
        return BytePath(bytes: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }
}
