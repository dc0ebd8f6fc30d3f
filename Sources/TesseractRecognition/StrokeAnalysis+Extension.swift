import Raster
import TextDetection

extension StrokeAnalysis {
    /// `box` with the strokes to its left and right that continue it. Readers stop at odd glyphs,
    /// and a line that is covered in part is not covered.
    func extended(_ box: PixelBox) -> PixelBox {
        var result = box
        for layer in layers {
            result = extended(result, in: layer, rowsOf: box)
        }
        return result
    }

    private static let continuationScore = 0.0

    private func extended(
        _ box: PixelBox, in layer: Layer, rowsOf line: PixelBox
    ) -> PixelBox {
        let parts = continuations(of: line, in: layer)
        var result = box
        var changed = true
        while changed {
            changed = false
            for part in parts {
                let joined = result.union(part)
                let gap = max(result.x, part.x) - min(result.maxX, part.maxX)
                // Only sideways: a line does not grow taller by going on.
                guard joined != result, joined.height * 4 <= line.height * 5,
                    gap <= min(result.height, part.height)
                else { continue }
                result = joined
                changed = true
            }
        }
        return result
    }

    /// What stands in the rows of `line` and looks like more of it: rows of strokes with evidence of
    /// their own, and single characters as strong as those inside.
    private func continuations(of line: PixelBox, in layer: Layer) -> [PixelBox] {
        var parts: [PixelBox] = []
        for candidate in layer.candidates
        where candidate.score >= Self.continuationScore && sharesRows(candidate.group.box, line) {
            parts.append(candidate.group.box)
        }
        let grouping = CharacterGrouping(elementSize: layer.elementSize)
        let characters = layer.components.components.filter { component in
            sharesRows(component.box, line) && grouping.isCharacterLike(component)
        }
        let peaks = characters.filter { line.contains($0.box) }.map(\.peak).sorted()
        guard peaks.count >= 2 else { return parts }
        let strength = Int(peaks[peaks.count / 2])
        for character in characters where abs(Int(character.peak) - strength) * 5 <= strength {
            parts.append(character.box)
        }
        return parts
    }

    private func sharesRows(_ part: PixelBox, _ line: PixelBox) -> Bool {
        let lower = min(line.height, part.height)
        let rows = min(line.maxY, part.maxY) - max(line.y, part.y)
        return rows * 10 >= lower * 7 && max(line.height, part.height) * 10 <= lower * 16
    }
}
