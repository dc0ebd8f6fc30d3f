import DICOMCore
import Testing
import TestSupport

/// Damaged files end in an error or in fewer elements, never in a crash or without an end.
@Suite struct DamagedBytesTests {
    @Test(arguments: SampleFile.all)
    func cutAtEveryLengthIsAnErrorOrLacksTheLastElements(_ sample: SampleFile) throws {
        let bytes = try sample.bytes()
        let whole = try sample.read().dataSet
        for length in 0..<bytes.count - sample.builder.trailer.count {
            do throws(DICOMError) {
                let file = try DICOMFile(ByteSource(Array(bytes.prefix(length))))
                let elements = file.dataSet.elements
                #expect(elements == Array(whole.elements.prefix(elements.count)), "\(length)")
                #expect(elements.count < whole.elements.count, "\(length)")
            } catch {
                #expect(
                    [.truncated, .malformed, .missing].contains(error.code), "cut at \(length)")
            }
        }
    }

    @Test(arguments: SampleFile.all)
    func damageNeverCrashesReaderOrEditor(_ sample: SampleFile) throws {
        var random = SeededRandom(seed: 1)
        for (seed, bytes) in try mutations(of: sample.bytes(), count: 1_000) {
            guard let file = try? DICOMFile(ByteSource(bytes)) else { continue }
            for element in file.dataSet.elements {
                _ = file.dataSet.integers(of: element)
                _ = file.dataSet.decimals(of: element)
                #expect(element.valueRange.upperBound <= file.body.count, "seed \(seed)")
            }
            var editor = DataSetEditor(file)
            editor.set(NewElement(.burnedInAnnotation, .cs, .strings(["NO"])))
            if let index = file.dataSet.elements.indices.randomElement(using: &random) {
                editor.remove(at: index)
            }
            editor.splitAtPixelData()
            _ = try? editor.finish()
        }
    }

    /// A length of almost 4 GiB in a file of a kilobyte.
    @Test(arguments: [0xFFFF_FFFE, 0x7FFF_FFFF, 0x8000_0000] as [Int])
    func promisedGigabytesAreTruncated(_ length: Int) throws {
        var builder = DICOMBuilder()
        builder.add(.modality, .cs, .text(["OT"]))
        builder.trailer = DICOMBytes(.explicitLittleEndian)
            .header(.pixelData, .ow, length: length)
        #expect(code { try DICOMFile(ByteSource(builder.build())) } == .truncated)
    }

    @Test func zeroesBeforeTheEndAreReadOnce() throws {
        // 8 zero bytes are an empty element of group 0; each could look for the end of the
        // zeroes again.
        var builder = DICOMBuilder(.implicitVRLittleEndian)
        builder.add(.modality, .cs, .text(["OT"]))
        builder.trailer = [UInt8](repeating: 0, count: 1 << 20) + [1]
        #expect(code { try DICOMFile(ByteSource(builder.build())) } == .truncated)
    }
}
