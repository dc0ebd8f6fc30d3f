import KnownMasks

extension Criterion {
    /// All of some, without needless nesting.
    static func conjunction(_ parts: [Criterion]) -> Criterion {
        let flat = parts.flatMap { part in
            if case .all(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    /// Any of some, without needless nesting.
    static func disjunction(_ parts: [Criterion]) -> Criterion {
        let flat = parts.flatMap { part in
            if case .any(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .any(flat)
    }

    static let always = Criterion.all([])

    /// Equalities of Rows (0028,0010) and Columns (0028,0011) that have to hold whatever else does are sizes of
    /// the image, no signs of the device: a rule keeps them apart, and an image of another size is told.
    var separatingSizes: (criterion: Criterion, sizes: [ImageSize]) {
        let parts = if case .all(let parts) = self { parts } else { [self] }
        var rest: [Criterion] = []
        var sizes: [ImageSize]?
        for part in parts {
            guard let choice = part.sizeChoice() else {
                rest.append(part)
                continue
            }
            guard let both = Self.intersection(sizes, choice) else { return (self, []) }
            sizes = both
        }
        // None at once: two sizes that exclude each other, which is for the linter to see.
        guard let sizes, !sizes.isEmpty else { return (self, []) }
        return (.conjunction(rest), sizes)
    }

    /// Sizes that it names, also those of which it only wants the digits somewhere in the number.
    var mentionedSizes: [ImageSize] {
        let parts = if case .all(let parts) = self { parts } else { [self] }
        var sizes: [ImageSize]?
        for part in parts {
            if let choice = part.sizeChoice(containing: true) {
                sizes = Self.intersection(sizes, choice)
            }
        }
        return sizes ?? []
    }

    /// The sizes one of which this asks for, where it asks for nothing else.
    private func sizeChoice(containing: Bool = false) -> [ImageSize]? {
        switch self {
        case .not: return nil
        case .test(let test): return test.imageSize(containing: containing).map { [$0] }
        case .any(let parts):
            var union: [ImageSize] = []
            for part in parts {
                guard let choice = part.sizeChoice(containing: containing) else { return nil }
                for size in choice where !union.contains(size) { union.append(size) }
                guard union.count <= Self.mostSizes else { return nil }
            }
            return union.isEmpty ? nil : union
        case .all(let parts):
            var sizes: [ImageSize]?
            for part in parts {
                guard let choice = part.sizeChoice(containing: containing),
                    let both = Self.intersection(sizes, choice)
                else { return nil }
                sizes = both
            }
            return sizes?.isEmpty == true ? nil : sizes
        }
    }

    private static let mostSizes = 256

    private static func intersection(_ left: [ImageSize]?, _ right: [ImageSize]) -> [ImageSize]? {
        guard let left else { return right }
        guard left.count * right.count <= mostSizes else { return nil }
        var both: [ImageSize] = []
        for one in left {
            for other in right {
                guard one.rows == nil || other.rows == nil || one.rows == other.rows,
                    one.columns == nil || other.columns == nil || one.columns == other.columns
                else { continue }
                let size = ImageSize(
                    rows: one.rows ?? other.rows, columns: one.columns ?? other.columns)
                if !both.contains(size) { both.append(size) }
            }
        }
        return both
    }
}

extension HeaderPath {
    static let rows = HeaderPath(group: 0x0028, element: 0x0010)
    static let columns = HeaderPath(group: 0x0028, element: 0x0011)
}

extension ValueTest {
    fileprivate func imageSize(containing: Bool) -> ImageSize? {
        let number: Int
        switch operation {
        case .contains(let text) where containing, .equals(let text):
            // "0512" is no text that a value of VR US has.
            guard let value = UInt16(text), String(value) == text else { return nil }
            number = Int(value)
        case .number(.equal, let value):
            guard let exact = UInt16(exactly: value) else { return nil }
            number = Int(exact)
        default: return nil
        }
        if path == .rows { return ImageSize(rows: number, columns: nil) }
        return path == .columns ? ImageSize(rows: nil, columns: number) : nil
    }
}

extension ImageSize {
    /// The same as tests of the header.
    var criterion: Criterion {
        var tests: [Criterion] = []
        if let rows { tests.append(.test(ValueTest(.rows, .equals("\(rows)")))) }
        if let columns { tests.append(.test(ValueTest(.columns, .equals("\(columns)")))) }
        return .conjunction(tests)
    }
}

extension MaskRule {
    /// The criterion with the sizes as tests in it.
    var wholeCriterion: Criterion {
        guard !sizes.isEmpty else { return criterion }
        return .conjunction([criterion, .disjunction(sizes.map(\.criterion))])
    }
}
