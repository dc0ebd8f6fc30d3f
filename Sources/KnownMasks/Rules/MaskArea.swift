public import Raster

/// A part of the image that a rule paints or leaves.
public struct MaskArea: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case blank, keep
    }

    public enum Region: Hashable, Sendable {
        case all
        case rectangle(MaskRectangle)
        /// The items of Sequence of Ultrasound Regions (0018,6011) of the very instance.
        case ultrasoundRegions
    }

    public var kind: Kind
    public var region: Region

    public init(_ kind: Kind, _ region: Region) {
        self.kind = kind
        self.region = region
    }
}

/// A rectangle of stored pixels, from either edge of the image.
public struct MaskRectangle: Hashable, Sendable {
    /// Width or height.
    public enum Length: Hashable, Sendable {
        case pixels(Int)
        /// Up to the right or lower edge of the image.
        case toEdge
    }

    /// 0-based; below zero it counts from the right edge: -1 is the last column.
    public var x: Int
    /// 0-based; below zero it counts from the lower edge: -1 is the last row.
    public var y: Int
    public var width: Length
    public var height: Length
    /// Whether what lies outside the image is meant to be cut off. Without it such a rectangle was made for
    /// another image: see ``Misfit``.
    public var isClipped: Bool

    public init(x: Int, y: Int, width: Length, height: Length, isClipped: Bool = false) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.isClipped = isClipped
    }

    public init(_ box: PixelBox, isClipped: Bool = false) {
        self.init(
            x: box.x, y: box.y, width: .pixels(box.width), height: .pixels(box.height),
            isClipped: isClipped)
    }
}
