import ArgumentParser
import BatchProcessing
import RedactionPolicy
import RedactionReport
import Testing

@testable import PixredactCommandLine

@Suite struct SynthCommandTests {
    @Test(arguments: [
        "synth", "synth a --count 0", "synth a --count 201", "synth a --seed -1",
        "synth a --threshold 0", "synth a --threshold 1 ",
        "synth a --threshold 0.5 --detector tesseract",
        "synth a --detector ocr", "synth a --report -", "synth a -o -", "synth a --jobs 0",
        "synth a --root b", "synth - -", "synth - --files-from -", "synth a --policy none",
        "synth a --padding -1", "synth a --timeout 0", "synth a --allow-text -o out",
    ])
    func usageError(_ line: String) {
        do {
            _ = try PixredactCommand.parseAsRoot(line.split(separator: " ").map(String.init))
            Issue.record("accepted")
        } catch {
            #expect(PixredactCommand.exitCode(for: error).rawValue == 64)
        }
    }

    private func plan(_ line: String) throws -> RecallPlan {
        try SynthCommand.parse(line.split(separator: " ").map(String.init)).plan
    }

    @Test func defaults() throws {
        let plan = try plan("in")
        #expect(plan.order == RecallOrder())
        #expect(plan.configuration == RedactionConfiguration())
        #expect(plan.output == nil && plan.report == nil && !plan.printsReport)
    }

    @Test func everyOptionReachesThePlan() throws {
        let plan = try plan(
            """
            in --files-from l --root r --count 5 --seed 9 --allow-text --detector both \
            --threshold 0.25 --padding 2 --report p --json --jobs 3 --timeout 7 \
            --memory-limit 1G
            """)
        #expect(plan.order.count == 5 && plan.order.seed == 9 && plan.order.allowsText)
        #expect(plan.configuration.detector == .both && plan.configuration.threshold == 0.25)
        #expect(plan.configuration.padding == 2)
        #expect(plan.configuration.limits.secondsPerInstance == 7)
        #expect(plan.configuration.limits.workerAddressSpace == 1 << 30)
        #expect(plan.inputs == InputSelection(paths: ["in"], filesFrom: "l", root: "r"))
        #expect(plan.report == "p" && plan.printsReport && plan.jobs == 3)
        #expect(try self.plan("in -o out").output == "out")
    }

    @Test func theTableSaysWhatWasMeasured() {
        var summary = RecallSummary(
            RecallSettings(detector: "net", threshold: nil, seed: 1, count: 2, version: "1"))
        var report = RecallReport(.measured)
        report.lines = [1.0, 0.0].map { coverage in
            SyntheticLine(
                text: "1", textKind: "date", box: .init(x: 0, y: 0, width: 9, height: 9),
                capHeight: 9, contrastClass: "low", contrast: 9, font: "tall", rendering: "sharp",
                edge: "plain", rotation: 0, coverage: coverage)
        }
        report.untouched = UntouchedPicture(boxes: 1, area: 0.0125)
        report.ladder = [
            RecallStep(
                threshold: 0.3, lines: 2, covered: 1,
                untouched: UntouchedPicture(boxes: 1, area: 0.0125))
        ]
        summary.add(report)
        let lines = RecallTable(summary).text.split(separator: "\n")
        #expect(lines.first == "pictures: 1 measured")
        #expect(lines.contains { $0.hasPrefix("all lines") && $0.contains("50.0 %") })
        #expect(lines.contains { $0.contains("9.5 % to 90.5 %") })
        #expect(lines.contains { $0.hasPrefix("  low") })
        #expect(
            lines.contains(
                "false boxes in 1 untouched pictures: 1, 1.00 a picture, 1.250 % of its area"))
        #expect(lines.contains { $0.contains("0.30") && $0.contains("1.250 %") })
    }

    @Test(arguments: [(0.0, 2, "0.00"), (1.005, 1, "1.0"), (12.96, 1, "13.0"), (7.04, 0, "7")])
    func decimals(_ number: Double, _ places: Int, _ text: String) {
        #expect(RecallTable.decimal(number, places: places) == text)
    }
}
