package import DICOMCore
package import RedactionReport

/// An attribute whose value identifies somebody or something.
package struct IdentityAttribute: Hashable, Sendable {
    package let tag: Tag
    /// Of PS3.6.
    package let keyword: String
    package let vr: VR
    package let infoType: InfoType

    init(
        _ group: UInt16, _ element: UInt16, _ keyword: String, _ vr: VR, _ infoType: InfoType
    ) {
        tag = Tag(group, element)
        self.keyword = keyword
        self.vr = vr
        self.infoType = infoType
    }

    private static let byTag = [Tag: IdentityAttribute](
        all.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })
    private static let byKeyword = [String: IdentityAttribute](
        all.map { ($0.keyword.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

    /// The attribute of this tag, where it is one that identifies.
    package static func of(_ tag: Tag) -> IdentityAttribute? { byTag[tag] }

    /// The attribute of this keyword, in letters of any case.
    package static func named(_ keyword: String) -> IdentityAttribute? {
        byKeyword[keyword.lowercased()]
    }
}
