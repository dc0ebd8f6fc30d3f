package import DICOMCore
import DICOMPixelData
package import Raster
package import RedactionReport

/// Writes a painted instance: the edited data set, and Pixel Data of which only what the boxes
/// touch differs.
package struct InstanceWriter: Sendable {
    package struct Outcome: Sendable {
        package var painted: [PaintedArea]
        package var notes: [InstanceNote]
    }

    /// Paints the boxes into one coded frame; called for frames that have boxes, in order.
    package typealias Repaint =
        (_ frame: Int, _ boxes: [PixelBox]) throws(InstanceFailure) -> RepaintedFrame

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
        var notes: [InstanceNote] = []
        var editor = DataSetEditor(instance.file)
        let hidden = instance.removeHiddenPixels(from: &editor)
        notes += hidden
        var attributes = order.attributes
        attributes.removedOverlays = hidden.contains(.overlaysRemoved)
        attributes.apply(to: &editor, of: instance.file)
        var painted: [PaintedArea]
        do {
            switch instance.layout {
            case .native(let pixels):
                editor.splitAtPixelData(keepsLength: true)
                painted = try NativePixelDataWriter(pixels: pixels, order: order)
                    .write(editor.finish(), to: &output)
            case .encapsulated(let pixels):
                let writer = EncapsulatedPixelDataWriter(
                    pixels: pixels, order: order, instance: instance)
                painted = try writer.write(editor: &editor, to: &output, notes: &notes, repaint)
            }
            try output.finish()
        } catch let error as DICOMError {
            throw InstanceFailure(error)
        } catch let error as PixelDataError {
            throw InstanceFailure(error)
        } catch let failure as InstanceFailure {
            throw failure
        } catch {
            throw .failed(.internalError, "the written file is incomplete")
        }
        painted += instance.hiddenPlanes.map { plane in
            PaintedArea(box: plane.box, plane: plane.plane)
        }
        var seen: Set<InstanceNote> = []
        return Outcome(painted: painted, notes: notes.filter { seen.insert($0).inserted })
    }
}
