import ArgumentParser

struct MasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masks",
        abstract: "Rules of known devices: look at them, check them, take them over, make them.",
        subcommands: [
            MasksListCommand.self, MasksShowCommand.self, MasksMatchCommand.self,
            MasksLintCommand.self, MasksImportCommand.self, MasksExportCommand.self,
            MasksLearnCommand.self,
        ])
}
