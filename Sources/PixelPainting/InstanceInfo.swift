package import DICOMCore
import DICOMPixelData
import Foundation
package import RedactionPolicy
package import RedactionReport

/// What a file is, from its header alone, and what would be done with it.
package struct InstanceInfo: Sendable {
    /// Label and value of each fact, in the order to show them.
    package let facts: [(label: String, value: String)]
    package let image: ImageSummary?
    /// `nil` when the pixels would be examined; else how a clean would end, and why.
    package let outcome: InstanceFailure?

    package init(_ source: ByteSource, limits: ResourceLimits) {
        var facts: [(label: String, value: String)] = []
        do throws(InstanceFailure) {
            let file = try Self.read(source)
            image = ImageSummary(file)
            facts += Self.facts(of: file)
            do throws(InstanceFailure) {
                let instance = try OpenedInstance(file, limits: limits)
                facts += Self.facts(of: instance)
                outcome = nil
            } catch {
                outcome = error
            }
        } catch {
            image = nil
            outcome = error
        }
        facts.append(("outcome", Self.sentence(outcome)))
        self.facts = facts
    }

    private static func read(_ source: ByteSource) throws(InstanceFailure) -> DICOMFile {
        guard DICOMFile.isRecognized(source) else {
            throw .failed(.notDICOM, "not a DICOM file")
        }
        do {
            return try DICOMFile(source)
        } catch {
            throw InstanceFailure(error)
        }
    }

    private static func facts(of file: DICOMFile) -> [(label: String, value: String)] {
        let entry = CodecRegistry.entry(for: file.transferSyntax)
        var facts = [
            ("transfer syntax", "\(file.transferSyntax.name) (\(file.transferSyntax.uid))"),
            ("painted frames", entry.writeBack),
            ("outside boxes", entry.exactness),
        ]
        if file.transferSyntaxIsGuessed { facts.append(("note", "no transfer syntax is named")) }
        if file.encodingDiffersFromDeclared {
            facts.append(("note", "encoded in another way than the transfer syntax says"))
        }
        return facts
    }

    private static func facts(of instance: OpenedInstance) -> [(label: String, value: String)] {
        let pixels = instance.description
        var facts = [
            ("size", "\(pixels.columns) x \(pixels.rows), \(pixels.frames) frames"),
            (
                "samples",
                "\(pixels.samplesPerPixel) of \(pixels.bitsStored) bits in \(pixels.bitsAllocated), "
                    + (pixels.isSigned ? "signed" : "unsigned")
            ),
            ("photometric interpretation", pixels.photometricInterpretation.rawValue),
        ]
        for plane in instance.hiddenPlanes {
            facts.append(("removed when painted", plane.plane.name))
        }
        return facts
    }

    private static func sentence(_ outcome: InstanceFailure?) -> String {
        guard let outcome else { return "would be examined for text" }
        return "\(outcome.status.rawValue): \(outcome.reason.message)"
    }
}
