import DICOMCore
import KnownMasks
import TestSupport

/// Headers and rules for tests; names are invented.
enum HeaderFixture {
    typealias Element = DICOMBuilder.Element

    static func element(_ tag: DICOMCore.Tag, _ vr: VR, _ values: String...) -> Element {
        Element(tag, vr, .text(values))
    }

    static func scope(
        _ elements: [Element], _ syntax: TransferSyntax = .explicitVRLittleEndian
    ) throws -> DataSetScope {
        DataSetScope(try file(elements, syntax).dataSet)
    }

    static func file(
        _ elements: [Element], _ syntax: TransferSyntax = .explicitVRLittleEndian
    ) throws -> DICOMFile {
        var builder = DICOMBuilder(syntax)
        builder.add(meta: .implementationVersionName, .sh, .text(["ACME_3"]))
        builder.elements =
            (elements + [element(.sopClassUID, .ui, "1.2.3")]).sorted { $0.tag < $1.tag }
        return try DICOMFile(ByteSource(builder.build()))
    }

    /// An ultrasound device's header.
    static func ultrasound(
        _ elements: Element..., manufacturer: String = "Acme Medical", model: String = "Sono 9"
    ) throws -> DataSetScope {
        try scope(
            elements + [
                element(.modality, .cs, "US"), element(.manufacturer, .lo, manufacturer),
                element(.manufacturerModelName, .lo, model),
            ])
    }

    /// Sequence of Ultrasound Regions, each as (data type, min x, min y, max x, max y).
    static func regions(_ regions: [(type: Int?, corners: [Int])]) -> Element {
        let tags: [DICOMCore.Tag] = [
            .regionLocationMinX0, .regionLocationMinY0, .regionLocationMaxX1, .regionLocationMaxY1,
        ]
        let items = regions.map { region in
            var elements = region.type.map { [Element(.regionDataType, .us, .numbers([$0]))] } ?? []
            for (tag, corner) in zip(tags, region.corners) {
                elements.append(Element(tag, .ul, .numbers([corner])))
            }
            return DICOMBuilder.Item(elements.sorted { $0.tag < $1.tag })
        }
        return Element(.sequenceOfUltrasoundRegions, .sq, .sequence(items, .defined))
    }
}

extension HeaderPath {
    static let modality = HeaderPath(group: 0x0008, element: 0x0060)
    static let manufacturer = HeaderPath(group: 0x0008, element: 0x0070)
    static let model = HeaderPath(group: 0x0008, element: 0x1090)
    static let imageType = HeaderPath(group: 0x0008, element: 0x0008)
    static let softwareVersions = HeaderPath(group: 0x0018, element: 0x1020)
    static let windowWidth = HeaderPath(group: 0x0028, element: 0x1051)
    static let samplesPerPixel = HeaderPath(group: 0x0028, element: 0x0002)
}

extension Criterion {
    static func equals(_ path: HeaderPath, _ text: String) -> Criterion {
        .test(ValueTest(path, .equals(text)))
    }

    static let always = Criterion.all([])
    static let acme = Criterion.test(ValueTest(.manufacturer, .startsWith("acme")))
}

extension MaskArea {
    static func blank(
        _ x: Int, _ y: Int, _ width: Int, _ height: Int, isClipped: Bool = false
    ) -> MaskArea {
        MaskArea(
            .blank,
            .rectangle(
                MaskRectangle(
                    x: x, y: y, width: .pixels(width), height: .pixels(height), isClipped: isClipped
                )))
    }

    static func keep(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> MaskArea {
        MaskArea(
            .keep,
            .rectangle(
                MaskRectangle(x: x, y: y, width: .pixels(width), height: .pixels(height))))
    }
}
