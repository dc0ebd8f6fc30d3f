import Testing

@testable import BatchProcessing

/// A report is a list of boxes, whatever size it gives an overlay or an icon.
@Suite struct BoxesOfPlanesTests {
    private func parse(_ plane: String) throws -> BoxesFile {
        let box = #"{"x":0,"y":0,"width":0,"height":0,"plane":"PLANE"}"#
        let line = #"{"path":"a","boxes":[BOX]}"#.replacing("BOX", with: box)
        return try BoxesFile(content: Array(line.replacing("PLANE", with: plane).utf8))
    }

    @Test(arguments: ["overlay:6000", "icon"])
    func planeOfUnknownSizeIsListed(_ plane: String) throws {
        #expect(try parse(plane).boxes(path: "a", sopInstanceUID: nil)?.count == 1)
    }

    @Test func emptyBoxOfTheImageIsMalformed() throws {
        #expect(throws: BatchError.self) { try parse("pixel_data") }
    }
}
