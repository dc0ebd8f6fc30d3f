import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct BatchExitStatusTests {
    @Test(arguments: [
        ([InstanceStatus](), BatchExitStatus.done),
        ([.noText, .redacted, .kept, .skipped], .done),
        ([.noText, .flagged], .found),
        ([.held, .redacted], .found),
        ([.held, .failed, .noText], .failed),
    ])
    func highestOutcomeCounts(_ statuses: [InstanceStatus], _ expected: BatchExitStatus) {
        var summary = BatchSummary()
        for status in statuses { summary.counts[status, default: 0] += 1 }
        #expect(summary.exitStatus == expected)
    }

    @Test func interruptCountsMost() {
        var summary = BatchSummary()
        summary.counts = [.failed: 1]
        summary.outputWasNotWritable = true
        #expect(summary.exitStatus == .outputNotWritable)
        summary.wasInterrupted = true
        #expect(summary.exitStatus == .interrupted)
    }

    @Test func progressTellsRateAndTimeLeft() {
        let bar = ProgressBar(done: 30, total: 120, seconds: 60)
        #expect(bar.rate == 0.5)
        #expect(bar.secondsLeft == 180)
        let text = "[======                     ] 25%  30/120  0.5/s  3:00 left"
        #expect(bar.text(columns: 60) == text)
    }

    @Test(arguments: [1, 10, 20, 40, 79, 200])
    func progressFitsTheTerminal(_ columns: Int) {
        let bar = ProgressBar(done: 123_456, total: 1_000_000, seconds: 98_765)
        #expect(bar.text(columns: columns).count <= columns)
    }

    @Test func progressWithoutATotalHasNoBar() {
        #expect(ProgressBar(done: 7, total: nil, seconds: 0).text(columns: 80) == "7  0.0/s")
    }

    @Test func tableHasWhatOccurred() {
        var summary = BatchSummary()
        summary.counts = [.redacted: 2, .held: 1]
        let table = summary.table(seconds: 6, usesColour: false)
        #expect(table == "redacted     2\nheld         1\ntotal        3 in 0:06, 0.5/s\n")
    }
}
