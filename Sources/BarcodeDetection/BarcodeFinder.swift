package import Raster

/// Where a code is: a barcode or a two-dimensional one.
package struct BarcodeRegion: Hashable, Sendable {
    /// What its structure is.
    package enum Kind: Hashable, Sendable {
        /// QR and Micro QR.
        case qrCode
        /// Parallel bars.
        case linear
        /// PDF417.
        case stacked
        case aztec
    }

    package var kind: Kind
    /// In pixels of the view; at most a few modules beyond the code.
    package var box: PixelBox
    /// 0...1: how sure the structure is.
    package var score: Double
}

/// Finds barcodes and two-dimensional codes by their structure, readable or not.
///
/// A view is looked at in its own size and halved again and again, until too little is left of it:
/// modules of 2...6 pixels are found in one of these sizes. A first pass costs little more than
/// reading the pixels; what follows looks only at what could be a code.
package struct BarcodeFinder: Sendable {
    package init() {}

    /// The codes of a view, those that overlap united.
    package func regions(in view: GrayImage) -> [BarcodeRegion] {
        // Every code has more pixels.
        guard view.width >= 16, view.height >= 16, view.width <= BitPicture.largestSide,
            view.height <= BitPicture.largestSide
        else { return [] }
        var found: [FoundCode] = []
        var level: GrayLevels? = GrayLevels(view)
        var scale = 1.0
        while let levels = level {
            found += LevelSearch(levels).codes.map { $0.scaled(by: scale) }
            level = levels.halved
            scale *= 2
        }
        return Self.united(found, width: view.width, height: view.height)
    }

    private static func united(_ codes: [FoundCode], width: Int, height: Int) -> [BarcodeRegion] {
        var united: [BarcodeRegion] = []
        for code in codes {
            var current = BarcodeRegion(
                kind: code.kind, box: code.box.clipped(toWidth: width, height: height),
                score: code.score)
            if current.box.isEmpty { continue }
            while let index = united.firstIndex(where: { overlaps($0.box, current.box) }) {
                let other = united.remove(at: index)
                current = BarcodeRegion(
                    kind: current.score > other.score ? current.kind : other.kind,
                    box: current.box.union(other.box), score: max(current.score, other.score))
            }
            united.append(current)
        }
        return united.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    /// Whether boxes are of one code: side by side, codes stay apart.
    private static func overlaps(_ one: PixelBox, _ other: PixelBox) -> Bool {
        let common = one.intersection(other).area
        return common > 0 && 4 * common >= min(one.area, other.area)
    }
}

/// The search at one scale.
private struct LevelSearch {
    let codes: [FoundCode]

    /// From one row of which the runs are looked at to the next: the middle of a finder pattern is
    /// 6 pixels high.
    private static let rowStep = 3
    /// Of columns, for the bars of codes that lie: these are much longer.
    private static let columnStep = 5

    init(_ levels: GrayLevels) {
        var found: [FoundCode] = []
        if levels.hasThresholds {
            let bits = BitPicture(levels, thresholds: levels.thresholds)
            let busy = levels.mask([.busy, .bilevel])
            let rows = Self.patterns(in: bits, step: Self.rowStep, onlyBars: busy == nil)
            if let busy {
                found += QRCodes(levels: levels, bits: bits, busy: busy)
                    .regions(rows.filter { $0.kind == .finder })
                found += AztecCodes(levels: levels, bits: bits, busy: busy)
                    .regions(rows.filter { $0.kind == .bullseye })
            }
            let bars = rows.filter { $0.kind == .stacked }
            if !bars.isEmpty, let leaning = levels.mask(.leaningAcross) {
                found += StackedCodes(levels: levels, leaning: leaning, isTransposed: false)
                    .regions(bars)
            }
            if let leaning = levels.mask(.leaningDown) {
                found += StackedCodes(levels: levels, leaning: leaning, isTransposed: true)
                    .regions(
                        Self.patterns(in: bits.transposed, step: Self.columnStep, onlyBars: true))
            }
        }
        if let striped = levels.mask(.stripedAcross) {
            found += LinearCodes(levels: levels, striped: striped, isTransposed: false).regions()
        }
        if let striped = levels.mask(.stripedDown) {
            found += LinearCodes(levels: levels, striped: striped, isTransposed: true).regions()
        }
        codes = found
    }

    private static func patterns(
        in bits: BitPicture, step: Int, onlyBars: Bool
    ) -> [RunPattern] {
        var scratch = RunScratch()
        var patterns: [RunPattern] = []
        for row in stride(from: 1, to: bits.height, by: step) {
            bits.appendPatterns(inRow: row, onlyBars: onlyBars, to: &patterns, &scratch)
        }
        return patterns
    }
}
