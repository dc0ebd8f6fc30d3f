import Raster
import TestSupport
import Testing
import TextDetection

@Suite struct CharacterGroupingTests {
    private func groups(in image: GrayImage) -> [CharacterGroup] {
        let components = InkComponents(of: image, above: 100).components
        return CharacterGrouping(elementSize: 17).groups(of: components)
    }

    @Test func aLineOfTextIsOneGroup() {
        var image = GrayImage(width: 240, height: 60)
        let box = TextPainter(scale: 2).draw("DOE JOHN", x: 20, y: 20, in: &image)
        #expect(groups(in: image).map(\.box) == [box])
    }

    @Test func linesAboveEachOtherAreTwoGroups() {
        var image = GrayImage(width: 240, height: 80)
        for y in [10, 40] { TextPainter(scale: 2).draw("ABCDEF", x: 20, y: y, in: &image) }
        #expect(groups(in: image).count == 2)
    }

    @Test func aLineStandsEven() {
        var image = GrayImage(width: 240, height: 60)
        TextPainter(scale: 2).draw("ABCDEF", x: 20, y: 20, in: &image)
        #expect(groups(in: image).map(\.unevenness) == [0])
    }

    @Test func aSingleMarkIsNoGroup() {
        var image = GrayImage(width: 60, height: 60)
        TextPainter(scale: 2).draw("H", x: 20, y: 20, in: &image)
        #expect(groups(in: image).isEmpty)
    }

    @Test(arguments: [
        PixelBox(x: 5, y: 5, width: 3, height: 4),  // specks
        PixelBox(x: 5, y: 5, width: 20, height: 90),  // taller than strokes of this size can be
        PixelBox(x: 5, y: 5, width: 190, height: 6),  // a rule
    ])
    func otherShapesAreNotCharacters(_ box: PixelBox) {
        let component = InkComponents.Component(box: box, count: box.area, peak: 255)
        #expect(!CharacterGrouping(elementSize: 17).isCharacterLike(component))
    }
}
