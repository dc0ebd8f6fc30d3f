import DICOMCore
import KnownMasks

/// What is wrong with the sizes of a rule.
struct SizeLint {
    private static let smallest = 16
    /// Of the longer side to the shorter one.
    private static let longest = 5
    /// Rows and columns of screens and of captures.
    private static let usual: Set<Int> = [
        480, 512, 576, 600, 640, 720, 768, 800, 960, 1024, 1050, 1080, 1200, 1280, 1400, 1440, 1600,
        1920, 2048,
    ]

    private(set) var findings: [MaskFinding] = []

    /// - Parameter sizes: see ``sizes(of:)``.
    init(_ rule: MaskRule, sizes: [ImageSize]) {
        for size in sizes {
            if let problem = Self.problem(size) {
                findings.append(MaskFinding(problem.severity, .unlikelySize, rule, problem.detail))
            }
        }
        if Set(rule.sizes).count < rule.sizes.count {
            findings.append(MaskFinding(.note, .unlikelySize, rule, "a size stands there twice"))
        }
    }

    /// The sizes of a rule, or, where it has none, those that its criterion asks for.
    static func sizes(of rule: MaskRule) -> [ImageSize] {
        guard rule.sizes.isEmpty, let branches = CriterionLogic.branches(rule.criterion) else {
            return rule.sizes
        }
        var sizes: [ImageSize] = []
        for branch in branches {
            let size = ImageSize(
                rows: length(.rows, in: branch), columns: length(.columns, in: branch))
            if size != ImageSize(rows: nil, columns: nil), !sizes.contains(size) {
                sizes.append(size)
            }
        }
        return sizes
    }

    /// The number that a way through a criterion asks for, as a number or in text.
    private static func length(_ tag: Tag, in branch: [CriterionLogic.Literal]) -> Int? {
        let path = HeaderPath(group: tag.group, element: tag.element)
        return branch.lazy.compactMap { literal -> Int? in
            guard !literal.isNegated, literal.test.path == path else { return nil }
            switch literal.test.operation {
            case .number(.equal, let number): return Int(exactly: number)
            case .equals(let text), .contains(let text): return Int(text)
            default: return nil
            }
        }.first
    }

    private static func problem(
        _ size: ImageSize
    ) -> (severity: MaskFinding.Severity, detail: String)? {
        for (name, length) in [("rows", size.rows), ("columns", size.columns)] {
            guard let length else { continue }
            // PS3.3 C.7.6.3.1: both are US.
            if !(1...65_535).contains(length) {
                return (.warning, "\(length) \(name): no image has as many")
            }
            if length < smallest { return (.note, "\(length) \(name): hardly an image has as few") }
        }
        if let rows = size.rows, let columns = size.columns {
            let (short, long) = (min(rows, columns), max(rows, columns))
            if long / short >= longest {
                return (.note, "\(rows) rows and \(columns) columns: hardly an image is as long")
            }
            return nil
        }
        // Of one side alone nothing else tells whether two digits changed places.
        guard let length = size.rows ?? size.columns, let meant = swapped(length) else {
            return nil
        }
        let name = size.rows == nil ? "columns" : "rows"
        return (.note, "\(length) \(name): did you mean \(meant)?")
    }

    private static func swapped(_ length: Int) -> Int? {
        guard !usual.contains(length) else { return nil }
        let digits = Array(String(length))
        for index in digits.indices.dropFirst() {
            var other = digits
            other.swapAt(index - 1, index)
            if let number = Int(String(other)), usual.contains(number), other[0] != "0" {
                return number
            }
        }
        return nil
    }
}
