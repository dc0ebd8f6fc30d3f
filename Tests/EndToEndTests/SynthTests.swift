import DICOMCore
import Foundation
import RedactionReport
import Testing

@Suite struct SynthTests {
    private func lines(_ run: CommandRun, _ name: String) throws -> [[String: Any]] {
        try run.bytes(name).split(separator: UInt8(ascii: "\n")).map {
            try #require(JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
    }

    @Test func measuresPicturesWithoutText() throws {
        let run = try CommandRun([
            "in/a": TestImage.file(text: nil), "in/b": TestImage.file(), "in/notes": [1, 2, 3],
        ])
        let result = try run(
            "synth in --detector tesseract --count 3 --report report -o out --jobs 1")
        #expect(result.status == 0)
        #expect(
            result.output.contains("pictures: 1 measured, 1 left out for their text, 1 skipped"))
        #expect(result.messages.contains("pixredact: in/b: left out: text was found in it"))
        let lines = try lines(run, "report")
        #expect(
            lines.compactMap { $0["kind"] as? String } == ["image", "image", "image", "summary"])
        #expect(try run.mode("report") == 0o600)
        let images = try #require(lines.last?["images"] as? [String: Int])
        #expect(images == ["measured": 1, "text_found": 1, "skipped": 1, "failed": 0])
    }

    @Test func writesThePictureAndItsLabels() throws {
        let run = try CommandRun(["in/a": TestImage.file(text: nil)])
        let line = "synth in --detector tesseract --count 3 --quiet -o out"
        let result = try run(line)
        #expect(result.status == 0)
        #expect(result.messages.hasPrefix("pixredact: out: the pictures show the originals"))
        #expect(run.names("out") == ["files", "files/a.dcm", "labels", "labels/a.dcm.json"])
        let labels = try #require(
            JSONSerialization.jsonObject(with: Data(run.bytes("out/labels/a.dcm.json")))
                as? [String: Any])
        #expect(labels["file"] as? String == "files/a.dcm")
        #expect(labels["source"] as? String == "clinical pixels with invented text")
        #expect((labels["lines"] as? [[String: Any]])?.isEmpty == false)
        let picture = try run.bytes("out/files/a.dcm")
        let text = String(decoding: picture, as: UTF8.self)
        #expect(TestImage.canaries.allSatisfy { !text.contains($0) })
        // Never over a file.
        #expect(try run(line).status == 2)
        #expect(try run.bytes("out/files/a.dcm") == picture)
    }

    @Test func whatItWritesIsForItsOwnerOnly() throws {
        let run = try CommandRun(["in/a": TestImage.file(text: nil)])
        #expect(try run("synth in --detector tesseract --count 3 -o out").status == 0)
        #expect(try run.mode("out") == 0o700)
        for name in ["out/files/a.dcm", "out/labels/a.dcm.json"] {
            #expect(try run.mode(name) == 0o600)
        }
    }

    @Test func noPictureStaysWithoutItsLabels() throws {
        // A file where the folder of the labels belongs.
        let run = try CommandRun(["in/a": TestImage.file(text: nil), "out/labels": [1]])
        #expect(try run("synth in --detector tesseract --count 3 -o out").status != 0)
        #expect(run.names("out") == ["labels"])
    }

    @Test func measuresTheNetworkOverThresholds() throws {
        let run = try CommandRun(["in/a": TestImage.file(text: nil), "in/b": TestImage.file()])
        let result = try run("synth in --count 3 --report report --jobs 1")
        #expect(result.status == 0)
        #expect(result.output.contains("pictures: 1 measured, 1 left out for their text"))
        let lines = try lines(run, "report")
        #expect((lines.first?["ladder"] as? [Any])?.isEmpty == false)
        let recall = try #require(lines.last?["recall"] as? [String: Any])
        #expect(try #require(recall["covered"] as? Int) > 0)
        #expect(lines.last?["interrupted"] as? Bool == false)
    }

    @Test func theSameSeedGivesTheSameReport() throws {
        let run = try CommandRun(["a": TestImage.file(text: nil)])
        let line = "synth a --detector tesseract --count 4 --json --seed 5"
        let first = try run(line)
        #expect(first.status == 0 && !first.output.isEmpty)
        #expect(try run(line).output == first.output)
    }

    @Test func whatCannotBeReadIsNamedAndTheRestGoesOn() throws {
        let file = try TestImage.file(text: nil)
        let run = try CommandRun(["in/a": Array(file.dropLast(4000)), "in/b": file])
        let result = try run("synth in --detector tesseract --count 2")
        #expect(result.status == 2)
        #expect(result.messages.contains("pixredact: in/a: failed: truncated"))
        #expect(result.output.contains("pictures: 1 measured, 1 failed"))
    }
}
