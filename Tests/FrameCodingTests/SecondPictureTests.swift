import ImageCodecs
import Testing

@testable import FrameCoding

@Suite struct SecondPictureTests {
    @Test(arguments: [CodedImage.jpeg, .jpegColour, .jpeg2000, .lossyJPEG2000])
    func aPictureBehindTheEndIsNotPassedOver(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        let coder = try image.coder([codestream + codestream])
        let error = #expect(throws: FrameCodingError.self) { try coder.decode(frame: 0) }
        #expect(error?.cause.code == .unsupported)
    }

    @Test func aThumbnailInAMarkerSegmentIsNotPassedOver() throws {
        let codestream = try CodedImage.jpeg.codestream()
        // APP1 of a start of image, 6 bytes long with its length.
        let segment: [UInt8] = [0xFF, 0xE1, 0x00, 0x06, 0xFF, 0xD8, 0xFF, 0xDB]
        let coder = try CodedImage.jpeg.coder([
            Array(codestream.prefix(2)) + segment + codestream.dropFirst(2)
        ])
        let error = #expect(throws: FrameCodingError.self) { try coder.decode(frame: 0) }
        #expect(error?.cause.code == .unsupported)
    }
}
