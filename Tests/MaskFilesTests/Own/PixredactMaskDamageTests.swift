import KnownMasks
import MaskFiles
import TestSupport
import Testing

@Suite struct PixredactMaskDamageTests {
    private static let text = """
        schema: pixredact.masks/1
        rules:
          - id: a
            note: 'header: band'
            when:
              - Manufacturer: {equals: [GE, 'X Y']}
              - any:
                  - not:
                      '(0019,"A.B",xx10)': {matches: '^[a-z]+\\.'}
                  - SequenceOfUltrasoundRegions.RegionDataType: {number: {at_least: 1, less: 4}}
            size: [{rows: 64, columns: 64}, {rows: 32}]
            areas:
              - blank: {x: 0, y: -5, width: edge, height: 5, clip: true}
              - keep: ultrasound_regions
            frames: [[0, 9]]
            group: {name: x, kind: layered}
            sources: ['ctp: a line']

        """

    /// Whatever is taken of damaged text can be written, read back and linted.
    @Test(arguments: 0..<20)
    func damagedTextIsReadOrRefused(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<25 {
            var bytes = Array(Self.text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default:
                    bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
                }
            }
            let document = PixredactMaskFormat().read(bytes, name: "rules")
            #expect(document.isSound || !document.findings.isEmpty)
            _ = MaskLinter.findings(for: document)
            guard document.isSound else { continue }
            let written = try PixredactMaskFormat().write(document.set)
            #expect(
                PixredactMaskFormat().read(written, name: "rules").set == document.set,
                "seed \(seed)")
        }
    }
}
