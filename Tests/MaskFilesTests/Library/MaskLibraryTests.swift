import Foundation
import KnownMasks
import MaskFiles
import Testing

@Suite struct MaskLibraryTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../models/masks").standardizedFileURL

    static func files() throws -> MaskLibraryFiles {
        var contents: [(path: String, content: [UInt8])] = []
        for part in ["devices", "sets"] {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent(part).path)
            for name in names {
                let path = part + "/" + name
                contents.append(
                    (path, Array(try Data(contentsOf: folder.appendingPathComponent(path)))))
            }
        }
        return MaskLibraryFiles(contents)
    }

    @Test func itsTextIsSound() throws {
        #expect(try Self.files().problems == [])
    }

    /// After a change of the rules: scripts/embed-masks.
    @Test func isCompiledInAsItsTextSays() throws {
        #expect(try Self.files().encoded == MaskLibrary.encoded)
    }

    @Test func hasRulesOfDevicesAndSetsByName() {
        #expect(MaskLibrary.devices().rules.count > 300)
        #expect(
            MaskLibrary.setNames == [
                "any-device", "ctp-filter", "deid-filters", "deid-ultrasound",
                "dicom-dre-exclusions", "smi-ultrasound", "stanford-filter",
            ])
        for name in MaskLibrary.setNames {
            #expect(MaskLibrary.set(named: name)?.rules.isEmpty == false)
        }
        #expect(MaskLibrary.set(named: MaskLibrary.deviceSetName) == nil)
        #expect(MaskLibrary.set(named: "no-such-set") == nil)
    }

    /// Nobody who asks for nothing gets instances held.
    @Test func rulesOfDevicesMaskOrPass() {
        for rule in MaskLibrary.devices().rules {
            #expect(rule.action == .mask || rule.action == .pass, "\(rule.id)")
            #expect(!rule.isComplete, "\(rule.id)")
        }
    }

    @Test func everyRuleNamesItsSource() {
        for rule in MaskLibrary.devices().rules {
            #expect(!rule.sources.isEmpty, "\(rule.id)")
            #expect(rule.sources.allSatisfy { !$0.place.isEmpty }, "\(rule.id)")
        }
    }

    /// The text is what the writer writes, but for the lines of a comment before it.
    @Test func itsTextIsAsTheWriterWritesIt() throws {
        for file in try Self.files().files {
            let written = try PixredactMaskFormat().write(file.document.set)
            let text = try String(
                contentsOf: Self.folder.appendingPathComponent(file.path), encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .drop { $0.hasPrefix("#") }
            #expect(
                String(decoding: written, as: UTF8.self) == lines.joined(separator: "\n"),
                "\(file.path)")
        }
    }

    @Test(arguments: [
        ("devices/a.yml", "devices/a.yml: expected devices/MAKER.yaml or sets/NAME.yaml"),
        ("sets/devices.yaml", "sets/devices.yaml: expected devices/MAKER.yaml or sets/NAME.yaml"),
        ("sets/b/a.yaml", "sets/b/a.yaml: expected devices/MAKER.yaml or sets/NAME.yaml"),
    ])
    func otherFilesAreProblems(_ path: String, _ problem: String) {
        let text = "schema: pixredact.masks/1\nrules: []\n"
        #expect(MaskLibraryFiles([(path, Array(text.utf8))]).problems == [problem])
    }

    @Test func oneIDInTwoFilesIsAProblem() {
        let text = Array("schema: pixredact.masks/1\nrules: [{id: x, blank: all}]\n".utf8)
        let files = MaskLibraryFiles([("devices/a.yaml", text), ("sets/b.yaml", text)])
        #expect(files.problems == ["sets/b.yaml: devices/a.yaml has a rule x, too"])
    }
}
