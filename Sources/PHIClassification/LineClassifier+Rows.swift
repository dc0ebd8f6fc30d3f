internal import Raster
internal import RedactionPolicy
package import RedactionReport
package import TextRecognition

extension LineClassifier {
    /// What the rows of a frame tell, in their order. A label at the end of a row tells what stands in the box
    /// to its right, or below it; numbers that follow each other in equal steps are a scale.
    package func findings(of rows: [ReadRow], in instance: IdentityMatcher) -> [LineFinding] {
        var judgements = rows.map { judgement(of: $0.line, in: instance) }
        addLabels(of: rows, to: &judgements)
        for index in scales(rows, judgements) { judgements[index].isScale = true }
        return judgements.map(\.finding)
    }

    private func addLabels(of rows: [ReadRow], to judgements: inout [LineJudgement]) {
        for index in rows.indices {
            let own = judgements[index]
            guard !own.isAllowed, let type = openLabel(own),
                let value = value(of: index, rows, judgements), !judgements[value].isAllowed
            else { continue }
            judgements[value].add(type, Witness(.rule, "label_of_neighbour"))
        }
    }

    /// The type of a label that ends its line, with a value still to come.
    private func openLabel(_ judgement: LineJudgement) -> InfoType? {
        let input = RuleInput(
            text: judgement.text, isTechnical: judgement.reading.isTechnical,
            isKnown: judgement.reading.isKnown)
        guard let last = LabelRules.matches(in: input).last, last.value.isEmpty else { return nil }
        return last.match.infoType
    }

    /// The row that a label speaks of: the nearest on its right, else the nearest below that starts where it
    /// does; no farther than three of its heights.
    private func value(
        of label: Int, _ rows: [ReadRow], _ judgements: [LineJudgement]
    ) -> Int? {
        let box = rows[label].box
        let reach = box.height * 3
        var right: (index: Int, distance: Int)?
        var below: (index: Int, distance: Int)?
        for (index, row) in rows.enumerated() where index != label {
            let other = row.box
            let overlap =
                min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
            let gap = other.x - (box.x + box.width)
            if overlap * 2 >= min(box.height, other.height), gap > -box.height, gap <= reach,
                other.x > box.x, gap < right?.distance ?? .max
            {
                right = (index, gap)
            }
            let drop = other.y - (box.y + box.height)
            if drop >= -box.height / 2, drop <= reach / 2, abs(other.x - box.x) <= reach,
                drop < below?.distance ?? .max, other.y > box.y
            {
                below = (index, drop)
            }
        }
        return right?.index ?? below?.index
    }

    // MARK: Scales

    /// Rows that are numbers in a line, three at least, in equal steps of their values: the ticks of a ruler.
    private func scales(_ rows: [ReadRow], _ judgements: [LineJudgement]) -> Set<Int> {
        let numbers: [(index: Int, value: Int)] = judgements.indices.compactMap { index in
            let text = judgements[index].text
            guard text.pieces.count == 1, let piece = text.pieces.first,
                piece.trueDigits == piece.text.count, piece.trueDigits <= 3,
                let value = piece.value,
                judgements[index].infoTypes.isEmpty
            else { return nil }
            return (index, value)
        }
        // A frame has few; so many are a table, or made to cost time.
        guard numbers.count >= 3, numbers.count <= 200 else { return [] }
        var found: Set<Int> = []
        for isVertical in [true, false] {
            func across(_ index: Int) -> Int {
                let box = rows[index].box
                return isVertical ? box.x + box.width / 2 : box.y + box.height / 2
            }
            func along(_ index: Int) -> Int {
                let box = rows[index].box
                return isVertical ? box.y + box.height / 2 : box.x + box.width / 2
            }
            for first in numbers {
                let tolerance = max(rows[first.index].box.height, 4)
                let column = numbers.filter {
                    abs(across($0.index) - across(first.index)) <= tolerance
                }.sorted { along($0.index) < along($1.index) }
                found.formUnion(steps(column, along))
            }
        }
        return found
    }

    /// Three neighbours and more of a column whose values and places both go on in equal steps.
    private func steps(
        _ column: [(index: Int, value: Int)], _ along: (Int) -> Int
    ) -> Set<Int> {
        var found: Set<Int> = []
        for start in column.indices.dropLast(2) {
            let (a, b, c) = (column[start], column[start + 1], column[start + 2])
            let step = b.value - a.value
            let places = (along(b.index) - along(a.index), along(c.index) - along(b.index))
            if step != 0, c.value - b.value == step,
                abs(places.0 - places.1) * 5 <= max(places.0, places.1)
            {
                found.formUnion([a.index, b.index, c.index])
            }
        }
        return found
    }
}
