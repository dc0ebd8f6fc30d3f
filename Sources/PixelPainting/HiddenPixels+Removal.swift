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

    init(icon scope: DataSetScope) {
        plane = .icon
        box = PixelBox(
            x: 0, y: 0, width: Self.side(scope.integer(.columns)),
            height: Self.side(scope.integer(.rows)))
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
        hiddenPixels.icons.flatMap { icon in
            file.dataSet.children(of: icon.index).map {
                HiddenPlane(icon: DataSetScope(file.dataSet, item: $0))
            }
        }
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
        var notes: [InstanceNote] = []
        // PS3.3 C.12.1.1.3: an edit invalidates them.
        for index in file.dataSet.elements.indices {
            switch file.dataSet.elements[index].tag {
            case .digitalSignaturesSequence, .macParametersSequence,
                .referencedSOPInstanceMACSequence:
                // The editor has nodes of nodes that go only once.
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
