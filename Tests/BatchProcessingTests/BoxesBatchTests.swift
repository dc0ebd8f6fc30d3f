import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct BoxesBatchTests {
    private func run(
        _ content: String, _ entry: String
    ) throws -> (line: InstanceReport?, output: String?) {
        let fixture = try BatchFixture(["in/a": content])
        let box = #"{"x":1,"y":2,"width":3,"height":4}"#
        let text = entry.replacing("BOX", with: box)
            .replacing("PATH", with: fixture.workplace["in/a"].description)
        try fixture.workplace.write(["boxes": text])
        var plan = fixture.clean()
        plan.boxes = fixture.workplace["boxes"]
        try fixture.run(plan)
        return (try fixture.line(), fixture.workplace.text("out/a"))
    }

    @Test func listedByPathIsPainted() throws {
        let result = try run("text", #"{"path":"PATH","boxes":[BOX]}"#)
        #expect(result.line?.status == .redacted)
        #expect(result.line?.boxes.first?.sources == [.boxes])
        #expect(result.output == "painted")
    }

    @Test func listedByInstanceIsPainted() throws {
        let result = try run(
            "text uid=1.2", #"{"path":"other","sop_instance_uid":"1.2","boxes":[BOX]}"#)
        #expect(result.line?.status == .redacted)
    }

    @Test func emptyListIsCopied() throws {
        let result = try run("text", #"{"path":"PATH","boxes":[]}"#)
        #expect(result.line?.status == .kept)
        #expect(result.output == "text")
    }

    @Test(arguments: ["text", "none", "kept"])
    func unlistedIsHeld(_ content: String) throws {
        let result = try run(content, #"{"path":"other","boxes":[BOX]}"#)
        #expect(result.line?.status == .held)
        #expect(result.line?.reason?.code == .noBoxesEntry)
        #expect(result.output == nil)
    }

    @Test(arguments: [
        ("broken", InstanceStatus.failed), ("picture", .skipped), ("document", .skipped),
    ])
    func unlistedThatIsNoImageIsNotHeld(_ content: String, _ status: InstanceStatus) throws {
        let result = try run(content, #"{"path":"other","boxes":[BOX]}"#)
        #expect(result.line?.status == status)
    }

    @Test func reportIsNotWrittenOverTheList() throws {
        let fixture = try BatchFixture(["in/a": "text", "report": #"{"path":"a","boxes":[]}"#])
        var plan = fixture.clean()
        plan.boxes = fixture.workplace["report"]
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(fixture.workplace.text("report") == #"{"path":"a","boxes":[]}"#)
    }
}
