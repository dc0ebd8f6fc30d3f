import CJPEG
package import Raster

extension JPEGBaseline {
    /// What the coefficients of a repainted codestream say.
    package struct Check: Hashable, Sendable {
        /// Outside the painted boxes every coefficient, and all that decides how it decodes
        /// (size, sampling, quantisation, colour), equals the original's; by 64-bit digests.
        package var outsideIdentical: Bool
        /// Each block inside the painted boxes holds the fill and nothing else.
        package var insideIsFill: Bool

        package var passes: Bool { outsideIdentical && insideIsFill }
    }

    /// Checks what `repaint` made by reading its codestream back: one pass of entropy decoding.
    ///
    /// The original's side was taken from its coefficients before anything was painted.
    package static func check(
        _ repainting: Repainting, limits: Limits = .init()
    ) throws(CodecError) -> Check {
        let found = try Survey(
            repainting.codestream, shape: repainting.source.header.shape,
            painted: repainting.painted, fill: repainting.fill,
            declaredRGB: repainting.source.header.colour == .rgb, limits: limits)
        return found.check(against: repainting.source)
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
                    && header.samplingFactors == source.header.samplingFactors
                    && header.colour == source.header.colour,
                insideIsFill: insideIsFill)
        }
    }
}

extension JPEGBaseline.Survey {
    init(
        _ codestream: [UInt8], shape: FrameShape, painted: [PixelBox], fill: JPEGBaseline.Fill,
        declaredRGB: Bool, limits: JPEGBaseline.Limits
    ) throws(CodecError) {
        let markers = try JPEGBaseline.readMarkers(codestream, shape, declaredRGB, limits)
        let inside = painted.map { $0.clipped(toWidth: shape.width, height: shape.height) }
            .filter { !$0.isEmpty }
        var survey = pixredact_jpeg_survey()
        let result = unsafe JPEGBaseline.withSource(codestream, markers) { source in
            unsafe JPEGBaseline.withPaint(inside, fill, markers.header) { paint in
                unsafe pixredact_jpeg_survey_coefficients(&source, &paint, &survey)
            }
        }
        try JPEGBaseline.require(result, "JPEG scan")
        header = markers.header
        outside = survey.digests
        insideIsFill = survey.inside_is_fill
    }
}

extension JPEGBaseline.Header {
    /// The shape that a data set of this picture declares.
    var shape: FrameShape {
        FrameShape(
            width: width, height: height, samplesPerPixel: components, bytesPerSample: 1,
            isSigned: false)
    }
}
