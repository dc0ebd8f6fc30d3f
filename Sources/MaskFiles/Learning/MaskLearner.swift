package import KnownMasks
import Raster

/// Makes rules of where text was in many images of one kind of device.
///
/// Patients count, not images: of each patient a place has the share of their images that have text there, and
/// all patients weigh the same. A place is stable where the mean of these shares is at least
/// ``minimumShare``. Around each stable area lies a rectangle that holds all text that touches it, but for boxes
/// much taller than others there; it grows to whole cells, to an edge that is near, and takes in its
/// neighbours where little lies between. Then all images are looked at again: the rule says of how many patients
/// some text lies outside of it.
package struct MaskLearner: Sendable {
    package struct Proposal: Sendable {
        package var rule: MaskRule
        package var device: DeviceSignature
        /// Or images, where patients are not known.
        package var units: Int
        package var images: Int
        package var countsPatients: Bool
        /// Units some of whose text lies outside.
        package var unitsOutside: Int

        /// The share of units whose text lies outside of the rule that is still compatible with none of these,
        /// at 95 %: the rule of three. `nil` where some lies outside.
        package var upperBound: Double? {
            unitsOutside == 0 ? min(1, 3 / Double(units)) : nil
        }
    }

    /// Why images of a device taught nothing.
    package struct Refusal: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            /// Of so many units.
            case tooFew(Int)
            case noStableText
        }

        package var device: DeviceSignature
        package var reason: Reason
    }

    package var minimumPatients = 5
    /// Half of the patients: a field that is left empty for many is still a field. Measurements and labels are
    /// rarely in one place for half of all patients.
    package var minimumShare = 0.5

    package init() {}

    package func learn(_ samples: [LearningSample]) -> (proposals: [Proposal], refusals: [Refusal])
    {
        var byDevice: [DeviceSignature: [LearningSample]] = [:]
        var order: [DeviceSignature] = []
        for sample in samples {
            if byDevice[sample.device] == nil { order.append(sample.device) }
            byDevice[sample.device, default: []].append(sample)
        }
        var proposals: [Proposal] = []
        var refusals: [Refusal] = []
        var ids: Set<String> = []
        for device in order {
            let images = byDevice[device] ?? []
            let units = Self.units(of: images)
            guard units.count >= minimumPatients else {
                refusals.append(Refusal(device: device, reason: .tooFew(units.count)))
                continue
            }
            let boxes = StableText(device, units: units, minimumShare: minimumShare).rectangles
            guard !boxes.isEmpty else {
                refusals.append(Refusal(device: device, reason: .noStableText))
                continue
            }
            let outside = units.count { unit in
                unit.contains { image in image.contains { !Self.covers(boxes, $0) } }
            }
            var id = Self.id(device)
            while !ids.insert(id).inserted { id += "-2" }
            var proposal = Proposal(
                rule: MaskRule(
                    id: id, criterion: device.criterion, sizes: [device.size],
                    areas: boxes.map { MaskArea(.blank, .rectangle($0.rectangle(in: device))) }),
                device: device, units: units.count, images: images.count,
                countsPatients: images.contains { $0.patient != nil }, unitsOutside: outside)
            proposal.rule.note = proposal.note
            proposals.append(proposal)
        }
        return (proposals, refusals)
    }

    /// The boxes of each image of each patient. Images whose patient is not known are one patient's, where others
    /// are known: that counts too few, never too many.
    private static func units(of images: [LearningSample]) -> [[[PixelBox]]] {
        guard images.contains(where: { $0.patient != nil }) else {
            return images.map { [$0.boxes] }
        }
        var places: [Int?: Int] = [:]
        var units: [[[PixelBox]]] = []
        for image in images {
            if let place = places[image.patient] {
                units[place].append(image.boxes)
            } else {
                places[image.patient] = units.count
                units.append([image.boxes])
            }
        }
        return units
    }

    private static func covers(_ boxes: [PixelBox], _ box: PixelBox) -> Bool {
        var rest = [box]
        for cover in boxes {
            rest = rest.flatMap { $0.subtracting(cover) }
            if rest.isEmpty { return true }
        }
        return rest.isEmpty
    }

    /// `learned/acme-scan-2-800x600`.
    private static func id(_ device: DeviceSignature) -> String {
        var text = ""
        let words = [device.manufacturer, device.model].compactMap { $0 }.joined(separator: " ")
        for scalar in words.lowercased().unicodeScalars.prefix(60) {
            switch scalar {
            case "a"..."z", "0"..."9": text.unicodeScalars.append(scalar)
            default: if !text.isEmpty, text.last != "-" { text += "-" }
            }
        }
        while text.last == "-" { text.removeLast() }
        return "learned/\(text.isEmpty ? "device" : text)-\(device.columns)x\(device.rows)"
    }
}

extension MaskLearner.Proposal {
    /// What a person should know before the rule is used.
    var note: String {
        func percent(_ share: Double) -> String {
            let tenths = Int((share * 1000).rounded(.up))
            return "\(tenths / 10).\(tenths % 10) %"
        }
        let unit = countsPatients ? "patients" : "images"
        var text = "learned from \(units) \(unit)"
        if countsPatients { text += " (\(images) images)" }
        text += ": "
        if let upperBound {
            text += "no text outside of it, so in at most \(percent(upperBound)) of \(unit) (95 %)"
        } else {
            text += "in \(unitsOutside) of them some text lies outside of it"
        }
        if !countsPatients {
            text += "; patients could not be told apart: images of few of them may be all of these"
        }
        return text
    }
}

extension PixelBox {
    /// The box, up to the edge where it reaches the edge.
    fileprivate func rectangle(in device: DeviceSignature) -> MaskRectangle {
        MaskRectangle(
            x: x, y: y, width: maxX == device.columns ? .toEdge : .pixels(width),
            height: maxY == device.rows ? .toEdge : .pixels(height))
    }
}
