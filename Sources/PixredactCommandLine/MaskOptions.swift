import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import RedactionPolicy

/// Which rules of known devices are used, in every subcommand that decides.
struct MaskOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Rules of devices of your own, used beside the library of known devices; again for more.",
            valueName: "file"))
    var masks: [BytePath] = []

    @Flag(help: "Leave out the library of known devices, and files that --config names.")
    var noMasks = false

    @Option(
        help: ArgumentHelp(
            "What is made of the ultrasound regions of the header: examine (nothing), or keep-only "
                + "(paint whatever lies outside) (default: examine).", valueName: "choice"))
    var ultrasoundRegions: UltrasoundRegionsChoice?

    var isGiven: Bool { !masks.isEmpty || noMasks || ultrasoundRegions != nil }

    /// Lays these options over others.
    func add(to settings: inout ConfigurationSettings) {
        settings.usesMaskLibrary = noMasks ? false : nil
        // Without the library only what is named beside --no-masks is used.
        settings.maskFiles = masks.isEmpty && !noMasks ? nil : masks.map(\.description)
        settings.ultrasoundRegions = ultrasoundRegions
    }
}
