import CLeptonica
import Raster

/// A colour of 8 bits a component.
struct Colour: Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    init(grey: UInt8) {
        self.init(grey, grey, grey)
    }

    static let white = Colour(grey: 255)

    /// The colour on the way to `other`: `share` of it, in 1/255.
    func mixed(with other: Colour, share: Int) -> Colour {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8((Int(a) * (255 - share) + Int(b) * share) / 255)
        }
        return Colour(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }
}

/// A picture for a person's eyes, in red, green and blue.
struct ColourPicture {
    let width: Int
    let height: Int
    /// Red, green and blue of each pixel, row by row.
    private(set) var pixels: [UInt8]

    /// - Precondition: `pixels` has three bytes for each of `width` x `height` pixels.
    init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == 3 * width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A black picture.
    init(width: Int, height: Int) {
        self.init(
            width: width, height: height, pixels: [UInt8](repeating: 0, count: 3 * width * height))
    }

    subscript(x: Int, y: Int) -> Colour {
        get {
            let start = 3 * (y * width + x)
            return Colour(pixels[start], pixels[start + 1], pixels[start + 2])
        }
        set {
            let start = 3 * (y * width + x)
            pixels[start] = newValue.red
            pixels[start + 1] = newValue.green
            pixels[start + 2] = newValue.blue
        }
    }

    /// Fills what of `box` lies in the picture.
    mutating func fill(_ box: PixelBox, _ colour: Colour) {
        let box = box.clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return }
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX { self[x, y] = colour }
        }
    }

    /// Draws the outline of what of `box` lies in `area`.
    mutating func outline(_ box: PixelBox, _ colour: Colour, inside area: PixelBox) {
        let box = box.intersection(area).clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return }
        for x in box.x..<box.maxX {
            self[x, box.y] = colour
            self[x, box.maxY - 1] = colour
        }
        for y in box.y..<box.maxY {
            self[box.x, y] = colour
            self[box.maxX - 1, y] = colour
        }
    }

    /// The picture as a PNG file, or `nil` when the library cannot make one.
    func png() -> [UInt8]? {
        guard let columns = Int32(exactly: width), let rows = Int32(exactly: height) else {
            return nil
        }
        var image = unsafe pixCreate(columns, rows, 32)
        guard unsafe image != nil, let words = unsafe pixGetData(image) else { return nil }
        defer { unsafe pixDestroy(&image) }
        let wordsPerRow = unsafe Int(pixGetWpl(image))
        for y in 0..<height {
            for x in 0..<width {
                let colour = self[x, y]
                // A row of an image of 32 bits has a word for each of its columns.
                unsafe words[y * wordsPerRow + x] =
                    UInt32(colour.red) << 24 | UInt32(colour.green) << 16
                    | UInt32(colour.blue) << 8
            }
        }
        var data: UnsafeMutablePointer<UInt8>?
        var size = 0
        // 0 asks for the default gamma: none is written.
        guard unsafe pixWriteMemPng(&data, &size, image, 0) == 0, let bytes = unsafe data else {
            return nil
        }
        defer { unsafe lept_free(bytes) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: size))
    }
}
