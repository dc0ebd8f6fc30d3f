// What frame coding costs in process, and what it does with damaged files.
//
//     codec-bench decode FILE RUNS     best of RUNS in milliseconds of processor time, and the bytes of the frame
//     codec-bench repaint FILE RUNS    the same for painting one box into the codestream
//     codec-bench mutate FILE RUNS SEED PROGRESS
//
// `mutate` damages the file by SEED, SEED + 1, ... and decodes and repaints what can still be read.
// Each seed is written to PROGRESS before it is tried: after a crash that file names it.
import DICOMCore
import FrameCoding
import Glibc
import PixelPainting
import Raster
import RedactionPolicy
import TestSupport

struct Failure: Error {
    var message: String
}

func bytes(of path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(message: "cannot open \(path)") }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0 else { throw Failure(message: "\(path) is empty") }
    var content = [UInt8](repeating: 0, count: size)
    let read = unsafe content.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, size, 0)
    }
    guard read == size else { throw Failure(message: "cannot read \(path)") }
    return content
}

struct Frames {
    let coder: FrameCoder
    let fill: [Int]
    let box: PixelBox
    let frameCount: Int
    /// Native frames are painted in the file, not by a codec.
    let isEncapsulated: Bool

    init(_ content: [UInt8], limits: ResourceLimits) throws {
        let file = try DICOMFile(ByteSource(content), limits: limits.reading)
        let image = try OpenedInstance(file, limits: limits).image
        coder = FrameCoder(image)
        fill = try image.fillValues(for: .black, colour: coder.colour(ofFrame: 0))
        let (width, height) = (image.description.columns, image.description.rows)
        // About a tenth of the picture, as the header of an ultrasound image is.
        box = PixelBox(
            x: width / 8, y: height / 16, width: max(1, width / 2), height: max(1, height / 6))
        frameCount = image.description.frames
        isEncapsulated = image.codec != .native
    }

    func decode(_ frame: Int = 0) throws -> Int {
        try coder.decode(frame: frame).samples.bytes.count
    }

    func repaint(_ frame: Int = 0) throws -> Int {
        try coder.repaint(frame: frame, boxes: [box], fill: fill).codestream.count
    }
}

func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
}

/// Processor time: other jobs of the machine disturb it less.
func processorMilliseconds() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

func measure(_ path: String, runs: Int, _ work: (Frames) throws -> Int) throws {
    let frames = try Frames(bytes(of: path), limits: ResourceLimits())
    let size = try frames.decode()
    var best = Double.infinity
    for _ in 0..<max(1, runs) {
        let start = processorMilliseconds()
        _ = try work(frames)
        best = min(best, processorMilliseconds() - start)
    }
    print("\(best) \(size)")
}

/// Where Pixel Data (7FE0,0010) begins; the end where the bytes of its tag stand nowhere.
func pixelDataOffset(_ content: [UInt8]) -> Int {
    let tag: [UInt8] = [0xE0, 0x7F, 0x10, 0x00]
    return (0..<max(0, content.count - 12)).last { content[$0..<$0 + 4] == tag[...] }
        ?? content.count
}

func mutate(_ path: String, runs: UInt64, seed: UInt64, progress: String) throws {
    let content = try bytes(of: path)
    // Most damage to a header ends before any codec is asked: every other seed spares it.
    let header = content.prefix(min(content.count, pixelDataOffset(content) + 12))
    let pixels = Array(content.dropFirst(header.count))
    let descriptor = unsafe open(progress, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(message: "cannot open \(progress)") }
    defer { close(descriptor) }
    var limits = ResourceLimits()
    limits.bytesPerFrame = 1 << 24
    limits.inflatedBytes = 1 << 24
    limits.frames = 16
    var (read, painted) = (0, 0)
    var slowest = 0.0
    let clock = ContinuousClock()
    for current in seed..<seed + runs {
        var place = current
        _ = unsafe pwrite(descriptor, &place, MemoryLayout<UInt64>.size, 0)
        let took = clock.measure {
            // A damaged file may be refused at any step; what it must not do is end the process.
            let damaged =
                current % 2 == 0 && !pixels.isEmpty
                ? header + mutation(of: pixels, seed: current)
                : mutation(of: content, seed: current)
            guard let frames = try? Frames(damaged, limits: limits) else { return }
            for frame in 0..<min(frames.frameCount, 4) {
                if (try? frames.decode(frame)) != nil { read += 1 }
                guard frames.isEncapsulated else { continue }
                if (try? frames.repaint(frame)) != nil { painted += 1 }
            }
        }
        slowest = max(slowest, milliseconds(took))
    }
    var usage = rusage()
    _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print(
        "\(runs) damaged files: \(read) frames decoded, \(painted) repainted, slowest "
            + "\(Int(slowest)) ms, \(usage.ru_maxrss >> 10) MiB")
}

let arguments = CommandLine.arguments.dropFirst().map { $0 }
do {
    switch (arguments.first, arguments.count) {
    case ("decode", 3): try measure(arguments[1], runs: Int(arguments[2]) ?? 1) { try $0.decode() }
    case ("repaint", 3):
        try measure(arguments[1], runs: Int(arguments[2]) ?? 1) { try $0.repaint() }
    case ("mutate", 5):
        guard let runs = UInt64(arguments[2]), let seed = UInt64(arguments[3]) else {
            throw Failure(message: "RUNS and SEED are numbers")
        }
        try mutate(arguments[1], runs: runs, seed: seed, progress: arguments[4])
    default:
        throw Failure(
            message:
                "usage: codec-bench decode|repaint FILE RUNS, or mutate FILE RUNS SEED PROGRESS")
    }
} catch {
    print("codec-bench: \(error)")
    exit(1)
}
