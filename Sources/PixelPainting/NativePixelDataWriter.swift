import DICOMCore
import DICOMPixelData
import Raster
import RedactionReport

/// Writes native Pixel Data in one pass: the value is copied, with the rows of the boxes replaced.
///
/// The kernel's own copy would save nothing: file systems share or move blocks only where both
/// places begin a block, which a changed header prevents. Overwriting the rows afterwards costs a
/// call for each, and waits where the system has begun to write their pages to the disk.
struct NativePixelDataWriter {
    let pixels: NativePixelData
    let order: PaintOrder

    /// Writes the whole file of `edited`.
    ///
    /// - Returns: the painted areas of the Pixel Data.
    func write(
        _ edited: EditedFile, to output: inout OutputFile
    ) throws(DICOMError) -> [PaintedArea] {
        guard let element = edited.pixelDataElement else {
            throw DICOMError(code: .missing, tag: .pixelData)
        }
        var patches = FramePatches(pixels, order: order, plane: .pixelData)
        if edited.deflates {
            var bytes = edited.bytes(of: [.source(element.offset..<element.end)])
            while let patch = patches.next() {
                let start = patch.sourceOffset - element.offset
                bytes.replaceSubrange(start..<start + patch.bytes.count, with: patch.bytes)
            }
            try edited.write(to: &output, pixelData: [.bytes(bytes)])
        } else {
            try output.append(edited.prefix)
            for piece in edited.head { try output.append(piece, from: edited.source) }
            try output.append(element.offset..<element.end, from: edited.source) { patches.next() }
            for piece in edited.tail { try output.append(piece, from: edited.source) }
        }
        return patches.collector.areas(frameCount: pixels.frames)
    }
}

/// The patches of all boxes, made frame by frame when they are asked for, and zeroes over what
/// stands behind the frames unexamined.
struct FramePatches {
    private let order: PaintOrder
    private let plane: Plane
    private let frames: Int
    private var hiddenRanges: ArraySlice<Range<Int>>
    private var painter: NativePainter
    private var frame = 0
    private var patches: [SourcePatch] = []
    private var index = 0
    private(set) var collector = PaintedAreaCollector()

    init(_ pixels: NativePixelData, order: PaintOrder, plane: Plane) {
        self.order = order
        self.plane = plane
        frames = pixels.frames
        hiddenRanges = pixels.hiddenRanges[...]
        painter = NativePainter(pixels)
    }

    mutating func next() -> Replacement? {
        while index == patches.count {
            guard frame < frames else { return nextCleared() }
            let boxes = order.boxes(onFrame: frame, of: plane)
            let clearing = plane == .pixelData ? order.clearing(onFrame: frame) : []
            if !boxes.isEmpty || !clearing.isEmpty {
                let painted: [PixelBox]
                (patches, painted) = painter.patches(
                    frame: frame, boxes: boxes, fill: order.fill(of: plane), clearing: clearing)
                index = 0
                collector.add(painted, frame: frame)
            }
            frame += 1
        }
        // Behind each frame, where frames lie in fragments of their own.
        if let range = hiddenRanges.first, range.lowerBound < patches[index].sourceOffset {
            return nextCleared()
        }
        defer { index += 1 }
        return Replacement(sourceOffset: patches[index].sourceOffset, bytes: patches[index].bytes)
    }

    private mutating func nextCleared() -> Replacement? {
        hiddenRanges.popFirst().map {
            Replacement(
                sourceOffset: $0.lowerBound, bytes: [UInt8](repeating: 0, count: $0.count))
        }
    }
}
