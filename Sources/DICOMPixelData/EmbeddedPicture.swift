package import DICOMCore

/// What a private element holds that may be a picture, so far as its header and its first bytes
/// tell.
package enum EmbeddedPicture: Hashable, Sendable {
    /// A file or stream of this format, at the beginning or behind a header of the vendor's.
    case format(PictureFormat)
    /// An element that its vendor is known to keep a picture in, whatever its form.
    case known
    /// A value as long as a copy of the image.
    case imageSized
    /// Pixel Data, Float Pixel Data or Overlay Data inside a private sequence.
    case nestedPixelData

    /// In words, for a report.
    package var name: String {
        switch self {
        case .format(let format): "\(format.rawValue) data"
        case .known: "a vendor's picture"
        case .imageSized: "data of the image's size"
        case .nestedPixelData: "pixels"
        }
    }

    /// What a private element may show.
    ///
    /// - Parameters:
    ///   - creator: of its block (PS3.5 7.8.1); `nil` where the block has none.
    ///   - beginning: the first `PictureFormat.lookedAt` bytes of the value, or all.
    ///   - copyLength: the length from which a value can be a copy of the image: see
    ///     `copyLength(_:)`; `nil` where there is no image.
    package init?(
        _ tag: Tag, _ vr: VR, creator: String?, valueLength: Int, beginning: [UInt8],
        copyLength: Int?
    ) {
        // What has a text VR is text, and the work of what cleans the header.
        guard tag.isPrivate, !vr.isText, vr != .sq, vr != .ui, vr != .at else { return nil }
        if let format = PictureFormat(beginning: beginning) {
            self = .format(format)
            return
        }
        let place = creator.map { PrivateElementName($0, tag) }
        if let place, Self.pictures.contains(place), valueLength >= PictureFormat.shortest {
            self = .known
        } else if let copyLength, valueLength >= copyLength,
            !(place.map { Self.measurements.contains($0) } ?? false)
        {
            self = .imageSized
        } else {
            return nil
        }
    }

    /// The length from which a value can be a raw copy of the image on which text is still to be
    /// read: half a native frame, or a byte a pixel where that is less. Smaller ones would be
    /// copies at less than 0.7 of the size.
    ///
    /// - Returns: `nil` where the header gives no size.
    package static func copyLength(_ dataSet: DataSet) -> Int? {
        guard let rows = dataSet.integer(.rows), let columns = dataSet.integer(.columns),
            (1...0xFFFF).contains(rows), (1...0xFFFF).contains(columns)
        else { return nil }
        let pixels = rows * columns
        let samples = min(max(dataSet.integer(.samplesPerPixel) ?? 1, 1), 4)
        let bits = min(max(dataSet.integer(.bitsAllocated) ?? 8, 1), 64)
        return max(PictureFormat.shortest, min(pixels, pixels * samples * bits / 16))
    }
}

/// A private element by its creator, its group and the lower byte of its number: the upper one is
/// the block's, which differs from file to file (PS3.5 7.8.1).
struct PrivateElementName: Hashable {
    var creator: String
    var group: UInt16
    var element: UInt16

    init(_ creator: String, _ group: UInt16, _ element: UInt16) {
        self.creator = creator
        self.group = group
        self.element = element
    }

    init(_ creator: String, _ tag: Tag) {
        self.init(creator, tag.group, tag.element & 0xFF)
    }
}

extension EmbeddedPicture {
    /// Elements that hold a picture by what is publicly known of them.
    static let pictures: Set<PrivateElementName> = [
        .init("ELSCINT1", 0x07A1, 0x0A),  // the image, compressed
        .init("GEMS_IT_US_REPORT", 0x0045, 0x13),  // a report as PDF
        .init("GEMS_SENO_02", 0x0045, 0x3F),  // a small image
        .init("MAROTECH Inc.", 0x0037, 0x23),  // an icon as JPEG
        .init("SIEMENS CM VA0  CMS", 0x6021, 0x10),  // graphics over the image
        .init("SIEMENS MED NM", 0x7FE1, 0x10),  // the image, compressed
        .init("SIEMENS NUMARIS II", 0x7FE3, 0x10),  // graphics over the image
        .init("SIEMENS SMS-AX  VIEW 1.0", 0x0019, 0x1A),  // an overlay
        .init("SPI-P Release 1", 0x7FE1, 0x10),  // the image
        .init("VEPRO VIF 3.0 DATA", 0x0055, 0x30),  // an icon
        .init("VEPRO VIM 5.0 DATA", 0x0055, 0x30),  // an icon
    ]

    /// Elements that hold parameters, protocols or echoes before they were made a picture, and are
    /// longer than many an image.
    static let measurements: Set<PrivateElementName> = [
        .init("GEMS_PARM_01", 0x0043, 0x28),
        .init("GEMS_PARM_01", 0x0043, 0x29),  // histogram tables
        .init("GEMS_PARM_01", 0x0043, 0x2A),  // user data of the pulse sequence
        .init("GEMS_SERS_01", 0x0025, 0x1B),  // the protocol, compressed
        // Colour maps and scan lines of ultrasound, by time, depth and angle.
        .init("GEMS_Ultrasound_ImageGroup_001", 0x6003, 0x11),
        .init("GEMS_Ultrasound_MovieGroup_001", 0x7FE1, 0x43),
        .init("GEMS_Ultrasound_MovieGroup_001", 0x7FE1, 0x55),
        .init("GEMS_Ultrasound_MovieGroup_001", 0x7FE1, 0x60),
        .init("GEMS_Ultrasound_MovieGroup_001", 0x7FE1, 0x61),
        .init("GEMS_Ultrasound_MovieGroup_001", 0x7FE1, 0x69),
        .init("Philips US Imaging DD 033", 0x200D, 0x0B),  // scan lines
        .init("SIEMENS CSA HEADER", 0x0029, 0x10),
        .init("SIEMENS CSA HEADER", 0x0029, 0x20),
        .init("SIEMENS MEDCOM HEADER", 0x0029, 0x10),
        .init("SIEMENS MEDCOM HEADER", 0x0029, 0x20),
        .init("SIEMENS MEDCOM HEADER", 0x0029, 0x44),
        .init("SIEMENS MR SDS 01", 0x0021, 0x19),  // the protocol
        .init("TOSHIBA MDW HEADER", 0x0029, 0x10),
        .init("TOSHIBA MDW HEADER", 0x0029, 0x12),
        .init("TOSHIBA MDW HEADER", 0x0029, 0x20),
    ]
}
