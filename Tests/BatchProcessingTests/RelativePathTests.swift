import Testing

@testable import BatchProcessing

@Suite struct RelativePathTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var path: String
        var expected: String?
        var testDescription: String { path }
    }

    @Test(arguments: [
        Case(path: "a.dcm", expected: "a.dcm"),
        Case(path: "a/b.dcm", expected: "a/b.dcm"),
        Case(path: "/a/b.dcm", expected: "a/b.dcm"),
        Case(path: "//a///b.dcm", expected: "a/b.dcm"),
        Case(path: "./a/./b.dcm", expected: "a/b.dcm"),
        Case(path: "a/../b.dcm", expected: "b.dcm"),
        Case(path: "a/..b/...", expected: "a/..b/..."),
        Case(path: "../b.dcm", expected: nil),
        Case(path: "a/../../b.dcm", expected: nil),
        Case(path: "/../b.dcm", expected: nil),
        Case(path: "..", expected: nil),
        Case(path: ".", expected: nil),
        Case(path: "/", expected: nil),
        Case(path: "", expected: nil),
        Case(path: "a\u{0}b", expected: nil),
        Case(path: ".pixredact-1/2", expected: nil),
        Case(path: "a/.pixredact-1", expected: "a/.pixredact-1"),
    ])
    func neverLeadsOut(_ test: Case) {
        #expect(RelativePath(BytePath(test.path))?.path.description == test.expected)
    }

    @Test(arguments: [
        Case(path: "/x/a.dcm", expected: "a.dcm"),
        Case(path: "../a.dcm", expected: "a.dcm"),
        Case(path: "a", expected: "a"),
        Case(path: "..", expected: nil),
        Case(path: "/", expected: nil),
    ])
    func basename(_ test: Case) {
        let relative = RelativePath(basenameOf: BytePath(test.path))
        #expect(relative?.path.description == test.expected)
    }

    @Test(
        arguments: [
            Case(path: "/data/in/a/b", expected: "a/b"),
            Case(path: "in/a/b", expected: "a/b"),
            Case(path: "./in/../in/a", expected: "a"),
            Case(path: "/data/in", expected: nil),
            Case(path: "/data/inner/a", expected: nil),
            Case(path: "/data/other/a", expected: nil),
            Case(path: "in/../../a", expected: nil),
        ], ["/data/in", "in", "in/", "./in"])
    func belowRoot(_ test: Case, root: String) {
        let relative = RelativePath(
            BytePath(test.path), below: BytePath(root), workingFolder: "/data")
        #expect(relative?.path.description == test.expected)
    }
}
