import DICOMCore
import DICOMPixelData
package import Raster
import RedactionPolicy
package import RedactionReport

/// A picture beside the Pixel Data that is removed when an instance is painted.
package struct HiddenPlane: Hashable, Sendable {
    package var plane: Plane
    /// All of it, in its own pixels.
    package var box: PixelBox
}

extension HiddenPlane {
    init(overlay group: UInt16, _ dataSet: DataSet) {
        plane = .overlay(group: group)
        box = PixelBox(
            x: 0, y: 0, width: Self.side(dataSet.integer(Tag(group, Tag.overlayColumns.element))),
            height: Self.side(dataSet.integer(Tag(group, Tag.overlayRows.element))))
    }

    /// Of the first picture; of no size where the value could not be read as items.
    init(icon place: HiddenPixels.Place, _ dataSet: DataSet) {
        plane = .icon
        let item =
            dataSet.elements[place.index].isSequence
            ? dataSet.children(of: place.index).first : nil
        let scope = item.map { DataSetScope(dataSet, item: $0) }
        box = PixelBox(
            x: 0, y: 0, width: Self.side(scope?.integer(.columns)),
            height: Self.side(scope?.integer(.rows)))
    }

    /// Rows or columns as VR US can say them; 0 where the element says nothing.
    private static func side(_ value: Int?) -> Int {
        min(max(value ?? 0, 0), Int(UInt16.max))
    }
}

extension OpenedInstance {
    /// The icons, each as a whole: an icon shows what the image does, too small to be read by a
    /// detector, and goes when anything is painted.
    package var icons: [HiddenPlane] {
        hiddenPixels.icons.filter {
            let node = file.dataSet.elements[$0.index]
            // Undefined lengths may enclose nothing.
            return node.valueLength > 0 || node.next > $0.index + 1
        }.map { HiddenPlane(icon: $0, file.dataSet) }
    }

    /// What goes as a whole when the instance is painted.
    package var removedPlanes: [HiddenPlane] {
        icons + unexaminedPlanes.filter { $0.plane != .icon }
    }

    /// Removes signatures that no longer hold, at any depth, and with `planes` what goes as a whole.
    func removeHiddenPixels(
        from editor: inout DataSetEditor, planes: Bool
    ) -> [InstanceNote] {
        (planes ? removePlanes(from: &editor) : []) + removeSignatures(from: &editor)
    }

    private func removePlanes(from editor: inout DataSetEditor) -> [InstanceNote] {
        var notes: [InstanceNote] = []
        for index in file.dataSet.topLevel {
            let tag = file.dataSet.elements[index].tag
            if unexaminedPlanes.contains(where: { $0.plane == .overlay(group: tag.group) }) {
                editor.remove(at: index)
                notes.append(.overlaysRemoved)
            }
        }
        for icon in hiddenPixels.icons {
            editor.remove(at: icon.index)
            notes.append(.iconRemoved)
        }
        return notes
    }

    private func removeSignatures(from editor: inout DataSetEditor) -> [InstanceNote] {
        var isRemoved = false
        var iconEnd = 0
        // PS3.3 C.12.1.1.3: an edit invalidates them.
        for (index, element) in file.dataSet.elements.enumerated() where index >= iconEnd {
            switch element.tag {
            // What is inside goes with it.
            case .iconImageSequence: iconEnd = element.next
            case .digitalSignaturesSequence, .macParametersSequence,
                .referencedSOPInstanceMACSequence:
                editor.remove(at: index)
                isRemoved = true
            default: break
            }
        }
        return isRemoved ? [.digitalSignaturesRemoved] : []
    }
}
