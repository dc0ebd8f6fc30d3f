import TextSynthesis
import Testing

@Suite struct BitmapFontTests {
    @Test(arguments: BitmapFont.all.map(\.name))
    func everyCharacterIsThere(_ name: String) throws {
        let font = try #require(BitmapFont.all.first { $0.name == name })
        #expect(BitmapFont.characters.allSatisfy { font.glyphs[$0]?.isEmpty == false })
        #expect(font.glyphs.count == BitmapFont.characters.count)
    }

    @Test(arguments: BitmapFont.all.map(\.name))
    func noTwoCharactersLookAlike(_ name: String) throws {
        let font = try #require(BitmapFont.all.first { $0.name == name })
        #expect(Set(font.glyphs.values).count == font.glyphs.count)
    }

    @Test(arguments: BitmapFont.all.map(\.name))
    func capitalsAreAsHighAsTheFontSays(_ name: String) throws {
        let font = try #require(BitmapFont.all.first { $0.name == name })
        for character in "ABCDEFGHIJKLMNOPRSTUVWXYZ0123456789" {
            let ink = font.coverage(of: String(character)).trimmed()
            #expect(ink.height == font.capHeight, "\(character)")
        }
    }

    @Test(arguments: BitmapFont.all.map(\.name))
    func smallLettersStayInTheirLine(_ name: String) throws {
        let font = try #require(BitmapFont.all.first { $0.name == name })
        for character in "acemnorsuvwxz" {
            let ink = font.coverage(of: String(character)).trimmed()
            #expect(ink.height < font.capHeight, "\(character)")
        }
        for character in "gjpqy" {
            let map = font.coverage(of: String(character))
            let reaches = (font.capHeight..<map.height).contains { row in
                (0..<map.width).contains { map[$0, row] > 0 }
            }
            #expect(reaches, "\(character)")
        }
    }

    @Test func aLineIsAsWideAsItSays() {
        for font in BitmapFont.all {
            #expect(font.coverage(of: "Ab 1.").width == font.width(of: "Ab 1."))
        }
    }

    @Test func whatAFontLacksIsABlank() {
        #expect(BitmapFont.small.coverage(of: "\u{E9}").trimmed().width == 0)
    }

    @Test func allInventedTextCanBeDrawn() {
        var words = InventedText(SeededGenerator(seed: 1))
        let characters = Set(BitmapFont.characters + " ")
        for kind in TextKind.allCases {
            for _ in 0..<200 {
                let text = words.line(kind, atMost: 40) ?? ""
                #expect(!text.isEmpty && characters.isSuperset(of: text), "\(kind)")
            }
        }
    }
}
