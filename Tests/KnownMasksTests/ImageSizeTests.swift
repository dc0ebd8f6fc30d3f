import KnownMasks
import Testing

@Suite struct ImageSizeTests {
    @Test func leavesOpenWhatItDoesNotSay() {
        #expect(ImageSize(rows: 480, columns: nil).holds(rows: 480, columns: 640))
        #expect(!ImageSize(rows: 480, columns: 600).holds(rows: 480, columns: 640))
    }
}
