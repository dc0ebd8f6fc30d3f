import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import Glibc

/// Reads the file of `--config`, and says what is wrong with it.
enum ConfigurationLoader {
    /// The file of an option, with a word on standard error where parts of it change nothing.
    static func load(_ path: BytePath?, _ console: Console) throws -> LoadedConfiguration? {
        guard let path else { return nil }
        let file = try read(path, console)
        if !file.notApplied.isEmpty {
            console.complain(
                path: path.description,
                "\(file.notApplied.count) of its parts change nothing here: pixredact config check "
                    + "lists them")
        }
        return LoadedConfiguration(path: path, file: file)
    }

    /// - Throws: `ExitCode` 64, after all that is wrong was written.
    static func read(_ path: BytePath, _ console: Console) throws -> ConfigurationFile {
        let content: [UInt8]
        do throws(SystemError) {
            content = try bytes(path)
        } catch {
            console.complain(
                path: path.description, "cannot read the configuration: \(error.description)")
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
        do throws(ConfigurationError) {
            return try ConfigurationFile(content: content)
        } catch {
            for problem in error.problems {
                console.complain(path: path.description, problem.description)
            }
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
    }

    /// The file, or as much of it as shows that it is too long. It may come through a pipe.
    private static func bytes(_ path: BytePath) throws(SystemError) -> [UInt8] {
        let owner = try DescriptorOwner(opening: path, O_RDONLY)
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while content.count <= ConfigurationFile.largestSize {
            // The kernel writes at most as many bytes as there are.
            let count = unsafe Glibc.read(owner.descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError()
            }
            guard count > 0 else { break }
            content += chunk.prefix(count)
        }
        return content
    }
}
