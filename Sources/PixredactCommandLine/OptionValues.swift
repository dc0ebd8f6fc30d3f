public import ArgumentParser
package import BatchProcessing
import ConfigurationFiles
package import MaskFiles
public import RedactionPolicy

extension TextPolicy: ExpressibleByArgument {}
extension DetectorChoice: ExpressibleByArgument {}
extension VerificationLevel: ExpressibleByArgument {}
extension BurnedInAnnotationChoice: ExpressibleByArgument {}
extension InstanceUIDChoice: ExpressibleByArgument {}
extension ImageTypeChoice: ExpressibleByArgument {}
extension SlideLabelChoice: ExpressibleByArgument {}
extension UnreadableChoice: ExpressibleByArgument {}
extension UltrasoundRegionsChoice: ExpressibleByArgument {}
extension MaskFormatName: ExpressibleByArgument {}

extension FillChoice: ExpressibleByArgument {
    /// `black`, `padding` or a stored value.
    public init?(argument: String) {
        guard let fill = SettingLimits.fill(argument) else { return nil }
        self = fill
    }
}

extension BytePath: ExpressibleByArgument {
    package init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }

    package static var defaultCompletionKind: CompletionKind { .file() }
}

/// A size in bytes; `K`, `M` and `G` stand for powers of 1024.
struct ByteSize: ExpressibleByArgument, Hashable, Sendable {
    var bytes: Int

    init?(argument: String) {
        guard let bytes = SettingLimits.size(argument) else { return nil }
        self.bytes = bytes
    }
}

/// Languages to read: Tesseract's names, joined by `+`.
struct LanguageList: ExpressibleByArgument, Hashable, Sendable {
    var names: [String]

    init?(argument: String) {
        names = argument.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy(SettingLimits.isLanguage) else { return nil }
    }
}
