import ConfigurationFiles
import KnownMasks

/// Reads a script: signatures, and the regions that follow each.
struct CTPReader {
    private let text: ScalarText
    private var collector: RuleCollector

    init(_ text: ScalarText, file: String) {
        self.text = text
        collector = RuleCollector(file: file, format: MaskFormatName.ctp.rawValue)
    }

    mutating func read() -> MaskDocument {
        let all = text.scalars.indices
        // Braces may stand in a pattern of a filter too: what is an expression as a whole is one.
        let fault = readFilter()
        guard let fault else { return collector.document }
        guard var open = text.firstIndex(of: "{", in: all) else {
            find(fault)
            return collector.document
        }
        tellStrayRegions(in: 0..<open)
        var free = 0..<open
        while true {
            guard let close = endOfSignature(from: open) else {
                find(TextFault(at: open, "expected } behind the signature"))
                break
            }
            let next = text.firstIndex(of: "{", in: close..<all.upperBound)
            let behind = (close + 1)..<(next ?? all.upperBound)
            readSignature((open + 1)..<close, regions: behind, title: title(in: free))
            guard let next, !collector.isFull else { break }
            open = next
            free = behind
        }
        collector.group(.first)
        return collector.document
    }

    private mutating func find(_ fault: TextFault) {
        collector.find(.error, fault.code, at: text.place(fault.offset), fault.detail)
    }

    /// - Returns: why it is no filter.
    private mutating func readFilter() -> TextFault? {
        var trial = collector
        do throws(TextFault) {
            var expression = CTPExpression(text, in: text.scalars.indices)
            let criterion = try expression.parse(&trial)
            collector = trial
            collector.add(
                "filter", note: "what the filter does not accept", action: .hold,
                criterion: .not(criterion), areas: [], at: text.place(0))
            return nil
        } catch {
            return error
        }
    }

    /// The first closing brace that is not in a quoted text.
    private func endOfSignature(from open: Int) -> Int? {
        var isQuoted = false
        for index in open..<text.scalars.count {
            switch text.scalars[index] {
            case "\"" where !text.isBehindComment(index): isQuoted.toggle()
            case "}" where !isQuoted: return index
            default: break
            }
        }
        return nil
    }

    private mutating func readSignature(
        _ signature: Range<Int>, regions range: Range<Int>, title: String?
    ) {
        let place = text.place(signature.lowerBound - 1)
        collector.beginRule()
        // All faults of a rule are told at once.
        let (regions, isBroken) = readRegions(in: range)
        do throws(TextFault) {
            var expression = CTPExpression(text, in: signature)
            let criterion = try expression.parse(&collector)
            if regions.isEmpty, !isBroken {
                collector.find(
                    .warning, .emptyMask, at: place,
                    "a signature without a region: its images pass, and no later one is tried")
            }
            tellOutside(regions, of: criterion)
            collector.add(
                "line-\(place.line)", note: title,
                action: regions.isEmpty && !isBroken ? .pass : .mask,
                criterion: criterion,
                areas: regions.map { $0.area(in: criterion.separatingSizes.sizes) }, at: place)
        } catch {
            find(error)
        }
    }

    /// Those of every size that the signature names, in numbers that are equal or merely contained.
    private mutating func tellOutside(_ regions: [CTPRegion], of criterion: Criterion) {
        let sizes = criterion.mentionedSizes
        for region in regions {
            guard let size = sizes.first(where: { region.leaves($0) }) else { continue }
            collector.find(
                .warning, .outsideImage, at: text.place(region.offset),
                "\(region.text) leaves an image of \(size.words): the rest is painted")
        }
    }

    /// Those that are well formed, and whether, with findings, others are not.
    private mutating func readRegions(
        in range: Range<Int>
    ) -> (regions: [CTPRegion], isBroken: Bool) {
        var regions: [CTPRegion] = []
        var isBroken = false
        for parenthesis in parentheses(in: range) {
            do throws(TextFault) {
                guard let region = try CTPRegion(text, in: parenthesis) else { continue }
                regions.append(region)
                if text.isBehindComment(parenthesis.lowerBound) {
                    collector.find(
                        .warning, .syntax, at: text.place(parenthesis.lowerBound),
                        "\(region.text) is used: between signatures // makes no comment")
                }
            } catch {
                isBroken = true
                find(error)
            }
        }
        return (regions, isBroken)
    }

    private mutating func tellStrayRegions(in range: Range<Int>) {
        for parenthesis in parentheses(in: range) {
            if let region = try? CTPRegion(text, in: parenthesis) {
                find(
                    TextFault(
                        .malformedRegion, at: parenthesis.lowerBound,
                        "\(region.text) stands before the first signature"))
            }
        }
    }

    /// What is between parentheses, these included; an open one goes to the end.
    private func parentheses(in range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = range.lowerBound
        while let open = text.firstIndex(of: "(", in: position..<range.upperBound) {
            let close = text.firstIndex(of: ")", in: open..<range.upperBound)
            let end = close.map { $0 + 1 } ?? range.upperBound
            found.append(open..<end)
            position = end
        }
        return found
    }

    /// The last line of free text before a signature, where it says something.
    private func title(in range: Range<Int>) -> String? {
        let behind = text.scalars[range].lastIndex(of: ")").map { $0 + 1 } ?? range.lowerBound
        let lines = RuleText.lines(text.string(behind..<range.upperBound)).map(\.trimmed)
        guard let last = lines.last(where: { !$0.isEmpty }), last.contains(where: \.isLetter)
        else { return nil }
        return String(last.drop { $0 == "/" || $0.isWhitespace }.prefix(120))
    }
}

/// A rectangle of a script.
struct CTPRegion {
    var offset: Int
    var text: String
    /// As written.
    var x, y, width, height: Int

    /// `nil` for free text, which has no numbers in it.
    init?(_ text: ScalarText, in range: Range<Int>) throws(TextFault) {
        let written = text.string(range)
        guard written.contains(where: \.isNumber) else { return nil }
        offset = range.lowerBound
        self.text = written
        let fault = TextFault(
            .malformedRegion, at: offset, "expected (x,y,width,height), found \(written.prefix(80))"
        )
        guard written.hasSuffix(")") else { throw fault }
        let numbers = written.dropFirst().dropLast()
            .split(separator: ",", omittingEmptySubsequences: false).map { Int($0.trimmed) }
        guard numbers.count == 4, let x = numbers[0], let y = numbers[1], let width = numbers[2],
            let height = numbers[3], width >= 0, height >= 0,
            [x, y, width, height].allSatisfy({ $0.magnitude <= PlainRectangle.mostPixels })
        else { throw fault }
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    /// CTP's documentation has width and height; what it paints ends *with* column x + width and row y + height.
    /// Scripts were drawn and looked at with what it paints, so its one column and row more are painted here:
    /// a script never paints less than where it came from. CTP cuts off what lies outside the image.
    ///
    /// - Parameter sizes: of the images that the signature is for; where one more would leave all of them, it need
    ///   not be said.
    func area(in sizes: [ImageSize]) -> MaskArea {
        MaskArea(
            .blank,
            .rectangle(
                MaskRectangle(
                    x: x, y: y, width: Self.length(width, from: x, in: sizes.map(\.columns)),
                    height: Self.length(height, from: y, in: sizes.map(\.rows)), isClipped: true)))
    }

    private static func length(
        _ number: Int, from start: Int, in wholes: [Int?]
    ) -> MaskRectangle.Length {
        if number >= PlainRectangle.largestImage { return .toEdge }
        let endsAtEdge = !wholes.isEmpty && wholes.allSatisfy { $0 == start + number }
        return .pixels(endsAtEdge && number > 0 ? number : number + 1)
    }

    /// Of width and height as written; a number above those of images means the edge.
    func leaves(_ size: ImageSize) -> Bool {
        func leaves(_ start: Int, _ length: Int, _ whole: Int?) -> Bool {
            guard let whole else { return false }
            if start < 0 { return start < -whole }
            return start >= whole || (length < 10_000 && start + length > whole)
        }
        return leaves(x, width, size.columns) || leaves(y, height, size.rows)
    }
}

extension ImageSize {
    /// For a person.
    var words: String {
        switch (rows, columns) {
        case (let rows?, let columns?): "\(rows) rows and \(columns) columns"
        case (let rows?, nil): "\(rows) rows"
        case (nil, let columns?): "\(columns) columns"
        case (nil, nil): "any size"
        }
    }
}
