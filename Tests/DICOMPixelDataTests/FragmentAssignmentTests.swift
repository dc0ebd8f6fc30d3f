import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct FragmentAssignmentTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// One letter a fragment: `S` begins a codestream, `c` does not, `e` is empty.
        var fragments: String
        var frames: Int
        var start = FragmentAssignment.CodestreamStart.jpeg
        /// Indexes of fragments, turned to offsets of items; beyond the last one: a wrong offset.
        var basic: [Int] = []
        var extended: [Int] = []
        /// The fragments of each frame; `nil` where they cannot be told.
        var groups: [[Int]]?
        var testDescription: String { name }

        /// Items of 10 bytes with a header of 8, from byte 100 on; empty ones have the header only.
        var assignment: FragmentAssignment {
            var offsets: [Int] = []
            var fragments: [FragmentAssignment.Fragment] = []
            var offset = 100
            for letter in self.fragments {
                let length = letter == "e" ? 0 : 10
                offsets.append(offset - 100)
                fragments.append(
                    .init(
                        offset: offset, range: offset + 8..<offset + 8 + length,
                        beginsCodestream: letter == "S"))
                offset += 8 + length
            }
            func table(_ indexes: [Int]) -> [Int] {
                indexes.map { offsets.indices.contains($0) ? offsets[$0] : 7 }
            }
            return FragmentAssignment(
                fragments: fragments, frames: frames, start: start, basicOffsets: table(basic),
                extendedOffsets: table(extended))
        }

        var ranges: [[Range<Int>]]? {
            let fragments = assignment.fragments
            return groups?.map { $0.map { fragments[$0].range } }
        }
    }

    static let cases: [Case] = [
        Case(name: "one frame, one fragment", fragments: "S", frames: 1, groups: [[0]]),
        Case(
            name: "one frame of three fragments", fragments: "Scc", frames: 1, groups: [[0, 1, 2]]),
        Case(
            name: "one frame behind bytes that begin nothing", fragments: "cS", frames: 1,
            groups: [[0, 1]]),
        Case(
            name: "empty fragments are left out", fragments: "eSece", frames: 1, groups: [[1, 3]]),
        Case(
            name: "frames of several fragments, no table", fragments: "SccSSc", frames: 3,
            groups: [[0, 1, 2], [3], [4, 5]]),
        Case(
            name: "a wrong table beside visible beginnings", fragments: "SccSSc", frames: 3,
            basic: [0, 1, 9], groups: [[0, 1, 2], [3], [4, 5]]),
        Case(
            name: "hidden codestreams", fragments: "SS", frames: 1, groups: nil),
        Case(
            name: "more codestreams than frames", fragments: "SSS", frames: 2, basic: [0, 1],
            groups: nil),
        Case(
            name: "fewer codestreams than frames", fragments: "ScS", frames: 3,
            groups: [[0], [1], [2]]),
        Case(
            name: "a table where beginnings are not seen", fragments: "cccc", frames: 2,
            basic: [0, 3], groups: [[0, 1, 2], [3]]),
        Case(
            name: "an extended table goes first", fragments: "cccc", frames: 2, basic: [0, 3],
            extended: [0, 1], groups: [[0], [1, 2, 3]]),
        Case(
            name: "a table that does not begin at 0", fragments: "cccc", frames: 2, basic: [1, 3],
            groups: nil),
        Case(
            name: "a table that runs back", fragments: "cccc", frames: 3, basic: [0, 3, 1],
            groups: nil),
        Case(
            name: "a table that repeats itself", fragments: "ccc", frames: 2, basic: [0, 0],
            groups: nil),
        Case(
            name: "a table that points inside a fragment", fragments: "ccc", frames: 2,
            basic: [0, 9], groups: nil),
        Case(name: "neither table nor beginnings", fragments: "ccc", frames: 2, groups: nil),
        Case(name: "too few fragments", fragments: "S", frames: 2, groups: nil),
        Case(
            name: "RLE, one each", fragments: "ccc", frames: 3, start: .none,
            groups: [[0], [1], [2]]),
        Case(
            name: "RLE, one each, with a wrong table", fragments: "ccc", frames: 3, start: .none,
            basic: [0, 9, 9], groups: [[0], [1], [2]]),
        Case(
            name: "RLE in two fragments", fragments: "cc", frames: 1, start: .none, groups: nil),
        Case(
            name: "RLE in two fragments that a table joins", fragments: "ccc", frames: 2,
            start: .none, basic: [0, 2], groups: nil),
        Case(
            name: "RLE with an empty fragment", fragments: "cec", frames: 2, start: .none,
            groups: [[0], [2]]),
        Case(name: "a frame of nothing", fragments: "ce", frames: 2, basic: [0, 1], groups: nil),
        Case(name: "no fragment", fragments: "", frames: 1, groups: nil),
        Case(name: "empty fragments only", fragments: "ee", frames: 2, groups: nil),
    ]

    @Test(arguments: cases)
    func matchesFragmentsAndFrames(_ reference: Case) {
        #expect((try? reference.assignment.frameRanges()) == reference.ranges)
    }

    @Test(arguments: cases)
    func sayWhyTheyCannotBeMatched(_ reference: Case) {
        do {
            _ = try reference.assignment.frameRanges()
        } catch {
            let isEmpty = reference.assignment.fragments.allSatisfy(\.range.isEmpty)
            #expect(error.code == (isEmpty ? .missing : .malformed))
            #expect(error.tag == .pixelData)
        }
    }

    /// Whatever the tables say: every frame has a fragment, none has two frames' and none repeats.
    @Test(arguments: UInt64(0)..<400)
    func neverGivesAFragmentTwice(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let letters = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            "SSccce".randomElement(using: &random) ?? "c"
        }
        let frames = Int.random(in: 1...5, using: &random)
        func table() -> [Int] {
            (0..<frames).map { _ in Int.random(in: 0...8, using: &random) }.sorted()
        }
        let assignment = Case(
            name: "", fragments: String(letters), frames: frames,
            start: Bool.random(using: &random) ? .none : .jpeg, basic: table(),
            extended: Bool.random(using: &random) ? table() : [], groups: nil
        ).assignment
        guard let ranges = try? assignment.frameRanges() else { return }
        let all = ranges.flatMap { $0 }
        #expect(ranges.count == frames, "seed \(seed)")
        #expect(ranges.allSatisfy { !$0.isEmpty }, "seed \(seed)")
        #expect(
            zip(all, all.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }, "seed \(seed)")
    }
}
