import DICOMCore
import DICOMPixelData
package import Raster
package import RedactionReport

/// A picture beside the Pixel Data that is removed unexamined when an instance is painted.
package struct HiddenPlane: Hashable, Sendable {
    package var plane: Plane
    /// All of it, in its own pixels.
    package var box: PixelBox
}

extension OpenedInstance {
    /// Overlays and icons, each as a whole.
    package var hiddenPlanes: [HiddenPlane] {
        let dataSet = file.dataSet
        let overlays = hiddenPixels.overlayGroups.map { group in
            HiddenPlane(
                plane: .overlay(group: group),
                box: PixelBox(
                    x: 0, y: 0,
                    width: Self.side(dataSet[Tag(group, Tag.overlayColumns.element)], dataSet),
                    height: Self.side(dataSet[Tag(group, Tag.overlayRows.element)], dataSet)))
        }
        let icons = hiddenPixels.icons.map { icon in
            let item = dataSet.children(of: icon.index).first
            func size(_ tag: Tag) -> Int {
                Self.side(item.flatMap { dataSet.element(tag, inItem: $0) }, dataSet)
            }
            return HiddenPlane(
                plane: .icon,
                box: PixelBox(x: 0, y: 0, width: size(.columns), height: size(.rows)))
        }
        return overlays + icons
    }

    /// Rows or columns as VR US can say them; 0 where the element says nothing.
    private static func side(_ element: DataElement?, _ dataSet: DataSet) -> Int {
        let value = element.flatMap { dataSet.integer(of: $0) } ?? 0
        return min(max(value, 0), Int(UInt16.max))
    }

    /// Removes overlays, icons, and signatures that no longer hold, at any depth.
    func removeHiddenPixels(from editor: inout DataSetEditor) -> [InstanceNote] {
        var notes: [InstanceNote] = []
        for index in file.dataSet.topLevel {
            let tag = file.dataSet.elements[index].tag
            if hiddenPixels.overlayGroups.contains(tag.group) {
                editor.remove(at: index)
                notes.append(.overlaysRemoved)
            }
        }
        for icon in hiddenPixels.icons {
            editor.remove(at: icon.index)
            notes.append(.iconRemoved)
        }
        // PS3.3 C.12.1.1.3: an edit invalidates them.
        for index in file.dataSet.elements.indices {
            switch file.dataSet.elements[index].tag {
            case .digitalSignaturesSequence, .macParametersSequence,
                .referencedSOPInstanceMACSequence:
                guard !isInsideIcon(index) else { continue }
                editor.remove(at: index)
                notes.append(.digitalSignaturesRemoved)
            default: break
            }
        }
        return notes
    }

    private func isInsideIcon(_ index: Int) -> Bool {
        hiddenPixels.icons.contains { icon in
            (icon.index..<file.dataSet.elements[icon.index].next).contains(index)
        }
    }
}
