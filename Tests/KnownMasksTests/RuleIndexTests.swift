import DICOMCore
import KnownMasks
import Raster
import TestSupport
import Testing

/// The index says what asking each rule by itself says.
@Suite struct RuleIndexTests {
    /// A header as a person sees it.
    struct Model {
        /// By path, the values of each element that is there.
        var elements: [HeaderPath: [[String]]] = [:]

        static let meaning = HeaderPath([
            .element(group: 0x0008, element: 0x2112), .element(group: 0x0008, element: 0x0104),
        ])
        static let secret = HeaderPath([
            .privateElement(group: 0x0019, creator: "ACME_01", element: 5)
        ])
        static let paths: [HeaderPath] = [
            .manufacturer, .model, .imageType, .softwareVersions, .windowWidth, meaning, secret,
        ]
        static let words = ["ge", "GE", "Acme", "acme 9", "9", "10", "ca", "Sono\u{c9}", "x"]

        static func text(_ random: inout SeededRandom) -> String {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                words.randomElement(using: &random) ?? ""
            }.joined(separator: Bool.random(using: &random) ? " " : "")
        }

        init(_ random: inout SeededRandom) {
            for path in Self.paths where Int.random(in: 0..<4, using: &random) > 0 {
                let count = path == Self.meaning ? Int.random(in: 1...3, using: &random) : 1
                elements[path] = (0..<count).map { _ in
                    if path == .windowWidth {
                        return [["", "9", "10.0", "-3"].randomElement(using: &random) ?? ""]
                    }
                    let values = path == .imageType ? Int.random(in: 1...3, using: &random) : 1
                    return (0..<values).map { _ in Self.text(&random) }
                }
            }
        }

        func scope() throws -> DataSetScope {
            var list = [HeaderFixture.element(.specificCharacterSet, .cs, "ISO_IR 192")]
            for (path, found) in elements {
                switch path {
                case Self.meaning:
                    let items = found.map {
                        DICOMBuilder.Item([.init(.codeMeaning, .lo, .text($0))])
                    }
                    list.append(.init(.sourceImageSequence, .sq, .sequence(items, .defined)))
                case Self.secret:
                    list.append(HeaderFixture.element(Tag(0x0019, 0x0020), .lo, "ACME_01"))
                    list.append(.init(Tag(0x0019, 0x2005), .lo, .text(found[0])))
                default:
                    guard case .element(let group, let element) = path.steps[0] else { continue }
                    let vr: VR = path == .windowWidth ? .ds : .lo
                    list.append(.init(Tag(group, element), vr, .text(found[0])))
                }
            }
            return try HeaderFixture.scope(list)
        }

        // MARK: What is asked, in the plainest way.

        func passes(_ criterion: Criterion) -> Bool {
            switch criterion {
            case .all(let parts): parts.allSatisfy { passes($0) }
            case .any(let parts): parts.contains { passes($0) }
            case .not(let part): !passes(part)
            case .test(let test): passes(test)
            }
        }

        private func passes(_ test: ValueTest) -> Bool {
            let found = elements[test.path] ?? []
            let isEmpty = found.contains { $0.allSatisfy { Self.trimmed($0).isEmpty } }
            switch test.operation {
            case .present: return !found.isEmpty
            case .missing: return found.isEmpty
            case .empty: return isEmpty
            case .emptyOrMissing: return found.isEmpty || isEmpty
            case .number(let comparison, let number):
                return found.joined().compactMap { Double(Self.trimmed($0)) }.contains {
                    switch comparison {
                    case .equal: $0 == number
                    case .less: $0 < number
                    case .atMost: $0 <= number
                    case .greater: $0 > number
                    case .atLeast: $0 >= number
                    }
                }
            default:
                return found.contains { values in
                    let texts = values.map(Self.trimmed)
                    let nonempty = texts.filter { !$0.isEmpty }
                    let whole = nonempty.isEmpty ? [] : [texts.joined(separator: "\\")]
                    return (nonempty + whole).contains { Self.passes(test, $0) }
                }
            }
        }

        private static func passes(_ test: ValueTest, _ text: String) -> Bool {
            func cased(_ text: String) -> String {
                test.isCaseSensitive ? text : text.lowercased()
            }
            switch test.operation {
            case .equals(let other): return cased(text) == cased(trimmed(other))
            case .contains(let other): return other.isEmpty || cased(text).contains(cased(other))
            case .startsWith(let other):
                return cased(text).hasPrefix(cased(String(other.drop { $0 == " " })))
            case .endsWith(let other): return cased(text).hasSuffix(cased(other))
            case .matches(let word): return cased(text).hasPrefix(cased(String(word.dropFirst())))
            default: return false
            }
        }

        private static func trimmed(_ text: String) -> String {
            let rest = text.drop { $0 == " " }
            return String(rest.prefix(rest.count - rest.reversed().prefix { $0 == " " }.count))
        }
    }

    private static func criterion(_ random: inout SeededRandom, depth: Int = 0) -> Criterion {
        let kind = Int.random(in: 0..<(depth > 2 ? 4 : 8), using: &random)
        if kind < 4 { return .test(test(&random)) }
        if kind == 4 { return .not(criterion(&random, depth: depth + 1)) }
        let parts = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            criterion(&random, depth: depth + 1)
        }
        return kind == 5 ? .any(parts) : .all(parts)
    }

    private static func test(_ random: inout SeededRandom) -> ValueTest {
        // No spaces at the end of what a value may end in: those are the other suite's.
        var text = Model.text(&random)
        while text.hasSuffix(" ") { text.removeLast() }
        let number = Double(Int.random(in: -3...10, using: &random))
        let comparison = ValueTest.Comparison.allCases.randomElement(using: &random) ?? .equal
        let operations: [ValueTest.Operation] = [
            .equals(text), .contains(text), .startsWith(text), .endsWith(text),
            .equals(text), .contains(text), .matches("^" + text), .number(comparison, number),
            .present, .empty, .missing, .emptyOrMissing,
        ]
        return ValueTest(
            Model.paths.randomElement(using: &random) ?? .model,
            operations.randomElement(using: &random) ?? .present,
            isCaseSensitive: Int.random(in: 0..<4, using: &random) == 0)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func agreesWithAskingEachRule(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let rules = (0..<120).map { number in
            let size = ImageSize(rows: Int.random(in: 1...2, using: &random), columns: nil)
            return MaskRule(
                id: String(number), action: .pass, criterion: Self.criterion(&random),
                sizes: Bool.random(using: &random) ? [size] : [])
        }
        let matcher = MaskMatcher(MaskRuleSet(rules))
        for _ in 0..<20 {
            let model = Model(&random)
            let rows = Int.random(in: 1...2, using: &random)
            let answer = matcher.answer(for: try model.scope(), rows: rows, columns: 1, frames: 1)
            let expected = rules.filter { rule in
                model.passes(rule.criterion)
                    && (rule.sizes.isEmpty
                        || rule.sizes.contains { $0.holds(rows: rows, columns: 1) })
            }
            #expect(answer.ruleIDs == expected.map(\.id))
        }
    }

    /// A hostile header ends in some answer, with boxes in the image.
    @Test func survivesDamagedHeaders() throws {
        let matcher = MaskMatcher(MaskRuleCodingTests.everything)
        let regions = MaskRule(
            id: "regions", criterion: .always,
            areas: [MaskArea(.blank, .all), MaskArea(.keep, .ultrasoundRegions)])
        let second = MaskMatcher(MaskRuleSet([regions]))
        var builder = DICOMBuilder()
        builder.elements = [
            HeaderFixture.element(.manufacturer, .lo, "Acme\\Medical"),
            HeaderFixture.regions([(1, [3, 4, 60, 40]), (2, [5, 5, 9, 9])]),
            HeaderFixture.element(Tag(0x0019, 0x0010), .lo, "ACME_01"),
            HeaderFixture.element(Tag(0x0019, 0x1010), .lo, "V1"),
        ]
        let image = PixelBox(x: 0, y: 0, width: 64, height: 48)
        for (seed, bytes) in mutations(of: try builder.build(), count: 1500) {
            guard let file = try? DICOMFile(ByteSource(bytes)) else { continue }
            for matcher in [matcher, second] {
                let answer = matcher.answer(
                    for: DataSetScope(file.dataSet), meta: file.metaInformation, rows: 48,
                    columns: 64, frames: 4)
                let isInside = answer.boxes.allSatisfy {
                    !$0.box.isEmpty && image.contains($0.box)
                }
                #expect(isInside, "seed \(seed)")
            }
        }
    }
}
