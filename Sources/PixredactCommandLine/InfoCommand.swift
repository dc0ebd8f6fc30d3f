import ArgumentParser
import BatchProcessing

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What this file is and what we would do with it.")

    @Argument(help: "The file.")
    var file: BytePath

    @Flag(help: "Write one JSON object to standard output.")
    var json = false

    func run() throws {
        let description = FileDescription(file)
        let console = Console()
        console.print(json ? description.line : description.text)
        if let reason = description.reason {
            console.complain(path: description.path, reason.message)
        }
        throw ExitCode(description.exitStatus.rawValue)
    }
}
