import DICOMPixelData
import Testing

@Suite struct OffsetTableTests {
    @Test func pointsToTheFirstFragmentOfEachFrame() {
        #expect(
            OffsetTable.basic(fragmentLengths: [[10, 6], [4], [2]])
                == [0, 0, 0, 0, 32, 0, 0, 0, 44, 0, 0, 0])
    }

    @Test func isEmptyWithoutFrames() {
        #expect(OffsetTable.basic(fragmentLengths: []).isEmpty)
    }

    @Test func reachesTheLastOffsetOf32Bits() {
        #expect(
            OffsetTable.basic(fragmentLengths: [[0xFFFF_FFFF - 8], [2]])
                == [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF])
    }

    @Test func isEmptyBeyond32Bits() {
        #expect(OffsetTable.basic(fragmentLengths: [[0xFFFF_FFFE - 6], [2]]).isEmpty)
    }

    @Test func hasLengthsBesideExtendedOffsets() throws {
        let table = try #require(OffsetTable.extended(fragmentLengths: [[0x1_0000_0000], [6]]))
        #expect(table.offsets == [0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0])
        #expect(table.lengths == [0, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func hasNoExtendedFormForTwoFragmentsAFrame() {
        #expect(OffsetTable.extended(fragmentLengths: [[2], [2, 2]]) == nil)
    }
}
