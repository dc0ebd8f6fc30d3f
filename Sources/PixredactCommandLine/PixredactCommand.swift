package import ArgumentParser

/// The command line: options in, one engine value called, lines out.
package struct PixredactCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "pixredact",
        abstract: "Finds text burnt into the pixels of DICOM images and paints it out.",
        discussion: """
            Exit status, the highest of: 0 all done and nothing held (scan: no text found), \
            1 scan: text found, clean: something held, 2 something failed, 64 usage, \
            74 output not writable, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            ScanCommand.self, CleanCommand.self, VerifyCommand.self, InfoCommand.self,
            SynthCommand.self, ConfigCommand.self, MasksCommand.self,
        ])

    package init() {}
}
