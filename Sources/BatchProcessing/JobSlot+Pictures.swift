import RedactionReport
import WorkerProtocol

/// The pictures before and after.
struct PreviewFiles {
    let before: TemporaryFile
    let after: TemporaryFile
}

extension JobSlot {
    /// Empty files for the pictures, for the owner's eyes only: they show what is to be hidden.
    func makePreview(_ file: OpenedInput) -> PreviewFiles? {
        guard let folder = resources.preview else { return nil }
        do throws(SystemError) {
            return PreviewFiles(
                before: try folder.makeFile(mode: 0o600), after: try folder.makeFile(mode: 0o600))
        } catch {
            note(file, "no preview: \(error)")
            return nil
        }
    }

    /// Gives the pictures their names; one that the worker left empty has none.
    func place(_ pictures: PreviewFiles, _ file: OpenedInput) {
        guard let folder = resources.preview, let relative = nameOfPictures(of: file) else {
            return
        }
        for (picture, suffix) in [
            (pictures.before, ".before.png"), (pictures.after, ".after.png"),
        ] {
            guard place(picture, at: relative, suffix, in: folder, file) else {
                note(file, "the preview could not be written")
                continue
            }
        }
    }

    /// Empty files for heat maps, as many as an instance may have, for the owner's eyes only.
    func makeHeatMaps(_ file: OpenedInput) -> [TemporaryFile] {
        guard let folder = resources.heatMaps, plan.operation == .scan else { return [] }
        do throws(SystemError) {
            var files: [TemporaryFile] = []
            for _ in 0..<WorkerRequest.maximumHeatMapCount {
                files.append(try folder.makeFile(mode: 0o600))
            }
            return files
        } catch {
            note(file, "no heat map: \(error)")
            return []
        }
    }

    /// Gives the heat maps that the worker made their names; the rest of the files vanish.
    func place(_ heatMaps: [TemporaryFile], _ reply: WorkerReply, _ file: OpenedInput) {
        guard let folder = resources.heatMaps, !heatMaps.isEmpty,
            let relative = nameOfPictures(of: file)
        else { return }
        switch reply.report.status {
        case .noText, .flagged:
            if reply.heatMaps.isEmpty { note(file, "no heat map could be made") }
        case .held, .failed, .skipped, .redacted, .kept:
            break
        }
        var names: Set<String> = []
        for (picture, shown) in zip(heatMaps, reply.heatMaps) {
            var name = shown.fileName
            while !names.insert(name).inserted { name += "_" }
            guard place(picture, at: relative, ".\(name).heatmap.png", in: folder, file) else {
                note(file, "a heat map could not be written")
                continue
            }
        }
    }

    private func nameOfPictures(of file: OpenedInput) -> RelativePath? {
        let name = file.input.content == .standardInput ? "instance" : file.input.path
        return file.input.relativePath ?? RelativePath(basenameOf: name)
    }

    /// Moves a picture to its name, where it replaces one of an earlier run; one that the worker
    /// left empty gets none.
    private func place(
        _ picture: TemporaryFile, at relative: RelativePath, _ suffix: String,
        in folder: OutputFolder, _ file: OpenedInput
    ) -> Bool {
        guard let status = FileStatus(descriptor: picture.descriptor), status.size > 0 else {
            return true
        }
        do throws(PlacementError) {
            try folder.place(
                picture, at: relative.appendingSuffix(suffix), parents: relative.parents,
                replacing: true, acceptingEqual: false, input: file.status.identity)
            return true
        } catch {
            return false
        }
    }
}

extension HeatMapPlace {
    /// Plane and frame in letters, digits and hyphens, whatever a worker claims the plane to be.
    fileprivate var fileName: String {
        guard plane != .pixelData else { return "frame-\(frame)" }
        let letters = plane.name.unicodeScalars.prefix(80).map { scalar in
            let isPlain =
                scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            return isPlain ? Character(scalar) : "-"
        }
        return "\(String(letters)).frame-\(frame)"
    }
}
