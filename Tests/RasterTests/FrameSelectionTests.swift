import Foundation
import Raster
import Testing

@Suite struct FrameSelectionTests {
    @Test func rangesAreSortedAndJoined() {
        let selection = FrameSelection([7...9, 0...2, 3...4, 8...12])
        #expect(selection.ranges == [0...4, 7...12])
        #expect(selection.contains(4) && !selection.contains(5) && selection.contains(12))
    }

    @Test func theGreatestNumberIsNoSpecialCase() {
        #expect(FrameSelection([5...Int.max, 7...9]).ranges == [5...Int.max])
    }

    @Test func allContainsEveryFrame() {
        #expect(FrameSelection.all.contains(0) && FrameSelection.all.contains(1_000_000))
        #expect(FrameSelection.all.union(FrameSelection(frame: 3)) == .all)
    }

    @Test func unionJoinsNeighbours() {
        #expect(
            FrameSelection(frame: 3).union(FrameSelection(frame: 4)) == FrameSelection([3...4]))
    }

    @Test(arguments: [
        [0, 1, 2, 7, 8, 4], [3, 1, 2, 3], [5, 4, 3], [Int.max, 0], [9],
    ])
    func framesThatAreAddedAreThoseOfTheUnion(frames: [Int]) {
        var selection = FrameSelection([])
        for frame in frames { selection.insert(frame) }
        #expect(selection == FrameSelection(frames.map { $0...$0 }))
    }

    @Test func everyFrameIsInAll() {
        var selection = FrameSelection.all
        selection.insert(3)
        #expect(selection == .all)
    }

    @Test(arguments: [
        ("null", FrameSelection.all), ("[[0,9],[12,12]]", FrameSelection([0...9, 12...12])),
    ])
    func codesAsTheReportHasIt(json: String, selection: FrameSelection) throws {
        #expect(try JSONDecoder().decode(FrameSelection.self, from: Data(json.utf8)) == selection)
        #expect(String(decoding: try JSONEncoder().encode(selection), as: UTF8.self) == json)
    }

    @Test(arguments: ["[[3,1]]", "[[-1,2]]", "[[1]]", "[1,2]", "\"all\""])
    func refusesOtherForms(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(FrameSelection.self, from: Data(json.utf8))
        }
    }

    @Test(arguments: [(4, true), (5, false)])
    func noticesFramesBeyondTheLast(frameCount: Int, reaches: Bool) {
        #expect(FrameSelection([0...1, 4...4]).reaches(beyond: frameCount) == reaches)
    }
}
