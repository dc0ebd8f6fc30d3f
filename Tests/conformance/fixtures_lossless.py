"""JPEG Lossless and JPEG-LS files, by DCMTK, GDCM, libjpeg-turbo, CharLS and an encoder of our own."""

import numpy as np
from pydicom.uid import (
    ExplicitVRLittleEndian, JPEGLossless, JPEGLosslessSV1, JPEGLSLossless, JPEGLSNearLossless)

import encoders
import jpeg_lossless
from fixtures import dataset, picture, save, set_encapsulated, set_native, shaped

# Name, bits, photometric interpretation, then what is out of the ordinary (PS3.5 8.2.1, 8.2.3).
SHAPES = [
    ("mono2-8", 8, "MONOCHROME2", {}),
    ("mono1-8", 8, "MONOCHROME1", {}),
    ("mono2-8-signed", 8, "MONOCHROME2", {"signed": True}),
    ("mono2-8-in-16", 8, "MONOCHROME2", {"allocated": 16}),
    ("mono2-12", 12, "MONOCHROME2", {}),
    ("mono1-12", 12, "MONOCHROME1", {}),
    ("mono2-12-signed", 12, "MONOCHROME2", {"signed": True}),
    ("mono1-12-signed", 12, "MONOCHROME1", {"signed": True}),
    ("mono2-16", 16, "MONOCHROME2", {}),
    ("mono1-16", 16, "MONOCHROME1", {}),
    ("mono2-16-signed", 16, "MONOCHROME2", {"signed": True}),
    ("mono1-16-signed", 16, "MONOCHROME1", {"signed": True}),
    ("mono2-8-cine", 8, "MONOCHROME2", {"frames": 3}),
    ("mono2-16-signed-cine", 16, "MONOCHROME2", {"signed": True, "frames": 3}),
    ("rgb-8", 8, "RGB", {"samples": 3}),
    ("rgb-8-planar1", 8, "RGB", {"samples": 3, "planar": 1}),
    ("rgb-8-cine", 8, "RGB", {"samples": 3, "frames": 2}),
    ("rgb-12", 12, "RGB", {"samples": 3}),
    ("rgb-16", 16, "RGB", {"samples": 3}),
    ("ybr-full", 8, "YBR_FULL", {"samples": 3}),
    ("ybr-full-cine", 8, "YBR_FULL", {"samples": 3, "frames": 2}),
    ("palette-8", 8, "PALETTE COLOR", {}),
    ("palette-8-cine", 8, "PALETTE COLOR", {"frames": 2}),
    ("palette-16", 16, "PALETTE COLOR", {"entries": 1024}),
    ("palette-segmented", 8, "PALETTE COLOR", {"segmented": True})]


def transcoded(folder, prefix, program, *options, shapes=SHAPES):
    """Each shape as `program` writes it."""
    for shape, bits, photometric, other in shapes:
        name = f"{prefix}-{shape}"
        ds, frames = shaped(ExplicitVRLittleEndian, name, bits, photometric, other)
        set_native(ds, frames)
        native = save(ds, folder, f"{name}.native")
        yield encoders.transcoded(native, folder / f"{name}.dcm", program, *options)


def shapes(*names):
    return [s for s in SHAPES if s[0] in names]


def jpeg_lossless_files(folder):
    """By DCMTK: selection values in turn."""
    yield from transcoded(folder, "jll-sv1", "dcmcjpeg", "+e1")
    for number, shape in enumerate(SHAPES):
        selection = number % 7 + 1
        yield from transcoded(folder, f"jll-sv{selection}", "dcmcjpeg", "+el", "+sv", selection,
                              shapes=[shape])
    yield from transcoded(folder, "jll-fragments-empty-table", "dcmcjpeg", "+e1", "+fs", "2", "-ot",
                          shapes=shapes("mono2-16"))
    yield from transcoded(folder, "jll-point-transform", "dcmcjpeg", "+el", "+sv", "4", "+pt", "2",
                          shapes=shapes("mono2-16", "rgb-8", "mono2-8-cine"))


def gdcm_files(folder):
    """By GDCM: JPEG Lossless and JPEG-LS; it cannot read segmented palettes nor
    write several frames of an odd number of bytes."""
    plain = [s for s in SHAPES if "segmented" not in s[3] and "frames" not in s[3]]
    yield from transcoded(folder, "gdcm-jll", "gdcmconv", "--jpeg", shapes=plain)
    yield from transcoded(folder, "gdcm-jls", "gdcmconv", "--jpegls", shapes=plain)


def own_jpeg_lossless_files(folder):
    """Restart intervals, point transforms, scans of one component, odd precisions."""
    variants = [
        (f"sv{v}-restart", 1, 12, {"selection": v, "restart_rows": 7}) for v in range(1, 8)]
    variants += [(f"{bits}-bits", 1, bits, {"selection": bits % 7 + 1}) for bits in (2, 3, 7, 9, 15)]
    variants += [
        ("restart-every-row", 1, 16, {"restart_rows": 1}),
        ("point-transform", 1, 16, {"selection": 6, "point_transform": 3, "restart_rows": 20}),
        ("rgb-scans", 3, 8, {"selection": 7, "interleaved": False}),
        ("rgb-scans-restart", 3, 8, {"interleaved": False, "restart_rows": 9}),
        ("rgb-restart", 3, 8, {"selection": 2, "restart_rows": 4}),
        ("rgb-point-transform", 3, 12, {"selection": 3, "point_transform": 1}),
        ("full-range", 1, 16, {"selection": 4})]
    for variant, samples, bits, options in variants:
        name = f"jll-own-{variant}"
        frame = picture(61, 47, samples, bits, 3)
        if variant == "full-range":
            # Neighbours 32768 apart: the one difference without further bits.
            frame = (np.indices((61, 47)).sum(axis=0) % 2 * 32768 + 7)[:, :, None]
        syntax = JPEGLosslessSV1 if options.get("selection", 1) == 1 else JPEGLossless
        ds = dataset(syntax, 61, 47, bits, "RGB" if samples == 3 else "MONOCHROME2", samples,
                     name=name)
        set_encapsulated(ds, [jpeg_lossless.encode(frame, bits, **options)])
        yield save(ds, folder, name)
    # Precision of the container, and fewer bits stored: the codestream's depth is not the header's.
    for stored, coded in ((12, 16), (10, 12)):
        name = f"jll-own-{stored}-stored-in-{coded}"
        ds = dataset(JPEGLosslessSV1, 61, 47, stored, "MONOCHROME2", name=name)
        set_encapsulated(ds, [jpeg_lossless.encode(picture(61, 47, 1, stored, 4), coded)])
        yield save(ds, folder, name)


def turbo_lossless_files(folder):
    """By libjpeg-turbo 3."""
    for selection, bits in ((1, 8), (2, 8), (3, 12), (5, 12), (7, 12), (6, 16), (1, 16)):
        name = f"jll-turbo-sv{selection}-{bits}"
        syntax = JPEGLosslessSV1 if selection == 1 else JPEGLossless
        ds = dataset(syntax, 61, 47, bits, "MONOCHROME2", frames=2, name=name)
        set_encapsulated(ds, [encoders.turbo(picture(61, 47, 1, bits, seed), bits, lossless=True,
                                             predictor=selection) for seed in range(2)])
        yield save(ds, folder, name)


def jpeg_ls_files(folder):
    """By DCMTK's CharLS: interleave modes, parameters of an LSE segment, near-lossless."""
    yield from transcoded(folder, "jls", "dcmcjpls", "+el")
    colour = shapes("rgb-8", "rgb-8-cine", "rgb-16", "ybr-full")
    yield from transcoded(folder, "jls-by-sample", "dcmcjpls", "+el", "+is", shapes=colour)
    yield from transcoded(folder, "jls-by-plane", "dcmcjpls", "+el", "+in", shapes=colour)
    yield from transcoded(folder, "jls-thresholds", "dcmcjpls", "+el", "+pc", "+t1", "5", "+t2",
                          "9", "+t3", "30", "+rs", "32",
                          shapes=shapes("mono2-8", "rgb-8"))
    yield from transcoded(folder, "jls-zero-padding", "dcmcjpls", "+el", "+pz",
                          shapes=shapes("mono2-8", "mono2-12", "mono2-8-cine"))
    yield from transcoded(folder, "jls-fragments", "dcmcjpls", "+el", "+fs", "2",
                          shapes=shapes("mono2-16", "rgb-8"))
    near = [s for s in SHAPES if "PALETTE" not in s[2] and not s[3].get("signed")]
    for number, shape in enumerate(near):
        yield from transcoded(folder, f"jls-near{number % 4 + 1}", "dcmcjpls", "+en", "+md",
                              number % 4 + 1, shapes=[shape])
    yield from transcoded(folder, "jls-near-by-plane", "dcmcjpls", "+en", "+md", "2", "+in",
                          shapes=shapes("rgb-8"))


def charls_files(folder):
    """By a later CharLS: signed near-lossless, two's complement as it stands."""
    for signed, bits, label in ((True, 12, "MONOCHROME2"), (False, 16, "MONOCHROME1"),
                                (False, 8, "MONOCHROME2")):
        name = f"jls-near-charls-{label.lower()}-{bits}{'-signed' if signed else ''}"
        ds = dataset(JPEGLSNearLossless, 61, 47, bits, label, frames=2, signed=signed, name=name)
        streams = []
        for seed in range(2):
            # Away from both ends of the range: an error must not wrap round.
            frame = picture(61, 47, 1, bits - 1, seed) + (1 << (bits - 2))
            frame = frame[:, :, 0].astype("u1" if bits == 8 else "u2")
            streams.append(encoders.imagecodecs.jpegls_encode(frame, level=3))
        set_encapsulated(ds, streams)
        yield save(ds, folder, name)
    name = "jls-charls-cine-no-table"
    ds = dataset(JPEGLSLossless, 61, 47, 8, "RGB", 3, frames=3, name=name)
    set_encapsulated(ds, [encoders.imagecodecs.jpegls_encode(
        picture(61, 47, 3, 8, seed).astype("u1")) for seed in range(3)], table=False)
    yield save(ds, folder, name)


GENERATORS = [
    (jpeg_lossless_files, ["dcmcjpeg"]), (gdcm_files, ["gdcmconv"]), (own_jpeg_lossless_files, []),
    (turbo_lossless_files, ["imagecodecs"]), (jpeg_ls_files, ["dcmcjpls"]),
    (charls_files, ["imagecodecs"])]
