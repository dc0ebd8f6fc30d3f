package import DICOMCore

/// What a data set holds of pixels besides its image: each may show text.
package struct HiddenPixels: Hashable, Sendable {
    /// A node of the data set.
    package struct Place: Hashable, Sendable {
        /// In `DataSet.elements`.
        package var index: Int
        /// The tags from top level down to the element.
        package var path: [Tag]

        package init(index: Int, path: [Tag]) {
            self.index = index
            self.path = path
        }

        /// `(0040,A730).(7FE0,0010)`.
        package var name: String { path.map(\.description).joined(separator: ".") }
    }

    /// Icon Image Sequences at any depth; not those inside another one.
    package private(set) var icons: [Place] = []
    /// Groups at top level that have Overlay Data (60xx,3000).
    package private(set) var overlayGroups: [UInt16] = []
    /// Groups at top level whose overlay lies in unused bits of the pixels.
    package private(set) var embeddedOverlayGroups: [UInt16] = []
    /// Pixel Data (of integers or floats) and Overlay Data inside sequences other than icons, and
    /// Variable Pixel Data (7Fxx,0010) at any depth outside of icons.
    package private(set) var nested: [Place] = []

    /// Whether the image is all there is.
    package var isEmpty: Bool {
        icons.isEmpty && overlayGroups.isEmpty && embeddedOverlayGroups.isEmpty && nested.isEmpty
    }

    package init(_ dataSet: DataSet) {
        var iconEnd = 0
        for (index, element) in dataSet.elements.enumerated() {
            guard index >= iconEnd else { continue }
            switch element.tag {
            case .iconImageSequence:
                // An empty one shows nothing.
                if element.valueLength > 0 || element.hasUndefinedLength {
                    icons.append(Place(index: index, path: dataSet.path(to: index)))
                }
                iconEnd = element.next
            case .pixelData, .floatPixelData, .doubleFloatPixelData:
                if element.depth > 0 {
                    nested.append(Place(index: index, path: dataSet.path(to: index)))
                }
            case let tag where Self.isOverlay(tag) && tag.element == Tag.overlayData.element:
                if element.depth > 0 {
                    nested.append(Place(index: index, path: dataSet.path(to: index)))
                } else {
                    overlayGroups.append(tag.group)
                }
            case let tag where Self.isVariablePixelData(tag):
                nested.append(Place(index: index, path: dataSet.path(to: index)))
            default: break
            }
        }
        findEmbeddedOverlays(dataSet)
    }

    private mutating func findEmbeddedOverlays(_ dataSet: DataSet) {
        var groups: Set<UInt16> = []
        for index in dataSet.topLevel where Self.isOverlay(dataSet.elements[index].tag) {
            let element = dataSet.elements[index]
            switch element.tag.element {
            // PS3.5 8.1.2 of 2004: an overlay without data of its own is in the pixels' bits.
            case Tag.overlayRows.element where !overlayGroups.contains(element.tag.group):
                groups.insert(element.tag.group)
            case Tag.overlayBitPosition.element
            where dataSet.integer(of: element).map { $0 > 0 } ?? false:
                groups.insert(element.tag.group)
            default: break
            }
        }
        embeddedOverlayGroups = groups.sorted()
    }

    /// Even groups 6000...60FE: PS3.5 7.6 has sixteen, old files use others too.
    private static func isOverlay(_ tag: Tag) -> Bool { tag.group & 0xFF01 == 0x6000 }

    /// Even groups 7F00...7FFE but 7FE0: retired, PS3.6 6 still lists it; a second picture.
    private static func isVariablePixelData(_ tag: Tag) -> Bool {
        tag.group & 0xFF01 == 0x7F00 && tag.group != Tag.pixelData.group
            && tag.element == Tag.pixelData.element
    }
}
