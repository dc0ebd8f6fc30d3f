package import DICOMCore

/// Builds DICOM files for tests, well formed or as odd as asked, without the writer under test.
///
///     var builder = DICOMBuilder(.explicitVRLittleEndian)
///     builder.add(.rows, .us, .numbers([2]))
///     builder.add(.pixelData, .ow, .bytes([1, 2, 3, 4]))
///     let file = try DICOMFile(ByteSource(builder.build()))
package struct DICOMBuilder: Sendable {
    package indirect enum Value: Sendable {
        /// As they are: neither swapped nor padded.
        case bytes([UInt8])
        /// Joined with a backslash, padded to an even length.
        case text([String])
        /// As wide as the VR, in the encoding's byte order. FD and FL take `decimals`.
        case numbers([Int])
        case decimals([Double])
        case sequence([Item], LengthForm)
        /// Encapsulated Pixel Data; the first fragment is the Basic Offset Table.
        case fragments([[UInt8]])
    }

    /// How a sequence or an item says its length.
    package enum LengthForm: Sendable, CaseIterable { case defined, undefined }

    package struct Item: Sendable {
        package var elements: [Element]
        package var length: LengthForm

        package init(_ elements: [Element], _ length: LengthForm = .defined) {
            self.elements = elements
            self.length = length
        }
    }

    package struct Element: Sendable {
        package var tag: Tag
        package var vr: VR
        package var value: Value

        package init(_ tag: Tag, _ vr: VR, _ value: Value) {
            self.tag = tag
            self.vr = vr
            self.value = value
        }
    }

    package var transferSyntax: TransferSyntax
    package var hasPreamble = true
    package var hasMetaInformation = true
    package var preamble = [UInt8](repeating: 0, count: 128)
    /// Behind the group length and the transfer syntax, which come by themselves.
    package var metaElements: [Element] = []
    /// Written in this order, whatever their tags.
    package var elements: [Element] = []
    /// Behind the data set; not deflated.
    package var trailer: [UInt8] = []

    package init(_ transferSyntax: TransferSyntax = .explicitVRLittleEndian) {
        self.transferSyntax = transferSyntax
        add(meta: .mediaStorageSOPClassUID, .ui, .text([Self.secondaryCapture]))
        add(meta: .mediaStorageSOPInstanceUID, .ui, .text(["2.25.1"]))
    }

    /// An image without Pixel Data: everything that describes one, in tag order.
    package static func image(
        _ transferSyntax: TransferSyntax = .explicitVRLittleEndian, rows: Int, columns: Int,
        frames: Int? = nil, samplesPerPixel: Int = 1,
        photometricInterpretation: String = "MONOCHROME2", planarConfiguration: Int? = nil,
        bitsAllocated: Int = 8, bitsStored: Int? = nil, isSigned: Bool = false
    ) -> DICOMBuilder {
        let bitsStored = bitsStored ?? bitsAllocated
        var builder = DICOMBuilder(transferSyntax)
        builder.add(.sopClassUID, .ui, .text([secondaryCapture]))
        builder.add(.sopInstanceUID, .ui, .text(["2.25.1"]))
        builder.add(.modality, .cs, .text(["OT"]))
        builder.add(.samplesPerPixel, .us, .numbers([samplesPerPixel]))
        builder.add(.photometricInterpretation, .cs, .text([photometricInterpretation]))
        if let planarConfiguration {
            builder.add(.planarConfiguration, .us, .numbers([planarConfiguration]))
        } else if samplesPerPixel > 1 {
            builder.add(.planarConfiguration, .us, .numbers([0]))
        }
        if let frames { builder.add(.numberOfFrames, .is, .text([String(frames)])) }
        builder.add(.rows, .us, .numbers([rows]))
        builder.add(.columns, .us, .numbers([columns]))
        builder.add(.bitsAllocated, .us, .numbers([bitsAllocated]))
        builder.add(.bitsStored, .us, .numbers([bitsStored]))
        builder.add(.highBit, .us, .numbers([bitsStored - 1]))
        builder.add(.pixelRepresentation, .us, .numbers([isSigned ? 1 : 0]))
        return builder
    }

    package mutating func add(_ tag: Tag, _ vr: VR, _ value: Value) {
        elements.append(Element(tag, vr, value))
    }

    package mutating func add(meta tag: Tag, _ vr: VR, _ value: Value) {
        metaElements.append(Element(tag, vr, value))
    }

    /// Replaces the element of this tag, or inserts it in tag order.
    package mutating func set(_ tag: Tag, _ vr: VR, _ value: Value) {
        elements.removeAll { $0.tag == tag }
        let index = elements.firstIndex { $0.tag > tag } ?? elements.endIndex
        elements.insert(Element(tag, vr, value), at: index)
    }

    package mutating func remove(_ tag: Tag) { elements.removeAll { $0.tag == tag } }

    /// The whole file.
    package func build() throws -> [UInt8] {
        var file: [UInt8] = []
        if hasPreamble { file += preamble + Array("DICM".utf8) }
        if hasMetaInformation { file += metaInformation() }
        let dataSet = dataSetBytes()
        file += transferSyntax.isDeflated ? try Deflate.deflate(dataSet) : dataSet
        return file + trailer
    }

    /// The data set alone, not deflated.
    package func dataSetBytes() -> [UInt8] {
        DICOMBytes(transferSyntax.encoding).elements(elements)
    }

    private func metaInformation() -> [UInt8] {
        let bytes = DICOMBytes(.explicitLittleEndian)
        let syntax = Element(.transferSyntaxUID, .ui, .text([transferSyntax.uid]))
        let rest = bytes.elements((metaElements + [syntax]).sorted { $0.tag < $1.tag })
        let length = Element(.fileMetaInformationGroupLength, .ul, .numbers([rest.count]))
        return bytes.elements([length]) + rest
    }

    private static let secondaryCapture = "1.2.840.10008.5.1.4.1.1.7"
}
