import DICOMCore
import DICOMPixelData
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

@Suite struct NativeCheckTests {
    private static let image = DICOMBuilder.image(rows: 2, columns: 4, frames: 2)
        .setting(.pixelData, .ob, .bytes((1...16).map { UInt8($0) }))
    private let order = PaintOrder(
        boxes: [
            PaintedArea(
                box: PixelBox(x: 1, y: 0, width: 2, height: 2), frames: FrameSelection(frame: 1))
        ], fill: [0], attributes: Painting.attributes)

    private func pixels(_ change: (inout [UInt8]) -> Void) throws -> NativePixelData {
        var bytes = try Self.image.build()
        change(&bytes)
        let file = try DICOMFile(ByteSource(bytes))
        let instance = try OpenedInstance(file, limits: ResourceLimits())
        guard case .native(let pixels) = instance.image.layout else {
            throw DICOMError(code: .malformed, tag: .pixelData)
        }
        return pixels
    }

    private func paint(_ bytes: inout [UInt8], _ offsets: [Int]) {
        for offset in offsets { bytes[bytes.count - 16 + offset] = 0 }
    }

    private func check(painted offsets: [Int]) throws {
        let written = try pixels { paint(&$0, offsets) }
        try NativeCheck(original: pixels { _ in }, written: written, order: order)
            .requireOpaqueBoxes()
    }

    @Test func filledBoxesPass() throws {
        try check(painted: [9, 10, 13, 14])
    }

    /// Bytes outside were copied by the kernel and are not read again.
    @Test func bytesOutsideAreTrusted() throws {
        try check(painted: [0, 9, 10, 13, 14])
    }

    @Test(arguments: [9, 10, 13, 14])
    func aPixelThatIsNotFilledFails(_ missing: Int) throws {
        let failure = #expect(throws: InstanceFailure.self) {
            try check(painted: [9, 10, 13, 14].filter { $0 != missing })
        }
        #expect(failure?.reason.code == .verificationFailed)
    }
}
