package import DICOMCore
package import DICOMPixelData
package import RedactionReport

/// Bytes of a file that belong to no element which anyone shows, and could hold a picture all the
/// same. Bytes of one value throughout hold none and stay.
package struct HiddenBytes: Hashable, Sendable {
    /// Data Set Trailing Padding (FFFC,FFFC), at any depth, and offset tables of native Pixel Data,
    /// which have nothing to point to; by index and path.
    package private(set) var padding: [HiddenPixels.Place] = []
    /// Whether something follows the stream of a deflated data set.
    package private(set) var isBehindDeflatedStream = false
    /// Whether an offset table of Pixel Data is longer than offsets of its fragments can make it.
    package private(set) var isInOffsetTable = false

    /// A checksum and a length, which some writers leave there from the gzip format (RFC 1952 2.3),
    /// and a byte that makes the stream's length even (PS3.5 A.5).
    private static let streamTrailer = 9

    package var isEmpty: Bool {
        padding.isEmpty && !isBehindDeflatedStream && !isInOffsetTable
    }

    /// Looks at all elements once.
    package init(_ file: DICOMFile) {
        let dataSet = file.dataSet
        let isNative = dataSet[.pixelData].map { !$0.hasUndefinedLength } ?? true
        for (index, element) in dataSet.elements.enumerated() {
            switch element.tag {
            case .dataSetTrailingPadding: break
            case .extendedOffsetTable, .extendedOffsetTableLengths:
                guard element.depth == 0, isNative else { continue }
            default: continue
            }
            guard !dataSet.source.isUniform(in: element.valueRange) else { continue }
            padding.append(.init(index: index, path: dataSet.path(to: index)))
        }
        isInOffsetTable = Self.hasOverlongTable(dataSet)
        isBehindDeflatedStream =
            file.behindStream.count > Self.streamTrailer
            && !file.source.isUniform(in: file.behindStream)
    }

    /// An entry of 4 or 8 bytes a frame, and no more frames than fragments (PS3.5 A.4, PS3.3
    /// C.7.6.3.1.8).
    private static func hasOverlongTable(_ dataSet: DataSet) -> Bool {
        dataSet.index(of: .pixelData).map {
            hasOverlongTable(DataSetScope(dataSet), pixelData: $0)
        } ?? false
    }

    /// Whether an offset table of Pixel Data on some level is longer than offsets can make it.
    static func hasOverlongTable(_ scope: DataSetScope, pixelData: Int) -> Bool {
        let dataSet = scope.dataSet
        guard dataSet.elements[pixelData].hasUndefinedLength,
            let table = dataSet.children(of: pixelData).first
        else { return false }
        let fragments = dataSet.children(of: pixelData).count - 1
        func isOverlong(_ element: DataElement?, _ width: Int) -> Bool {
            guard let element, element.valueLength > width * max(1, fragments) else { return false }
            return !dataSet.source.isUniform(in: element.valueRange)
        }
        return isOverlong(dataSet.elements[table], 4)
            || isOverlong(scope[.extendedOffsetTable], 8)
            || isOverlong(scope[.extendedOffsetTableLengths], 8)
    }

    /// Removes the padding elements, which no reader may rely on (PS3.10 7.2). Offset tables and
    /// the deflated stream are made anew in every file that is written and not copied.
    ///
    /// - Returns: what to say of it in the report.
    package func remove(from editor: inout DataSetEditor) -> [InstanceNote] {
        for place in padding { editor.remove(at: place.index) }
        return isEmpty ? [] : [.trailingBytesRemoved]
    }
}
