import DICOMCore
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The check of a written file, given one that is not as it was written.
@Suite struct TamperedOutputTests {
    private static let box = PixelBox(x: 2, y: 1, width: 3, height: 2)
    private static let levels: [VerificationLevel] = [.full, .fast]

    private struct Written {
        let source: [UInt8]
        var bytes: [UInt8]
        let order: PaintOrder
        let outcome: InstanceWriter.Outcome

        /// `bytes` end with Pixel Data: the byte at this place of its value.
        subscript(pixelData offset: Int) -> UInt8 {
            get { bytes[bytes.count - 64 + offset] }
            set { bytes[bytes.count - 64 + offset] = newValue }
        }

        func verify(_ level: VerificationLevel) throws(InstanceFailure) {
            let verifier = try OutputVerifier(
                original: instance(source), written: instance(bytes), order: order,
                outcome: outcome)
            switch level {
            case .full: try verifier.compare { false }
            case .fast: try verifier.checkPainted { false }
            case .off: break
            }
        }

        private func instance(_ bytes: [UInt8]) throws(InstanceFailure) -> OpenedInstance {
            let limits = ResourceLimits()
            return try OpenedInstance(
                RedactionPipeline.read(ByteSource(bytes), limits), limits: limits)
        }
    }

    private func write(_ source: [UInt8], fill: [Int]) throws -> Written {
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(source)), limits: ResourceLimits())
        let order = PaintOrder(
            given: [.given(Self.box, frames: FrameSelection(frame: 0))], fill: fill,
            RedactionConfiguration())
        let file = TemporaryFile()
        var output = OutputFile(fileDescriptor: file.descriptor)
        let outcome = try InstanceWriter(instance, order: order).write(to: &output) {
            (plane, frame, boxes) throws(InstanceFailure) in
            try FrameCoder(plane).repaintOrFail(frame: frame, boxes: boxes, fill: order.fill)
        }
        return Written(
            source: source, bytes: file.contents(), order: order, outcome: outcome)
    }

    /// Two frames of 8 x 4.
    private func native() throws -> Written {
        let image = DICOMBuilder.image(
            rows: 4, columns: 8, frames: 2, photometricInterpretation: "MONOCHROME1"
        ).setting(.pixelData, .ob, .bytes((0..<64).map { UInt8($0) }))
        return try write(image.build(), fill: [255])
    }

    private func coded(_ image: CodedColourCase) throws -> Written {
        let codestream = try image.codestream()
        return try write(
            image.builder(frames: 2).settingFrames([[codestream], [codestream]]).build(),
            fill: image.fill)
    }

    @Test(arguments: levels)
    func whatWasWrittenPasses(_ level: VerificationLevel) throws {
        try native().verify(level)
        try coded(CodedColourCase.runLength[0]).verify(level)
        try coded(CodedColourCase.jpeg[1]).verify(level)
    }

    @Test(arguments: [0, 9, 13, 26, 32, 63])
    func aByteOutsideTheBoxFails(_ offset: Int) throws {
        var written = try native()
        written[pixelData: offset] ^= 1
        let failure = #expect(throws: InstanceFailure.self) { try written.verify(.full) }
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test(arguments: [10, 12, 18, 20], levels)
    func aByteInsideTheBoxFails(_ offset: Int, _ level: VerificationLevel) throws {
        var written = try native()
        written[pixelData: offset] ^= 1
        let failure = #expect(throws: InstanceFailure.self) { try written.verify(level) }
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test(arguments: levels)
    func anotherAttributeFails(_ level: VerificationLevel) throws {
        var written = try native()
        let file = try DICOMFile(ByteSource(written.bytes))
        let modality = try #require(file.dataSet[.modality])
        written.bytes[modality.valueOffset] ^= 1
        let failure = #expect(throws: InstanceFailure.self) { try written.verify(level) }
        #expect(failure?.reason.code == .verificationFailed)
    }

    @Test(arguments: [Tag.rows, .columns, .bitsStored, .pixelRepresentation], levels)
    func anotherImageModuleFails(_ tag: Tag, _ level: VerificationLevel) throws {
        var written = try native()
        let file = try DICOMFile(ByteSource(written.bytes))
        let element = try #require(file.dataSet[tag])
        written.bytes[element.valueOffset] ^= 1
        #expect(throws: InstanceFailure.self) { try written.verify(level) }
    }

    /// The last bytes of the second frame, which has no box.
    @Test func anUntouchedFragmentThatDiffersFails() throws {
        var written = try coded(CodedColourCase.runLength[0])
        let fragment = try #require(try Engine.fragments(written.bytes).last)
        let delimiter = 8
        written.bytes[written.bytes.count - delimiter - fragment.count + 66] ^= 1
        let failure = #expect(throws: InstanceFailure.self) { try written.verify(.full) }
        #expect(failure != nil)
    }

    /// The painted frame taken from the source: nothing was painted at all.
    @Test(
        arguments: [
            CodedColourCase.runLength[0], CodedColourCase.jpeg[1], CodedColourCase.jpeg2000[0],
        ], levels)
    func aFrameThatWasNotPaintedFails(
        _ image: CodedColourCase, _ level: VerificationLevel
    ) throws {
        let written = try coded(image)
        let unpainted = Written(
            source: written.source, bytes: written.source, order: written.order,
            outcome: written.outcome)
        let failure = #expect(throws: InstanceFailure.self) { try unpainted.verify(level) }
        #expect(failure?.reason.code == .verificationFailed)
    }

    /// Painted on both frames, ordered on one.
    @Test(
        arguments: [
            CodedColourCase.runLength[0], CodedColourCase.jpeg[1], CodedColourCase.jpeg2000[0],
        ])
    func aFrameThatWasPaintedUnaskedFails(_ image: CodedColourCase) throws {
        let written = try coded(image)
        let everywhere = Engine.clean(written.source, boxes: [.given(Self.box)])
        let tampered = Written(
            source: written.source, bytes: everywhere.bytes, order: written.order,
            outcome: written.outcome)
        let failure = #expect(throws: InstanceFailure.self) { try tampered.verify(.full) }
        #expect(failure?.reason.code == .verificationFailed)
    }
}
