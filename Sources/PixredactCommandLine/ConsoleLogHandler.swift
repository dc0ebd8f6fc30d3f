public import ArgumentParser
import BatchProcessing
public import Logging

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// Writes log lines to standard error: `pixredact: <level>: <message> key=value ...`.
struct ConsoleLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes one line after the other, from any thread.
    init(_ logLevel: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        self.logLevel = logLevel
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, later in later }
        let words = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        write("pixredact: \(event.level.rawValue): \(event.message)\(words)\n")
    }
}

extension OperatorLog {
    /// A log whose lines go to `write`. There is no global logging system to set up: a library
    /// user's own stays as it is.
    init(_ level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        self.init(Logger(label: "pixredact") { _ in ConsoleLogHandler(level, write: write) })
    }
}
