/// What was asked of a measurement.
package struct RecallSettings: Codable, Hashable, Sendable {
    package var detector: String
    /// `nil` for the one that the network was calibrated with.
    package var threshold: Double?
    package var seed: UInt64
    /// Lines a picture.
    package var count: Int
    package var version: String

    package init(detector: String, threshold: Double?, seed: UInt64, count: Int, version: String) {
        self.detector = detector
        self.threshold = threshold
        self.seed = seed
        self.count = count
        self.version = version
    }
}

/// The sums of a measurement (schema `pixredact.synth/1`, `kind` is `summary`).
///
/// Side markers are single letters, which no detector of text lines finds as well, and name
/// nobody: they have a rate of their own and count in no other. Lines that cannot be seen count in
/// none.
package struct RecallSummary: Hashable, Sendable {
    package let settings: RecallSettings
    /// Whether the run was stopped: pictures are missing.
    package var wasInterrupted = false
    package private(set) var pictures: [RecallStatus: Int] = [:]
    /// Visible lines without markers.
    package private(set) var all = RecallRate()
    package private(set) var markers = RecallRate()
    package private(set) var invisible = 0
    package private(set) var unplaced = 0
    private var rates: [Group: [String: RecallRate]] = [:]
    /// Pictures that were examined before text was burnt in, those that are left out among them.
    package private(set) var untouched = UntouchedSum()
    private var steps: [Double: Step] = [:]

    private struct Step: Hashable {
        var rate = RecallRate()
        var untouched = UntouchedSum()
    }

    /// False boxes of several pictures.
    package struct UntouchedSum: Hashable, Sendable {
        package private(set) var pictures = 0
        package private(set) var boxes = 0
        private var area = 0.0

        mutating func add(_ picture: UntouchedPicture) {
            pictures += 1
            boxes += picture.boxes
            area += picture.area
        }

        package var boxesPerPicture: Double? {
            pictures == 0 ? nil : Double(boxes) / Double(pictures)
        }

        /// The mean of the part of a picture that they cover, 0...1.
        package var meanArea: Double? { pictures == 0 ? nil : area / Double(pictures) }
    }

    /// What lines are told apart by.
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case contrast = "contrast_class"
        case capHeight = "cap_height"
        case rotation, font, rendering, edge
        case textKind = "text_kind"
        case device
    }

    package init(_ settings: RecallSettings) { self.settings = settings }

    package mutating func add(_ report: RecallReport) {
        pictures[report.status, default: 0] += 1
        unplaced += report.unplaced
        if let picture = report.untouched { untouched.add(picture) }
        for step in report.ladder {
            steps[step.threshold, default: Step()].untouched.add(step.untouched)
            steps[step.threshold, default: Step()].rate.lines += step.lines
            steps[step.threshold, default: Step()].rate.covered += step.covered
        }
        for line in report.lines {
            guard line.isVisible else {
                invisible += 1
                continue
            }
            guard !line.isMarker else {
                markers.add(isCovered: line.isCovered)
                continue
            }
            all.add(isCovered: line.isCovered)
            for group in Group.allCases {
                let name = group.name(of: line, in: report.image)
                rates[group, default: [:]][name, default: RecallRate()]
                    .add(isCovered: line.isCovered)
            }
        }
    }

    /// The classes of a group that have lines, in order.
    package func rates(by group: Group) -> [(name: String, rate: RecallRate)] {
        (rates[group] ?? [:]).map { ($0.key, $0.value) }
            .sorted { (group.place(of: $0.0), $0.0) < (group.place(of: $1.0), $1.0) }
    }

    /// What each threshold of the network gives, the lowest first.
    package var ladder: [(threshold: Double, rate: RecallRate, untouched: UntouchedSum)] {
        steps.sorted { $0.key < $1.key }.map { ($0.key, $0.value.rate, $0.value.untouched) }
    }
}

extension RecallSummary.Group {
    private static let capHeights: [(name: String, most: Int)] = [
        ("up to 8", 8), ("9 to 12", 12), ("13 to 20", 20), ("21 to 32", 32),
        ("33 and more", .max),
    ]
    private static let contrasts = ["maximum", "white", "black", "colour", "medium", "low"]

    func name(of line: SyntheticLine, in image: RecallImage?) -> String {
        switch self {
        case .contrast: return line.contrastClass
        case .capHeight:
            return Self.capHeights.first { line.capHeight <= $0.most }?.name ?? ""
        case .rotation: return "\(line.rotation)"
        case .font: return line.font
        case .rendering: return line.rendering
        case .edge: return line.edge
        case .textKind: return line.textKind
        case .device:
            let words = [image?.modality, image?.manufacturer, image?.model].compactMap { $0 }
                .filter { !$0.isEmpty }
            return words.isEmpty ? "unknown" : words.joined(separator: " ")
        }
    }

    fileprivate func place(of name: String) -> Int {
        switch self {
        case .contrast: Self.contrasts.firstIndex(of: name) ?? 0
        case .capHeight: Self.capHeights.firstIndex { $0.name == name } ?? 0
        case .rotation: Int(name) ?? 0
        case .font, .rendering, .edge, .textKind, .device: 0
        }
    }
}
