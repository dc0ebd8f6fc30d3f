import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The checks of a written file, given one in which a picture besides the image is not as ordered.
@Suite struct TamperedPlaneTests {
    private static let levels: [VerificationLevel] = [.full, .fast]

    /// Two pixels outside the ink that painting would change.
    private func other(_ image: PlaneCase) throws -> PixelBox {
        let frame = try #require(try image.frames(image.source()).first)
        let pairs = (0..<image.width / 2).map { PixelBox(x: 2 * $0, y: 0, width: 2, height: 1) }
        return try #require(pairs.first { !frame.isFilled($0, with: image.fill) })
    }

    private static func instance(_ bytes: [UInt8]) throws -> OpenedInstance {
        try OpenedInstance(DICOMFile(ByteSource(bytes)), limits: ResourceLimits())
    }

    private static func outcome(
        _ instance: OpenedInstance, _ order: PaintOrder
    ) throws -> InstanceWriter.Outcome {
        let file = TemporaryFile()
        defer { extendLifetime(file) }
        var output = OutputFile(fileDescriptor: file.descriptor)
        return try InstanceWriter(instance, order: order).write(to: &output) {
            (plane, frame, boxes) throws(InstanceFailure) in
            try FrameCoder(plane).repaintOrFail(
                frame: frame, boxes: boxes, fill: order.fill(of: plane.plane))
        }
    }

    /// The check of `bytes` as what painting the ink of `image` gave.
    private func verify(
        _ bytes: [UInt8], as image: PlaneCase, _ level: VerificationLevel
    ) throws {
        let original = try Self.instance(image.source())
        var order = PaintOrder(given: [image.box], fill: image.fill, RedactionConfiguration())
        order.embeddedBits = original.embeddedBits
        order.otherFills[image.plane] = image.fill
        let verifier = try OutputVerifier(
            original: original, written: Self.instance(bytes), order: order,
            outcome: Self.outcome(original, order))
        switch level {
        case .full: try verifier.compare { false }
        case .fast: try verifier.checkPainted { false }
        case .off: break
        }
    }

    private func code(
        _ bytes: [UInt8], as image: PlaneCase, _ level: VerificationLevel
    ) throws -> ReasonCode? {
        do {
            try verify(bytes, as: image, level)
            return nil
        } catch let failure as InstanceFailure {
            return failure.reason.code
        }
    }

    private func proof(
        _ original: [UInt8], _ cleaned: [UInt8], _ image: PlaneCase
    ) -> VerificationResult {
        FileVerifier(PlaneCase.configuration(), detector: image.detector)
            .verify(original: ByteSource(original), cleaned: ByteSource(cleaned))
    }

    /// One bit of a pixel flipped in the first frame, where bytes can be changed in place.
    private func flipped(_ image: PlaneCase, at pixel: PixelBox) throws -> [UInt8]? {
        var bytes = try image.clean().bytes
        let written = try Self.instance(bytes)
        let plane = try #require(written.planes.first { $0.plane == image.plane })
        guard !written.file.transferSyntax.isDeflated, case .native(let pixels) = plane.layout
        else { return nil }
        let element = plane.scope.dataSet.elements[plane.elementIndex]
        let start = pixels.byteRange(ofFrame: 0)?.lowerBound ?? element.valueOffset
        let before = try #require(try image.frames(bytes).first)
        let index = pixel.y * image.width + pixel.x
        let size = pixels.format.bytesPerSample * pixels.format.samplesPerPixel
        let places: [(offset: Int, bit: Int)] =
            pixels.format.arrangement == .bits
            // Pairs of bytes may be swapped.
            ? [(start + index / 8, index % 8), (start + (index / 8 ^ 1), index % 8)]
            : (0..<size).map { (start + index * size + $0, (plane.embeddedBit ?? 0) % 8) }
        for place in places {
            bytes[place.offset] ^= 1 << UInt8(place.bit)
            let after = try #require(try image.frames(bytes).first)
            let differing = (0..<after.width * after.height).filter { other in
                let range = other * after.bytesPerPixel..<(other + 1) * after.bytesPerPixel
                return before.bytes[range] != after.bytes[range]
            }
            if differing == [index] { return bytes }
            bytes[place.offset] ^= 1 << UInt8(place.bit)
        }
        Issue.record("no bit changes the pixel alone")
        return nil
    }

    @Test(arguments: try PlaneCase.all(), levels)
    func whatWasWrittenPasses(_ image: PlaneCase, _ level: VerificationLevel) throws {
        #expect(try code(image.clean(level).bytes, as: image, level) == nil)
    }

    @Test(arguments: try PlaneCase.all(), levels)
    func aPictureThatWasNotPaintedFails(
        _ image: PlaneCase, _ level: VerificationLevel
    ) throws {
        #expect(try code(image.source(), as: image, level) == .verificationFailed)
    }

    /// A second box was painted that nobody ordered.
    @Test(arguments: try PlaneCase.all())
    func aPictureThatWasPaintedElsewhereFails(_ image: PlaneCase) throws {
        let more = Engine.clean(
            try image.source(), boxes: [image.box, .given(try other(image), plane: image.plane)],
            PlaneCase.configuration())
        #expect(more.report.status == .redacted)
        #expect(try code(more.bytes, as: image, .full) == .verificationFailed)
    }

    @Test(arguments: try PlaneCase.all())
    func aFlippedBitOutsideTheInkFails(_ image: PlaneCase) throws {
        let pixel = PixelBox(x: 0, y: 0, width: 1, height: 1)
        guard let bytes = try flipped(image, at: pixel) else { return }
        #expect(try code(bytes, as: image, .full) == .verificationFailed)
        // A pixel that has become the fill may have been painted.
        let frame = try #require(try image.frames(bytes).first)
        guard !frame.isFilled(pixel, with: image.fill) else { return }
        let result = try proof(image.source(), bytes, image)
        #expect(result.outcome == .refuted && result.summary?.outsideIdentical == false)
    }

    @Test(arguments: try PlaneCase.all(), levels)
    func aFlippedBitInsideTheInkFails(
        _ image: PlaneCase, _ level: VerificationLevel
    ) throws {
        let pixel = PixelBox(x: image.ink.x, y: image.ink.y, width: 1, height: 1)
        guard let bytes = try flipped(image, at: pixel) else { return }
        #expect(try code(bytes, as: image, level) == .verificationFailed)
    }

    @Test(arguments: try PlaneCase.all())
    func aCleanIsProvenFromTheFilesAlone(_ image: PlaneCase) throws {
        let result = try proof(image.source(), image.clean().bytes, image)
        #expect(result.outcome == .proven && result.findings.isEmpty)
        #expect(result.painted.contains { $0.plane == image.plane })
    }

    @Test(arguments: try PlaneCase.all())
    func textThatIsLeftIsRefutedFromTheFilesAlone(_ image: PlaneCase) throws {
        let source = try image.source()
        let result = proof(source, source, image)
        #expect(result.outcome == .refuted && result.summary?.residualText == 1)
    }

    // MARK: Icons

    private static func imageWithIcon() throws -> DICOMBuilder {
        let icon = PlaneCase.inner(PlaneCase.noise(63)).elements
        return try PlaneCase.outer().setting(
            .iconImageSequence, .sq, .sequence([.init(icon)], .defined))
    }

    @Test(arguments: levels)
    func anIconThatIsLeftFails(_ level: VerificationLevel) throws {
        let box = ReportedBox.given(PlaneCase.ink)
        // Painted without the icon, and the icon put back.
        let painted = Engine.clean(try PlaneCase.outer().build(), boxes: [box]).bytes
        let source = try Self.imageWithIcon().build()
        let element = try DICOMFile(ByteSource(source)).dataSet
        let icon = try #require(element[.iconImageSequence])
        let pixelData = try #require(try DICOMFile(ByteSource(painted)).dataSet[.pixelData])
        let tampered =
            painted[..<pixelData.offset] + source[icon.offset..<icon.end]
            + painted[pixelData.offset...]
        let order = PaintOrder(given: [box], fill: [0], RedactionConfiguration())
        let verifier = try OutputVerifier(
            original: Self.instance(source), written: Self.instance(Array(tampered)),
            order: order,
            outcome: Self.outcome(Self.instance(source), order))
        let failure = #expect(throws: InstanceFailure.self) {
            if level == .full {
                try verifier.compare { false }
            } else {
                try verifier.checkPainted { false }
            }
        }
        #expect(failure?.reason.code == .verificationFailed)
        let result = FileVerifier(PlaneCase.configuration(), detector: FixedDetector([]))
            .verify(original: ByteSource(source), cleaned: ByteSource(Array(tampered)))
        #expect(result.outcome == .refuted)
    }

    @Test func anIconThatDiffersIsRefuted() throws {
        let source = try Self.imageWithIcon().build()
        let dataSet = try DICOMFile(ByteSource(source)).dataSet
        let pixels = try #require(
            dataSet.elements.first { $0.tag == .pixelData && $0.depth > 0 })
        var tampered = source
        tampered[pixels.valueOffset] ^= 1
        let result = FileVerifier(PlaneCase.configuration(), detector: FixedDetector([]))
            .verify(original: ByteSource(source), cleaned: ByteSource(tampered))
        // One pixel may have been painted; then the icon may not be there.
        #expect(result.outcome == .refuted)
    }
}
