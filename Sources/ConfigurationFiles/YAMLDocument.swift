import Yams

/// Text of YAML or JSON, whose values JSON's are, to a tree of bounded size.
package enum YAMLDocument {
    /// What a file may be.
    package struct Limits: Sendable {
        /// Bytes.
        package var size: Int
        /// Of mappings and lists in each other.
        package var levels: Int

        package init(size: Int, levels: Int) {
            self.size = size
            self.levels = levels
        }
    }

    /// - Throws: one problem, the first.
    package static func root(
        _ content: [UInt8], within limits: Limits
    ) throws(ConfigurationProblem) -> ConfigurationNode {
        let text = try text(content, limits)
        try checkCharacters(text)
        // A few aliases of aliases are a text of gigabytes ("billion laughs"), which the composer
        // compares where they are keys: they are refused before it.
        if let place = aliasPlace(in: text) {
            throw ConfigurationProblem(
                .notSupported, at: place, "anchors and aliases (&name, *name) are not taken")
        }
        let parser: Parser
        let root: Node?
        do {
            parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch {
            throw problem(error)
        }
        guard let root else {
            throw ConfigurationProblem(.missingKey, at: nil, "the file is empty")
        }
        return try node(root, level: 0, limits)
    }

    private static func text(
        _ content: [UInt8], _ limits: Limits
    ) throws(ConfigurationProblem) -> String {
        guard content.count <= limits.size else {
            throw ConfigurationProblem(
                .tooLarge, at: nil, "such a file has at most \(limits.size >> 20) MiB")
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = content.starts(with: mark) ? content[3...] : content[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationProblem(.notText, at: nil, "not text in UTF-8")
        }
        return text
    }

    private static func node(
        _ node: Node, level: Int, _ limits: Limits
    ) throws(ConfigurationProblem) -> ConfigurationNode {
        let place = place(node.mark)
        guard level <= limits.levels else {
            throw ConfigurationProblem(
                .notSupported, at: place, "lists and mappings are nested too deeply")
        }
        let content: ConfigurationNode.Content
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, .str, place)
            content = .scalar(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            try refuseTag(sequence.tag, .seq, place)
            var nodes: [ConfigurationNode] = []
            for element in sequence {
                nodes.append(try self.node(element, level: level + 1, limits))
            }
            content = .sequence(nodes)
        case .mapping(let mapping):
            try refuseTag(mapping.tag, .map, place)
            var entries: [ConfigurationNode.Entry] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw ConfigurationProblem(
                        .wrongType, at: self.place(key.mark), "expected the name of a key")
                }
                entries.append(
                    ConfigurationNode.Entry(
                        key: name.string, keyPlace: self.place(key.mark),
                        value: try self.node(value, level: level + 1, limits)))
            }
            content = .mapping(entries)
        case .alias:
            throw ConfigurationProblem(.notSupported, at: place, "aliases are not taken")
        }
        return ConfigurationNode(content: content, place: place)
    }

    private static func refuseTag(
        _ tag: Tag, _ usual: Tag.Name, _ place: FilePlace
    ) throws(ConfigurationProblem) {
        guard tag == Tag(.implicit) || tag == Tag(usual) else {
            throw ConfigurationProblem(.notSupported, at: place, "tags (!name) are not taken")
        }
    }

    private static func place(_ mark: Mark?) -> FilePlace {
        FilePlace(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    /// The parser's words are its own, without any of the text; its descriptions quote lines.
    private static func problem(_ error: any Error) -> ConfigurationProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ConfigurationProblem(.syntax, at: place(mark), "not YAML or JSON: " + problem)
        case .duplicatedKeysInMapping(_, let context):
            ConfigurationProblem(.conflict, at: place(context.mark), "a key stands there twice")
        default:
            ConfigurationProblem(.syntax, at: nil, "not YAML or JSON")
        }
    }

    /// YAML 1.2.2 5.1: control characters other than tab and line ends are in no YAML.
    private static func checkCharacters(_ text: String) throws(ConfigurationProblem) {
        var place = FilePlace(line: 1, column: 1)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: place = FilePlace(line: place.line + 1, column: 0)
            case 0x09, 0x0D, 0x85: break
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF:
                throw ConfigurationProblem(.notText, at: place, "a control character")
            default: break
            }
            place.column += 1
        }
    }

    /// The first `*name` of which there is an `&name`, wherever they stand. Text of both forms with one
    /// name is refused with the aliases; without the pair an alias is an error of the parser's.
    private static func aliasPlace(in text: String) -> FilePlace? {
        let scalars = Array(text.unicodeScalars)
        let anchors = Set(names(after: "&", in: scalars).map(\.name))
        guard !anchors.isEmpty else { return nil }
        guard let alias = names(after: "*", in: scalars).first(where: { anchors.contains($0.name) })
        else { return nil }
        let before = scalars[..<alias.index]
        let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        return FilePlace(
            line: before.count { $0 == "\n" } + 1, column: alias.index - lineStart + 1)
    }

    private static func names(
        after sign: Unicode.Scalar, in scalars: [Unicode.Scalar]
    ) -> [(name: ArraySlice<Unicode.Scalar>, index: Int)] {
        scalars.indices.filter { scalars[$0] == sign }.compactMap { index in
            let name = scalars[(index + 1)...].prefix { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
                default: false
                }
            }
            return name.isEmpty ? nil : (name, index)
        }
    }
}
