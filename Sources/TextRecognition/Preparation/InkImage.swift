import Raster

/// A crop as readers want it, whatever it was: ink at 255, what it is written on at 0.
struct InkImage: Equatable {
    private(set) var image: GrayImage

    init(_ image: GrayImage) { self.image = image }

    var width: Int { image.width }
    var height: Int { image.height }

    /// What is less is ground: rests of anatomy, noise, blocks of lossy coding.
    static let leastInk: UInt8 = 70

    /// The part of the brightest pixels that is full ink.
    private static let fullInk = 0.03

    /// What stands out from the median of the crop's border, of the sign that most of it has.
    ///
    /// An outline or a shadow has the other sign and is gone; a banner that fills the crop is its border.
    init(standingOutFromBorderOf crop: GrayImage) {
        let ground = Int(crop.borderMedian)
        var brighter = 0
        var darker = 0
        for pixel in crop.pixels {
            let difference = Int(pixel) - ground
            if difference > 0 { brighter += difference } else { darker -= difference }
        }
        let sign = brighter >= darker ? 1 : -1
        let distances = crop.pixels.map { UInt8(max(0, sign * (Int($0) - ground))) }
        self.init(stretching: distances, of: crop)
    }

    /// What is about as bright as the ink itself, which lettering shares and its ground does not: the
    /// way to read black or white text over anatomy.
    init(nearLevel level: UInt8, reach: UInt8, of crop: GrayImage) {
        let reach = max(1, Int(reach))
        image = GrayImage(
            width: crop.width, height: crop.height,
            pixels: crop.pixels.map { pixel in
                let distance = abs(Int(pixel) - Int(level))
                return UInt8(max(0, 255 - distance * 255 / reach))
            })
    }

    /// The strokes of a row that is `height` pixels high, each by its contrast to the ground beside it:
    /// the way to read text over ground that changes, or that has the text's own brightness behind an
    /// outline.
    init(strokesOf crop: GrayImage, areDark: Bool, height: Int) {
        let size = min(max(5, height * 2 / 5), Self.widestStroke)
        let strokes = crop.strokes(narrowerThan: size, isDark: areDark)
        self.init(stretching: strokes.pixels, of: crop)
    }

    /// Pixels; wider strokes are of letters so large that they are read otherwise.
    private static let widestStroke = 24

    private init(stretching distances: [UInt8], of crop: GrayImage) {
        var counts = [Int](repeating: 0, count: 256)
        for distance in distances { counts[Int(distance)] += 1 }
        let full = max(1, Self.level(of: counts, reachedBy: Self.fullInk))
        // Where there is little ink in a large crop, the brightest of it.
        let brightest = Self.level(of: counts, reachedBy: Self.fullInk / 10)
        let top = max(full, brightest / 2)
        image = GrayImage(
            width: crop.width, height: crop.height,
            pixels: distances.map { UInt8(min(255, Int($0) * 255 / top)) })
    }

    /// The greatest level that at least `part` of what is counted reaches.
    private static func level(of counts: [Int], reachedBy part: Double) -> Int {
        let wanted = max(1, Int(part * Double(counts.reduce(0, +))))
        var reached = 0
        for level in counts.indices.reversed() {
            reached += counts[level]
            if reached >= wanted { return level }
        }
        return 0
    }

    /// Ink pixels of each row.
    var rowProfile: [Int] {
        (0..<height).map { y in
            image.pixels[y * width..<(y + 1) * width].count { $0 >= Self.leastInk }
        }
    }

    /// Ink pixels of each column.
    var columnProfile: [Int] {
        var profile = [Int](repeating: 0, count: width)
        for y in 0..<height {
            for x in 0..<width where image[x, y] >= Self.leastInk { profile[x] += 1 }
        }
        return profile
    }
}

extension GrayImage {
    /// The levels that all but the hundredth part of the pixels at either end have.
    var usualRange: ClosedRange<UInt8> {
        var counts = [Int](repeating: 0, count: 256)
        for pixel in pixels { counts[Int(pixel)] += 1 }
        let few = pixels.count / 100
        return UInt8(
            counts.level(above: few))...UInt8(255 - Array(counts.reversed()).level(above: few))
    }

    /// The median of the outermost pixels.
    var borderMedian: UInt8 {
        var counts = [Int](repeating: 0, count: 256)
        for y in 0..<height {
            if y == 0 || y == height - 1 {
                for x in 0..<width { counts[Int(self[x, y])] += 1 }
            } else {
                counts[Int(self[0, y])] += 1
                counts[Int(self[width - 1, y])] += 1
            }
        }
        return UInt8(counts.level(above: counts.reduce(0, +) / 2))
    }
}

extension [Int] {
    /// The first position up to which more than `count` were counted; 0 where there is none.
    fileprivate func level(above count: Int) -> Int {
        var reached = 0
        return firstIndex { next in
            reached += next
            return reached > count
        } ?? 0
    }
}
