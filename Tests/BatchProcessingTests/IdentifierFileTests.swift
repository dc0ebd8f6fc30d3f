import RedactionPolicy
import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct IdentifierFileTests {
    private func parse(_ text: String) throws -> IdentifierFile {
        try IdentifierFile(content: Array(text.utf8))
    }

    private func values(_ text: String, _ keys: InstanceKeys) throws -> [String]? {
        try parse(text).identity(for: keys)?.values.map { "\($0.infoType)=\($0.value)" }
    }

    private static let subject = InstanceKeys(sopInstanceUID: "1.2.3", patientID: "S1")

    struct Form: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
    }

    @Test(arguments: [
        Form(testDescription: "commas", text: "patient_id,PatientName\nS1,Doe^Jane\n"),
        Form(testDescription: "without a newline", text: "patient_id,PatientName\nS1,Doe^Jane"),
        Form(
            testDescription: "carriage returns", text: "patient_id,PatientName\r\nS1,Doe^Jane\r\n"),
        Form(testDescription: "semicolons", text: "patient_id;PatientName\nS1;Doe^Jane\n"),
        Form(testDescription: "tabs", text: "patient_id\tPatientName\nS1\tDoe^Jane\n"),
        Form(
            testDescription: "quotes",
            text: "\"patient_id\",\"PatientName\"\n\"S1\",\"Doe^Jane\"\r\n"),
        Form(testDescription: "mark", text: "\u{FEFF}patient_id,PatientName\nS1,Doe^Jane\n"),
        Form(
            testDescription: "blank lines", text: "\n\npatient_id,PatientName\n\n,\nS1,Doe^Jane\n\n"
        ),
        Form(testDescription: "spaces", text: "patient_id , PatientName\n S1 , Doe^Jane \n"),
        Form(testDescription: "other order", text: "PatientName,patient_id\nDoe^Jane,S1\n"),
        Form(testDescription: "infoType", text: "patient_id,PERSON_NAME\nS1,Doe^Jane\n"),
        Form(
            testDescription: "narrower key", text: "sop_instance_uid,PatientName\n1.2.3,Doe^Jane\n"),
        Form(
            testDescription: "keyword as key", text: "SOPInstanceUID,PatientName\n1.2.3,Doe^Jane\n"),
        Form(
            testDescription: "array", text: #"[{"patient_id":"S1","PatientName":"Doe^Jane"}]"#),
        Form(
            testDescription: "array of values",
            text: #"[{"patient_id":"S1","PatientName":["Doe^Jane"],"PatientID":null}]"#),
        Form(testDescription: "object by ID", text: #" {"S1":{"PatientName":"Doe^Jane"}}"#),
        Form(testDescription: "object by UID", text: #"{"1.2.3":{"PERSON_NAME":"Doe^Jane"}}"#),
    ])
    func readsEveryForm(_ form: Form) throws {
        #expect(try values(form.text, Self.subject) == ["PERSON_NAME=Doe^Jane"])
    }

    @Test func namesTheColumn() throws {
        let list = try parse("patient_id,PatientName\nS1,Doe^Jane\n")
        let witnesses = list.identity(for: Self.subject)?.values.map(\.witness)
        #expect(witnesses == [Witness(.identifiers, "PatientName")])
    }

    @Test(arguments: [
        ("\"Doe, Jane\"", ["PERSON_NAME=Doe, Jane"]),
        ("\"Doe \"\"J\"\"\"", ["PERSON_NAME=Doe \"J\""]),
        ("\"Doe\nJane\"", ["PERSON_NAME=Doe\nJane"]), ("", []),
        ("Müller^Jörg", ["PERSON_NAME=Müller^Jörg"]),
        ("Doe^Jane\\Roe^Max", ["PERSON_NAME=Doe^Jane", "PERSON_NAME=Roe^Max"]),
    ])
    func readsCells(_ cell: String, _ expected: [String]) throws {
        #expect(try values("patient_id,PatientName\nS1,\(cell)\n", Self.subject) == expected)
    }

    @Test func rowsOfAnInstanceAddUp() throws {
        let text = """
            sop_instance_uid,patient_id,PatientName
            1.2.3,,Doe^Jane
            ,S1,Roe^Max
            ,S1,Poe^Ann
            """
        #expect(
            try values(text, Self.subject) == [
                "PERSON_NAME=Doe^Jane", "PERSON_NAME=Roe^Max", "PERSON_NAME=Poe^Ann",
            ])
    }

    @Test func rowBelongsToItsNarrowestKey() throws {
        let text = "sop_instance_uid,patient_id,PatientName\n9.9,S1,Doe^Jane\n"
        #expect(try values(text, Self.subject) == nil)
    }

    @Test func instanceWithoutARowIsUnknown() throws {
        #expect(try values("patient_id,PatientName\nS2,Doe^Jane\n", Self.subject) == nil)
        #expect(try values("patient_id,PatientName\n", Self.subject) == nil)
    }

    @Test(arguments: [
        ("PatientBirthDate", "19610307"), ("PatientBirthDate", "1961-03-07"),
        ("DATE", "1961/03/07"),
        ("StudyTime", "140523"), ("TIME", "14:05"), ("TIME", "14:05:23.5"), ("PatientAge", "045Y"),
        ("AGE", "45"), ("AccessionNumber", "A1"), ("patientname", "Doe"), ("UID", "1.2"),
    ])
    func takesColumn(_ name: String, _ value: String) throws {
        #expect(try values("patient_id,\(name)\nS1,\(value)\n", Self.subject)?.count == 1)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var line: Int?
        var detail: String
    }

    @Test(arguments: [
        Refusal(testDescription: "empty", text: "", line: 1, detail: "names of the columns"),
        Refusal(testDescription: "blank", text: " \n\n", line: 1, detail: "names of the columns"),
        Refusal(
            testDescription: "no key", text: "PatientName\nDoe\n", line: 1, detail: "patient_id"),
        Refusal(
            testDescription: "unknown column", text: "patient_id,Secret\nS1,Doe\n", line: 1,
            detail: "column 2: expected a key"),
        Refusal(
            testDescription: "unnamed column", text: "patient_id,,PatientName\nS1,,Doe\n", line: 1,
            detail: "column 2: expected a key"),
        Refusal(
            testDescription: "unlisted keyword", text: "patient_id,Rows\nS1,5\n", line: 1,
            detail: "column 2: expected a key"),
        Refusal(
            testDescription: "too few cells", text: "patient_id,PatientName\nS1,Doe\nS2\n", line: 3,
            detail: "expected 2 cells, found 1"),
        Refusal(
            testDescription: "too many cells", text: "patient_id,PatientName\nS1,Secret,Jane\n",
            line: 2, detail: "expected 2 cells, found 3"),
        Refusal(
            testDescription: "row without a key", text: "patient_id,PatientName\n,Secret\n",
            line: 2,
            detail: "expected a sop_instance_uid"),
        Refusal(
            testDescription: "two keys of a kind",
            text: "patient_id,patient_id,PatientName\nS1,S2,Secret\n", line: 2,
            detail: "column 2: expected one key"),
        Refusal(
            testDescription: "open quote", text: "patient_id,PatientName\nS1,\"Secret\n\n", line: 2,
            detail: "column 2: a quote is not closed"),
        Refusal(
            testDescription: "quote within", text: "patient_id,PatientName\nS1,Sec\"ret\n", line: 2,
            detail: "column 2: a quote within"),
        Refusal(
            testDescription: "behind a quote", text: "patient_id,PatientName\nS1,\"Sec\"ret\n",
            line: 2, detail: "column 2: text behind"),
        Refusal(
            testDescription: "line behind a cell of two lines",
            text: "patient_id,PatientName\nS1,\"a\nb\"\nS2\n", line: 4, detail: "expected 2 cells"),
        Refusal(
            testDescription: "date in another order",
            text: "patient_id,PatientBirthDate\nS1,07.03.1961\n", line: 2,
            detail: "column 2: expected a date"),
        Refusal(
            testDescription: "month 13", text: "patient_id,DATE\nS1,19611301\n", line: 2,
            detail: "column 2: expected a date"),
        Refusal(
            testDescription: "time", text: "patient_id,TIME\nS1,25:00\n", line: 2,
            detail: "column 2: expected a time"),
        Refusal(
            testDescription: "age", text: "patient_id,AGE\nS1,Secret\n", line: 2,
            detail: "column 2: expected an age"),
        Refusal(testDescription: "JSON", text: "[{\"patient_id\":", detail: "expected an array"),
        Refusal(
            testDescription: "JSON numbers", text: #"[{"patient_id":5}]"#,
            detail: "expected an array"),
        Refusal(
            testDescription: "JSON name", text: #"[{"patient_id":"S1","Secret":"Doe"}]"#,
            detail: "entry 1: expected a key"),
        Refusal(
            testDescription: "JSON without a key", text: #"[{},{"PatientName":"Secret"}]"#,
            detail: "entry 1: expected a sop_instance_uid"),
        Refusal(
            testDescription: "JSON date", text: #"{"S1":{"DATE":"Secret"}}"#,
            detail: "entry 1: expected a date"),
    ])
    func refuses(_ refusal: Refusal) {
        do throws(BatchError) {
            _ = try IdentifierFile(content: Array(refusal.text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.code == .identifiersMalformed)
            #expect(error.exitStatus == .usage)
            #expect(error.line == refusal.line)
            #expect("\(error)".contains(refusal.detail), "\(error)")
            #expect(!"\(error)".contains("Secret"))
        }
    }

    @Test func refusesWhatIsNotUTF8() {
        let text = Array("patient_id,PatientName\nS1,".utf8) + [0xFC, 0x0A]
        #expect(throws: BatchError.self) { try IdentifierFile(content: text) }
    }

    @Test func everyBeginningIsReadOrRefused() {
        let text = Array("patient_id;PatientName\r\nS1;\"Doe;\n\"\"Jane\"\r\n".utf8)
        for length in 0...text.count {
            do throws(BatchError) {
                _ = try IdentifierFile(content: Array(text.prefix(length)))
            } catch {
                #expect(error.code == .identifiersMalformed)
            }
        }
    }

    @Test func showsNoValue() throws {
        let list = try parse("patient_id,PatientName\nS1,Secret\n")
        var dumped = ""
        dump(list, to: &dumped)
        dump(Self.subject, to: &dumped)
        #expect(!"\(list) \(String(reflecting: list)) \(dumped)".contains("Secret"))
        #expect(!dumped.contains("S1"))
    }
}

@Suite struct IdentifierBatchTests {
    private func told(_ content: String, _ list: String) throws -> (
        texts: [String], notes: [String]
    ) {
        let fixture = try BatchFixture(["in/a": content])
        try fixture.workplace.write(["list": list])
        var plan = fixture.scan()
        plan.identifiers = fixture.workplace["list"]
        try fixture.run(plan)
        let texts = try fixture.line()?.boxes.compactMap(\.text) ?? []
        return (texts, fixture.observer.messages)
    }

    @Test(arguments: ["identity uid=1.2.3", "identity patient=S1", "identity uid=1.2.3 patient=S1"])
    func workerHearsOfTheInstancesValues(_ content: String) throws {
        let list =
            "sop_instance_uid,patient_id,PatientName\n1.2.3,,Doe^Jane\n,S1,Doe^Jane\n,S2,Roe\n"
        let result = try told(content, list)
        #expect(Set(result.texts) == ["Doe^Jane"])
        #expect(result.notes.isEmpty)
    }

    @Test func instanceWithoutARowIsNoted() throws {
        let result = try told("identity patient=S9", "patient_id,PatientName\nS1,Doe^Jane\n")
        #expect(result.texts.isEmpty)
        #expect(result.notes.count == 1)
    }

    @Test func malformedListEndsTheRunBeforeItBegins() throws {
        let fixture = try BatchFixture(["in/a": "text", "list": "patient_id,Secret\n"])
        var plan = fixture.clean()
        plan.identifiers = fixture.workplace["list"]
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(fixture.workplace.text("report") == nil)
        #expect(fixture.workplace.text("out/a") == nil)
    }

    @Test func reportIsNotWrittenOverTheList() throws {
        let list = "patient_id,PatientName\n"
        let fixture = try BatchFixture(["in/a": "text", "report": list])
        var plan = fixture.scan()
        plan.identifiers = fixture.workplace["report"]
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(fixture.workplace.text("report") == list)
    }
}
