import BatchProcessing

/// The line of standard error that tells how far a run is, where a person watches it.
struct ProgressLine {
    private let console: Console
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?

    private static let interval = Duration.milliseconds(100)

    init(_ console: Console, isShown: Bool) {
        self.console = console
        self.isShown = isShown
    }

    /// Seconds since the run began.
    var seconds: Double { start.duration(to: .now) / .seconds(1) }

    /// Makes room for other words.
    mutating func clear() {
        guard lastDrawn != nil else { return }
        console.message("\r\u{1B}[K")
        lastDrawn = nil
    }

    /// Draws it anew, unless that was done a moment ago.
    mutating func draw(done: Int, total: Int?) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let lastDrawn, lastDrawn.duration(to: now) < Self.interval { return }
        let bar = ProgressBar(done: done, total: total, seconds: seconds)
        console.message("\r\u{1B}[K" + bar.text(columns: console.columns - 1))
        lastDrawn = now
    }
}
