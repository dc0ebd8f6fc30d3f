/// How data elements are written: with or without VR, and the order of bytes in numbers.
package struct ElementEncoding: Hashable, Sendable {
    package var isImplicitVR: Bool
    package var isBigEndian: Bool

    package init(isImplicitVR: Bool, isBigEndian: Bool) {
        self.isImplicitVR = isImplicitVR
        self.isBigEndian = isBigEndian
    }

    package static let implicitLittleEndian = ElementEncoding(
        isImplicitVR: true, isBigEndian: false)
    package static let explicitLittleEndian = ElementEncoding(
        isImplicitVR: false, isBigEndian: false)
    package static let explicitBigEndian = ElementEncoding(isImplicitVR: false, isBigEndian: true)
}
