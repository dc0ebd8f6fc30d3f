/// The parts that safe lines are made of: words, settings with their values, numbers with units,
/// sizes, counters, letters of orientation.
struct VocabularyGrammar: Sendable {
    struct Element: Sendable {
        /// The atom after the element.
        var end: Int
        var evidence: Evidence
        /// Whether its numbers are explained.
        var isTechnical = false

        /// Whether the vocabulary has it, as a word.
        var isKnown: Bool {
            !evidence.isDisjoint(with: [.word, .known, .abbreviation, .position])
        }
    }

    /// A number of one or two atoms.
    private struct Number {
        var end: Int
        var value: Double
        /// Before the point.
        var whole: ArraySlice<Unicode.Scalar>
        var fraction: ArraySlice<Unicode.Scalar>

        /// Whether one of its digits was read as a letter: 12O.
        var isMisread = false

        var isInteger: Bool { fraction.isEmpty }
        /// 1964 is a year; 1950 and 2000 are settings as often.
        var isYearLike: Bool {
            isInteger && whole.count == 4 && (1900...2100).contains(value)
                && !value.truncatingRemainder(dividingBy: 50).isZero
        }
        var hasLeadingZero: Bool { whole.count > 1 && whole.first == "0" }
        /// 12.05 is a day and a month where nothing says otherwise, 16.47 a time.
        var isDayAndMonth: Bool {
            guard fraction.count == 2, whole.count <= 2, (1...31).contains(Int(value)) else {
                return false
            }
            if whole.count == 2, value < 24, fraction.first.map({ $0 < "6" }) == true {
                return true
            }
            return fraction.first == "0"
                || fraction.first == "1" && fraction.last.map { $0 <= "2" } == true
        }
    }

    let atoms: [LineAtoms.Atom]
    private let pieces: [LineText.Piece]
    private let tail: String
    private let vocabulary: SafeVocabulary

    init(_ line: LineText, _ vocabulary: SafeVocabulary) {
        atoms = LineAtoms(line).atoms
        pieces = line.pieces
        tail = line.tail
        self.vocabulary = vocabulary
    }

    /// All elements that start at an atom. None starts within a piece: 75C933 is no 75 with a gain.
    func elements(at index: Int, withKnown: Bool = false) -> [Element] {
        guard atoms[index].isFirst else { return [] }
        var elements: [Element] = []
        for entry in vocabulary.entries[atoms[index].key] ?? [] where fits(entry, index) {
            let end = index + entry.atoms.count
            let letters = atoms[index..<end].reduce(0) { $0 + $1.text.count }
            elements += self.elements(entry.kind, to: end, letters: letters, withKnown: withKnown)
        }
        if atoms[index].isNumber {
            elements += numbers(index)
        } else {
            elements += letters(index)
        }
        elements += wholePiece(index, withKnown: withKnown)
        elements += probe(index)
        return elements
    }

    /// What an entry of the vocabulary makes of the atoms that it fits.
    private func elements(
        _ kind: SafeVocabulary.Kind, to end: Int, letters: Int, withKnown: Bool
    ) -> [Element] {
        let word = Element(end: end, evidence: letters > 2 ? .word : .abbreviation)
        switch kind {
        case .word: return [word]
        case .shared: return [Element(end: end, evidence: .shared)]
        case .known: return withKnown ? [Element(end: end, evidence: .known)] : []
        case .unit: return []
        case .key(let range):
            // A letter is no setting without its value.
            return (letters > 1 ? [word] : []) + values(from: end, in: range, letters: letters)
        }
    }

    private func fits(_ entry: SafeVocabulary.Entry, _ index: Int) -> Bool {
        guard index + entry.atoms.count <= atoms.count else { return false }
        for (offset, key) in entry.atoms.enumerated() {
            let atom = atoms[index + offset]
            guard atom.key == key, offset == 0 || atom.gap.count <= 3 else { return false }
        }
        return true
    }

    // MARK: Numbers

    private func number(at index: Int) -> Number? {
        guard let whole = digits(at: index), whole.text.count <= 5 else { return nil }
        var fraction: ArraySlice<Unicode.Scalar> = []
        var end = whole.end
        var isMisread = whole.isMisread
        if end < atoms.count, atoms[end].gap == "." || atoms[end].gap == ",",
            let digits = digits(at: end, mayBeLetters: true), digits.text.count <= 3
        {
            fraction = digits.text
            isMisread = isMisread || digits.isMisread
            end = digits.end
            // 1.2.3 is no number.
            if end < atoms.count, atoms[end].isNumber, atoms[end].gap == "." { return nil }
        }
        let value = Double(
            String(scalars: whole.text) + (fraction.isEmpty ? "" : "." + String(scalars: fraction)))
        return value.map {
            Number(
                end: end, value: $0, whole: whole.text, fraction: fraction, isMisread: isMisread)
        }
    }

    /// The digits at an atom; those of a whole piece where look-alikes stand among them.
    private func digits(
        at index: Int, mayBeLetters: Bool = false
    ) -> (text: ArraySlice<Unicode.Scalar>, end: Int, isMisread: Bool)? {
        guard index < atoms.count else { return nil }
        let atom = atoms[index]
        if atom.isNumber, atom.isFirst == false || atom.isLast || !pieces[atom.piece].isNumber {
            return (atom.text, index + 1, false)
        }
        let piece = pieces[atom.piece]
        guard atom.isFirst, piece.isNumber || mayBeLetters && !piece.digits.isEmpty,
            piece.digits.count <= 4, mayBeLetters || piece.trueDigits < piece.digits.count
        else { return atom.isNumber ? (atom.text, index + 1, false) : nil }
        if piece.trueDigits == 0, piece.digits.count > 1 { return nil }
        let end = atoms[index...].firstIndex { $0.piece != atom.piece } ?? atoms.count
        let text = piece.digits.map { Unicode.Scalar($0 + 0x30) }
        return (text[...], end, piece.trueDigits < piece.digits.count)
    }

    private func unit(at index: Int) -> [Int] {
        guard index < atoms.count else {
            return []
        }
        return (vocabulary.entries[atoms[index].key] ?? [])
            .filter { $0.kind == .unit && fits($0, index) && atoms[index].gap.count <= 1 }
            .map { index + $0.atoms.count }
    }

    /// What stands after an atom.
    private func gap(after index: Int) -> String {
        index + 1 < atoms.count ? atoms[index + 1].gap : tail
    }

    private func numbers(_ index: Int) -> [Element] {
        let number = number(at: index)
        // 16S is 16 seconds, although it may be 165: both ways are gone.
        let plain = number?.isMisread == true ? plainNumber(at: index) : nil
        return [number, plain].compactMap { $0 }.flatMap { elements(of: $0, at: index) }
    }

    /// The digits of one atom.
    private func plainNumber(at index: Int) -> Number? {
        let text = atoms[index].text
        guard atoms[index].isNumber, text.count <= 5 else { return nil }
        return Double(String(scalars: text)).map {
            Number(end: index + 1, value: $0, whole: text, fraction: [])
        }
    }

    private func elements(of number: Number, at index: Int) -> [Element] {
        var elements: [Element] = []
        for end in unit(at: number.end) {
            let isLetter = end == number.end + 1 && atoms[number.end].text.count == 1
            // 1964 S is a year and an initial, 315S may be 3155.
            if number.isYearLike { continue }
            if isLetter, number.isInteger, number.whole.count > 2,
                atoms[number.end].gap.isEmpty || number.whole.count > 3
            {
                continue
            }
            elements.append(Element(end: end, evidence: .word, isTechnical: true))
        }
        let after = gap(after: number.end - 1)
        if after.hasPrefix("%") || after.hasPrefix(" %") || after.hasPrefix("°"),
            !number.isYearLike,
            number.whole.count <= 3
        {
            elements.append(Element(end: number.end, evidence: .word, isTechnical: true))
        }
        elements += sizes(number)
        elements += counters(number, index)
        // What is read with letters in it is a number only where something says so.
        guard number.whole.count <= 3, !number.isMisread else { return elements }
        if number.isInteger {
            let evidence: Evidence = number.whole.count == 1 ? .digit : .integer
            if !number.hasLeadingZero {
                elements.append(Element(end: number.end, evidence: evidence))
            }
        } else if !number.isDayAndMonth, !number.hasLeadingZero {
            elements.append(Element(end: number.end, evidence: .decimal))
        }
        return elements
    }

    /// 512x512, 12.3 x 4.5 x 6 mm, 240*240.
    private func sizes(_ first: Number) -> [Element] {
        var elements: [Element] = []
        var numbers = [first]
        while numbers.count < 3, let last = numbers.last, let next = times(last) {
            numbers.append(next)
            guard next.whole.count <= 4, !next.hasLeadingZero else { break }
            let isCompact = atoms[first.end - 1].piece == atoms[next.end - 1].piece
            // 27X942 is a number of a patient, 512x512 a matrix.
            let isMatrix = numbers.allSatisfy {
                $0.value == first.value
                    || Int($0.value) % 4 == 0 && Int(first.value) % 4 == 0
                        && $0.value <= first.value * 4 && first.value <= $0.value * 4
            }
            if !isCompact || isMatrix || numbers.contains(where: { !$0.isInteger }) {
                elements.append(Element(end: next.end, evidence: .word, isTechnical: true))
            }
            for end in unit(at: next.end) {
                elements.append(Element(end: end, evidence: .word, isTechnical: true))
            }
        }
        return elements
    }

    /// The number after a sign of multiplication.
    private func times(_ number: Number) -> Number? {
        guard number.end < atoms.count, number.whole.count <= 4 else { return nil }
        if atoms[number.end].key == "X" { return self.number(at: number.end + 1) }
        let mark = atoms[number.end].gap.filter { $0 != " " }
        return mark == "*" ? self.number(at: number.end) : nil
    }

    /// 110/1112: one of many, where it can be no part of a date.
    private func counters(_ number: Number, _ index: Int) -> [Element] {
        guard number.isInteger, !number.isMisread, number.value > 31,
            let total = self.number(at: number.end),
            atoms[number.end].gap == "/", total.isInteger, total.value >= number.value,
            total.value <= 9999, !total.isYearLike, !number.isYearLike, !total.hasLeadingZero,
            !number.hasLeadingZero,
            total.end >= atoms.count || atoms[total.end].gap != "/",
            index == 0 || atoms[index].gap.contains(" ")
        else { return [] }
        return [Element(end: total.end, evidence: .word, isTechnical: true)]
    }

    // MARK: Settings

    /// Values after the name of a setting: one to four numbers, each with a unit or without.
    private func values(
        from start: Int, in range: ClosedRange<Double>, letters: Int
    ) -> [Element] {
        var elements: [Element] = []
        var position = start
        // A letter right before digits is weaker than a word before them.
        var evidence = Evidence.word
        for count in 0..<4 {
            guard let number = number(at: position), range.contains(number.value) else { break }
            let gap = atoms[position].gap
            let mark = gap.filter { $0 != " " }
            if count == 0 {
                guard mark.count <= 2, mark.allSatisfy({ ":=#.+-<>~±;(".contains($0) }) else {
                    break
                }
                if letters == 1 {
                    // B1421 is a number of something else.
                    guard number.whole.count <= (gap.isEmpty ? 2 : 4) else { break }
                    if mark.isEmpty || mark == "-" { evidence = .position }
                } else if letters == 2, gap.isEmpty, number.whole.count > 3 {
                    break
                }
            } else {
                guard letters > 1, mark.count == 1, !number.hasLeadingZero,
                    (letters > 2 ? "/-*,:" : "/-*,").contains(mark)
                else { break }
            }
            if number.isYearLike, unit(at: number.end).isEmpty { break }
            if number.hasLeadingZero, number.whole.count > 3 { break }
            elements.append(Element(end: number.end, evidence: evidence, isTechnical: true))
            position = number.end
            for end in unit(at: number.end) {
                let own: Evidence = letters == 1 && gap.isEmpty ? .position : .word
                elements.append(Element(end: end, evidence: own, isTechnical: true))
                position = max(position, end)
            }
            if position < atoms.count, atoms[position].key == "X" { position += 1 }
        }
        return elements
    }

    // MARK: Letters

    private func letters(_ index: Int) -> [Element] {
        let atom = atoms[index]
        guard atom.text.count == 1 else { return [] }
        let letter = String(scalars: atom.text)
        var elements: [Element] = []
        if vocabulary.orientation.contains(letter) {
            if atom.isFirst, atom.isLast {
                elements.append(Element(end: index + 1, evidence: .letter))
            }
            // P114, L-7: where a slice lies; F is a sex too.
            if letter != "F", let number = number(at: index + 1), number.whole.count <= 3,
                !number.hasLeadingZero, atoms[index + 1].gap.isEmpty || atoms[index + 1].gap == "-",
                atom.isFirst
            {
                elements.append(Element(end: number.end, evidence: .position, isTechnical: true))
            }
        } else if vocabulary.letters.contains(letter), atom.isFirst, atom.isLast {
            elements.append(Element(end: index + 1, evidence: .single))
        }
        return elements
    }

    /// A word that was read with digits in it, or with one letter wrong.
    private func wholePiece(_ index: Int, withKnown: Bool) -> [Element] {
        let piece = atoms[index].piece
        guard let kind = vocabulary.kind(of: pieces[piece]) else { return [] }
        let end = atoms[index...].firstIndex { $0.piece != piece } ?? atoms.count
        return elements(kind, to: end, letters: pieces[piece].text.count, withKnown: withKnown)
    }

    /// Names of probes: S5-1, L12-5, 6C1.
    private func probe(_ index: Int) -> [Element] {
        guard index + 2 < atoms.count else { return [] }
        let (a, b, c) = (atoms[index], atoms[index + 1], atoms[index + 2])
        let probes: Set<Unicode.Scalar> = ["C", "L", "P", "S", "V", "E", "X", "D", "M"]
        func isShort(_ atom: LineAtoms.Atom) -> Bool {
            atom.isNumber && atom.text.count <= 2 && atom.text.first != "0"
        }
        let isDashed =
            !a.isNumber && a.text.count <= 2 && a.text.first.map(probes.contains) == true
            && isShort(b) && b.gap.isEmpty && isShort(c) && c.gap == "-" && c.isLast
        let isCompact =
            isShort(a) && a.text.count == 1 && !b.isNumber && b.text.count == 1
            && b.text.first.map(probes.contains) == true && b.gap.isEmpty && isShort(c)
            && c.text.count == 1 && c.gap.isEmpty && c.isLast
        return isDashed || isCompact
            ? [Element(end: index + 3, evidence: .word, isTechnical: true)] : []
    }
}
