import DICOMCore
import KnownMasks
import MaskFiles
import Raster
import TestSupport
import Testing

/// The rules of the library that a format can say, written and read again: they answer as before.
@Suite struct LibraryRoundTripTests {
    /// An image that a rule is for, as far as the words of its criterion go.
    private struct Probe {
        var header: DataSetScope
        var rows: Int
        var columns: Int

        init(_ rule: MaskRule) throws {
            rows = rule.sizes.first?.rows ?? 480
            columns = rule.sizes.first?.columns ?? 640
            var builder = DICOMBuilder.image(rows: rows, columns: columns)
            for test in Self.tests(of: rule.criterion) {
                guard case .element(let group, let element) = test.path.steps.first,
                    test.path.steps.count == 1, group != 0x0028
                else { continue }
                let text: String
                switch test.operation {
                case .equals(let word): text = word
                case .contains(let word): text = "a" + word + "b"
                case .startsWith(let word): text = word + "b"
                case .endsWith(let word): text = "a" + word
                default: continue
                }
                builder.set(Tag(group, element), .lo, .text([text]))
            }
            header = DataSetScope(try DICOMFile(ByteSource(builder.build())).dataSet)
        }

        private static func tests(of criterion: Criterion) -> [ValueTest] {
            switch criterion {
            case .all(let parts): parts.flatMap(tests)
            case .any(let parts): parts.first.map(tests) ?? []
            case .not: []
            case .test(let test): [test]
            }
        }
    }

    private static func painted(_ probe: Probe, _ matcher: MaskMatcher) -> Set<PixelBox> {
        let answer = matcher.answer(
            for: probe.header, rows: probe.rows, columns: probe.columns, frames: 1)
        return Set(answer.boxes.map(\.box))
    }

    @Test(arguments: [(MaskFormatName.csv, 200), (.xnat, 250)])
    func theSameIsPainted(_ name: MaskFormatName, _ least: Int) throws {
        let format = try #require(MaskFormats.format(name))
        let rules = MaskLibrary.devices().rules.filter { rule in
            do throws(MaskExportError) {
                _ = try format.write(MaskRuleSet([rule]))
                return rule.action == .mask
            } catch {
                return false
            }
        }
        #expect(rules.count >= least)
        let document = format.read(try format.write(MaskRuleSet(rules)), name: "library")
        #expect(document.isSound)
        let before = MaskMatcher(MaskRuleSet(rules))
        let after = MaskMatcher(document.set)
        var answered = 0
        for rule in rules {
            let probe = try Probe(rule)
            let boxes = Self.painted(probe, before)
            if !boxes.isEmpty { answered += 1 }
            #expect(Self.painted(probe, after) == boxes, "\(rule.id)")
        }
        // Most probes are for their rule.
        #expect(answered * 10 >= rules.count * 9)
    }
}
