import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct BoxesFileTests {
    private func parse(_ text: String) throws -> BoxesFile {
        try BoxesFile(content: Array(text.utf8))
    }

    private static let box = #"{"x":1,"y":2,"width":3,"height":4}"#

    struct Form: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
    }

    @Test(arguments: [
        Form(testDescription: "lines", text: #"{"path":"a","boxes":[BOX]}"# + "\n"),
        Form(testDescription: "without a newline", text: #"{"path":"a","boxes":[BOX]}"#),
        Form(testDescription: "array", text: #" [{"path":"a","boxes":[BOX]}]"#),
        Form(
            testDescription: "blank lines",
            text: "\n \r\n" + #"{"path":"a","boxes":[BOX]}"# + "\r\n"),
        Form(testDescription: "mark", text: "\u{FEFF}" + #"{"path":"a","boxes":[BOX]}"#),
        Form(testDescription: "other spelling", text: #"{"path":".//a","boxes":[BOX]}"#),
        Form(testDescription: "unknown keys", text: #"{"path":"a","note":1,"boxes":[BOX]}"#),
    ])
    func readsEveryForm(_ form: Form) throws {
        let text = form.text.replacing("BOX", with: Self.box)
        let boxes = try parse(text).boxes(path: "a", sopInstanceUID: nil)
        let box = try #require(boxes?.first)
        #expect(box.box == .init(x: 1, y: 2, width: 3, height: 4))
        #expect(box.decision == .redact)
        #expect(box.plane == .pixelData)
        #expect(box.frames == .all)
    }

    @Test(arguments: [
        #"{"sop_instance_uid":"1.2","path":"b","boxes":[BOX]}"#,
        #"{"image":{"sop_instance_uid":"1.2"},"path":"b","boxes":[BOX]}"#,
    ])
    func instanceUIDComesBeforeThePath(_ text: String) throws {
        let list = try parse(text.replacing("BOX", with: Self.box))
        #expect(list.asksForInstanceUIDs)
        #expect(list.boxes(path: "a", sopInstanceUID: "1.2")?.count == 1)
        #expect(list.boxes(path: "b", sopInstanceUID: "1.3") == nil)
    }

    @Test func entriesOfOneInstanceAddUp() throws {
        let entry = #"{"path":"a","boxes":[BOX]}"#.replacing("BOX", with: Self.box)
        let list = try parse("\(entry)\n\(entry)\n{\"path\":\"a\",\"boxes\":[]}")
        #expect(list.boxes(path: "a", sopInstanceUID: nil)?.count == 2)
    }

    @Test func emptyListIsAnAnswer() throws {
        let list = try parse(#"{"path":"a","boxes":[]}"#)
        #expect(list.boxes(path: "a", sopInstanceUID: nil) == [])
        #expect(list.boxes(path: "b", sopInstanceUID: nil) == nil)
    }

    @Test(arguments: [
        ("no_text", true), ("flagged", true), ("redacted", true), ("kept", true),
        ("held", false), ("failed", false), ("skipped", false),
    ])
    func reportOfAnInstanceThatWasNotExaminedIsNone(_ status: String, _ isAnswer: Bool) throws {
        let list = try parse(#"{"path":"a","status":"\#(status)","reason":null,"boxes":[]}"#)
        #expect((list.boxes(path: "a", sopInstanceUID: nil) != nil) == isAnswer)
    }

    @Test func reviewedInstanceIsAnAnswer() throws {
        let list = try parse(
            """
            {"path":"a","status":"held","reason":{"code":"review_pending","message":""},"boxes":[]}
            """)
        #expect(list.boxes(path: "a", sopInstanceUID: nil) == [])
    }

    @Test(arguments: [
        "{", "1", "null", #""a""#, "{}", #"{"path":"a"}"#, #"{"boxes":[]}"#,
        #"{"path":"a","boxes":{}}"#, #"{"path":"a","boxes":[{}]}"#,
        #"{"path":"","boxes":[]}"#,
        #"{"path":"a","boxes":[{"x":0,"y":0,"width":0,"height":1}]}"#,
        #"{"path":"a","boxes":[{"x":-1,"y":0,"width":1,"height":1}]}"#,
        #"{"path":"a","boxes":[{"x":0,"y":0,"width":1,"height":-1}]}"#,
        #"{"path":"a","boxes":[{"x":0.5,"y":0,"width":1,"height":1}]}"#,
        #"{"path":"a","boxes":[{"x":9223372036854775807,"y":0,"width":1,"height":1}]}"#,
        #"{"path":"a","boxes":[{"x":0,"y":0,"width":1,"height":1,"plane":"moon"}]}"#,
        #"{"path":"a","boxes":[{"x":0,"y":0,"width":1,"height":1,"decision":"maybe"}]}"#,
        #"{"path":"a","boxes":[{"x":0,"y":0,"width":1,"height":1,"frames":[[3,1]]}]}"#,
        "[{\"path\":\"a\",\"boxes\":[]}", #"{"path":"a","boxes":[]} {"path":"b","boxes":[]}"#,
    ])
    func malformedIsRefused(_ text: String) {
        do throws(BatchError) {
            _ = try BoxesFile(content: Array(text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.code == .boxesMalformed)
            #expect(error.exitStatus == .usage)
        }
    }

    @Test func malformedLineIsNamed() {
        let text = #"{"path":"a","boxes":[]}"# + "\n\n{}\n"
        do throws(BatchError) {
            _ = try BoxesFile(content: Array(text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.line == 3)
        }
    }
}
