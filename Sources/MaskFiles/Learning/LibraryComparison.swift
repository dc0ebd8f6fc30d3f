import DICOMCore
package import KnownMasks
import Raster

/// What rules that are there already say of the images that a learned rule is for.
package struct LibraryComparison: Hashable, Sendable {
    package enum Finding: Hashable, Sendable {
        /// Nothing answers.
        case new
        /// These rules paint all that the learned one paints.
        case covered([String])
        /// These paint something of it.
        case overlaps([String])
        /// These paint something else, and nothing of it.
        case besides([String])
        /// These say that nothing is burnt in.
        case contradictsPass([String])
        /// These hold or reject such images.
        case held([String])
    }

    package var finding: Finding

    /// Asks about an image that has the names and the size of a device, and nothing else in its header: rules
    /// that ask for more do not answer.
    package init(_ proposal: MaskLearner.Proposal, _ library: MaskMatcher) {
        let device = proposal.device
        let header = Self.header(
            [
                (.modality, device.modality), (.manufacturer, device.manufacturer),
                (.manufacturerModelName, device.model),
            ], rows: device.rows, columns: device.columns)
        guard let header else {
            finding = .new
            return
        }
        func answer(_ matcher: MaskMatcher) -> MaskAnswer {
            matcher.answer(
                for: header, rows: device.rows, columns: device.columns, frames: 1)
        }
        let known = answer(library)
        let own = answer(MaskMatcher(MaskRuleSet([proposal.rule]))).boxes.map(\.box)
        switch known.verdict {
        case .unknown: finding = .new
        case .pass: finding = .contradictsPass(known.ruleIDs)
        case .hold(let ids), .reject(let ids): finding = .held(ids)
        case .mask:
            let boxes = known.boxes.map(\.box)
            let rest = own.flatMap { box in
                boxes.reduce([box]) { rest, other in rest.flatMap { $0.subtracting(other) } }
            }
            if rest.isEmpty {
                finding = .covered(known.ruleIDs)
            } else if own.contains(where: { box in boxes.contains(where: box.intersects) }) {
                finding = .overlaps(known.ruleIDs)
            } else {
                finding = .besides(known.ruleIDs)
            }
        }
    }

    /// The words for a note; `nil` where there is nothing to say.
    package var words: String? {
        func list(_ ids: [String]) -> String {
            let shown = ids.prefix(5).joined(separator: ", ")
            return ids.count > 5 ? "\(shown) and \(ids.count - 5) more" : shown
        }
        return switch finding {
        case .new: nil
        case .covered(let ids): "already painted by \(list(ids))"
        case .overlaps(let ids): "overlaps what \(list(ids)) paints"
        case .besides(let ids): "paints other places than \(list(ids))"
        case .contradictsPass(let ids): "contradicts \(list(ids)), by which nothing is burnt in"
        case .held(let ids): "such images are held or rejected by \(list(ids))"
        }
    }

    /// A data set of these texts and the size, in Explicit VR Little Endian; in the order of their tags.
    private static func header(
        _ texts: [(Tag, String?)], rows: Int, columns: Int
    ) -> DataSetScope? {
        var bytes: [UInt8] = []
        func add(_ tag: Tag, _ vr: String, _ value: [UInt8]) {
            bytes += [tag.group, tag.element].flatMap {
                [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
            }
            bytes += Array(vr.utf8) + [UInt8(value.count & 0xFF), UInt8(value.count >> 8 & 0xFF)]
            bytes += value
        }
        for (tag, text) in texts {
            guard let text else { continue }
            // Headers are read as Latin-1.
            var value = text.unicodeScalars.prefix(1024).map { UInt8(truncatingIfNeeded: $0.value) }
            if !value.count.isMultiple(of: 2) { value.append(0x20) }
            add(tag, tag == .modality ? "CS" : "LO", value)
        }
        for (tag, number) in [(Tag.rows, rows), (Tag.columns, columns)] {
            add(tag, "US", [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)])
        }
        do throws(DICOMError) {
            return DataSetScope(try DICOMFile(ByteSource(bytes)).dataSet)
        } catch {
            return nil
        }
    }
}
