import BatchProcessing
import Glibc

/// Where words go: data to standard output, messages to standard error.
package struct Console: Sendable {
    /// Whether a person watches standard error.
    let isTerminal: Bool
    /// Whether that person takes colour (`NO_COLOR` says no, whatever its value).
    let usesColour: Bool

    /// Opens /dev/null for standard descriptors that are closed: the next file that is opened would
    /// get the number of one, and messages would end up in it. Called before anything else.
    package static func openStandardDescriptors() {
        var descriptor: Int32 = 0
        while (0...STDERR_FILENO).contains(descriptor) {
            descriptor = unsafe open("/dev/null", O_RDWR)
        }
        if descriptor > STDERR_FILENO { _ = close(descriptor) }
    }

    init() {
        let kind = unsafe getenv("TERM").map { unsafe String(cString: $0) }
        isTerminal = isatty(STDERR_FILENO) == 1 && kind != nil && kind != "dumb"
        let refusal = unsafe getenv("NO_COLOR").map { unsafe String(cString: $0) } ?? ""
        usesColour = isTerminal && refusal.isEmpty
    }

    /// The width of the terminal, 80 where it does not say.
    var columns: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }

    /// Writes to standard output. A reader that has gone away is no reason to stop.
    func print(_ text: String) {
        try? FileContent.write(Array(text.utf8), to: STDOUT_FILENO)
    }

    func message(_ text: String) {
        try? FileContent.write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// `pixredact: <path>: <message>`, the path as the user gave it.
    func complain(path: String?, _ words: String) {
        message("pixredact: " + (path.map { "\($0): " } ?? "") + words + "\n")
    }
}
