import ConfigurationFiles

/// Text that can be gone through by number, with the lines of its places.
struct ScalarText {
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]
    /// Of each line the offset of its first `//`.
    private let comments: [Int?]

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        self.scalars = scalars
        var lineStarts = [0]
        var comments: [Int?] = [nil]
        for index in scalars.indices {
            if scalars[index] == "\n" {
                lineStarts.append(index + 1)
                comments.append(nil)
            } else if scalars[index] == "/", index > 0, scalars[index - 1] == "/",
                comments[comments.count - 1] == nil
            {
                comments[comments.count - 1] = index - 1
            }
        }
        self.lineStarts = lineStarts
        self.comments = comments
    }

    /// Whether `//` stands before it on its line.
    func isBehindComment(_ offset: Int) -> Bool {
        guard let comment = comments[place(offset).line - 1] else { return false }
        return comment < offset
    }

    func place(_ offset: Int) -> FilePlace {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return FilePlace(line: low + 1, column: offset - lineStarts[low] + 1)
    }

    func string(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    func firstIndex(of scalar: Unicode.Scalar, in range: Range<Int>) -> Int? {
        scalars[range].firstIndex(of: scalar)
    }
}

/// What is wrong at some place of a text.
struct TextFault: Error {
    var code: MaskFinding.Code
    var offset: Int
    var detail: String

    init(_ code: MaskFinding.Code = .syntax, at offset: Int, _ detail: String) {
        self.code = code
        self.offset = offset
        self.detail = detail
    }
}
