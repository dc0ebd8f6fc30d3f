import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import RedactionPolicy

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What this file is and what we would do with it.")

    @Argument(help: "The file.")
    var file: BytePath?

    @Option(help: "The policy to tell the plan of (default: all-text).")
    var policy: TextPolicy?

    @Option(help: ArgumentHelp("The configuration to tell the plan of.", valueName: "file"))
    var config: BytePath?

    @OptionGroup var masks: MaskOptions

    @Flag(help: "List every transfer syntax instead, and what is done with it.")
    var syntaxes = false

    @Flag(help: "Write one JSON object (with --syntaxes one a line) to standard output.")
    var json = false

    func validate() throws {
        guard syntaxes == (file == nil) else {
            throw ValidationError("Give either a file or --syntaxes.")
        }
        if syntaxes, policy != nil || config != nil || masks.isGiven {
            throw ValidationError("--syntaxes tells of no file: it takes no policy.")
        }
    }

    func run() throws {
        guard let file else {
            let table = SyntaxTable()
            Console().print(json ? table.lines : table.text)
            return
        }
        let console = Console()
        var settings = ConfigurationSettings()
        settings.policy = policy
        masks.add(to: &settings)
        let choice = try ConfigurationChoice(
            ConfigurationLoader.load(config, console), options: settings,
            readingMasksWith: console)
        let description = FileDescription(file, configuration: choice.configuration)
        console.print(json ? description.line : description.text)
        if let reason = description.reason {
            console.complain(path: description.path, reason.message)
        }
        throw ExitCode(description.exitStatus.rawValue)
    }
}
