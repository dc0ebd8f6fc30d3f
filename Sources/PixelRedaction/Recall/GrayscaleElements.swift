import DICOMCore
import DICOMPixelData

/// A grey scale transform as elements of a data set: what reads them gets the same transform.
struct GrayscaleElements {
    private let transform: GrayscaleTransform
    private let isSigned: Bool

    init(_ transform: GrayscaleTransform, isSigned: Bool) {
        self.transform = transform
        self.isSigned = isSigned
    }

    var elements: [NewElement] {
        var elements: [NewElement] = []
        switch transform.modality {
        case .rescale(let slope, let intercept):
            guard slope != 1 || intercept != 0 else { break }
            elements.append(NewElement(.rescaleSlope, .ds, .strings([Self.decimal(slope)])))
            elements.append(
                NewElement(.rescaleIntercept, .ds, .strings([Self.decimal(intercept)])))
        case .table(let table):
            // PS3.3 C.11.1.1: what the entries are is not known.
            let item =
                Self.item(table) + [NewElement(.modalityLUTType, .lo, .strings(["US"]))]
            elements.append(
                NewElement(.modalityLUTSequence, .sq, .sequence([item.sorted { $0.tag < $1.tag }])))
        }
        var tables: [[NewElement]] = []
        var windows: [(center: Double, width: Double)] = []
        for voi in [transform.voi].compactMap({ $0 }) + transform.otherVOIs {
            switch voi {
            case .table(let table): tables.append(Self.item(table))
            case .window(let black, let white):
                windows.append(((black + white) / 2, white - black))
            }
        }
        if !tables.isEmpty { elements.append(NewElement(.voilutSequence, .sq, .sequence(tables))) }
        if !windows.isEmpty {
            elements += [
                NewElement(.windowCenter, .ds, .strings(windows.map { Self.decimal($0.center) })),
                NewElement(.windowWidth, .ds, .strings(windows.map { Self.decimal($0.width) })),
                NewElement(.voilutFunction, .cs, .strings(["LINEAR_EXACT"])),
            ]
        }
        return elements
    }

    /// The item of a LUT sequence. The VR of the descriptor says whether its first value is signed.
    private static func item(_ table: LookupTable) -> [NewElement] {
        let first = table.firstMappedValue
        let count = UInt16(truncatingIfNeeded: table.entries.count)
        let bits = UInt16(clamping: table.bitsPerEntry)
        let descriptor =
            first < 0
            ? NewElement(
                .lutDescriptor, .ss,
                .signed16([
                    Int16(bitPattern: count), Int16(truncatingIfNeeded: first),
                    Int16(bitPattern: bits),
                ]))
            : NewElement(
                .lutDescriptor, .us,
                .unsigned16([count, UInt16(truncatingIfNeeded: first), bits]))
        let bytes = table.entries.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        return [descriptor, NewElement(.lutData, .ow, .bytes(bytes))]
    }

    /// A decimal string of at most 16 characters (PS3.5 6.2).
    static func decimal(_ number: Double) -> String {
        let exact = number.description
        if exact.count <= 16 { return exact }
        return Float(number).description
    }
}
