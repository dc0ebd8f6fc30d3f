import KnownMasks
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport

@testable import PixelRedaction

/// A device that burns text in at a known place, invented.
enum KnownDevice {
    static let name = "Invented Imaging"
    /// What its rule blanks.
    static let band = PixelBox(x: 0, y: 0, width: 64, height: 12)

    /// An image of it: grey noise that is nowhere black or white, with white text in the band.
    static let image: DICOMBuilder = {
        var random = SeededRandom(seed: 11)
        var pixels = random.bytes(64 * 48).map { 20 + $0 / 2 }
        for y in 2..<8 {
            for x in 4..<30 { pixels[y * 64 + x] = 255 }
        }
        return DICOMBuilder.image(rows: 48, columns: 64)
            .setting(.manufacturer, .lo, .text([name]))
            .setting(.pixelData, .ob, .bytes(pixels))
    }()

    static let isOurs = Criterion.test(
        ValueTest(HeaderPath(group: 0x0008, element: 0x0070), .equals(name)))

    static func rule(
        _ id: String = "invented-band", _ action: MaskRule.Action = .mask,
        blank: PixelBox? = band, frames: FrameSelection = .all, isComplete: Bool = false,
        size: ImageSize? = nil
    ) -> MaskRule {
        MaskRule(
            id: id, action: action, criterion: isOurs, sizes: size.map { [$0] } ?? [],
            areas: action == .mask
                ? blank.map { [MaskArea(.blank, .rectangle(MaskRectangle($0)))] } ?? [] : [],
            frames: frames, isComplete: isComplete)
    }

    static func configuration(
        _ policy: TextPolicy = .masksOnly, _ rules: [MaskRule] = [rule()],
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) -> RedactionConfiguration {
        var configuration = RedactionConfiguration()
        configuration.policy = policy
        configuration.padding = 0
        configuration.masks.usesLibrary = false
        configuration.masks.encodedRules = MaskRuleCoding.encode(MaskRuleSet(rules))
        change(&configuration)
        return configuration
    }
}
