import DICOMCore
import DICOMPixelData
import TestSupport

/// Swift Testing has a `Tag` too.
typealias Tag = DICOMCore.Tag

/// An image of a few pixels as a file, and what is read from it.
struct ImageFixture: Sendable {
    var builder: DICOMBuilder

    init(
        _ transferSyntax: TransferSyntax = .explicitVRLittleEndian, rows: Int, columns: Int,
        frames: Int? = nil, samplesPerPixel: Int = 1,
        photometricInterpretation: String = "MONOCHROME2", planarConfiguration: Int? = nil,
        bitsAllocated: Int = 8, bitsStored: Int? = nil, isSigned: Bool = false
    ) {
        builder = .image(
            transferSyntax, rows: rows, columns: columns, frames: frames,
            samplesPerPixel: samplesPerPixel,
            photometricInterpretation: photometricInterpretation,
            planarConfiguration: planarConfiguration, bitsAllocated: bitsAllocated,
            bitsStored: bitsStored, isSigned: isSigned)
    }

    func adding(_ tag: Tag, _ vr: VR, _ value: DICOMBuilder.Value) -> ImageFixture {
        var fixture = self
        fixture.builder.set(tag, vr, value)
        return fixture
    }

    func removing(_ tag: Tag) -> ImageFixture {
        var fixture = self
        fixture.builder.remove(tag)
        return fixture
    }

    func pixels(_ bytes: [UInt8], _ vr: VR = .ow) -> ImageFixture {
        adding(.pixelData, vr, .bytes(bytes))
    }

    func fragments(_ fragments: [[UInt8]]) -> ImageFixture {
        adding(.pixelData, .ob, .fragments(fragments))
    }

    func file() throws -> DICOMFile { try DICOMFile(ByteSource(try builder.build())) }

    func description() throws -> ImagePixelDescription { try ImagePixelDescription(try file()) }

    func native() throws -> NativePixelData? {
        let file = try file()
        guard case .native(let native) = try file.pixelDataLayout(ImagePixelDescription(file))
        else { return nil }
        return native
    }

    func encapsulated() throws -> EncapsulatedPixelData? {
        let file = try file()
        guard
            case .encapsulated(let encapsulated) = try file.pixelDataLayout(
                ImagePixelDescription(file))
        else { return nil }
        return encapsulated
    }

    /// The error that reading the image ends with.
    func failure() -> PixelDataError? {
        do {
            let file = try file()
            _ = try file.pixelDataLayout(ImagePixelDescription(file))
            return nil
        } catch {
            return error as? PixelDataError
        }
    }
}

/// The little endian bytes of 16-bit numbers.
func words(_ values: [Int]) -> [UInt8] {
    values.flatMap {
        [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
}

/// The bytes of 16-bit numbers in pairs turned round, as words of big endian data sets.
func swappedPairs(_ bytes: [UInt8]) -> [UInt8] {
    stride(from: 0, to: bytes.count, by: 2).flatMap { [bytes[$0 + 1], bytes[$0]] }
}
