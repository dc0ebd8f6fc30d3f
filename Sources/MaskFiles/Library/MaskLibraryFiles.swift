package import KnownMasks

/// The text of the library: `devices/MAKER.yaml`, which are one set, and `sets/NAME.yaml`.
package struct MaskLibraryFiles: Sendable {
    package struct File: Sendable {
        /// Inside of `models/masks`, as `devices/ge.yaml`.
        package var path: String
        package var document: MaskDocument
    }

    /// In the order of their paths.
    package let files: [File]

    package init(_ contents: [(path: String, content: [UInt8])]) {
        files = contents.sorted { $0.path < $1.path }.map { path, content in
            File(
                path: path,
                document: PixredactMaskFormat().read(content, name: Self.name(of: path)))
        }
    }

    /// What is wrong, as `path:line:column: detail`; a library has none of it.
    package var problems: [String] {
        var problems: [String] = []
        var homes: [String: String] = [:]
        for file in files {
            for finding in file.document.findings {
                let place = finding.place.map { "\($0.line):\($0.column):" } ?? ""
                problems.append("\(file.path):\(place) \(finding.detail)")
            }
            if set(of: file.path) == nil {
                problems.append("\(file.path): expected devices/MAKER.yaml or sets/NAME.yaml")
            }
            for rule in file.document.set.rules {
                if let home = homes.updateValue(file.path, forKey: rule.id), home != file.path {
                    problems.append("\(file.path): \(home) has a rule \(rule.id), too")
                }
            }
        }
        return problems
    }

    /// The sets, the one of devices first.
    package var sets: [(name: String, rules: MaskRuleSet)] {
        var sets: [(name: String, rules: MaskRuleSet)] = [
            (MaskLibrary.deviceSetName, MaskRuleSet())
        ]
        for file in files {
            guard let name = set(of: file.path) else { continue }
            if name == sets[0].name {
                sets[0].rules.rules += file.document.set.rules
            } else {
                sets.append((name, file.document.set))
            }
        }
        return sets
    }

    /// What ``MaskLibrary`` is made of.
    package var encoded: [UInt8] { MaskLibraryCoding.encode(sets) }

    private func set(of path: String) -> String? {
        let name = Self.name(of: path)
        if path == "devices/\(name).yaml" { return MaskLibrary.deviceSetName }
        return path == "sets/\(name).yaml" && name != MaskLibrary.deviceSetName ? name : nil
    }

    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.hasSuffix(".yaml") ? file.dropLast(5) : file)
    }
}
