import DICOMCore
import PixelPainting
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

/// Files of which two readers may show different pictures, or that show one beside the image.
@Suite struct AmbiguousInstanceTests {
    private static let image: DICOMBuilder = {
        var builder = DICOMBuilder.image(rows: 2, columns: 4)
        builder.add(.pixelData, .ob, .bytes([1, 2, 3, 4, 5, 6, 7, 8]))
        return builder
    }()

    private static func failure(_ builder: DICOMBuilder) throws -> InstanceFailure? {
        let file = try DICOMFile(ByteSource(try builder.build()))
        do {
            _ = try OpenedInstance(file, limits: ResourceLimits())
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        DICOMBuilder.Element(.rows, .us, .numbers([4])),
        DICOMBuilder.Element(.columns, .us, .numbers([2])),
        DICOMBuilder.Element(.photometricInterpretation, .cs, .text(["MONOCHROME1"])),
        DICOMBuilder.Element(.bitsStored, .us, .numbers([7])),
    ])
    func twoValuesThatDescribeTheImageFail(_ element: DICOMBuilder.Element) throws {
        var builder = Self.image
        let index = try #require(builder.elements.firstIndex { $0.tag == element.tag })
        builder.elements.insert(element, at: index + 1)
        let failure = try #require(try Self.failure(builder))
        #expect(failure.status == .failed)
        #expect(failure.reason.code == .malformedDataSet)
    }

    @Test func otherElementsMayOccurTwice() throws {
        var builder = Self.image
        let index = try #require(builder.elements.firstIndex { $0.tag == .modality })
        builder.elements.insert(builder.elements[index], at: index)
        #expect(try Self.failure(builder) == nil)
    }

    @Test(arguments: [
        DICOMBuilder.Element(
            .iconImageSequence, .sq,
            .sequence([.init([.init(.pixelData, .ob, .bytes([1, 2]))])], .defined)),
        DICOMBuilder.Element(DICOMCore.Tag(0x6000, 0x3000), .ow, .bytes([1, 2])),
    ])
    func picturesOfAnObjectWithoutPixelDataHoldIt(_ element: DICOMBuilder.Element) throws {
        var builder = DICOMBuilder()
        builder.add(.sopClassUID, .ui, .text(["1.2.840.10008.5.1.4.1.1.88.11"]))
        builder.add(.sopInstanceUID, .ui, .text(["2.25.1"]))
        builder.elements.append(element)
        let failure = try #require(try Self.failure(builder))
        #expect(failure.status == .held)
        #expect(failure.reason.code == .unsupportedPixelFormat)
    }
}
