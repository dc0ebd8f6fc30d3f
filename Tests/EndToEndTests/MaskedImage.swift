import DICOMCore
import TestSupport

/// Images of invented devices, whose headers hold words that must appear nowhere else, and rules for them.
enum MaskedImage {
    /// What the rules tell the devices apart by: a test's name of an image, too.
    enum Device: String, CaseIterable {
        case native, runLength, jpeg, deflated
        case passed, held, rejected, unknown, otherSize, outside, complete, overlay
    }

    /// Rules as a site would write them.
    static let rules = """
        schema: pixredact.masks/1
        rules:
          - id: site/band
            when: {all: [{Manufacturer: {equals: Invented}},
              {ManufacturerModelName: {equals: [native, runLength, jpeg, deflated]}}]}
            blank: [{x: 0, y: 0, width: edge, height: 8}]
          - id: site/passed
            when: {ManufacturerModelName: {equals: passed}}
            action: pass
          - id: site/held
            when: {ManufacturerModelName: {equals: held}}
            action: hold
          - id: site/rejected
            when: {ManufacturerModelName: {equals: rejected}}
            action: reject
          - id: site/other-size
            when: {ManufacturerModelName: {equals: otherSize}}
            size: {rows: 480, columns: 640}
            blank: [{x: 0, y: 0, width: 640, height: 40}]
          - id: site/outside
            when: {ManufacturerModelName: {equals: outside}}
            blank: [{x: 0, y: 0, width: 640, height: 40}]
          - id: site/complete
            when: {ManufacturerModelName: {equals: complete}}
            blank: [{x: 0, y: 0, width: 10, height: 5}]
            complete: true
          - id: site/overlay
            when: {ManufacturerModelName: {equals: overlay}}
            action: pass
        """

    static func file(_ device: Device) throws -> [UInt8] {
        var builder = try pixels(of: device)
        builder.set(.manufacturer, .lo, .text(["Invented"]))
        builder.set(.manufacturerModelName, .lo, .text([device.rawValue]))
        for (tag, vr, word) in canaries { builder.set(tag, vr, .text([word])) }
        return try builder.build()
    }

    private static let canaries: [(Tag, VR, String)] = [
        (.accessionNumber, .sh, "CANARYACC"), (.referringPhysicianName, .pn, "CANARYDOC^X"),
        (.stationName, .sh, "CANARYSTATION"), (.studyDescription, .lo, "CANARYSTUDY"),
        (.seriesDescription, .lo, "CANARYSERIES"), (.patientName, .pn, "CANARYNAME^FIRST"),
        (.patientID, .lo, "CANARYID"), (.imageComments, .lt, "CANARYCOMMENT"),
    ]

    private static func pixels(of device: Device) throws -> DICOMBuilder {
        switch device {
        case .jpeg:
            return DICOMBuilder.image(.jpegBaseline8Bit, rows: 37, columns: 45)
                .settingFrames([[try CodestreamFixture.bytes("jpeg/grey.jpg")]])
        case .runLength:
            return DICOMBuilder.image(.rleLossless, rows: 9, columns: 17)
                .settingFrames([[try CodestreamFixture.bytes("rle/gray-8-dcmcrle.rle")]])
        case .deflated: return native(.deflatedExplicitVRLittleEndian)
        case .overlay:
            return native().setting(Tag(0x6000, 0x0010), .us, .numbers([4]))
                .setting(Tag(0x6000, 0x0011), .us, .numbers([4]))
                .setting(Tag(0x6000, 0x0040), .cs, .text(["G"]))
                .setting(Tag(0x6000, 0x0050), .ss, .numbers([1, 1]))
                .setting(Tag(0x6000, 0x0100), .us, .numbers([1]))
                .setting(Tag(0x6000, 0x0102), .us, .numbers([0]))
                .setting(Tag(0x6000, 0x3000), .ow, .bytes([0xA5, 0x3C]))
        default: return native()
        }
    }

    private static func native(
        _ syntax: TransferSyntax = .explicitVRLittleEndian
    ) -> DICOMBuilder {
        var random = SeededRandom(seed: 3)
        return DICOMBuilder.image(syntax, rows: 20, columns: 32)
            .setting(.pixelData, .ob, .bytes(random.bytes(20 * 32).map { $0 | 1 }))
    }
}
