/// A path below a folder: names only, no `.`, no `..`, never empty, so that it cannot lead out.
package struct RelativePath: Hashable, Sendable {
    package let components: [[UInt8]]

    /// What the names of run folders begin with; no output is called so.
    static let reservedPrefix = Array(".pixredact-".utf8)

    /// Resolves `.` and `..` by name; a leading slash is dropped.
    ///
    /// `nil` for a path that leads out of its folder, names nothing, holds a NUL, or begins with
    /// a name that is kept for the folders of runs.
    package init?(_ path: BytePath) {
        guard path.isUsable, let names = Self.resolve(path), let first = names.first,
            !first.starts(with: Self.reservedPrefix)
        else { return nil }
        components = names
    }

    private static func resolve(_ path: BytePath) -> [[UInt8]]? {
        var names: [[UInt8]] = []
        for component in path.components {
            if component.elementsEqual(".".utf8) { continue }
            if component.elementsEqual("..".utf8) {
                guard names.popLast() != nil else { return nil }
            } else {
                names.append(Array(component))
            }
        }
        return names
    }

    /// The last name of `path`, for a file that goes to OUT/basename.
    package init?(basenameOf path: BytePath) {
        guard let last = path.components.last else { return nil }
        self.init(BytePath(bytes: Array(last)))
    }

    /// `path` seen from `root`; both are taken from `workingFolder` where they are not absolute.
    ///
    /// `nil` when `path` does not lie below `root`. Names are compared, links not followed.
    package init?(_ path: BytePath, below root: BytePath, workingFolder: BytePath) {
        let absolutePath = path.isAbsolute ? path : workingFolder.appending(path.bytes)
        let absoluteRoot = root.isAbsolute ? root : workingFolder.appending(root.bytes)
        guard path.isUsable, let names = Self.resolve(absolutePath),
            let rootNames = Self.resolve(absoluteRoot), names.starts(with: rootNames)
        else { return nil }
        let rest = names.dropFirst(rootNames.count)
        guard !rest.isEmpty else { return nil }
        self.init(BytePath(bytes: Array(rest.joined(separator: [BytePath.slash]))))
    }

    package var path: BytePath {
        BytePath(bytes: Array(components.joined(separator: [BytePath.slash])))
    }

    /// The same path with `suffix` behind its last name.
    package func appendingSuffix(_ suffix: String) -> BytePath {
        BytePath(bytes: path.bytes + Array(suffix.utf8))
    }

    /// The folders above the last name, outermost first.
    var parents: [BytePath] {
        (1..<max(components.count, 1)).map { count in
            BytePath(
                bytes: Array(components.prefix(count).joined(separator: [BytePath.slash])))
        }
    }
}
