import Raster
package import TextDetection

/// What a detector of text finds, and codes besides.
package struct BarcodeDetector: TextDetector {
    private let text: any TextDetector

    package init(with text: any TextDetector) {
        self.text = text
    }

    package func session(_ search: TextSearch) throws(TextDetectionError) -> any TextSession {
        BarcodeSession(text: try text.session(search), search: search)
    }
}

/// The codes of the frames of one plane.
///
/// Codes are looked for in the whole area of a part, as one of which a tile changed may reach
/// beyond; those that touch no examined tile were said before.
private final class BarcodeSession: TextSession {
    private let text: any TextSession
    private let search: TextSearch
    private let finder = BarcodeFinder()
    /// The codes of the frame before.
    private var codes: [TextRegion] = []

    init(text: any TextSession, search: TextSearch) {
        self.text = text
        self.search = search
    }

    var examinesParts: Bool { text.examinesParts }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        let lines = try text.regions(in: picture)
        var found: [TextRegion] = []
        for part in picture.parts where !part.tiles.isEmpty {
            for view in part.views {
                try search.checkCancellation()
                found += codes(in: view, of: part)
            }
        }
        if search.isPerFrame {
            if picture.isContinuation {
                found += codes.filter { code in
                    !picture.parts.contains { $0.settles(code.box) }
                }
            }
            codes = found
        }
        return lines + found
    }

    private func codes(in view: GrayImage, of part: Picture.Part) -> [TextRegion] {
        finder.regions(in: view).compactMap { code in
            guard part.examines(code.box) else { return nil }
            var box = code.box
            box.x += part.area.x
            box.y += part.area.y
            return TextRegion(box: box, score: code.score, finders: .barcode)
        }
    }
}

extension Picture.Part {
    /// Whether one of the tiles to examine touches `box`, in pixels of the area.
    fileprivate func examines(_ box: PixelBox) -> Bool {
        var touched = TileSet(width: area.width, height: area.height, side: tiles.side)
        touched.insert(box)
        return !touched.intersection(tiles).isEmpty
    }

    /// Whether what was found at `box`, in pixels of the frame, would be found again if it still
    /// stood there: a code of which a part only is shown stays where it was.
    fileprivate func settles(_ box: PixelBox) -> Bool {
        guard area.contains(box) else { return false }
        var box = box
        box.x -= area.x
        box.y -= area.y
        return examines(box)
    }
}
