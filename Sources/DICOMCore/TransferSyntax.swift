/// How a data set and its Pixel Data are encoded (PS3.5 annex A).
package struct TransferSyntax: Hashable, Sendable {
    package let uid: String
    package let name: String
    package let isImplicitVR: Bool
    package let isBigEndian: Bool
    package let isDeflated: Bool
    package let isEncapsulated: Bool
    /// Whether `table` lists it.
    package let isKnown: Bool

    /// The transfer syntax of a UID.
    ///
    /// An unknown one is read as Explicit VR Little Endian with encapsulated Pixel Data, as every
    /// one standardised since 1996 is, save for native and deflated ones.
    package init(uid: String) {
        if let known = Self.byUID[uid] {
            self = known
        } else {
            self.init(uid, "Unknown", isEncapsulated: true, isKnown: false)
        }
    }

    init(
        _ uid: String, _ name: String, isImplicitVR: Bool = false, isBigEndian: Bool = false,
        isDeflated: Bool = false, isEncapsulated: Bool = false, isKnown: Bool = true
    ) {
        self.uid = uid
        self.name = name
        self.isImplicitVR = isImplicitVR
        self.isBigEndian = isBigEndian
        self.isDeflated = isDeflated
        self.isEncapsulated = isEncapsulated
        self.isKnown = isKnown
    }

    /// The encoding of the data set's elements.
    package var encoding: ElementEncoding {
        ElementEncoding(isImplicitVR: isImplicitVR, isBigEndian: isBigEndian)
    }

    private static let byUID = Dictionary(uniqueKeysWithValues: table.map { ($0.uid, $0) })

    package static let implicitVRLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2")
    package static let explicitVRLittleEndian = TransferSyntax(uid: "1.2.840.10008.1.2.1")
    package static let encapsulatedUncompressedExplicitVRLittleEndian = TransferSyntax(
        uid: "1.2.840.10008.1.2.1.98")
    package static let deflatedExplicitVRLittleEndian = TransferSyntax(
        uid: "1.2.840.10008.1.2.1.99")
    package static let explicitVRBigEndian = TransferSyntax(uid: "1.2.840.10008.1.2.2")
    package static let jpegBaseline8Bit = TransferSyntax(uid: "1.2.840.10008.1.2.4.50")
    package static let jpegExtended12Bit = TransferSyntax(uid: "1.2.840.10008.1.2.4.51")
    package static let jpegLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.57")
    package static let jpegLosslessSV1 = TransferSyntax(uid: "1.2.840.10008.1.2.4.70")
    package static let jpegLSLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.80")
    package static let jpegLSNearLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.81")
    package static let jpeg2000Lossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.90")
    package static let jpeg2000 = TransferSyntax(uid: "1.2.840.10008.1.2.4.91")
    package static let htj2kLossless = TransferSyntax(uid: "1.2.840.10008.1.2.4.201")
    package static let htj2kLosslessRPCL = TransferSyntax(uid: "1.2.840.10008.1.2.4.202")
    package static let htj2k = TransferSyntax(uid: "1.2.840.10008.1.2.4.203")
    package static let rleLossless = TransferSyntax(uid: "1.2.840.10008.1.2.5")
    /// Implicit VR Little Endian whose 16-bit Pixel Data is big endian.
    package static let gePrivateBigEndianPixels = TransferSyntax(uid: "1.2.840.113619.5.2")
}
