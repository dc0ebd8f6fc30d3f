import DICOMCore

/// Which elements a clean may change, and how.
struct AttributeRules {
    /// Where in a data set an element stands.
    enum Place {
        case top
        /// In an item of the shared or per-frame functional groups.
        case functionalGroups
        /// In a sequence of those.
        case insideFunctionalGroups
        case insideSequence

        /// In an item of the sequence `tag` that stands here.
        func inside(_ tag: Tag) -> Place {
            switch self {
            case .top
            where tag == .sharedFunctionalGroupsSequence
                || tag == .perFrameFunctionalGroupsSequence:
                .functionalGroups
            case .functionalGroups, .insideFunctionalGroups: .insideFunctionalGroups
            case .top, .insideSequence: .insideSequence
            }
        }
    }

    private let before: DataSet
    private let after: DataSet
    private let uids: (old: [UInt8], new: [UInt8])?
    private let isMeta: Bool
    private let removed: Set<Int>
    private let repainted: Set<Int>

    init(
        _ before: DataSet, _ after: DataSet, uids: (old: [UInt8], new: [UInt8])?, isMeta: Bool,
        removed: Set<Int>, repainted: Set<Int>
    ) {
        self.before = before
        self.after = after
        self.uids = uids
        self.isMeta = isMeta
        self.removed = removed
        self.repainted = repainted
    }

    /// Whether other checks see what an element of the original became.
    func isComparedElsewhere(_ index: Int, _ place: Place) -> Bool {
        if repainted.contains(index) { return true }
        guard place == .top, !isMeta else { return false }
        switch before.elements[index].tag {
        case .pixelData, .floatPixelData, .doubleFloatPixelData, .extendedOffsetTable,
            .extendedOffsetTableLengths:
            return true
        default: return false
        }
    }

    func mayBeRemoved(_ index: Int, _ place: Place) -> Bool {
        guard !isMeta else { return false }
        if removed.contains(index) { return true }
        let tag = before.elements[index].tag
        // PS3.5 7.2: retired group lengths that no longer hold.
        if tag.element == 0 { return true }
        switch tag {
        case .iconImageSequence, .digitalSignaturesSequence, .macParametersSequence,
            .referencedSOPInstanceMACSequence:
            return true
        case .lengthToEnd, .extendedOffsetTable, .extendedOffsetTableLengths,
            .encapsulatedPixelDataValueTotalLength, .dataSetTrailingPadding:
            return place == .top
        default:
            // Overlays have even groups; odd ones are private.
            return place == .top
                && (CleanAttributes.pixelValueRanges.contains(tag)
                    || tag.group & 0xFF01 == 0x6000)
        }
    }

    func mayBeAdded(_ index: Int, _ place: Place) -> Bool {
        let tag = after.elements[index].tag
        if isMeta { return mayBeInMeta(index) }
        switch (place, tag) {
        case (.top, .sopInstanceUID): return isNewUID(index)
        case (.top, .burnedInAnnotation), (.top, .deidentificationMethod),
            (.top, .derivationDescription), (.top, .lossyImageCompression):
            return isOwn(index, behind: [])
        case (.top, .lossyImageCompressionRatio), (.top, .lossyImageCompressionMethod):
            return isFirstLossyStep(index)
        case (.top, .deidentificationMethodCodeSequence), (.top, .contributingEquipmentSequence),
            (.top, .derivationCodeSequence), (.functionalGroups, .derivationImageSequence):
            let items = after.children(of: index)
            return after.elements[index].isSequence && !items.isEmpty
                && items.allSatisfy { isOwnItem($0, of: tag) }
        default: return false
        }
    }

    /// Whether an element that differs does so as a clean changes it.
    func mayChange(_ index: Int, to other: Int, _ place: Place) -> Bool {
        let one = before.elements[index]
        if isMeta, mayBeInMeta(other) { return true }
        // An empty element is made anew.
        if one.valueLength == 0, !one.isSequence, mayBeAdded(other, place) { return true }
        if place == .top, one.tag == .sopInstanceUID, one.vr == after.elements[other].vr {
            return isNewUID(other)
        }
        if SelfReferences.mayBeUID(one), followsUID(index, other) { return true }
        switch (place, one.tag) {
        case (.top, .burnedInAnnotation), (.top, .deidentificationMethod),
            (.top, .derivationDescription), (.top, .lossyImageCompression):
            return isOwn(other, behind: one.isSequence ? [] : before.unpaddedValue(one))
        case (.top, .photometricInterpretation):
            return before.string(of: one) == "YBR_ICT"
                && ["YBR_RCT", "RGB"].contains(after.string(of: after.elements[other]))
        case (.top, .imageType), (.insideFunctionalGroups, .frameType):
            return CleanAttributes.derivedType(before.unpaddedValue(one))
                == after.unpaddedValue(after.elements[other])
        default: return false
        }
    }

    /// Whether a value that is no sequence is `present` and what a clean adds to it.
    private func isOwn(_ index: Int, behind present: [UInt8]) -> Bool {
        let element = after.elements[index]
        let value = after.unpaddedValue(element)
        func added(behind separator: [UInt8]) -> ArraySlice<UInt8>? {
            if present.isEmpty { return value[...] }
            let start = present + separator
            return value.starts(with: start) ? value[start.count...] : nil
        }
        switch element.tag {
        case .burnedInAnnotation: return value == Array("NO".utf8)
        case .lossyImageCompression: return value == Array("01".utf8)
        case .deidentificationMethod:
            return added(behind: [UInt8(ascii: "\\")]).map { CleanAttributes.isOwnMethod($0) }
                ?? false
        case .derivationDescription:
            return added(behind: CleanAttributes.descriptionSeparator).map {
                CleanAttributes.isOwnDerivation(String(decoding: $0, as: UTF8.self))
            } ?? false
        default: return false
        }
    }

    /// A ratio and a method are begun only where nothing was said of a loss.
    private func isFirstLossyStep(_ index: Int) -> Bool {
        let element = after.elements[index]
        let values = after.strings(of: element)
        return before.string(.lossyImageCompression) != "01"
            && after.string(.lossyImageCompression) == "01" && values.count == 1
            && (element.tag == .lossyImageCompressionMethod
                ? LossyMethod(rawValue: values[0]) != nil : !after.decimals(of: element).isEmpty)
    }

    /// Whether an item may stand behind those of a sequence of the original.
    func mayBeAppended(_ item: Int, to index: Int, _ place: Place) -> Bool {
        let tag = before.elements[index].tag
        switch (place, tag) {
        case (.top, .deidentificationMethodCodeSequence), (.top, .contributingEquipmentSequence),
            (.top, .derivationCodeSequence), (.functionalGroups, .derivationImageSequence):
            return isOwnItem(item, of: tag)
        case (.top, .sharedFunctionalGroupsSequence):
            // One that was empty holds nothing but the derivation now.
            return before.children(of: index).isEmpty
                && after.children(of: item).allSatisfy { mayBeAdded($0, .functionalGroups) }
        default: return false
        }
    }

    private func isOwnItem(_ item: Int, of sequence: Tag) -> Bool {
        switch sequence {
        case .deidentificationMethodCodeSequence:
            CodedConcept.cleanPixelData.isStated(byItem: item, of: after)
                || CodedConcept.cleanGraphics.isStated(byItem: item, of: after)
        case .contributingEquipmentSequence: CleanAttributes.isOwnEquipment(item, of: after)
        case .derivationCodeSequence:
            CodedConcept.pixelByPixelMask.isStated(byItem: item, of: after)
        case .derivationImageSequence: CleanAttributes.isOwnDerivationImage(item, of: after)
        default: false
        }
    }
}

extension AttributeRules {
    private func isNewUID(_ index: Int) -> Bool {
        after.unpaddedValue(after.elements[index]) == uids?.new
    }

    /// Whether a value differs in the new UID where the old one stood, and in nothing else.
    private func followsUID(_ index: Int, _ other: Int) -> Bool {
        guard let uids, before.elements[index].vr == after.elements[other].vr else { return false }
        let references = SelfReferences(uid: uids.old)
        return after.unpaddedValue(after.elements[other])
            == Self.unpadded(
                references.following(before.value(before.elements[index]), new: uids.new))
    }

    private static func unpadded(_ value: [UInt8]) -> [UInt8] {
        Array(value.reversed().drop { $0 == 0x20 || $0 == 0 }.reversed())
    }

    /// PS3.10 7.1: what names the writer, and the length of it all.
    private func mayBeInMeta(_ index: Int) -> Bool {
        let element = after.elements[index]
        switch element.tag {
        case .fileMetaInformationGroupLength: return before[element.tag] != nil
        case .mediaStorageSOPInstanceUID: return isNewUID(index)
        case .implementationClassUID:
            return after.string(of: element) == CleanAttributes.implementationClassUID
        case .implementationVersionName:
            return after.string(of: element)?.hasPrefix(CleanAttributes.versionNamePrefix) ?? false
        default: return false
        }
    }
}
