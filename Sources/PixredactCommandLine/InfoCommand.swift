import ArgumentParser
import BatchProcessing

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What this file is and what we would do with it.")

    @Argument(help: "The file.")
    var file: BytePath?

    @Flag(help: "List every transfer syntax instead, and what is done with it.")
    var syntaxes = false

    @Flag(help: "Write one JSON object (with --syntaxes one a line) to standard output.")
    var json = false

    func validate() throws {
        guard syntaxes == (file == nil) else {
            throw ValidationError("Give either a file or --syntaxes.")
        }
    }

    func run() throws {
        guard let file else {
            let table = SyntaxTable()
            Console().print(json ? table.lines : table.text)
            return
        }
        let description = FileDescription(file)
        let console = Console()
        console.print(json ? description.line : description.text)
        if let reason = description.reason {
            console.complain(path: description.path, reason.message)
        }
        throw ExitCode(description.exitStatus.rawValue)
    }
}
