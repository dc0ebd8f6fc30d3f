/// A font of pixels: what devices draw their text with.
package struct BitmapFont: Hashable, Sendable {
    /// The pixels of one character.
    package struct Glyph: Hashable, Sendable {
        package let width: Int
        /// From the top; bit 0 of a row is its leftmost pixel.
        package let rows: [UInt16]

        package var isEmpty: Bool { rows.allSatisfy { $0 == 0 } }

        func isInk(_ x: Int, _ y: Int) -> Bool {
            rows.indices.contains(y) && (0..<width).contains(x) && rows[y] >> UInt16(x) & 1 == 1
        }
    }

    package let name: String
    /// Pixels from the base line to the top of a capital.
    package let capHeight: Int
    /// Pixels from the top of a capital to the end of the descenders.
    package let height: Int
    /// Pixels between two characters.
    package let spacing: Int
    /// Pixels that a blank takes.
    package let blank: Int
    package let glyphs: [Character: Glyph]

    /// The fonts of the product, drawn for it.
    package static let all: [BitmapFont] = [.small, .bold, .tall]

    /// What every font has besides the blank.
    package static let characters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        + ".,:;-_/\\()[]<>+=%#*'\"!?&@^"

    /// - Parameter bands: characters, and their pixels side by side, `#` for ink; one column
    ///   between two characters. A band may leave out the rows of the descenders.
    init(
        name: String, capHeight: Int, height: Int, cellWidth: Int, spacing: Int,
        isProportional: Bool, bands: [(characters: String, sheet: String)]
    ) {
        self.name = name
        self.capHeight = capHeight
        self.height = height
        self.spacing = spacing
        var glyphs: [Character: Glyph] = [:]
        for (characters, sheet) in bands {
            let lines = sheet.split(separator: "\n").map { Array($0.utf8) }
            for (index, character) in characters.enumerated() {
                let start = index * (cellWidth + 1)
                var rows = lines.map { line in
                    line.dropFirst(start).prefix(cellWidth).enumerated().reduce(UInt16(0)) {
                        $1.element == UInt8(ascii: "#") ? $0 | 1 << UInt16($1.offset) : $0
                    }
                }
                rows += [UInt16](repeating: 0, count: max(0, height - rows.count))
                glyphs[character] =
                    isProportional
                    ? Self.trimmed(rows) : Glyph(width: cellWidth, rows: rows)
            }
        }
        self.glyphs = glyphs
        blank = isProportional ? cellWidth / 2 + 1 : cellWidth
    }

    /// The glyph without its blank columns.
    private static func trimmed(_ rows: [UInt16]) -> Glyph {
        let ink = rows.reduce(0, |)
        let left = ink.trailingZeroBitCount
        guard ink != 0 else { return Glyph(width: 0, rows: rows) }
        return Glyph(
            width: UInt16.bitWidth - ink.leadingZeroBitCount - left,
            rows: rows.map { $0 >> UInt16(left) })
    }

    /// Pixels that a line of text takes; a character that the font lacks is a blank.
    package func width(of text: String) -> Int {
        let glyphs = text.reduce(0) { $0 + (self.glyphs[$1]?.width ?? blank) }
        return glyphs + max(0, text.count - 1) * spacing
    }

    /// The pixels of a line of text.
    package func coverage(of text: String) -> CoverageMap {
        var map = CoverageMap(width: max(1, width(of: text)), height: height)
        var left = 0
        for character in text {
            guard let glyph = glyphs[character] else {
                left += blank + spacing
                continue
            }
            for y in 0..<height {
                for x in 0..<glyph.width where glyph.isInk(x, y) { map[left + x, y] = 255 }
            }
            left += glyph.width + spacing
        }
        return map
    }
}
