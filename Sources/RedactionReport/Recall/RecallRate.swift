/// How many of so many lines are covered, and what that says of all lines like them.
package struct RecallRate: Hashable, Sendable, Encodable {
    package var lines = 0
    package var covered = 0

    package init(lines: Int = 0, covered: Int = 0) {
        self.lines = lines
        self.covered = covered
    }

    package mutating func add(isCovered: Bool) {
        lines += 1
        if isCovered { covered += 1 }
    }

    /// 0...1, `nil` for no line.
    package var recall: Double? { lines == 0 ? nil : Double(covered) / Double(lines) }

    /// The 95 % confidence interval of Wilson (1927), which holds for few lines and for rates near
    /// 0 and 1 too; `nil` for no line.
    package var interval: ClosedRange<Double>? {
        guard let rate = recall else { return nil }
        let z = 1.959_963_985
        let count = Double(lines)
        let divisor = 1 + z * z / count
        let centre = rate + z * z / (2 * count)
        let half = z * (rate * (1 - rate) / count + z * z / (4 * count * count)).squareRoot()
        let low = max(0, (centre - half) / divisor)
        return low...max(low, min(1, (centre + half) / divisor))
    }

    enum CodingKeys: String, CodingKey { case lines, covered, recall, low, high }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(lines, forKey: .lines)
        try container.encode(covered, forKey: .covered)
        try container.encode(recall, forKey: .recall)
        try container.encode(interval?.lowerBound, forKey: .low)
        try container.encode(interval?.upperBound, forKey: .high)
    }
}
