/// A path as the system has it: bytes, which need not be UTF-8.
package struct BytePath: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ string: String) {
        bytes = Array(string.utf8)
    }

    static let slash = UInt8(ascii: "/")

    /// The bytes with the NUL that C wants behind them.
    package var cString: [CChar] {
        bytes.map { CChar(bitPattern: $0) } + [0]
    }

    /// A path with a NUL inside names no file.
    package var isUsable: Bool { !bytes.isEmpty && !bytes.contains(0) }

    package var isAbsolute: Bool { bytes.first == Self.slash }

    /// The names between the slashes; `a//b/` has two.
    package var components: [ArraySlice<UInt8>] {
        bytes.split(separator: Self.slash)
    }

    /// The path of `name` in this folder.
    package func appending(_ name: some Sequence<UInt8>) -> BytePath {
        if bytes.isEmpty { return BytePath(bytes: Array(name)) }
        return BytePath(bytes: bytes + (bytes.last == Self.slash ? [] : [Self.slash]) + name)
    }

    package func appending(_ name: String) -> BytePath {
        appending(name.utf8)
    }
}

extension BytePath: Comparable {
    package static func < (left: BytePath, right: BytePath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension BytePath: CustomStringConvertible {
    /// For people and reports: bytes that are not UTF-8 show as U+FFFD.
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension BytePath: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}
