import ArgumentParser
import BatchProcessing
import ConfigurationFiles

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check and explain configuration files.",
        subcommands: [ConfigCheckCommand.self])
}

struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Explain in words what a configuration will do.",
        discussion: "Exit status: 0 it can be used, 64 it cannot.")

    @Argument(help: "The file: a configuration of pixredact, or Google's DeidentifyConfig.")
    var file: BytePath

    @Flag(
        help: ArgumentHelp(
            "Write the configuration with all that holds, defaults too, as one JSON object in "
                + "pixredact's form. It repeats the file's lists of words."))
    var json = false

    func run() throws {
        let console = Console()
        let configuration = try ConfigurationLoader.read(file, console)
        // Rules that cannot be used stop a run as the configuration itself does.
        _ = try ConfigurationChoice(
            LoadedConfiguration(path: file, file: configuration), options: ConfigurationSettings(),
            readingMasksWith: console)
        guard json else {
            console.print("\(file): " + ConfigurationExplanation(configuration).text)
            return
        }
        for part in configuration.notApplied {
            console.complain(
                path: file.description, "not applied: \(part.path): \(part.reason)")
        }
        let effective = ConfigurationSettings.configuration(
            file: configuration.settings, options: ConfigurationSettings())
        let text = ConfigurationText(
            effective, identifiers: configuration.settings.identifiers,
            maskFiles: configuration.settings.maskFiles ?? [])
        console.print(text.line)
    }
}
