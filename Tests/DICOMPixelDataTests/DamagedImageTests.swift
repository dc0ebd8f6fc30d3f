import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

/// Files with damaged bytes: whatever they claim, reading all their pictures ends.
@Suite struct DamagedImageTests {
    /// An image with overlays, one of them in its bits, and pictures in an item.
    private static func image(_ syntax: TransferSyntax) -> ImageFixture {
        let nested = ImageFixture(rows: 2, columns: 3, bitsAllocated: 16, bitsStored: 12)
            .pixels([UInt8](repeating: 0x21, count: 12))
            .adding(.windowCenter, .ds, .text(["5", "100"]))
            .adding(.windowWidth, .ds, .text(["8", "300"]))
            .adding(Tag(0x6000, 0x0102), .us, .numbers([13]))
        let numbers = FloatPixelDataTests.Form.float.image(rows: 1, columns: 2, [0.5, -3])
        let items = [nested, numbers].map {
            DICOMBuilder.Item($0.builder.elements, .undefined)
        }
        var image = ImageFixture(
            syntax, rows: 4, columns: 5, frames: 2, bitsAllocated: 16, bitsStored: 12,
            isSigned: true
        ).pixels((0..<80).map { UInt8($0 * 3) })
            .adding(.sourceImageSequence, .sq, .sequence(items, .defined))
            .adding(Tag(0x6000, 0x0010), .us, .numbers([4]))
            .adding(Tag(0x6000, 0x0011), .us, .numbers([5]))
            .adding(Tag(0x6000, 0x0015), .is, .text(["2 "]))
            .adding(Tag(0x6000, 0x3000), .ow, .bytes([1, 2, 3, 4, 5, 6]))
            .adding(Tag(0x6002, 0x0010), .us, .numbers([4]))
            .adding(Tag(0x6002, 0x0100), .us, .numbers([16]))
            .adding(Tag(0x6002, 0x0102), .us, .numbers([14]))
        image = image.adding(
            .voilutSequence, .sq,
            .sequence(
                [
                    .init([
                        .init(.lutDescriptor, .us, .numbers([2, 0, 8])),
                        .init(.lutData, .ow, .numbers([7, 200])),
                    ])
                ], .defined))
        return image
    }

    /// Reads, shows and paints the pictures of one level.
    private static func visit(_ scope: DataSetScope, _ file: DICOMFile) throws {
        let limits = PixelDataLimits(bytesPerFrame: 1 << 20, frames: 1 << 10)
        let description = try? ImagePixelDescription(
            scope, transferSyntax: file.transferSyntax, limits: limits)
        let box = PixelBox(x: 1, y: 1, width: 2, height: 1 << 20)
        for group in OverlayPlane.groups(in: scope) {
            let planes = try? OverlayPlane.planes(
                scope, group: group, image: description, limits: limits)
            for plane in planes ?? [] {
                guard case .own = plane.storage else { continue }
                let none = SampleBuffer(
                    width: 1, height: 1, samplesPerPixel: 1, bytesPerSample: 1)
                let frame = plane.frame(plane.frames - 1, image: none)
                #expect(frame.bitView.pixels.count == plane.rows * plane.columns)
                #expect(plane.painted { _ in [box] } != nil)
            }
        }
        guard let description,
            case .native(let pixels) = try PixelDataLayout(scope, description: description),
            let colour = description.photometricInterpretation.colourModel
        else { return }
        let samples = pixels.frame(description.frames - 1)
        let renderer = try ViewRenderer(scope, description: description)
        #expect(!renderer.views(of: samples, colourModel: colour, frame: 1).isEmpty)
        _ = UnusedBits(description).views(of: samples)
        let fill = try FillValue(scope, description: description)
            .values(.black, colourModel: colour)
        var painter = NativePainter(pixels)
        let clearing = description.isFloat ? [] : [BitClearing(mask: 0x4000, box: box)]
        let (patches, painted) = painter.patches(
            frame: 0, boxes: [box], fill: fill, clearing: clearing)
        #expect(painted.count == 1)
        let range = 0..<pixels.source.count
        #expect(
            patches.allSatisfy {
                range.contains($0.sourceOffset)
                    && $0.sourceOffset + $0.bytes.count <= range.upperBound
            })
    }

    @Test(
        arguments: [
            TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian, .explicitVRBigEndian,
        ], UInt64(0)..<60)
    func endReadingSomehow(_ syntax: TransferSyntax, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var bytes = try Self.image(syntax).builder.build()
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let index = Int.random(in: 132..<bytes.count, using: &random)
            bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        guard let file = try? DICOMFile(ByteSource(bytes)) else { return }
        let hidden = HiddenPixels(file.dataSet)
        var scopes = [DataSetScope(file.dataSet)]
        scopes += (hidden.nested + hidden.icons).map {
            DataSetScope(file.dataSet, holding: $0.index)
        }
        for scope in scopes {
            do {
                try Self.visit(scope, file)
            } catch {
                #expect(error is PixelDataError, "seed \(seed)")
            }
        }
    }
}
