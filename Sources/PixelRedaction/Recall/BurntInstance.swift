import Crypto
import DICOMCore
import DICOMPixelData
import PixelPainting
import Raster
import RedactionReport

/// One frame as an instance of its own: native, and shown as the instance that it came from shows
/// it. Of the source's header nothing is in it but how its samples are stored and displayed.
struct BurntInstance {
    let frame: BurnableFrame
    /// Whether the pixels hold text that was burnt in.
    let isBurnt: Bool

    private static let secondaryCapture = "1.2.840.10008.5.1.4.1.1.7"
    private static let encoding = ElementEncoding.explicitLittleEndian

    /// The file with `samples` in place of the frame's own.
    ///
    /// - Throws: `failed` where the pixels are too many for one element.
    func file(_ samples: SampleBuffer) throws(InstanceFailure) -> [UInt8] {
        do {
            return try bytes(samples)
        } catch {
            throw InstanceFailure(error)
        }
    }

    private func bytes(_ samples: SampleBuffer) throws(DICOMError) -> [UInt8] {
        // The same for the same samples.
        let uid = DerivedUID.make(fromDigest: SHA256.hash(data: samples.bytes))
        var meta: [UInt8] = []
        for element in Self.meta(uid) { meta += try Self.encoding.bytes(of: element) }
        let length = NewElement(
            .fileMetaInformationGroupLength, .ul, .unsigned32([UInt32(meta.count)]))
        var bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
        bytes += try Self.encoding.bytes(of: length)
        bytes += meta
        let elements = identity(uid) + description(samples) + display()
        for element in elements.sorted(by: { $0.tag < $1.tag }) {
            bytes += try Self.encoding.bytes(of: element)
        }
        let pixels = samples.bytes.count
        guard pixels < 0xFFFF_FFFE else {
            throw DICOMError(
                code: .limitExceeded, tag: .pixelData, expected: 0xFFFF_FFFE, found: pixels)
        }
        bytes.reserveCapacity(bytes.count + pixels + 14)
        bytes += Self.encoding.pixelDataHeader(
            vr: samples.bytesPerSample > 1 ? .ow : .ob, length: pixels + pixels % 2)
        bytes += samples.bytes
        if !pixels.isMultiple(of: 2) { bytes.append(0) }
        return bytes
    }

    private static func meta(_ uid: String) -> [NewElement] {
        [
            NewElement(.fileMetaInformationVersion, .ob, .bytes([0, 1])),
            NewElement(.mediaStorageSOPClassUID, .ui, .strings([secondaryCapture])),
            NewElement(.mediaStorageSOPInstanceUID, .ui, .strings([uid])),
            NewElement(
                .transferSyntaxUID, .ui, .strings([TransferSyntax.explicitVRLittleEndian.uid])),
            NewElement(
                .implementationClassUID, .ui, .strings([CleanAttributes.implementationClassUID])),
        ]
    }

    /// What an instance has to say of itself; empty where that would name somebody.
    private func identity(_ uid: String) -> [NewElement] {
        let empty: [(Tag, VR)] = [
            (.studyDate, .da), (.studyTime, .tm), (.accessionNumber, .sh),
            (.referringPhysicianName, .pn), (.patientBirthDate, .da), (.patientSex, .cs),
            (.studyID, .sh), (.seriesNumber, .is), (.instanceNumber, .is),
        ]
        return [
            NewElement(.imageType, .cs, .strings(["DERIVED", "SECONDARY"])),
            NewElement(.sopClassUID, .ui, .strings([Self.secondaryCapture])),
            NewElement(.sopInstanceUID, .ui, .strings([uid])),
            NewElement(.modality, .cs, .strings(["OT"])),
            // PS3.3 C.8.6.1: from a workstation. The pixels are those of the source, not synthetic.
            NewElement(.conversionType, .cs, .strings(["WSD"])),
            NewElement(.derivationDescription, .st, .strings([derivation])),
            NewElement(.patientName, .pn, .strings(["SYNTHETIC^TEXT"])),
            NewElement(.patientID, .lo, .strings(["SYNTHETIC"])),
            NewElement(.studyInstanceUID, .ui, .strings([uid + ".1"])),
            NewElement(.seriesInstanceUID, .ui, .strings([uid + ".2"])),
            NewElement(.burnedInAnnotation, .cs, .strings([isBurnt ? "YES" : "NO"])),
        ] + empty.map { NewElement($0.0, $0.1, .strings([])) }
    }

    private var derivation: String {
        isBurnt ? "clinical pixels with invented text" : "clinical pixels"
    }

    /// How the samples are stored (PS3.3 C.7.6.3).
    private func description(_ samples: SampleBuffer) -> [NewElement] {
        let bits = frame.scale.storedRange
        let stored = Int.bitWidth - (bits.upperBound - bits.lowerBound).leadingZeroBitCount
        func number(_ tag: Tag, _ value: Int) -> NewElement {
            NewElement(tag, .us, .unsigned16([UInt16(clamping: value)]))
        }
        var elements = [
            number(.samplesPerPixel, samples.samplesPerPixel),
            NewElement(.photometricInterpretation, .cs, .strings([photometricInterpretation])),
            number(.rows, samples.height), number(.columns, samples.width),
            number(.bitsAllocated, 8 * samples.bytesPerSample), number(.bitsStored, stored),
            number(.highBit, stored + frame.scale.shift - 1),
            number(.pixelRepresentation, samples.isSigned ? 1 : 0),
        ]
        if samples.samplesPerPixel > 1 { elements.append(number(.planarConfiguration, 0)) }
        // Values that stand for no measurement are left out when contrast is stretched.
        for tag in [Tag.pixelPaddingValue, .pixelPaddingRangeLimit] {
            guard let value = frame.plane.scope.integer(tag) else { continue }
            let word = UInt16(truncatingIfNeeded: value)
            elements.append(
                samples.isSigned
                    ? NewElement(tag, .ss, .signed16([Int16(bitPattern: word)]))
                    : NewElement(tag, .us, .unsigned16([word])))
        }
        return elements
    }

    private var photometricInterpretation: String {
        let interpretation: PhotometricInterpretation =
            switch frame.colour {
            case .monochrome(let isInverted): isInverted ? .monochrome1 : .monochrome2
            case .palette: .paletteColor
            case .rgb: .rgb
            case .ybrFull: .ybrFull
            // Three samples for every pixel, as those that spread the chroma write it.
            case .ybrPartial: .ybrPartial422
            }
        return interpretation.rawValue
    }

    /// How the samples are shown (PS3.3 C.11.1, C.11.2).
    private func display() -> [NewElement] {
        guard case .monochrome = frame.colour else { return [] }
        return GrayscaleElements(frame.transform, isSigned: frame.samples.isSigned).elements
    }
}
