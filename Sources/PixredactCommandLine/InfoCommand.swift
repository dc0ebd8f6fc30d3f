import ArgumentParser
import BatchProcessing

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "What this file is and what we would do with it.")

    @Argument(help: "The file.")
    var file: BytePath

    func run() throws {
        throw ExitCode(BatchExitStatus.failed.rawValue)
    }
}
