import RedactionReport

/// The one line that shows how far a batch is.
package struct ProgressBar: Hashable, Sendable {
    package var done: Int
    /// `nil` while the inputs are still being counted.
    package var total: Int?
    package var seconds: Double

    package init(done: Int, total: Int?, seconds: Double) {
        self.done = done
        self.total = total
        self.seconds = seconds
    }

    /// Inputs a second.
    package var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }

    /// Seconds to the end, from the mean rate so far; `nil` when nobody can tell.
    package var secondsLeft: Double? {
        guard let total, done > 0, seconds > 0 else { return nil }
        return Double(max(0, total - done)) / rate
    }

    /// The line, at most `columns` characters.
    package func text(columns: Int) -> String {
        var facts = "\(done)"
        if let total { facts += "/\(total)" }
        facts += "  \(Self.oneDecimal(rate))/s"
        if let secondsLeft { facts += "  \(Self.clock(secondsLeft)) left" }
        guard let total, total > 0 else { return String(facts.prefix(columns)) }
        let share = min(1, Double(done) / Double(total))
        let percent = "\(Int(share * 100))%"
        let width = min(40, columns - facts.count - percent.count - 6)
        guard width >= 5 else { return String("\(percent)  \(facts)".prefix(columns)) }
        let filled = Int(share * Double(width))
        let bar =
            String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
        return "[\(bar)] \(percent)  \(facts)"
    }

    static func oneDecimal(_ value: Double) -> String {
        let tenths = Int((min(value, 1e9) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// `1:02:03`, `2:03`.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded())
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        let minutes = whole / 60
        guard minutes >= 60 else { return "\(minutes):\(two(whole % 60))" }
        return "\(minutes / 60):\(two(minutes % 60)):\(two(whole % 60))"
    }
}

extension BatchSummary {
    /// The table that a person sees at the end, one line an outcome that occurred.
    package func table(seconds: Double, usesColour: Bool) -> String {
        var lines: [String] = []
        for status in InstanceStatus.allCases {
            guard let count = counts[status], count > 0 else { continue }
            var line = Self.padded(status.rawValue) + "\(count)"
            if usesColour, status == .failed { line = "\u{1B}[31m\(line)\u{1B}[0m" }
            if usesColour, status == .held { line = "\u{1B}[33m\(line)\u{1B}[0m" }
            lines.append(line)
        }
        if resumed > 0 { lines.append(Self.padded("done before") + "\(resumed)") }
        let rate = ProgressBar(done: total, total: nil, seconds: seconds).rate
        lines.append(
            Self.padded("total") + "\(total) in \(ProgressBar.clock(seconds)), "
                + "\(ProgressBar.oneDecimal(rate))/s")
        if wasInterrupted { lines.append("interrupted: --resume does the rest") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, 13 - name.count))
    }
}
