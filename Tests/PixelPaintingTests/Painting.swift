import DICOMCore
import DICOMPixelData
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport

@testable import PixelPainting

/// Swift Testing has a `Tag` too.
typealias Tag = DICOMCore.Tag

/// An instance that was painted and written, without a codec.
struct Painting {
    let source: DICOMFile
    let bytes: [UInt8]
    let file: DICOMFile
    let outcome: InstanceWriter.Outcome

    static let corner = PixelBox(x: 0, y: 0, width: 1, height: 1)
    static let attributes = CleanAttributes(claimsNoAnnotation: true, policyName: "boxes")

    /// A frame that is painted becomes the codestream FF D8 FF 00 and its number, of odd length.
    static func codestream(ofPainted frame: Int) -> [UInt8] { [0xFF, 0xD8, 0xFF, 0, UInt8(frame)] }

    init(
        _ builder: DICOMBuilder, frames: FrameSelection = .all,
        _ attributes: CleanAttributes = Painting.attributes, boxes: [PixelBox] = [corner]
    ) throws {
        try self.init(builder.build(), frames: frames, attributes, boxes: boxes)
    }

    init(
        _ source: [UInt8], frames: FrameSelection = .all,
        _ attributes: CleanAttributes = Painting.attributes, boxes: [PixelBox] = [corner]
    ) throws {
        self.source = try DICOMFile(ByteSource(source))
        let instance = try OpenedInstance(self.source, limits: ResourceLimits())
        let order = PaintOrder(
            boxes: boxes.map { PaintedArea(box: $0, frames: frames) }, fill: [0],
            attributes: attributes)
        let file = TemporaryFile()
        var output = OutputFile(fileDescriptor: file.descriptor)
        outcome = try InstanceWriter(instance, order: order).write(to: &output) { _, frame, boxes in
            boxes.isEmpty
                ? nil
                : RepaintedFrame(codestream: Self.codestream(ofPainted: frame), painted: boxes)
        }
        bytes = file.contents()
        self.file = try DICOMFile(ByteSource(bytes))
    }

    /// Two pixels of one byte.
    static func image(
        _ transferSyntax: TransferSyntax = .explicitVRLittleEndian
    ) -> DICOMBuilder {
        .image(transferSyntax, rows: 1, columns: 2).setting(.pixelData, .ob, .bytes([7, 9]))
    }

    /// The bytes of the top-level elements of this tag.
    static func elements(_ tag: Tag, of file: DICOMFile) -> [[UInt8]] {
        file.dataSet.topLevel.map { file.dataSet.elements[$0] }.filter { $0.tag == tag }
            .map { file.body.bytes(in: $0.offset..<$0.end) }
    }

    /// The values of the elements of this tag in the items of a sequence at top level.
    func values(_ tag: Tag, in sequence: Tag) -> [String?] {
        guard let index = file.dataSet.index(of: sequence) else { return [] }
        return file.dataSet.children(of: index).map { item in
            file.dataSet.element(tag, inItem: item).flatMap { file.dataSet.string(of: $0) }
        }
    }
}
