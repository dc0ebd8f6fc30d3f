package import DICOMCore
import DICOMPixelData
package import Raster
package import RedactionReport

/// Writes a painted instance: the edited data set, and Pixel Data of which only what the boxes
/// touch differs.
package struct InstanceWriter: Sendable {
    package struct Outcome: Sendable {
        package var painted: [PaintedArea] = []
        package var notes: [InstanceNote] = []
        /// Frames of the image that were coded anew, with what their codec gave for a check.
        package var rewrittenFrames: [Int: (any Sendable)?] = [:]
    }

    /// Paints the boxes into one coded frame; called for every frame of a plane, in order, without
    /// boxes too: `nil` has the frame copied.
    package typealias Repaint =
        (_ plane: ImagePlane, _ frame: Int, _ boxes: [PixelBox]) throws(InstanceFailure)
        -> RepaintedFrame?

    private let instance: OpenedInstance
    private let order: PaintOrder

    package init(_ instance: OpenedInstance, order: PaintOrder) {
        self.instance = instance
        self.order = order
    }

    /// Writes the whole file through `output`, which stands at its beginning.
    ///
    /// - Parameter repaint: needed for encapsulated Pixel Data; native frames are overwritten in
    ///   the copied value.
    package func write(
        to output: inout OutputFile, repaint: Repaint
    ) throws(InstanceFailure) -> Outcome {
        var editor = DataSetEditor(instance.file)
        let hidden =
            instance.removeHiddenPixels(
                from: &editor, planes: order.removesHiddenPlanes)
            + instance.content.remove(
                from: &editor, privatePictures: order.dropsPrivatePixelData)
        var outcome = try paintOthers(&editor, repaint)
        var attributes = order.attributes
        attributes.removedOverlays =
            hidden.contains(.overlaysRemoved)
            || instance.others.contains { $0.isOverlay && order.hasBoxes(on: $0.plane) }
        // Codecs fill whole samples.
        if case .encapsulated = instance.image.layout,
            order.boxes.contains(where: { order.embeddedBits[$0.plane] != nil })
        {
            attributes.paintedPixels = true
        }
        attributes.apply(to: &editor, of: instance.file)
        do {
            let image = try writePixelData(&editor, to: &output, repaint)
            try output.finish()
            outcome.painted = image.painted + outcome.painted
            outcome.painted += order.boxes.filter { order.embeddedBits[$0.plane] != nil }
            outcome.notes += image.notes
            outcome.rewrittenFrames = image.rewrittenFrames
        } catch let error as DICOMError {
            throw InstanceFailure(error)
        } catch let error as PixelDataError {
            throw InstanceFailure(error)
        } catch let failure as InstanceFailure {
            throw failure
        } catch {
            throw .failed(.internalError, "the written file is incomplete")
        }
        if order.removesHiddenPlanes {
            outcome.painted += instance.removedPlanes.map { plane in
                PaintedArea(box: plane.box, plane: plane.plane)
            }
        }
        var seen: Set<InstanceNote> = []
        outcome.notes = (hidden + outcome.notes).filter { seen.insert($0).inserted }
        return outcome
    }

    /// Paints the pictures that stay besides the image.
    private func paintOthers(
        _ editor: inout DataSetEditor, _ repaint: Repaint
    ) throws(InstanceFailure) -> Outcome {
        var outcome = Outcome()
        for plane in instance.others where plane.embeddedBit == nil {
            if plane.plane == .icon, order.removesHiddenPlanes { continue }
            let part = try OtherPlaneWriter(plane: plane, order: order).write(&editor, repaint)
            outcome.painted += part.painted
            outcome.notes += part.notes
        }
        return outcome
    }

    private func writePixelData(
        _ editor: inout DataSetEditor, to output: inout OutputFile, _ repaint: Repaint
    ) throws -> Outcome {
        switch instance.image.layout {
        case .native(let pixels):
            editor.splitAtPixelData(instance.image.description.element, keepsLength: true)
            var outcome = Outcome()
            outcome.painted = try NativePixelDataWriter(pixels: pixels, order: order)
                .write(editor.finish(), to: &output)
            if !pixels.hiddenRanges.isEmpty { outcome.notes.append(.trailingBytesRemoved) }
            return outcome
        case .encapsulated(let pixels):
            return try EncapsulatedPixelDataWriter(
                pixels: pixels, order: order, instance: instance
            ).write(editor: &editor, to: &output, repaint)
        }
    }
}
