import DICOMCore
import DICOMPixelData
import RedactionPolicy
import RedactionReport

/// The pictures of an instance besides its image: those that can be examined, and those that cannot
/// and go as a whole.
struct OtherPlanes {
    private(set) var examined: [ImagePlane] = []
    private(set) var unexamined: [HiddenPlane] = []

    private let file: DICOMFile
    private var names: PathNames
    private let limits: ResourceLimits

    /// - Parameter removed: what goes as a whole, and is not looked into.
    /// - Throws: `held` for Pixel Data inside a sequence, or bits of the image, that cannot be
    ///   examined: nothing says what would be left without them.
    init(
        of file: DICOMFile, image: ImagePlane, _ hidden: HiddenPixels,
        without removed: PrivatePictures?, limits: ResourceLimits
    ) throws(InstanceFailure) {
        self.file = file
        names = PathNames(file.dataSet)
        self.limits = limits
        func goes(_ place: HiddenPixels.Place) -> Bool {
            removed?.contains(place.index) ?? false
        }
        for place in hidden.nested {
            // Stands for more places, which need not be where it is, if it is anywhere.
            guard place.kind != .beyondLimit else {
                throw .held(.nestedPixelData, "pixels at too many places are not examined")
            }
            if !goes(place) { try addNested(place) }
        }
        try requireNames()
        for group in OverlayPlane.groups(in: image.scope) {
            try addOverlays(group, image)
        }
        for icon in hidden.icons where !goes(icon) {
            addIcons(icon)
        }
    }

    private mutating func addNested(_ place: HiddenPixels.Place) throws(InstanceFailure) {
        let dataSet = file.dataSet
        let plane = Plane.nested(path: names.name(ofPathTo: place.index))
        let scope = DataSetScope(dataSet, holding: place.index)
        let tag = dataSet.elements[place.index].tag
        do throws(InstanceFailure) {
            if tag.element == Tag.overlayData.element, tag.group & 0xFF01 == 0x6000 {
                for overlay in try overlays(scope, tag.group, image: nil) {
                    examined.append(
                        try ImagePlane(
                            plane, overlay, in: scope, of: file, image: nil, limits: limits))
                }
            } else if [.pixelData, .floatPixelData, .doubleFloatPixelData].contains(tag) {
                let image = try ImagePlane(plane, in: scope, of: file, limits: limits)
                guard !HiddenBytes.hasOverlongTable(scope, pixelData: image.elementIndex) else {
                    throw .held(.nestedPixelData, "an offset table holds more than offsets")
                }
                examined.append(image)
            } else {
                throw .held(.nestedPixelData, "not examined")
            }
        } catch {
            throw .held(.nestedPixelData, "pixels at \(place.name): \(error.reason.message)")
        }
    }

    /// A sequence that stands twice on a level has two items of one name, and boxes would be painted
    /// into both.
    private func requireNames() throws(InstanceFailure) {
        var names: Set<Plane> = []
        for plane in examined where !names.insert(plane.plane).inserted {
            throw .held(.nestedPixelData, "pixels at two places of one name: \(plane.plane.name)")
        }
    }

    private mutating func addOverlays(
        _ group: UInt16, _ image: ImagePlane
    ) throws(InstanceFailure) {
        let plane = Plane.overlay(group: group)
        let scope = image.scope
        let hasData = scope[Tag(group, Tag.overlayData.element)] != nil
        do throws(InstanceFailure) {
            let overlays = try overlays(scope, group, image: image.description)
            guard overlays.count < 2 else {
                throw .held(.embeddedOverlay, "\(plane.name) has bits in two places")
            }
            for overlay in overlays {
                examined.append(
                    try ImagePlane(
                        plane, overlay, in: scope, of: file, image: image, limits: limits))
            }
        } catch {
            guard hasData, error.reason.code != .embeddedOverlay else {
                throw .held(.embeddedOverlay, "\(plane.name): \(error.reason.message)")
            }
            unexamined.append(HiddenPlane(overlay: group, file.dataSet))
        }
    }

    /// PS3.3 C.7.6.1.1.6 has one item with one picture; what holds more goes unexamined.
    private mutating func addIcons(_ icon: HiddenPixels.Place) {
        let node = file.dataSet.elements[icon.index]
        let items = file.dataSet.children(of: icon.index)
        guard let item = items.first, node.isSequence else {
            if node.valueLength > 0 { unexamined.append(HiddenPlane(icon: icon, file.dataSet)) }
            return
        }
        let scope = DataSetScope(file.dataSet, item: item)
        do {
            let plane = try ImagePlane(.icon, in: scope, of: file, limits: limits)
            if items.count == 1, !holdsMore(item, than: plane) {
                examined.append(plane)
                return
            }
        } catch {}
        unexamined.append(HiddenPlane(icon: icon, file.dataSet))
    }

    private func holdsMore(_ item: Int, than plane: ImagePlane) -> Bool {
        let elements = file.dataSet.elements
        return (item + 1..<elements[item].next).contains { index in
            index != plane.elementIndex && HiddenPixels.mayBePixels(elements[index].tag)
        } || HiddenBytes.hasOverlongTable(plane.scope, pixelData: plane.elementIndex)
    }

    private func overlays(
        _ scope: DataSetScope, _ group: UInt16, image: ImagePixelDescription?
    ) throws(InstanceFailure) -> [OverlayPlane] {
        do {
            return try OverlayPlane.planes(
                scope, group: group, image: image, limits: limits.pixelData)
        } catch {
            throw InstanceFailure(error)
        }
    }
}
