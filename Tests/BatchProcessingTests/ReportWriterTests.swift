import Foundation
import Raster
import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct ReportWriterTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    private func report(_ path: String) -> InstanceReport {
        InstanceReport(path: path, status: .noText)
    }

    @Test func linesOfManyThreadsAreWhole() throws {
        let file = try ReportWriter.openFile(workplace["report"], resuming: false)
        let writer = try ReportWriter(file: file)
        let threads = (0..<8).compactMap { number in
            JobThread {
                for index in 0..<100 {
                    try? writer.write(InstanceReport(path: "\(number)/\(index)", status: .noText))
                }
            }
        }
        for thread in threads { thread.join() }
        let lines = try #require(workplace.text("report")).split(separator: "\n")
        let paths = try lines.map {
            try JSONDecoder().decode(InstanceReport.self, from: Data($0.utf8)).path
        }
        #expect(Set(paths).count == 800)
        #expect(lines.count == 800)
    }

    @Test func reportIsForTheOwnerOnly() throws {
        try workplace.write(["report": "old"])
        _ = try ReportWriter.openFile(workplace["report"], resuming: false)
        #expect(try workplace.mode("report") == 0o600)
        #expect(workplace.text("report") == "")
    }

    @Test func resumedReportKeepsItsLines() throws {
        try workplace.write(["report": "old\n"])
        let file = try ReportWriter.openFile(workplace["report"], resuming: true)
        try ReportWriter(file: file).write(report("a"))
        #expect(workplace.text("report")?.hasPrefix("old\n{") == true)
    }

    @Test func lineIsOneLine() {
        let line = String(decoding: ReportWriter.line(report("a\nb/c\u{FFFD}")), as: UTF8.self)
        #expect(line.filter { $0 == "\n" }.count == 1)
        #expect(line.hasSuffix("}\n"))
        #expect(line.contains(#""path":"a\nb/c"#))
    }

    @Test func scoreThatIsNoNumberIsNull() {
        var report = report("a")
        report.boxes = [
            ReportedBox(
                box: PixelBox(x: 0, y: 0, width: 1, height: 1), sources: [.detector], score: .nan,
                decision: .redact)
        ]
        let line = String(decoding: ReportWriter.line(report), as: UTF8.self)
        #expect(line.contains(#""score":null"#))
    }

    @Test func fullDiskStopsTheBatchBetweenTwoLines() throws {
        // Every write to /dev/full fails as on a full disk.
        let fixture = try BatchFixture(["in/a": "none", "in/b": "none"])
        var plan = fixture.scan()
        plan.report = "/dev/full"
        let summary = try fixture.run(plan)
        #expect(summary.error?.code == .reportNotWritable)
        #expect(summary.exitStatus == .outputNotWritable)
        #expect(fixture.observer.finishedPaths.count == 1)
    }
}
