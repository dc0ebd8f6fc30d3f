import ConfigurationFiles
import DICOMCore
import KnownMasks

struct XNATReader {
    /// Of blocks in each other.
    private static let deepestLevel = 32
    /// Of one `if`: each asks that none before it holds.
    private static let mostBranches = 64

    var reading: FormatReading
    private var tokens: [XNATToken] = []
    private var position = 0
    /// Elements that the script has changed: a condition on one asks for what the image no longer says.
    private var changed: Set<HeaderPath.Step> = []
    /// Of elements that are named by a pattern, or by their values.
    private var changesMany = false
    /// The rule that is being made of statements with the same condition.
    private var draft: (rule: MaskRule, place: FilePlace)?

    init(_ reading: FormatReading) { self.reading = reading }

    mutating func read(_ content: [UInt8]) {
        guard let text = reading.text(content) else { return }
        do throws(XNATScanner.Fault) {
            tokens = try XNATScanner.tokens(text)
            try block(.always, level: 0)
        } catch {
            reading.refuse(.syntax, at: error.place, error.detail)
        }
        finishDraft()
    }

    private var current: XNATToken? { position < tokens.count ? tokens[position] : nil }

    private var place: FilePlace {
        current?.place ?? tokens.last?.place ?? FilePlace(line: 1, column: 1)
    }

    private mutating func expect(_ sign: String) throws(XNATScanner.Fault) {
        guard let token = current, token.isSign(sign) else {
            throw XNATScanner.Fault(place: place, detail: "expected \(sign)")
        }
        position += 1
    }

    private mutating func skipNewlines() {
        while current?.kind == .newline { position += 1 }
    }

    /// Statements up to the end of the block or the script.
    private mutating func block(
        _ condition: XNATCondition, level: Int
    ) throws(XNATScanner.Fault) {
        guard level <= Self.deepestLevel else {
            throw XNATScanner.Fault(place: place, detail: "blocks are nested too deeply")
        }
        while true {
            skipNewlines()
            guard let token = current else {
                guard level == 0 else {
                    throw XNATScanner.Fault(place: place, detail: "expected }")
                }
                return
            }
            if token.isSign("}") {
                guard level > 0 else {
                    throw XNATScanner.Fault(place: place, detail: "a } without a {")
                }
                return
            }
            if token.isWord("if") {
                try branches(condition, level: level)
            } else {
                statement(line(), condition)
            }
        }
    }

    /// `if (c) { } elseif (c) { } else { }`.
    private mutating func branches(
        _ outer: XNATCondition, level: Int
    ) throws(XNATScanner.Fault) {
        var others = outer
        for branch in 0... {
            guard branch < Self.mostBranches else {
                throw XNATScanner.Fault(
                    place: place, detail: "expected at most \(Self.mostBranches) branches")
            }
            position += 1
            try expect("(")
            let start = position
            var depth = 1
            while let token = current {
                if token.isSign("(") { depth += 1 }
                if token.isSign(")") { depth -= 1 }
                if depth == 0 { break }
                position += 1
            }
            let condition = checked(
                XNATCondition(tokens[start..<position]), tokens[start..<position])
            try expect(")")
            try braces(others.and(condition), level: level)
            others = others.and(condition.inverse)
            let end = position
            skipNewlines()
            if let token = current, token.isWord("elseif") { continue }
            guard let token = current, token.isWord("else") else {
                position = end
                return
            }
            position += 1
            try braces(others, level: level)
            return
        }
    }

    private mutating func braces(
        _ condition: XNATCondition, level: Int
    ) throws(XNATScanner.Fault) {
        skipNewlines()
        try expect("{")
        try block(condition, level: level + 1)
        try expect("}")
    }

    /// The tokens up to the end of the line or the block.
    private mutating func line() -> ArraySlice<XNATToken> {
        let start = position
        var depth = 0
        while let token = current {
            if token.isSign("[") || token.isSign("{") { depth += 1 }
            if token.isSign("]") || token.isSign("}") {
                if depth == 0 { break }
                depth -= 1
            }
            if token.kind == .newline, depth == 0 { break }
            position += 1
        }
        // A sign that closes nothing is no reason to stand still.
        if position == start { position += 1 }
        return tokens[start..<position]
    }

    private mutating func statement(_ line: ArraySlice<XNATToken>, _ outer: XNATCondition) {
        guard let mark = line.firstIndex(where: { $0.isSign("?") }) else {
            action(line, outer)
            return
        }
        let condition = checked(XNATCondition(line[..<mark]), line[..<mark])
        let rest = line[(mark + 1)...]
        if let colon = rest.firstIndex(where: { $0.isSign(":") }) {
            action(rest[..<colon], outer.and(condition))
            action(rest[(colon + 1)...], outer.and(condition.inverse))
        } else {
            action(rest, outer.and(condition))
        }
    }

    /// A condition, unless it asks for what the script has changed.
    private func checked(
        _ condition: XNATCondition, _ tokens: ArraySlice<XNATToken>
    ) -> XNATCondition {
        let isChanged = tokens.contains { token in
            guard case .tag(let step?) = token.kind else { return false }
            return changesMany || changed.contains(step)
        }
        return isChanged
            ? .inexpressible("a condition on an element that the script has changed before")
            : condition
    }

    private mutating func action(_ tokens: ArraySlice<XNATToken>, _ condition: XNATCondition) {
        guard let first = tokens.first else {
            reading.refuse(.syntax, at: place, "expected a statement")
            return
        }
        if first.isWord("alterpixels") {
            alterPixels(tokens, condition)
        } else if first.isWord("reject") {
            reject(first.place, condition)
        } else {
            if first.isWord("version") { return }
            if let hidden = tokens.first(where: { $0.isWord("alterpixels") || $0.isWord("reject") })
            {
                reading.refuse(
                    .notExpressible, at: hidden.place,
                    "expected alterPixels and reject as statements of their own")
                return
            }
            for token in tokens {
                guard case .tag(let step) = token.kind else { continue }
                if let step { changed.insert(step) } else { changesMany = true }
            }
            let manyByName = ["blankvalues", "removeallprivatetags"]
            if manyByName.contains(where: first.isWord) { changesMany = true }
            reading.find(
                .note, .ignoredField, at: first.place, "a statement that is not about pixels")
        }
    }

    private mutating func alterPixels(
        _ tokens: ArraySlice<XNATToken>, _ condition: XNATCondition
    ) {
        let place = tokens.first?.place ?? place
        let rest = tokens.dropFirst()
        let arguments = rest.dropFirst().dropLast().filter {
            !$0.isSign(",") && $0.kind != .newline
        }
        guard rest.first?.isSign("[") == true, rest.last?.isSign("]") == true, arguments.count == 4,
            case .string(let shape) = arguments[0].kind,
            case .string(let sides) = arguments[1].kind,
            case .string(let fill) = arguments[2].kind, case .string = arguments[3].kind
        else {
            reading.refuse(
                .syntax, at: place,
                "expected alterPixels[\"rectangle\", \"l=.., t=.., r=.., b=..\", \"solid\", \"v=..\"]"
            )
            return
        }
        guard shape.lowercased() == "rectangle", fill.lowercased() == "solid" else {
            reading.refuse(.notExpressible, at: place, "expected a solid rectangle")
            return
        }
        guard let rectangle = Self.rectangle(sides) else {
            reading.refuse(
                .malformedRegion, at: arguments[1].place,
                "expected l, t, r and b, whole numbers, r and b beyond l and t")
            return
        }
        reading.find(
            .note, .ignoredField, at: arguments[3].place,
            "the fill is not applied: what is painted displays black, or as --fill says")
        switch condition {
        case .inexpressible(let reason):
            reading.refuse(.notExpressible, at: place, reason)
        case .criterion(let criterion):
            add(.mask, criterion, [MaskArea(.blank, .rectangle(rectangle))], at: place)
        }
    }

    private mutating func reject(_ place: FilePlace, _ condition: XNATCondition) {
        switch condition {
        case .inexpressible(let reason):
            reading.refuse(.notExpressible, at: place, reason)
        case .criterion(let criterion): add(.reject, criterion, [], at: place)
        }
    }

    private static func rectangle(_ text: String) -> MaskRectangle? {
        var sides: [Substring: Int] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: "=", omittingEmptySubsequences: false)
                .map { Substring($0.filter { !$0.isWhitespace }) }
            guard words.count == 2, ["l", "t", "r", "b"].contains(words[0]),
                let number = Coordinate.integer(words[1], in: Coordinate.positions),
                sides.updateValue(number, forKey: words[0]) == nil
            else { return nil }
        }
        guard let left = sides["l"], let top = sides["t"], let right = sides["r"],
            let bottom = sides["b"], right > left, bottom > top
        else { return nil }
        return MaskRectangle(
            x: left, y: top, width: .pixels(right - left), height: .pixels(bottom - top),
            isClipped: true)
    }

    // MARK: Rules

    private mutating func add(
        _ action: MaskRule.Action, _ criterion: Criterion, _ areas: [MaskArea], at place: FilePlace
    ) {
        let (criterion, sizes) = Self.separated(criterion)
        if let open = draft, open.rule.action == action, open.rule.criterion == criterion,
            open.rule.sizes == sizes
        {
            draft?.rule.areas += areas
            return
        }
        finishDraft()
        draft = (
            MaskRule(
                id: "\(reading.prefix)-\(reading.ruleCount + 1)", action: action,
                criterion: criterion, sizes: sizes, areas: areas), place
        )
    }

    private mutating func finishDraft() {
        guard let open = draft else { return }
        draft = nil
        if open.rule.criterion == .all([]), open.rule.sizes.isEmpty {
            reading.find(
                .warning, .alwaysMatches, at: open.place, rule: open.rule.id,
                "the statement has no condition: the rule answers for every image")
        }
        reading.add(open.rule, at: open.place)
    }

    /// Takes the size of the image out of a criterion that asks for it in every case.
    private static func separated(_ criterion: Criterion) -> (Criterion, [ImageSize]) {
        var size = ImageSize(rows: nil, columns: nil)
        var rest: [Criterion] = []
        for part in flattened(criterion) {
            if case .test(let test) = part, case .equals(let text) = test.operation,
                let number = Coordinate.integer(text, in: Coordinate.sizes)
            {
                if test.path == HeaderPath(.rows), size.rows == nil {
                    size.rows = number
                    continue
                }
                if test.path == HeaderPath(.columns), size.columns == nil {
                    size.columns = number
                    continue
                }
            }
            rest.append(part)
        }
        let sizes = size.rows == nil && size.columns == nil ? [] : [size]
        return (rest.count == 1 ? rest[0] : .all(rest), sizes)
    }

    private static func flattened(_ criterion: Criterion) -> [Criterion] {
        guard case .all(let parts) = criterion else { return [criterion] }
        return parts.flatMap(flattened)
    }
}
