import DICOMCore
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelPainting

/// Whatever a header says, a clean writes what its own comparison lets pass, or nothing.
@Suite struct MutatedAttributesTests {
    private typealias Element = DICOMBuilder.Element
    private typealias Item = DICOMBuilder.Item

    private static func image(_ syntax: TransferSyntax) -> DICOMBuilder {
        let uid = DICOMBuilder.Value.text(["2.25.1"])
        let reference = Item([Element(.referencedSOPInstanceUID, .ui, uid)], .undefined)
        let code = Item([
            Element(.codeValue, .sh, .text(["113101"])),
            Element(.codingSchemeDesignator, .sh, .text(["DCM"])),
        ])
        let derivation = Item([
            Element(.derivationDescription, .st, .text(["a"])),
            Element(.sourceImageSequence, .sq, .sequence([reference], .undefined)),
            Element(.derivationCodeSequence, .sq, .sequence([code], .defined)),
        ])
        let frame = Item([
            Element(.derivationImageSequence, .sq, .sequence([derivation], .defined)),
            Element(
                Tag(0x0018, 0x9226), .sq,
                .sequence([Item([Element(.frameType, .cs, .text(["ORIGINAL"]))])], .undefined)),
        ])
        return Painting.image(syntax)
            .setting(.lengthToEnd, .ul, .numbers([9]))
            .setting(.imageType, .cs, .text(["ORIGINAL", "PRIMARY"]))
            .setting(.deidentificationMethod, .lo, .text(["a", "b"]))
            .setting(.deidentificationMethodCodeSequence, .sq, .sequence([code], .defined))
            .setting(.contributingEquipmentSequence, .sq, .sequence([Item([])], .defined))
            .setting(.burnedInAnnotation, .cs, .text(["YES"]))
            .setting(.largestImagePixelValue, .us, .numbers([9]))
            .setting(.lossyImageCompression, .cs, .text(["00"]))
            .setting(.digitalSignaturesSequence, .sq, .sequence([code], .undefined))
            .setting(.perFrameFunctionalGroupsSequence, .sq, .sequence([frame, frame], .defined))
    }

    @Test(arguments: [
        TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
    ])
    func whatIsWrittenPasses(_ syntax: TransferSyntax) throws {
        var attributes = Painting.attributes
        attributes.recodedReversibly = .jpeg2000
        attributes.imageType = .derived
        attributes.instanceUID = .derive
        let bytes = try Self.image(syntax).build()
        // A first element of group 2 would join the meta information.
        let body = try DICOMFile(ByteSource(bytes)).bodyOffset + 8
        var written = 0
        for seed in 0..<400 {
            var random = SeededRandom(seed: UInt64(seed))
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: body..<bytes.count, using: &random)
                mutated[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            let painting: Painting
            do {
                painting = try Painting(mutated, attributes)
            } catch is InstanceFailure {
                continue
            } catch is DICOMError {
                continue
            }
            written += 1
            do {
                let before = try OpenedInstance(painting.source, limits: ResourceLimits())
                let after = try OpenedInstance(painting.file, limits: ResourceLimits())
                try AttributeComparison(before, after).requireOnlyCleaned()
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
        #expect(written > 100)
    }
}
