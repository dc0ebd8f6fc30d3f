package import DICOMCore
package import RedactionReport

/// Compares the data sets of an instance before and after a clean: only what a clean writes, adds
/// and removes may differ, and only as a clean changes it.
///
/// Pixel Data at top level and its offset tables are not looked at: samples are compared elsewhere.
package struct AttributeComparison {
    private let original: DICOMFile
    private let written: DICOMFile
    private let removed: Set<Int>
    private let repainted: Set<Int>

    /// - Parameters:
    ///   - removed: nodes of the original's data set that may be gone, besides what a clean always
    ///     removes.
    ///   - repainted: nodes with other pixels, which are compared elsewhere; what they hold too.
    package init(
        _ original: DICOMFile, _ written: DICOMFile, removed: Set<Int> = [],
        repainted: Set<Int> = []
    ) {
        self.original = original
        self.written = written
        self.removed = removed
        self.repainted = repainted
    }

    /// Pictures besides the image, whose samples are compared plane by plane, may differ.
    package init(_ original: OpenedInstance, _ written: OpenedInstance) {
        self.init(
            original.file, written.file,
            removed: original.content.removableNodes.union(
                original.others.flatMap(\.extendedOffsetTables)),
            repainted: Set(original.others.map(\.elementIndex)))
    }

    /// - Throws: `failed` with `verification_failed`, naming the first tag that differs.
    package func requireOnlyCleaned() throws(InstanceFailure) {
        guard original.transferSyntax == written.transferSyntax else {
            throw .failed(.verificationFailed, "the transfer syntax of the written file differs")
        }
        guard hasAllowedPreamble else {
            throw .failed(.verificationFailed, "the preamble of the written file differs")
        }
        let uids = try instanceUIDs()
        if let before = original.metaInformation, let after = written.metaInformation {
            let level = LevelComparison(
                before, after,
                AttributeRules(before, after, uids: uids, isMeta: true, removed: [], repainted: []))
            try level.compare()
        } else if (original.metaInformation == nil) != (written.metaInformation == nil) {
            throw LevelComparison.difference(.fileMetaInformationGroupLength)
        }
        let rules = AttributeRules(
            original.dataSet, written.dataSet, uids: uids, isMeta: false, removed: removed,
            repainted: repainted)
        try LevelComparison(original.dataSet, written.dataSet, rules).compare()
        if let uids {
            // None is left that leads to nothing, or back.
            for dataSet in [written.metaInformation, written.dataSet].compactMap({ $0 }) {
                let left = SelfReferences(in: dataSet, to: uids.old).nodes.first
                if let left { throw LevelComparison.difference(dataSet.elements[left].tag) }
            }
        }
    }

    /// PS3.10 7.1: kept, or emptied where it made the file another picture too.
    private var hasAllowedPreamble: Bool {
        guard original.hasPreamble == written.hasPreamble else { return false }
        guard original.hasPreamble else { return true }
        let before = original.source.bytes(in: 0..<128)
        let after = written.source.bytes(in: 0..<128)
        return before == after || after.allSatisfy { $0 == 0 }
    }

    /// The old and the new SOP Instance UID; `nil` where it was kept.
    private func instanceUIDs() throws(InstanceFailure) -> (old: [UInt8], new: [UInt8])? {
        let old = SelfReferences.instanceUID(of: original)
        let new = SelfReferences.instanceUID(of: written)
        guard old != new else { return nil }
        guard let old, let new, DerivedUID.isOne(String(decoding: new, as: UTF8.self)) else {
            throw LevelComparison.difference(.sopInstanceUID)
        }
        return (old, new)
    }
}

/// Walks two data sets side by side.
struct LevelComparison {
    private let before: DataSet
    private let after: DataSet
    private let rules: AttributeRules

    init(_ before: DataSet, _ after: DataSet, _ rules: AttributeRules) {
        self.before = before
        self.after = after
        self.rules = rules
    }

    func compare() throws(InstanceFailure) {
        try compare(before.topLevel, after.topLevel, .top)
    }

    /// Elements of one level: what stands on both sides, what went, what came.
    private func compare(
        _ left: [Int], _ right: [Int], _ place: AttributeRules.Place
    ) throws(InstanceFailure) {
        var one = left.makeIterator()
        var two = right.makeIterator()
        var index = one.next()
        var other = two.next()
        while index != nil || other != nil {
            let tag = index.map { before.elements[$0].tag }
            let otherTag = other.map { after.elements[$0].tag }
            if let present = index, let found = other, tag == otherTag {
                try compare(present, found, place)
                index = one.next()
                other = two.next()
                continue
            }
            // Tags need not rise in a dirty file: what may be added or removed is tried either way.
            let mayGo = index.map { rules.mayBeRemoved($0, place) } ?? false
            let mayCome = other.map { rules.mayBeAdded($0, place) } ?? false
            if mayGo, !mayCome || (tag ?? .item) < (otherTag ?? .item) {
                index = one.next()
            } else if mayCome {
                other = two.next()
            } else {
                throw Self.difference([tag, otherTag].compactMap { $0 }.min() ?? .item)
            }
        }
    }

    /// Two elements of one tag.
    private func compare(
        _ index: Int, _ other: Int, _ place: AttributeRules.Place
    ) throws(InstanceFailure) {
        let one = before.elements[index]
        let two = after.elements[other]
        if rules.isComparedElsewhere(index, place) { return }
        if before.source.holds(
            one.offset..<one.end, equalTo: after.source, two.offset..<two.end)
        {
            return
        }
        if rules.mayChange(index, to: other, place) { return }
        let children = before.children(of: index)
        let others = after.children(of: other)
        if one.isItem, two.isItem, one.depth == 0 {
            // Its sequence has lost its header.
            return try compare(children, others, .insideSequence)
        }
        guard one.vr == two.vr, one.isSequence, two.isSequence, children.count <= others.count,
            others.dropFirst(children.count).allSatisfy({
                rules.mayBeAppended($0, to: index, place)
            })
        else { throw Self.difference(one.tag) }
        for (item, otherItem) in zip(children, others) {
            try compare(
                before.children(of: item), after.children(of: otherItem),
                place.inside(one.tag))
        }
    }

    static func difference(_ tag: Tag) -> InstanceFailure {
        .failed(.verificationFailed, "\(tag) differs in the written file")
    }
}
