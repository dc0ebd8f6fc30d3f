import DICOMCore
import Raster
import RedactionReport
import Testing

/// Rules of known devices as a site uses them.
@Suite struct MaskTests {
    private static let clean = "clean in -o out --no-masks --masks rules.yaml --report report"

    private func run(_ devices: [MaskedImage.Device] = MaskedImage.Device.allCases) throws
        -> CommandRun
    {
        let run = try CommandRun(["rules.yaml": Array(MaskedImage.rules.utf8)])
        for device in devices {
            try run.write("in/\(device.rawValue)", try MaskedImage.file(device))
        }
        return run
    }

    private struct Outcome: Sendable {
        var device: MaskedImage.Device
        var status: InstanceStatus
        var reason: ReasonCode?

        init(_ device: MaskedImage.Device, _ status: InstanceStatus, _ reason: ReasonCode? = nil) {
            self.device = device
            self.status = status
            self.reason = reason
        }
    }

    private static let outcomes = [
        Outcome(.native, .redacted), Outcome(.runLength, .redacted), Outcome(.jpeg, .redacted),
        Outcome(.deflated, .redacted), Outcome(.complete, .redacted), Outcome(.overlay, .redacted),
        Outcome(.passed, .kept), Outcome(.held, .held, .heldByRule),
        Outcome(.rejected, .held, .rejectedByRule), Outcome(.unknown, .held, .noMaskRule),
        Outcome(.otherSize, .held, .noMaskRule), Outcome(.outside, .held, .maskMisfit),
    ]

    /// Some by the parent, some by workers: the outcomes are the same, and no word of a header comes out.
    @Test(arguments: ["full", "fast", "off"])
    func everyInstanceHasItsOutcome(_ level: String) throws {
        let run = try run()
        let result = try run(Self.clean + " --policy masks-only --verify \(level) --jobs 2")
        #expect(result.status == 1)
        let lines = try run.lines("report")
        for outcome in Self.outcomes {
            let line = lines.first { $0.path == "in/\(outcome.device.rawValue)" }
            #expect(line?.status == outcome.status, "\(outcome.device)")
            #expect(line?.reason?.code == outcome.reason, "\(outcome.device)")
        }
        #expect(lines.count == Self.outcomes.count)
        let goOut = Self.outcomes.filter { $0.status != .held }.map(\.device.rawValue).sorted()
        #expect(run.names("out") == goOut)
        let text = String(decoding: try run.bytes("report"), as: UTF8.self) + result.messages
        #expect(!text.contains("CANARY"))
    }

    @Test(arguments: [MaskedImage.Device.native, .runLength, .jpeg, .deflated])
    func theBandIsPaintedAndProven(_ device: MaskedImage.Device) throws {
        let run = try run([device])
        try run(Self.clean + " --policy masks-only --verify fast")
        let line = try #require(try run.lines("report").first)
        #expect(line.boxes.map(\.maskID) == ["site/band"])
        #expect(line.boxes.map(\.box.height) == [8])
        let name = device.rawValue
        let proof = try run(
            "verify in/\(name) out/\(name) --policy masks-only --no-masks --masks rules.yaml")
        #expect(proof.status == 0)
        #expect(
            try run(
                "verify in/\(name) in/\(name) --policy masks-only --no-masks "
                    + "--masks rules.yaml"
            ).status == 1)
    }

    @Test func whatIsPassedIsCopied() throws {
        let run = try run([.passed])
        #expect(try run(Self.clean + " --policy masks-only --verify fast").status == 0)
        #expect(try run.bytes("out/passed") == run.bytes("in/passed"))
    }

    @Test func aConfigurationNamesTheRules() throws {
        let run = try run([.native])
        try run.write(
            "site/conf.yaml",
            Array(
                "version: 1\npolicy: masks-only\nmasks: {library: false, files: [../rules.yaml]}"
                    .utf8))
        #expect(try run("config check site/conf.yaml").status == 0)
        #expect(try run("clean in -o out --config site/conf.yaml --report report").status == 0)
        #expect(try run.lines("report").first?.boxes.map(\.maskID) == ["site/band"])
    }

    /// Nothing is made, and no image is touched.
    @Test(arguments: ["rules:\n  - id: a\n", "schema: pixredact.masks/1\nrules:\n  - idd: a\n"])
    func rulesThatAreNoneStopTheRun(_ text: String) throws {
        let run = try CommandRun([
            "in/a": MaskedImage.file(.native), "rules.yaml": Array(text.utf8),
        ])
        let result = try run(Self.clean)
        #expect(result.status == 64)
        #expect(result.messages.hasPrefix("pixredact: rules.yaml:"))
        #expect(run.names() == ["in", "in/a", "rules.yaml"])
    }

    @Test(arguments: [("native", "mask by rule site/band"), ("unknown", "no rule answers")])
    func infoNamesTheRules(_ name: String, _ words: String) throws {
        let device = try #require(MaskedImage.Device(rawValue: name))
        let result = try run([device])("info in/\(name) --no-masks --masks rules.yaml")
        #expect(result.status == 0)
        #expect(result.output.contains("  Masks             \(words)\n"))
    }

    @Test func aRejectedInstanceIsHeldWithBoxesToo() throws {
        let run = try run([.rejected])
        try run.write(
            "boxes",
            Array(#"{"path":"in/rejected","boxes":[{"x":0,"y":0,"width":4,"height":4}]}"#.utf8))
        for level in ["full", "fast"] {
            let line = Self.clean + " --overwrite --boxes boxes --verify \(level)"
            #expect(try run(line).status == 1)
            #expect(try run.lines("report").first?.reason?.code == .rejectedByRule)
        }
    }

    /// Another set of rules is another configuration: nothing of the first run counts as done.
    @Test func otherRulesAreNotResumedWith() throws {
        let run = try run([.passed])
        let line = Self.clean + " --policy masks-only --resume"
        #expect(try run(line).status == 0)
        #expect(try run(line).status == 0)
        let other = MaskedImage.rules.replacing("site/passed", with: "site/other")
        try run.write("rules.yaml", Array(other.utf8))
        #expect(try run(line).status == 64)
    }
}
