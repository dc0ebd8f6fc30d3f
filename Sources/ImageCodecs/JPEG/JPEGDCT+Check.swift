import CJPEG
import CJPEG12
package import Raster

extension JPEGDCT {
    /// What the coefficients of a repainted codestream say.
    package struct Check: Hashable, Sendable {
        /// Outside the painted boxes every coefficient, and all that decides how it decodes
        /// (size, sampling, quantisation, colour), equals the original's; by 64-bit digests.
        package var outsideIdentical: Bool
        /// Each block inside the painted boxes holds the fill and nothing else.
        package var insideIsFill: Bool

        package var passes: Bool { outsideIdentical && insideIsFill }
    }

    /// What `repaint` knew of the source, kept for a later `check` of what was written: some 200
    /// bytes, so that neither the source nor its coefficients have to be read again.
    ///
    /// The digests were taken from the source's coefficients before anything was painted.
    package struct PaintProof: Hashable, Sendable {
        let header: Header
        /// A digest of each component's coefficients outside `painted` and its quantisation table.
        let outside: [UInt64]
        /// What was overwritten.
        package let painted: [PixelBox]
        package let fill: Fill
    }

    /// Checks what `repaint` made by reading its codestream back: one pass of entropy decoding.
    package static func check(
        _ repainting: Repainting, limits: Limits = .init()
    ) throws(CodecError) -> Check {
        try check(repainting.codestream, against: repainting.proof, limits: limits)
    }

    /// Checks a codestream, read back from wherever it was written to, against what `repaint` knew.
    package static func check(
        _ codestream: [UInt8], against proof: PaintProof, limits: Limits = .init()
    ) throws(CodecError) -> Check {
        let found = try Survey(
            codestream, shape: proof.header.shape, painted: proof.painted, fill: proof.fill,
            declaredRGB: proof.header.colour == .rgb, limits: limits)
        return found.check(against: Survey(proof))
    }

    /// Checks a codestream against its original; reads both.
    ///
    /// `painted` is grown to whole blocks, as `repaint` does with its boxes.
    package static func check(
        original: [UInt8], repainted: [UInt8], shape: FrameShape, painted: [PixelBox], fill: Fill,
        declaredRGB: Bool = false, limits: Limits = .init()
    ) throws(CodecError) -> Check {
        let source = try Survey(
            original, shape: shape, painted: painted, fill: fill, declaredRGB: declaredRGB,
            limits: limits)
        let found = try Survey(
            repainted, shape: shape, painted: painted, fill: fill, declaredRGB: declaredRGB,
            limits: limits)
        return found.check(against: source)
    }

    /// What one codestream holds outside and inside of the painted boxes.
    struct Survey: Sendable {
        var header: Header
        /// A digest of each component's coefficients and quantisation table.
        var outside: [UInt64]
        var insideIsFill: Bool

        func check(against source: Survey) -> Check {
            // The process may differ: a progressive source is written as a sequential one.
            Check(
                outsideIdentical: outside == source.outside && header.shape == source.header.shape
                    && header.precision == source.header.precision
                    && header.samplingFactors == source.header.samplingFactors
                    && header.colour == source.header.colour,
                insideIsFill: insideIsFill)
        }
    }
}

extension JPEGDCT.Survey {
    /// The source's side, of which the inside no longer matters.
    fileprivate init(_ proof: JPEGDCT.PaintProof) {
        header = proof.header
        outside = proof.outside
        insideIsFill = false
    }

    init(
        _ codestream: [UInt8], shape: FrameShape, painted: [PixelBox], fill: JPEGDCT.Fill,
        declaredRGB: Bool, limits: JPEGDCT.Limits
    ) throws(CodecError) {
        let markers = try JPEGDCT.readMarkers(codestream, shape, declaredRGB, limits)
        let inside = painted.map { $0.clipped(toWidth: shape.width, height: shape.height) }
            .filter { !$0.isEmpty }
        var survey = pixredact_jpeg_survey()
        let result = unsafe JPEGDCT.withSource(codestream, markers) { source in
            unsafe JPEGDCT.withPaint(inside, fill, markers.header) { paint in
                unsafe markers.header.precision == 12
                    ? pixredact_jpeg12_survey_coefficients(&source, &paint, &survey)
                    : pixredact_jpeg_survey_coefficients(&source, &paint, &survey)
            }
        }
        try JPEGDCT.require(result, "JPEG scan")
        header = markers.header
        outside = survey.digests
        insideIsFill = survey.inside_is_fill
    }
}

extension JPEGDCT.Header {
    /// The shape of this picture in its smallest containers.
    var shape: FrameShape {
        FrameShape(
            width: width, height: height, samplesPerPixel: components,
            bytesPerSample: bytesPerSample,
            isSigned: false)
    }
}
