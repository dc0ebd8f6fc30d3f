import DICOMCore
import Testing
import TestSupport

/// Testing has a type of this name too.
typealias Tag = DICOMCore.Tag

/// A built file that holds every form of element that its encoding has.
struct SampleFile: CustomTestStringConvertible, Sendable {
    typealias Element = DICOMBuilder.Element
    typealias Item = DICOMBuilder.Item

    let name: String
    let builder: DICOMBuilder

    var testDescription: String { name }

    func bytes() throws -> [UInt8] { try builder.build() }

    func read() throws -> DICOMFile { try DICOMFile(ByteSource(bytes())) }

    static let native: [SampleFile] = [
        .implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
        .deflatedExplicitVRLittleEndian,
    ].map { SampleFile(name: $0.name, builder: oddBuilder($0)) }

    static let withoutMeta: [SampleFile] = [
        TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
    ].flatMap { syntax in
        [true, false].map { hasPreamble in
            var builder = oddBuilder(syntax)
            builder.hasMetaInformation = false
            builder.hasPreamble = hasPreamble
            return SampleFile(
                name: "\(syntax.name), \(hasPreamble ? "prefix" : "no prefix"), no meta",
                builder: builder)
        }
    }

    static let encapsulated: SampleFile = {
        var builder = oddBuilder(.rleLossless)
        builder.set(.pixelData, .ob, .fragments([[], [1, 2, 3, 4], [5, 6]]))
        return SampleFile(name: "encapsulated", builder: builder)
    }()

    static let withoutPreamble: SampleFile = {
        var builder = oddBuilder(.explicitVRLittleEndian)
        builder.hasPreamble = false
        return SampleFile(name: "meta without preamble", builder: builder)
    }()

    static let padded: SampleFile = {
        var builder = oddBuilder(.explicitVRLittleEndian)
        builder.add(.dataSetTrailingPadding, .ob, .bytes([0, 0, 0, 0]))
        builder.trailer = [UInt8](repeating: 0, count: 37)
        return SampleFile(name: "padded with zeroes", builder: builder)
    }()

    static let all = native + withoutMeta + [encapsulated, withoutPreamble, padded]

    /// Private elements, odd VRs and lengths, sequences in both forms.
    private static func oddBuilder(_ syntax: TransferSyntax) -> DICOMBuilder {
        var builder = DICOMBuilder(syntax)
        builder.add(.imageType, .cs, .text(["ORIGINAL", "PRIMARY"]))
        builder.add(.sopInstanceUID, .ui, .text(["2.25.1"]))
        builder.add(Tag(0x0009, 0x0010), .lo, .text(["INVENTED"]))
        builder.add(Tag(0x0009, 0x1001), .un, .bytes([1, 2, 3]))
        builder.add(Tag(0x0009, 0x1002), VR(0x5A, 0x5A), .bytes([1, 2, 3, 4]))
        builder.add(Tag(0x0009, 0x1003), .fd, .bytes([1, 2, 3, 4, 5, 6, 7]))
        builder.add(Tag(0x0009, 0x1004), .un, .sequence([Item(inner, .undefined)], .undefined))
        builder.add(Tag(0x0009, 0x1005), .un, .sequence([Item(inner)], .defined))
        builder.add(.patientComments, .lt, .bytes(Array("odd".utf8)))
        builder.add(
            .sequenceOfUltrasoundRegions, .sq,
            .sequence([Item(inner), Item(inner, .undefined), Item([])], .undefined))
        builder.add(
            .contributingEquipmentSequence, .sq, .sequence([Item(inner, .undefined)], .defined))
        builder.add(.rows, .us, .numbers([1]))
        builder.add(.columns, .us, .numbers([4]))
        builder.add(.iconImageSequence, .sq, .sequence([], .defined))
        builder.add(.pixelData, .ow, .bytes([1, 2, 3, 4]))
        return builder
    }

    private static var inner: [Element] {
        let code = Element(.codeValue, .sh, .text(["121322"]))
        return [
            Element(.manufacturer, .lo, .text(["invented"])),
            Element(
                .purposeOfReferenceCodeSequence, .sq,
                .sequence([Item([code]), Item([code], .undefined)], .defined)),
        ]
    }
}

/// The code of the error that `body` throws; nil where it throws none.
func code<R>(of body: () throws -> R) -> DICOMError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? DICOMError)?.code
    }
}
