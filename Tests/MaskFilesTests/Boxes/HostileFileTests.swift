import KnownMasks
import MaskFiles
import TestSupport
import Testing

/// Files that nobody meant: readers find something wrong or take them, and never stop.
@Suite struct HostileFileTests {
    static let samples: [(MaskFormatName, String)] = [
        (.karnak, "masks:\n  - stationName: \"*\"\n    rectangles: [\"1 2 3 4\"]\n"),
        (.smi, "filename,left,top,right,bottom\na,1,2,3,4\n"),
        (.smi, "1,2,+3,+4;5,6,7,8,0,-1\n"),
        (.presidio, #"{"a": [{"left": 30, "top": 40, "width": 50, "height": 6}]}"#),
        (
            .xnat,
            "if ((0008,0060) = \"US\") {\nalterPixels[\"rectangle\", \"l=1, t=1, r=2, b=2\", \"solid\", \"v=0\"]\n}\n"
        ),
        (
            .orthanc,
            #"{"MaskPixelData": {"Regions": [{"MaskType": "Fill", "RegionType": "2D", "Origin": [1, 2], "End": [3, 4]}]}}"#
        ),
        (.csv, "id,model,x,y,width,height\na,m,0,0,edge,1\n"),
    ]

    /// What a reader would need much time or memory for is refused.
    @Test(arguments: [
        (
            MaskFormatName.xnat,
            "if ((0008,0060) = \"a\") {\n}"
                + String(repeating: " elseif ((0008,0060) = \"a\") {\n}", count: 65)
        ),
        (.xnat, String(repeating: "if ((0008,0060) = \"a\") {\n", count: 1000)),
        (.xnat, String(repeating: "(", count: 100_000)),
        (.karnak, String(repeating: "[", count: 1000)),
        (.csv, "id,x,y,width,height" + String(repeating: ",", count: 300) + "\n"),
        (
            .csv,
            "id,rows,x,y,width,height\n"
                + (1...1001).map { "a,\($0),0,0,1,1\n" }.joined()
        ),
        (
            .csv,
            "id,model,x,y,width,height\n" + (0...100_000).map { "\($0),m,0,0,1,1\n" }.joined()
        ),
    ])
    func whatHasNoEndIsRefused(_ name: MaskFormatName, _ text: String) throws {
        let document = try #require(MaskFormats.format(name)).read(Array(text.utf8), name: "a")
        #expect(!document.isSound)
        #expect(document.findings.count <= 3)
    }

    @Test(arguments: samples)
    func aCutFileIsReadToItsEnd(_ name: MaskFormatName, _ text: String) throws {
        let format = try #require(MaskFormats.format(name))
        let bytes = Array(text.utf8)
        #expect(format.read(bytes, name: "a").isSound)
        for count in bytes.indices {
            let document = format.read(Array(bytes[..<count]), name: "a")
            #expect(document.set.rules.count <= 2)
            #expect(!document.isSound || !document.set.rules.isEmpty)
        }
    }

    @Test(arguments: samples)
    func aChangedFileIsReadToItsEnd(_ name: MaskFormatName, _ text: String) throws {
        let format = try #require(MaskFormats.format(name))
        for seed in 0..<300 as Range<UInt64> {
            let document = format.read(mutation(of: Array(text.utf8), seed: seed), name: "a")
            #expect(!document.isSound || !document.set.rules.isEmpty, "seed \(seed)")
        }
    }
}
