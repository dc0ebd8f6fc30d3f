import Raster

/// How probabilities are coloured, and the strip that explains it.
enum HeatScale {
    private static let stops: [Colour] = [
        Colour(40, 60, 200), Colour(0, 170, 255), Colour(0, 210, 90), Colour(255, 215, 0),
        Colour(255, 40, 0),
    ]

    /// The colour of a probability in 1/255.
    static func colour(_ probability: UInt8) -> Colour {
        let position = Int(probability) * (stops.count - 1)
        let below = position / 255
        guard below < stops.count - 1 else { return stops[below] }
        return stops[below].mixed(with: stops[below + 1], share: position % 255)
    }

    /// A grey pixel of a view under its probability. Views are dimmed, so that outlines stand out
    /// from white ones; what the network is sure of still shows the text under it.
    static func tinted(_ grey: UInt8, _ probability: UInt8) -> Colour {
        Colour(grey: grey / 2).mixed(
            with: colour(probability), share: min(150, 2 * Int(probability)))
    }

    static let legendWidth = 304
    static let legendHeight = 48

    /// Draws the colours from 0 to 1 with their numbers below, and the threshold above them.
    static func drawLegend(
        on picture: inout ColourPicture, x: Int, y: Int, threshold: Double
    ) {
        let left = x + 24
        for probability in 0...255 {
            picture.fill(
                PixelBox(x: left + probability, y: y + 18, width: 1, height: 12),
                colour(UInt8(probability)))
        }
        for tenth in stride(from: 0, through: 10, by: 2) {
            let column = left + 255 * tenth / 10
            picture.fill(PixelBox(x: column, y: y + 30, width: 1, height: 4), .white)
            picture.write(PictureDigits.text(Double(tenth) / 10), centredAt: column, y: y + 36)
        }
        let column = left + Int((255 * threshold).rounded())
        picture.fill(PixelBox(x: column, y: y + 13, width: 1, height: 17), .white)
        picture.write(PictureDigits.text(threshold), centredAt: column, y: y + 1)
    }
}

/// Digits of 3 x 5 dots, drawn at twice their size.
enum PictureDigits {
    /// Five rows of three dots a digit, the upper left one in the highest bit.
    private static let dots: [UInt16] = [
        0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111,
        0b111_001_111_001_111, 0b101_101_111_001_001, 0b111_100_111_001_111,
        0b111_100_111_101_111, 0b111_001_010_010_010, 0b111_101_111_101_111,
        0b111_101_111_001_111,
    ]
    private static let point: UInt16 = 0b000_000_000_000_010

    static let size = 2
    static let advance = 4 * size

    /// A number from 0 to 1 with up to three decimals: `0`, `0.35`, `1`.
    static func text(_ number: Double) -> String {
        let thousandths = Int((1000 * number).rounded())
        var decimals = String(1000 + thousandths % 1000).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        let whole = String(thousandths / 1000)
        return decimals.isEmpty ? whole : whole + "." + decimals
    }

    /// The dots of a digit or a point.
    static func dots(of character: Character) -> [PixelBox] {
        let pattern = character.wholeNumberValue.map { dots[$0] } ?? point
        return (0..<15).filter { pattern >> (14 - $0) & 1 == 1 }.map {
            PixelBox(x: $0 % 3 * size, y: $0 / 3 * size, width: size, height: size)
        }
    }
}

extension ColourPicture {
    /// Writes a number of ``PictureDigits``, white, its middle at a column.
    fileprivate mutating func write(_ text: String, centredAt column: Int, y: Int) {
        var x = column - (text.count * PictureDigits.advance - PictureDigits.size) / 2
        for character in text {
            for dot in PictureDigits.dots(of: character) {
                fill(
                    PixelBox(x: x + dot.x, y: y + dot.y, width: dot.width, height: dot.height),
                    .white)
            }
            x += PictureDigits.advance
        }
    }
}
