import DICOMPixelData
import ImageCodecs
import Raster
import Testing

@testable import FrameCoding

@Suite struct FrameCoderTests {
    private let box = PixelBox(x: 3, y: 2, width: 4, height: 5)

    private func fill(of image: CodedImage) -> [Int] {
        image.transferSyntax == .jpegBaseline8Bit && image.samplesPerPixel == 3
            && image.name != CodedImage.jpegRGB.name
            ? [0, 128, 128] : [Int](repeating: 0, count: image.samplesPerPixel)
    }

    @Test(arguments: CodedImage.all)
    func decodesToTheDeclaredShape(_ image: CodedImage) throws {
        let samples = try image.coder([image.codestream()]).decode(frame: 0).samples
        #expect(samples.width == image.width && samples.height == image.height)
        #expect(samples.samplesPerPixel == image.samplesPerPixel)
        #expect(samples.bytesPerSample == image.bitsAllocated / 8)
    }

    /// The marker of a codestream decides over the data set's label.
    @Test(arguments: [
        (CodedImage.runLength, ColourModel.monochrome(isInverted: false)),
        (.jpeg, .monochrome(isInverted: false)), (.jpegColour, .ybrFull), (.jpegRGB, .rgb),
        (.jpeg2000, .monochrome(isInverted: true)), (.jpeg2000Colour, .rgb),
        (.lossyJPEG2000, .rgb),
    ])
    func saysWhatSamplesMean(_ image: CodedImage, _ colour: ColourModel) throws {
        let coder = try image.coder([image.codestream()])
        #expect(try coder.colour(ofFrame: 0) == colour)
        #expect(try coder.decode(frame: 0).colour == colour)
    }

    @Test(arguments: CodedImage.all)
    func subsampledChromaHasARing(_ image: CodedImage) throws {
        let frame = try image.coder([image.codestream()]).decode(frame: 0)
        #expect((frame.ringWidth > 0) == (image.name == CodedImage.jpegColour.name))
    }

    @Test(arguments: CodedImage.all)
    func repaintsTheBox(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        let painted = try image.coder([codestream])
            .repaint(frame: 0, boxes: [box], fill: fill(of: image))
        #expect(painted.painted.allSatisfy { $0.contains(box) } && painted.painted.count == 1)
        let frame = try image.coder([painted.codestream]).decode(frame: 0)
        #expect(frame.samples.isFilled(box, with: fill(of: image)))
    }

    @Test(arguments: CodedImage.all)
    func saysWhenALossyStreamIsWrittenReversibly(_ image: CodedImage) throws {
        let painted = try image.coder([image.codestream()])
            .repaint(frame: 0, boxes: [box], fill: fill(of: image))
        #expect(painted.notes == (image.transferSyntax == .jpeg2000 ? [.recodedReversibly] : []))
    }

    @Test(arguments: CodedImage.all)
    func framesOfEqualBytesAreKnown(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        var other = codestream
        other[other.count / 2] ^= 1
        let left = try image.coder([codestream, codestream])
        let right = try image.coder([codestream, other])
        #expect(left.hasSameBytes(as: right, frame: 0))
        #expect(!left.hasSameBytes(as: right, frame: 1))
    }

    @Test(arguments: CodedImage.all)
    func coefficientsAreCheckedInJPEGAlone(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        let coder = try image.coder([codestream])
        let fill = fill(of: image)
        let painted = try coder.repaint(frame: 0, boxes: [box], fill: fill)
        #expect((painted.proof != nil) == (image.transferSyntax == .jpegBaseline8Bit))
        guard let proof = painted.proof else { return }
        let check = try image.coder([painted.codestream]).check(frame: 0, against: proof)
        #expect(check == CoefficientCheck(outsideIdentical: true, insideIsFill: true))
    }

    @Test func coefficientsOfAnUnpaintedFrameAreNotTheFill() throws {
        let image = CodedImage.jpeg
        let coder = try image.coder([image.codestream()])
        let painted = try coder.repaint(
            frame: 0, boxes: [PixelBox(x: 0, y: 0, width: 8, height: 8)], fill: [0])
        let check = try coder.check(frame: 0, against: try #require(painted.proof))
        #expect(check == CoefficientCheck(outsideIdentical: true, insideIsFill: false))
    }

    @Test(arguments: CodedImage.all)
    func anErrorNamesTheFrame(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        let coder = try image.coder([codestream, Array(codestream.prefix(codestream.count / 2))])
        let error = #expect(throws: FrameCodingError.self) { try coder.decode(frame: 1) }
        #expect(error?.frame == 1 && error?.description.hasSuffix("in frame 1") == true)
    }

    private static let hidden = Array("INVENTED^NAME".utf8)

    @Test(arguments: CodedImage.all)
    func codestreamsWithoutHiddenBytesStay(_ image: CodedImage) throws {
        let coder = try image.coder([image.codestream(), image.codestream() + [0, 0]])
        #expect(try coder.withoutHiddenBytes(frame: 0) == nil)
        #expect(try coder.withoutHiddenBytes(frame: 1) == nil)
    }

    @Test(arguments: CodedImage.all)
    func bytesBehindTheFrameGo(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        let coder = try image.coder([codestream + Self.hidden])
        let cut = try #require(try coder.withoutHiddenBytes(frame: 0))
        #expect(cut.count <= codestream.count && codestream.starts(with: cut))
        let again = try image.coder([cut])
        #expect(try again.withoutHiddenBytes(frame: 0) == nil)
        #expect(
            try again.decode(frame: 0).samples.bytes
                == image.coder([codestream]).decode(frame: 0).samples.bytes)
    }

    @Test(arguments: CodedImage.all)
    func paintedFramesHaveNoHiddenBytes(_ image: CodedImage) throws {
        let coder = try image.coder([image.codestream() + Self.hidden])
        let painted = try coder.repaint(frame: 0, boxes: [box], fill: fill(of: image))
        #expect(try image.coder([painted.codestream]).withoutHiddenBytes(frame: 0) == nil)
    }

    /// The headers of tile-parts that no box touches are cleaned with the painted ones.
    @Test func untouchedTilesHaveNoHiddenBytes() throws {
        let image = CodedImage.tiledJPEG2000
        var codestream = try image.codestream()
        // A comment in the last tile-part: its SOT has 12 bytes, its length ends 4 of them.
        let start = try #require(
            codestream.indices.dropLast().last {
                codestream[$0] == 0xFF && codestream[$0 + 1] == 0x90
            })
        let comment = [0xFF, 0x64, 0, UInt8(Self.hidden.count + 4), 0, 1] + Self.hidden
        codestream.insert(contentsOf: comment, at: start + 12)
        codestream[start + 9] += UInt8(comment.count)
        let painted = try image.coder([codestream]).repaint(
            frame: 0, boxes: [PixelBox(x: 0, y: 0, width: 2, height: 2)], fill: [0])
        #expect(painted.codestream.firstRange(of: Self.hidden) == nil)
        #expect(try image.coder([painted.codestream]).withoutHiddenBytes(frame: 0) == nil)
    }

    /// Sizes are those of the data set, or there is no frame.
    @Test(arguments: CodedImage.all)
    func anotherShapeIsRefused(_ image: CodedImage) throws {
        let wider = CodedImage(
            name: image.name, transferSyntax: image.transferSyntax, width: image.width + 1,
            height: image.height, samplesPerPixel: image.samplesPerPixel,
            photometricInterpretation: image.photometricInterpretation,
            bitsAllocated: image.bitsAllocated, bitsStored: image.bitsStored)
        let coder = try wider.coder([image.codestream()])
        #expect(throws: FrameCodingError.self) { try coder.decode(frame: 0) }
    }
}
