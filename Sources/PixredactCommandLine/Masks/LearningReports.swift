import ArgumentParser
import BatchProcessing
import DICOMCore
import MaskFiles
import RedactionReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What reports teach.
struct LearningReports {
    private let root: BytePath?
    private(set) var samples: [LearningSample] = []
    /// Where rules and the detector have looked at the same images.
    private(set) var trial = MaskTrial()
    private var reports: [BytePath] = []
    /// Patient IDs to numbers, forgotten with this value.
    private var patients: [String: Int] = [:]
    /// Instances that were met: another report about one teaches nothing new.
    private var instances: Set<String> = []
    private var unexamined = 0
    private var repeated = 0
    private var unreadable = 0

    init(root: BytePath?) { self.root = root }

    var sourceWords: String {
        let count = reports.count
        return "\(samples.count) images in \(count) report\(count == 1 ? "" : "s")"
    }

    /// - Throws: `ExitCode` 64, after saying which line is none of a report.
    mutating func read(_ path: BytePath, _ console: Console) throws {
        reports.append(path)
        let content: [UInt8]
        do throws(SystemError) {
            content = try FileContent.read(path)
        } catch {
            console.complain(
                path: path.description, "cannot read the report: \(error.description)")
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
        let decoder = JSONDecoder()
        // A list that somebody made may be one array, as for clean --boxes.
        if content.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
            guard let entries = try? decoder.decode([Entry].self, from: Data(content)) else {
                throw Self.refusal(path.description, console)
            }
            for entry in entries { add(entry) }
            return
        }
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 <= 0x20 }) {
            guard let entry = try? decoder.decode(Entry.self, from: Data(line)) else {
                throw Self.refusal("\(path):\(index + 1)", console)
            }
            add(entry)
        }
    }

    /// What was to come; a decoding error would quote the text.
    private static func refusal(_ place: String, _ console: Console) -> ExitCode {
        console.complain(
            path: place,
            "expected an object with a path, boxes, and a status or image, as scan and clean report "
                + "them")
        return ExitCode(BatchExitStatus.usage.rawValue)
    }

    private mutating func add(_ entry: Entry) {
        let header = header(of: entry)
        var report = InstanceReport(
            path: entry.path ?? "", status: entry.status ?? .redacted, reason: entry.reason)
        report.image = entry.image ?? header?.summary
        report.boxes = entry.boxes ?? []
        report.notes = entry.notes ?? []
        let uid = report.image?.sopInstanceUID ?? entry.sopInstanceUID
        guard instances.insert(uid ?? "path " + report.path).inserted else {
            repeated += 1
            return
        }
        trial.add(report)
        guard let sample = LearningSample(report, patient: patient(header)) else {
            unexamined += 1
            return
        }
        if header == nil { unreadable += 1 }
        samples.append(sample)
    }

    /// The header of the file that an entry is about, where it can be read.
    private func header(of entry: Entry) -> ImageFile? {
        guard let path = entry.path.map({ BytePath($0) }), path.isUsable else { return nil }
        return ImageFile(root.map { path.isAbsolute ? path : $0.appending(path.bytes) } ?? path)
    }

    private mutating func patient(_ header: ImageFile?) -> Int? {
        guard let id = header?.file.dataSet.string(.patientID) else { return nil }
        if let number = patients[id] { return number }
        patients[id] = patients.count
        return patients[id]
    }

    /// Says what was not used.
    func tell(_ console: Console) {
        if unexamined > 0 {
            console.message(
                "\(unexamined) entries left out: not examined, or without a device and a size\n")
        }
        if repeated > 0 { console.message("\(repeated) entries left out: instances met before\n") }
        if unreadable > 0 {
            console.message("\(unreadable) files cannot be read: their patients are not known\n")
        }
    }

    private struct Entry: Decodable {
        var path: String?
        var sopInstanceUID: String?
        var status: InstanceStatus?
        var reason: Reason?
        var image: ImageSummary?
        var boxes: [ReportedBox]?
        var notes: [InstanceNote]?

        enum CodingKeys: String, CodingKey {
            case path, status, reason, image, boxes, notes
            case sopInstanceUID = "sop_instance_uid"
        }
    }
}
