/// Why two processes stopped understanding each other.
package struct WorkerProtocolError: Error, Hashable, Sendable {
    package enum Code: String, Sendable {
        /// The other side closed between two messages.
        case closed
        /// The other side closed inside a message.
        case truncated
        /// The other side closed without having read what was sent.
        case reset
        /// A message is longer than ``WorkerChannel/maximumMessageLength``.
        case oversized
        /// Not the JSON that was to come, or an answer to another question.
        case malformed
        /// More or fewer descriptors than the message says.
        case descriptorCount
        case timedOut
        case cancelled
        /// A system call failed; `found` is its error number.
        case systemCall
    }

    package var code: Code
    package var expected: Int?
    package var found: Int?

    package init(code: Code, expected: Int? = nil, found: Int? = nil) {
        self.code = code
        self.expected = expected
        self.found = found
    }
}

extension WorkerProtocolError: CustomStringConvertible {
    package var description: String {
        let sizes =
            switch (expected, found) {
            case (let expected?, let found?): ": expected \(expected), found \(found)"
            case (nil, let found?): ": found \(found)"
            case (let expected?, nil): ": expected \(expected)"
            case (nil, nil): ""
            }
        return "worker message \(code.rawValue)" + sizes
    }
}
