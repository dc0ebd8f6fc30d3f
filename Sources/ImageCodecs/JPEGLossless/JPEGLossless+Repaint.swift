import CJPEGLossless
package import Raster

extension JPEGLossless {
    /// The codestream with `boxes` painted: samples inside are exactly `fill`, all others decode as
    /// before, those beyond the precision too.
    ///
    /// Predictors, point transforms, restart intervals, scans and Huffman tables stay those of the
    /// source. Rows that neither are painted nor lie below a painted one keep their coded bits.
    /// A table that lacks the code of a difference gets new ones behind its own; where it has no
    /// room, the best one for the painted scan takes its place.
    ///
    /// Of the metadata only what decides colours is kept: JFIF without its thumbnail, Adobe's
    /// marker, ICC profiles; so it is without any box too. The codestream ends with its EOI marker
    /// and may have an odd length.
    ///
    /// - Parameters:
    ///   - boxes: any; what lies outside the frame is ignored.
    ///   - fill: one stored value for each component.
    /// - Throws: what `decode` throws; `fillNotRepresentable` where a fill has more bits than the
    ///   precision or bits that the point transform cuts off; `unsupported` for subsampled
    ///   components, where a sample covers pixels in and outside of a box.
    /// - Precondition: `fill` has `samplesPerPixel` values.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: [Int],
        limits: Limits = .init()
    ) throws(CodecError) -> [UInt8] {
        precondition(fill.count == shape.samplesPerPixel)
        let markers = try readMarkers(codestream, shape, limits)
        let boxes = boxes.map { $0.clipped(toWidth: shape.width, height: shape.height) }
            .filter { !$0.isEmpty }
        var writer = JPEGLosslessWriter(markers, capacity: codestream.count + 1024)
        for scan in markers.scans {
            guard
                scan.geometry.samplesInUnit.allSatisfy({ $0.horizontal == 1 && $0.vertical == 1 }),
                !markers.header.isSubsampled
            else {
                throw CodecError(code: .unsupported, thing: "JPEG Lossless sampling")
            }
            var levels: [UInt16] = []
            for component in scan.components {
                levels.append(
                    try level(
                        fill[component], isSigned: shape.isSigned, header: markers.header,
                        pointTransform: scan.pointTransform))
            }
            let painting = Painting(
                codestream: codestream, scan: scan, header: markers.header, boxes: boxes,
                levels: levels)
            try painting.write(to: &writer)
        }
        writer.finish()
        return writer.bytes
    }

    /// A stored value as scans code it.
    private static func level(
        _ value: Int, isSigned: Bool, header: Header, pointTransform: Int
    ) throws(CodecError) -> UInt16 {
        let limit = 1 << header.precision
        let range = isSigned ? -limit / 2..<limit / 2 : 0..<limit
        let bits = value & (limit - 1)
        guard range.contains(value), bits & (1 << pointTransform - 1) == 0 else {
            throw CodecError(code: .fillNotRepresentable, thing: "JPEG Lossless fill")
        }
        return UInt16(bits >> pointTransform)
    }
}

/// One scan and what is painted into it.
private struct Painting {
    let codestream: [UInt8]
    let scan: JPEGLosslessMarkers.Scan
    let header: JPEGLossless.Header
    let boxes: [PixelBox]
    let levels: [UInt16]

    func write(to writer: inout JPEGLosslessWriter) throws(CodecError) {
        var scan = scan
        let extended = scan.tables.map(extendedTable)
        var painted = repaint(tables: extended, keepsCodes: true)
        if painted.usesNewCodes { scan.tables = extended }
        if painted.result.status == PIXREDACT_JPEGLL_MISSING_CODE {
            scan.tables = try completedTables()
            painted = repaint(tables: scan.tables, keepsCodes: false)
        }
        try JPEGLossless.require(painted.result, scan)
        writer.append(scan, codedBytes: painted.codedBytes)
    }

    private func repaint(
        tables: [JPEGLosslessMarkers.Table], keepsCodes: Bool
    ) -> (result: pixredact_jpegll_result, codedBytes: [UInt8], usesNewCodes: Bool) {
        var output = unsafe pixredact_jpegll_output()
        // What the C function allocates is copied, then freed, once.
        defer { unsafe pixredact_jpegll_free(&output) }
        let result = unsafe withPaint { source, paint in
            unsafe JPEGLossless.withTables(tables.map(\.definition)) { tables in
                unsafe pixredact_jpegll_repaint(&source, &paint, tables, keepsCodes, &output)
            }
        }
        let bytes = unsafe [UInt8](UnsafeBufferPointer(start: output.bytes, count: output.count))
        return unsafe (result, bytes, output.uses_new_codes)
    }

    /// The source's table with codes for differences that it lacks, as long as there are any.
    private func extendedTable(
        _ table: JPEGLosslessMarkers.Table
    ) -> JPEGLosslessMarkers.Table {
        let highest = UInt32(header.precision - scan.pointTransform)
        let definition = unsafe Self.definition {
            unsafe pixredact_jpegll_extended_table(table.definition, highest, $0)
        }
        return definition.isEmpty ? table : .init(number: table.number, definition: definition)
    }

    /// What a C function writes into a table's capacity.
    private static func definition(
        _ body: (UnsafeMutablePointer<UInt8>?) -> Int
    ) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Int(PIXREDACT_JPEGLL_TABLE_CAPACITY)) {
            $1 = unsafe body($0.baseAddress)
        }
    }

    /// The source's tables; in the place of those that lack a code the best for this painting.
    private func completedTables() throws(CodecError) -> [JPEGLosslessMarkers.Table] {
        let categories = Int(PIXREDACT_JPEGLL_CATEGORIES)
        var counts = [UInt64](repeating: 0, count: categories * scan.components.count)
        let result = unsafe withPaint { source, paint in
            unsafe pixredact_jpegll_count(&source, &paint, &counts)
        }
        try JPEGLossless.require(result, scan)
        return scan.tables.map { table in
            var sum = [UInt64](repeating: 0, count: categories)
            for (index, other) in scan.tables.enumerated() where other.number == table.number {
                for category in sum.indices {
                    sum[category] += counts[index * categories + category]
                }
            }
            let symbols = table.definition.dropFirst(16)
            let isComplete = sum.indices.allSatisfy {
                sum[$0] == 0 || symbols.contains(UInt8($0))
            }
            guard !isComplete else { return table }
            let definition = unsafe Self.definition { unsafe pixredact_jpegll_best_table(sum, $0) }
            return .init(number: table.number, definition: definition)
        }
    }

    /// Runs `body` with scan and painting as the C functions take them.
    private func withPaint<Result>(
        _ body: (inout pixredact_jpegll_scan, inout pixredact_jpegll_paint) -> Result
    ) -> Result {
        // Clipped to an image of 16-bit sides.
        let boxes = boxes.map {
            pixredact_jpegll_box(
                x: UInt32($0.x), y: UInt32($0.y), max_x: UInt32($0.maxX), max_y: UInt32($0.maxY))
        }
        let fill = levels + [0, 0, 0, 0]
        return unsafe boxes.withUnsafeBufferPointer { boxes in
            unsafe JPEGLossless.withSource(codestream, scan, header) { source in
                var paint = unsafe pixredact_jpegll_paint(
                    boxes: boxes.baseAddress, box_count: boxes.count,
                    fill: (fill[0], fill[1], fill[2], fill[3]))
                return unsafe body(&source, &paint)
            }
        }
    }
}
