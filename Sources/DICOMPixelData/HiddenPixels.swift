package import DICOMCore

/// What a data set holds of pixels besides its image: each may show text.
package struct HiddenPixels: Hashable, Sendable {
    /// A node of the data set.
    package struct Place: Hashable, Sendable {
        /// What stands there.
        package enum Kind: Hashable, Sendable {
            /// Pixel Data, of integers or floats, of an item that describes it.
            case image
            /// An overlay of an item: Overlay Data, or where there is none, what names a bit of
            /// the item's Pixel Data. `OverlayPlane` reads it.
            case overlay(group: UInt16)
            /// An Icon Image Sequence.
            case icons
            /// Variable Pixel Data and wavelet coefficients of an image, retired and undescribed.
            case retiredPixelData
            /// Stands for all behind the most places that are counted.
            case beyondLimit
            /// Anything else.
            case element
        }

        /// In `DataSet.elements`.
        package var index: Int
        /// The tags from top level down to the element.
        package var path: [Tag]
        package var kind: Kind

        package init(index: Int, path: [Tag], kind: Kind = .element) {
            self.index = index
            self.path = path
            self.kind = kind
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
    /// Images and overlays inside sequences other than icons, and retired forms of pixels at any
    /// depth outside of icons.
    package private(set) var nested: [Place] = []

    /// Paths of hostile files are as long as there are many: no more than these are noted.
    private static let mostPlaces = 1 << 12

    /// Whether the image is all there is.
    package var isEmpty: Bool {
        icons.isEmpty && overlayGroups.isEmpty && embeddedOverlayGroups.isEmpty && nested.isEmpty
    }

    /// Looks at all elements once.
    package init(_ dataSet: DataSet) {
        var overlays = OverlayGroups()
        var iconEnd = 0
        for (index, element) in dataSet.elements.enumerated() {
            guard index >= iconEnd else { continue }
            switch element.tag {
            case .iconImageSequence:
                // An empty one shows nothing.
                if element.valueLength > 0 || element.hasUndefinedLength {
                    add(index, .icons, to: \.icons, dataSet)
                }
                iconEnd = element.next
            case .pixelData, .floatPixelData, .doubleFloatPixelData:
                if element.depth > 0 { add(index, .image, to: \.nested, dataSet) }
            case let tag where OverlayPlane.isOverlay(tag):
                overlays.note(index, dataSet)
            case let tag where Self.isRetiredPixelData(tag):
                add(index, .retiredPixelData, to: \.nested, dataSet)
            default: break
            }
        }
        for overlay in overlays.found.sorted(by: { $0.index < $1.index }) {
            if dataSet.elements[overlay.index].depth > 0 {
                add(overlay.index, .overlay(group: overlay.group), to: \.nested, dataSet)
                continue
            }
            if overlay.hasData { overlayGroups.append(overlay.group) }
            if overlay.isEmbedded { embeddedOverlayGroups.append(overlay.group) }
        }
    }

    /// Whether an element of this tag holds pixels, or describes an overlay.
    package static func mayBePixels(_ tag: Tag) -> Bool {
        switch tag {
        case .pixelData, .floatPixelData, .doubleFloatPixelData, .iconImageSequence: true
        default: OverlayPlane.isOverlay(tag) || isRetiredPixelData(tag)
        }
    }

    private mutating func add(
        _ index: Int, _ kind: Place.Kind, to list: WritableKeyPath<HiddenPixels, [Place]>,
        _ dataSet: DataSet
    ) {
        if icons.count + nested.count < Self.mostPlaces {
            self[keyPath: list].append(
                Place(index: index, path: dataSet.path(to: index), kind: kind))
        } else if nested.last?.kind != .beyondLimit {
            nested.append(
                Place(
                    index: dataSet.elements[index].parent, path: dataSet.path(to: index),
                    kind: .beyondLimit))
        }
    }

    /// Even groups 7F00...7FFE: Variable Pixel Data and Variable Coefficients, and in 7FE0 the
    /// Coefficients. Retired, PS3.6 6 still lists them; each is a second picture.
    private static func isRetiredPixelData(_ tag: Tag) -> Bool {
        guard tag.group & 0xFF01 == 0x7F00 else { return false }
        switch tag.element {
        case 0x0010: return tag.group != Tag.pixelData.group
        case 0x0020, 0x0030, 0x0040: return true
        default: return false
        }
    }
}

/// The overlay groups of all levels, put together from their elements.
private struct OverlayGroups {
    struct Overlay {
        var group: UInt16
        /// Of Overlay Data, else of what says that there is an overlay.
        var index: Int
        var hasData = false
        var isEmbedded: Bool { namesBit || (hasRows && !hasData) }
        var namesBit = false
        var hasRows = false
    }

    private struct Key: Hashable {
        var level: Int
        var group: UInt16
    }

    private var overlays: [Key: Overlay] = [:]

    /// Those that have pixels, in no order.
    var found: [Overlay] { overlays.values.filter { $0.hasData || $0.isEmbedded } }

    mutating func note(_ index: Int, _ dataSet: DataSet) {
        let element = dataSet.elements[index]
        let key = Key(level: element.parent, group: element.tag.group)
        var overlay = overlays[key] ?? Overlay(group: key.group, index: index)
        switch element.tag.element {
        case Tag.overlayData.element:
            overlay.hasData = true
            overlay.index = index
        // PS3.5 8.1.2 of 2004: an overlay without data of its own is in the pixels' bits.
        case Tag.overlayRows.element: overlay.hasRows = true
        case Tag.overlayBitPosition.element:
            overlay.namesBit = dataSet.integer(of: element).map { $0 > 0 } ?? false
        default: break
        }
        overlays[key] = overlay
    }
}
