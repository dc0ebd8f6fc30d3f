import Foundation
import MaskFiles

// mask-library-compiler FOLDER FILE: writes the rules of FOLDER, which is models/masks, as FILE.
let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: mask-library-compiler FOLDER FILE\n".utf8))
    exit(64)
}

let folder = URL(fileURLWithPath: arguments[1], isDirectory: true)
var contents: [(path: String, content: [UInt8])] = []
for part in ["devices", "sets"] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + part)
    for name in names {
        let path = part + "/" + name
        contents.append((path, Array(try Data(contentsOf: folder.appendingPathComponent(path)))))
    }
}

let library = MaskLibraryFiles(contents)
guard library.problems.isEmpty else {
    FileHandle.standardError.write(Data((library.problems.joined(separator: "\n") + "\n").utf8))
    exit(1)
}
try Data(library.encoded).write(to: URL(fileURLWithPath: arguments[2]), options: .atomic)
