import ConfigurationFiles
import KnownMasks
import Raster

/// Reads one rule of our own form.
struct MaskRuleReader {
    /// Rows (0028,0010) and Columns (0028,0011) are US.
    static let lengths = 1...65_535
    /// Of a corner, from either edge.
    static let coordinates = -1_000_000...1_000_000
    static let boxLengths = 1...1_000_000
    static let frames = 0...(1 << 31 - 1)
    static let priorities = -1000...1000
    static let mostEntries = 1000
    static let idLength = 128
    static let noteLength = 2000
    static let sourceLength = 300

    let problems: ProblemList

    /// The id of a rule that may be wrong in all else, for what is said of it.
    func id(_ value: ValueReader) -> String? {
        guard case .scalar(let id, _) = value.node["id"]?.content, Self.isID(id) else { return nil }
        return id
    }

    static func isID(_ id: String) -> Bool {
        (1...idLength).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_./".utf8.contains(byte)
                }
            }
    }

    /// `nil` where something is wrong.
    func rule(_ value: ValueReader) -> MaskRule? {
        guard var keys = value.mapping() else { return nil }
        keys.require("id", "a name of its own")
        let id = keys.read("id") { value in
            value.value("an id of letters, digits, -, _, . and /") { Self.isID($0) ? $0 : nil }
        }
        var rule = MaskRule(id: id ?? "", criterion: .all([]))
        rule.note = keys.read("note") { $0.text(atMost: Self.noteLength) }
        let criteria = CriterionReader()
        if let criterion = keys.read("when", criteria.criterion) { rule.criterion = criterion }
        rule.sizes = keys.read("size") { sizes($0) } ?? []
        rule.action = keys.read("action") { $0.choice(MaskRule.Action.self) } ?? .mask
        readAreas(&keys, &rule)
        rule.frames = keys.read("frames") { frames($0) } ?? .all
        rule.isComplete = keys.read("complete") { $0.bool() } ?? false
        rule.priority = keys.read("priority") { $0.integer(in: Self.priorities) } ?? 0
        rule.group = keys.read("group") { group($0) }
        rule.sources =
            keys.read("sources") { $0.list(atMost: Self.mostEntries) { source($0) } } ?? []
        keys.rejectOthers()
        return problems.problems.isEmpty ? rule : nil
    }

    /// What `read` reads, once or as a list.
    private func oneOrMore<Value>(_ value: ValueReader, _ read: (ValueReader) -> Value?) -> [Value]?
    {
        guard case .sequence(let nodes) = value.node.content else {
            return read(value).map { [$0] }
        }
        guard !nodes.isEmpty else {
            value.refuse(.wrongType, "expected at least one entry, or no such key")
            return nil
        }
        return value.list(atMost: Self.mostEntries, read)
    }

    private func sizes(_ value: ValueReader) -> [ImageSize]? {
        oneOrMore(value) { value in
            guard var keys = value.mapping() else { return nil }
            let rows = keys.read("rows") { $0.integer(in: Self.lengths) }
            let columns = keys.read("columns") { $0.integer(in: Self.lengths) }
            if value.node.entries.isEmpty { value.refuse(.missingKey, "expected rows or columns") }
            keys.rejectOthers()
            return ImageSize(rows: rows, columns: columns)
        }
    }

    private func frames(_ value: ValueReader) -> FrameSelection? {
        let ranges = value.list(atMost: Self.mostEntries) { value -> ClosedRange<Int>? in
            guard let ends = value.list(atMost: 2, { $0.integer(in: Self.frames) }) else {
                return nil
            }
            guard ends.count == 2, ends[0] <= ends[1] else {
                value.refuse(.wrongType, "expected the first and the last frame, counted from 0")
                return nil
            }
            return ends[0]...ends[1]
        }
        guard let ranges else { return nil }
        if value.node.content == .sequence([]) {
            value.refuse(.wrongType, "expected frames, or no such key")
        }
        return FrameSelection(ranges)
    }

    private func group(_ value: ValueReader) -> MaskRule.Group? {
        guard var keys = value.mapping() else { return nil }
        keys.require("name", "what the rules of the group share")
        keys.require("kind", "layered or first")
        let name = keys.read("name") { $0.text(atMost: Self.idLength) }
        let kind = keys.read("kind") { $0.choice(MaskRule.Group.Kind.self) }
        keys.rejectOthers()
        guard let name, let kind else { return nil }
        return MaskRule.Group(name: name, kind: kind)
    }

    /// `set: place`.
    private func source(_ value: ValueReader) -> MaskRule.Source? {
        guard let text = value.text(atMost: Self.sourceLength) else { return nil }
        guard let colon = text.firstRange(of: ": ") else { return MaskRule.Source(set: text) }
        return MaskRule.Source(
            set: String(text[..<colon.lowerBound]), place: String(text[colon.upperBound...]))
    }
}

// MARK: - Areas

extension MaskRuleReader {
    private func readAreas(_ keys: inout MappingReader, _ rule: inout MaskRule) {
        let areas = keys.read("areas") { $0.list(atMost: Self.mostEntries) { area($0) } }
        let blank = keys.read("blank") { oneOrMore($0, region) }
        let keep = keys.read("keep") { oneOrMore($0, region) }
        let named = ["areas", "blank", "keep"].compactMap { keys.node.entry($0) }
        if let areas {
            rule.areas = areas
            for entry in named where entry.key != "areas" {
                refuse(entry, keys.path, "either areas, or blank and keep")
            }
        } else {
            // What is kept alone means that all else is painted.
            if keep != nil, blank == nil { rule.areas = [MaskArea(.blank, .all)] }
            rule.areas += (blank ?? []).map { MaskArea(.blank, $0) }
            rule.areas += (keep ?? []).map { MaskArea(.keep, $0) }
        }
        if rule.action == .mask {
            if named.isEmpty || keys.node["areas"]?.content == .sequence([]) {
                problems.add(
                    .missingKey, at: keys.node.place, path: keys.path,
                    "expected areas, blank or keep, or an action that paints nothing")
            }
        } else if let first = named.first {
            refuse(
                first, keys.path, "a rule whose action is \(rule.action.rawValue) paints nothing")
        }
    }

    private func refuse(_ entry: ConfigurationNode.Entry, _ path: String, _ words: String) {
        problems.add(.conflict, at: entry.keyPlace, path: path + "." + entry.key, words)
    }

    /// `blank: REGION` or `keep: REGION`.
    private func area(_ value: ValueReader) -> MaskArea? {
        guard var keys = value.mapping() else { return nil }
        let blank = keys.read("blank", region)
        let keep = keys.read("keep", region)
        keys.rejectOthers()
        guard value.node.entries.count == 1 else {
            value.refuse(.wrongType, "expected either blank or keep")
            return nil
        }
        return blank.map { MaskArea(.blank, $0) } ?? keep.map { MaskArea(.keep, $0) }
    }

    private func region(_ value: ValueReader) -> MaskArea.Region? {
        guard case .mapping = value.node.content else {
            return value.value("all, ultrasound_regions, or x, y, width and height") { word in
                switch word {
                case "all": .all
                case "ultrasound_regions": .ultrasoundRegions
                default: nil
                }
            }
        }
        guard var keys = value.mapping() else { return nil }
        for key in ["x", "y", "width", "height"] { keys.require(key, "a number of pixels") }
        let x = keys.read("x") { $0.integer(in: Self.coordinates) }
        let y = keys.read("y") { $0.integer(in: Self.coordinates) }
        let width = keys.read("width", length)
        let height = keys.read("height", length)
        let isClipped = keys.read("clip") { $0.bool() } ?? false
        keys.rejectOthers()
        guard let x, let y, let width, let height else { return nil }
        return .rectangle(
            MaskRectangle(x: x, y: y, width: width, height: height, isClipped: isClipped))
    }

    private func length(_ value: ValueReader) -> MaskRectangle.Length? {
        if value.word == "edge" { return .toEdge }
        return value.integer(in: Self.boxLengths).map(MaskRectangle.Length.pixels)
    }
}
