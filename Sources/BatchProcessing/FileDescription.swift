import DICOMCore
import DICOMPixelData
package import PixelPainting
package import RedactionPolicy
package import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `pixredact info` says of a file (schema `pixredact.info/1`): its header in the words of
/// the report, and what a clean would do. No codestream is parsed, no name or text is shown.
package struct FileDescription: Encodable, Hashable, Sendable {
    package var schema = "pixredact.info/1"
    package var path: String
    package var isDICOM = false
    package var transferSyntaxName: String?
    package var image: ImageSummary?
    /// Burned In Annotation (0028,0301) as the header claims it.
    package var burnedInAnnotation: String?
    /// What else holds pixels: `icon`, `overlay:6000`, `nested:...`.
    package var otherPlanes: [String] = []
    /// Which rules of known devices answer for it; `nil` where its pixels are out of reach.
    package var masks: MaskSummary?
    /// What a clean would do, and why, in one sentence.
    package var plan = ""
    /// Why the file could not be read.
    package var reason: Reason?

    enum CodingKeys: String, CodingKey {
        case schema, path, image, masks, plan, reason
        case isDICOM = "is_dicom"
        case transferSyntaxName = "transfer_syntax_name"
        case burnedInAnnotation = "burned_in_annotation"
        case otherPlanes = "other_planes"
    }

    package var exitStatus: BatchExitStatus { reason == nil ? .done : .failed }

    /// Reads the header of `path`. Whatever goes wrong is in ``reason``.
    ///
    /// - Parameter configuration: what a clean would be told.
    package init(
        _ path: BytePath, configuration: RedactionConfiguration = RedactionConfiguration()
    ) {
        self.path = path.description
        do throws(EarlyEnd) {
            let file = try InputFile(path)
            try describe(file.descriptor, configuration)
        } catch {
            reason = error.report?.reason
            plan = "a clean would fail"
        }
    }

    private mutating func describe(
        _ descriptor: Int32, _ configuration: RedactionConfiguration
    ) throws(EarlyEnd) {
        let file: DICOMFile
        do throws(DICOMError) {
            let source = try ByteSource(fileDescriptor: descriptor)
            guard DICOMFile.isRecognized(source) else {
                throw DICOMError(code: .malformed)
            }
            isDICOM = true
            file = try DICOMFile(source)
        } catch {
            let code: ReasonCode = isDICOM ? .malformedDataSet : .notDICOM
            throw EarlyEnd(.failed, code, isDICOM ? error.description : "not a DICOM file")
        }
        transferSyntaxName = file.transferSyntax.name
        image = ImageSummary(file)
        burnedInAnnotation = file.dataSet.string(.burnedInAnnotation)
        do throws(InstanceFailure) {
            let instance = try OpenedInstance(
                file, limits: configuration.limits,
                dropsPrivatePixelData: configuration.dropsPrivatePixelData)
            otherPlanes =
                (instance.others.map(\.plane) + instance.unexaminedPlanes.map(\.plane))
                .map(\.name)
            _ = try instance.content.notes(under: configuration)
            let rules = DeviceMasks(configuration)
            masks = MaskSummary(try rules.answer(for: instance))
            guard configuration.policy != .none else {
                plan = "a clean would refuse the policy: it paints nothing"
                return
            }
            plan = try Self.work(on: instance, rules, configuration)
        } catch {
            plan = "a clean would end it \(error.status.rawValue): \(error.reason.message)"
        }
    }
}

extension FileDescription {
    /// What a clean would do with the pixels.
    private static func work(
        on instance: OpenedInstance, _ rules: DeviceMasks, _ configuration: RedactionConfiguration
    ) throws(InstanceFailure) -> String {
        let writing =
            "; painted frames: "
            + CodecRegistry.entry(for: instance.file.transferSyntax).writeBack
        if configuration.policy == .masksOnly {
            let known = try rules.findingsWithoutLooking(in: instance)
            try instance.requireNoContradiction(
                known.boxes, wasExamined: false, configuration)
            return known.boxes.isEmpty
                ? "a clean would copy it: the rules of its device have nothing to paint"
                : "a clean would look for no text and paint \(areas(known))" + writing
        }
        let known = try rules.findings(in: instance)
        let painting = known.boxes.isEmpty ? "" : ", and paint \(areas(known))"
        if known.vouchesForImage {
            return "a clean would look for no text in the image, for which a rule vouches"
                + painting + writing
        }
        return "a clean would look for text (--detector \(configuration.detector.rawValue))"
            + Self.painting(under: configuration) + painting + writing
    }

    private static func areas(_ known: MaskFindings) -> String {
        known.boxes.count == 1 ? "1 area" : "\(known.boxes.count) areas"
    }

    /// What a policy does with the text that is found.
    private static func painting(under configuration: RedactionConfiguration) -> String {
        let unreadable =
            switch configuration.classification.unreadable {
            case .redact: "paint"
            case .review: "hold for a person"
            }
        return switch configuration.policy {
        case .allText, .masksOnly, .none: ""
        case .keepTechnical:
            ", read it, keep lines wholly known to be safe and paint the rest"
        case .phiOnly:
            ", read it, paint lines that tell of a person or a visit, and \(unreadable) what "
                + "cannot be read"
        }
    }
}

/// Reads UIDs and Patient IDs with the engine's own reader.
package struct DICOMHeaderReader: InstanceHeaderReader {
    package init() {}

    package func keys(of file: Int32) -> InstanceKeys? {
        do throws(DICOMError) {
            // A larger deflated data set is a worker's to inflate.
            var limits = Limits()
            limits.inflatedBytes = 1 << 24
            let dataSet = try DICOMFile(ByteSource(fileDescriptor: file), limits: limits).dataSet
            return InstanceKeys(
                sopInstanceUID: dataSet.string(.sopInstanceUID),
                seriesInstanceUID: dataSet.string(.seriesInstanceUID),
                studyInstanceUID: dataSet.string(.studyInstanceUID),
                patientID: patientID(of: dataSet))
        } catch {
            // The worker says what is wrong with the file.
            return nil
        }
    }

    /// Patient ID (0010,0020) as the caller's list has it: in the instance's character set.
    private func patientID(of dataSet: DataSet) -> String? {
        guard let element = dataSet[.patientID] else { return nil }
        let characterSet = DataSetScope(dataSet).characterSet()
        let text = dataSet.text(of: element, as: .lo, in: characterSet, longest: 1_024)
        return text?.values.first.flatMap { $0.isEmpty ? nil : $0 }
    }
}
