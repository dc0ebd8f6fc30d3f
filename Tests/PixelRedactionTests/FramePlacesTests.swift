import DICOMCore
import PixelPainting
import Raster
import RedactionPolicy
import TestSupport
import Testing

@testable import PixelRedaction

/// Whether a box that was found in one frame is painted in all.
@Suite struct FramePlacesTests {
    private static func cine(_ change: (inout DICOMBuilder) -> Void = { _ in }) -> DICOMBuilder {
        var image = DICOMBuilder.image(rows: 2, columns: 2, frames: 2)
            .setting(.pixelData, .ob, .bytes([1, 2, 3, 4, 5, 6, 7, 8]))
        change(&image)
        return image
    }

    private static func cine(ofClass uid: String) -> DICOMBuilder {
        cine { $0.set(.sopClassUID, .ui, .text([uid])) }
    }

    /// Per-Frame Functional Groups with an Image Position (Patient) each.
    private static func slices(_ positions: [String]) -> DICOMBuilder {
        cine { image in
            let items = positions.map { z in
                DICOMBuilder.Item([
                    .init(
                        .planePositionSequence, .sq,
                        .sequence(
                            [
                                .init([
                                    .init(.imagePositionPatient, .ds, .text(["0", "0", z]))
                                ])
                            ], .defined))
                ])
            }
            image.set(.perFrameFunctionalGroupsSequence, .sq, .sequence(items, .undefined))
        }
    }

    @Test(arguments: [
        (cine(), false),
        (cine { $0.set(.dimensionOrganizationType, .cs, .text(["3D"])) }, false),
        (cine { $0.set(.dimensionOrganizationType, .cs, .text(["TILED_FULL"])) }, true),
        (cine { $0.set(.dimensionOrganizationType, .cs, .text(["TILED_SPARSE"])) }, true),
        (cine(ofClass: "1.2.840.10008.5.1.4.1.1.66.4"), true),
        (cine(ofClass: "1.2.840.10008.5.1.4.1.1.77.1.6"), true),
        (cine(ofClass: "1.2.840.10008.5.1.4.1.1.3.1"), false),
        (slices(["1", "1.0"]), false), (slices(["1", "2"]), true),
    ])
    func framesOfOtherPlacesAreToldFromACine(image: DICOMBuilder, areOther: Bool) throws {
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(image.build())), limits: ResourceLimits())
        #expect(FramePlaces.differ(in: instance.image) == areOther)
    }

    @Test func oneFrameHasOnePlace() throws {
        let image = DICOMBuilder.image(rows: 1, columns: 2)
            .setting(.dimensionOrganizationType, .cs, .text(["TILED_FULL"]))
            .setting(.pixelData, .ob, .bytes([1, 2]))
        let instance = try OpenedInstance(
            DICOMFile(ByteSource(image.build())), limits: ResourceLimits())
        #expect(!FramePlaces.differ(in: instance.image))
    }
}
