"""JPEG 2000 and HTJ2K files: OpenJPEG by Pillow, pylibjpeg and its own program, OpenJPH."""

import io

import numpy as np
from PIL import Image
from pydicom.uid import (
    HTJ2K, ExplicitVRLittleEndian, HTJ2KLossless, HTJ2KLosslessRPCL, JPEG2000, JPEG2000Lossless)

import encoders
from fixtures import add_palette, dataset, picture, save, set_encapsulated, set_native


def jpeg2000(frame, **options):
    out = io.BytesIO()
    pixels = frame[:, :, 0] if frame.shape[2] == 1 else frame
    if pixels.max() > 255:
        image = Image.fromarray(np.ascontiguousarray(pixels).astype("<u2"))
    else:
        image = Image.fromarray(np.ascontiguousarray(pixels).astype("u1"))
    image.save(out, "JPEG2000", no_jp2=True, **options)
    return out.getvalue()


LOSSY = {"irreversible": True, "quality_mode": "rates", "quality_layers": [6]}
J2K_FILES = [
    ("grey", JPEG2000Lossless, 8, 1, "MONOCHROME2", 1, {}),
    ("mono1", JPEG2000Lossless, 8, 1, "MONOCHROME1", 1, {}),
    ("mono1-16", JPEG2000Lossless, 16, 1, "MONOCHROME1", 1, {}),
    ("rct", JPEG2000Lossless, 8, 3, "YBR_RCT", 1, {"mct": 1}),
    ("rgb", JPEG2000Lossless, 8, 3, "RGB", 1, {"mct": 0}),
    ("ybr-full", JPEG2000Lossless, 8, 3, "YBR_FULL", 1, {"mct": 0}),
    ("cine", JPEG2000Lossless, 8, 1, "MONOCHROME2", 3, {}),
    ("tiled", JPEG2000Lossless, 8, 1, "MONOCHROME2", 1, {"tile_size": (64, 64)}),
    ("grey-lossy", JPEG2000, 8, 1, "MONOCHROME2", 1, LOSSY),
    ("ict-lossy", JPEG2000, 8, 3, "YBR_ICT", 1, {"mct": 1, **LOSSY}),
    ("layers-lossy", JPEG2000, 8, 1, "MONOCHROME2", 1,
     {"irreversible": True, "quality_mode": "rates", "quality_layers": [40, 20, 5]}),
    ("tiled-lossy", JPEG2000, 8, 3, "YBR_ICT", 1, {"mct": 1, "tile_size": (64, 64), **LOSSY}),
]


def jpeg2000_files(folder):
    for name, syntax, bits, samples, label, frames, options in J2K_FILES:
        name = f"j2k-{name}"
        ds = dataset(syntax, 137, 149, bits, label, samples, frames, name=name)
        streams = [jpeg2000(picture(137, 149, samples, bits, seed), **options)
                   for seed in range(frames)]
        set_encapsulated(ds, streams)
        yield save(ds, folder, name)
    # What Pillow cannot write: fewer bits than the container, signed samples.
    for bits, signed, label in ((12, False, "MONOCHROME2"), (16, True, "MONOCHROME2"),
                                (12, True, "MONOCHROME1")):
        name = f"j2k-{label.lower()}-{bits}{'-signed' if signed else ''}"
        ds = dataset(ExplicitVRLittleEndian, 137, 149, bits, label, signed=signed, name=name)
        set_native(ds, [picture(137, 149, 1, bits, 3, signed)])
        ds.compress(JPEG2000Lossless, encoding_plugin="pylibjpeg", generate_instance_uid=False)
        yield save(ds, folder, name)


def lossy(ds, method="ISO_15444_1"):
    ds.LossyImageCompression, ds.LossyImageCompressionMethod = "01", method
    ds.LossyImageCompressionRatio = "6"


# Name, bits, samples, label, then sign, frames and palette (PS3.5 8.2.4).
SHAPES = [
    ("mono2-8", 8, 1, "MONOCHROME2", {}), ("mono1-12", 12, 1, "MONOCHROME1", {}),
    ("mono2-8-signed", 8, 1, "MONOCHROME2", {"signed": True}),
    ("mono2-12-signed", 12, 1, "MONOCHROME2", {"signed": True}),
    ("mono2-16", 16, 1, "MONOCHROME2", {}),
    ("mono1-16-signed", 16, 1, "MONOCHROME1", {"signed": True}),
    ("mono2-16-cine", 16, 1, "MONOCHROME2", {"frames": 3}),
    ("rgb", 8, 3, "RGB", {}), ("rgb-12", 12, 3, "RGB", {}),
    ("rgb-16", 16, 3, "RGB", {}), ("ybr-full", 8, 3, "YBR_FULL", {}),
    ("ybr-rct", 8, 3, "YBR_RCT", {}), ("ybr-rct-cine", 8, 3, "YBR_RCT", {"frames": 2}),
    ("ybr-rct-16", 16, 3, "YBR_RCT", {}),
    ("palette-8", 8, 1, "PALETTE COLOR", {}), ("palette-16", 16, 1, "PALETTE COLOR", {})]


def coded(folder, prefix, syntax, encode, size=(77, 91), shapes=SHAPES):
    """`encode(frame, bits, signed, label)` gives a codestream."""
    for shape, bits, samples, label, other in shapes:
        name = f"{prefix}-{shape}"
        ds = dataset(syntax, *size, bits, label, samples, name=name, **other)
        values = 10 if label == "PALETTE COLOR" and bits == 16 else bits
        frames = [picture(*size, samples, values, seed, other.get("signed", False))
                  for seed in range(other.get("frames", 1))]
        if label == "PALETTE COLOR":
            add_palette(ds, entries=1 << values)
        if syntax in (JPEG2000, HTJ2K):
            lossy(ds, "ISO_15444_15" if syntax == HTJ2K else "ISO_15444_1")
        set_encapsulated(ds, [encode(f, bits, other.get("signed", False), label) for f in frames])
        yield save(ds, folder, name)


def openjpeg_files(folder):
    """By OpenJPEG's own program."""
    def reversible(*more):
        return lambda f, bits, signed, label: encoders.opj(
            f, bits, signed, "-mct", "1" if label in ("YBR_RCT", "YBR_ICT") else "0", "-n", "4",
            *more)

    def irreversible(*more):
        return reversible("-I", "-r", "7", *more)

    yield from coded(folder, "opj", JPEG2000Lossless, reversible())
    lossy_shapes = [s for s in SHAPES if "palette" not in s[0] and "rct" not in s[0]]
    ict = [("ybr-ict", 8, 3, "YBR_ICT", {}), ("ybr-ict-cine", 8, 3, "YBR_ICT", {"frames": 2})]
    yield from coded(folder, "opj-lossy", JPEG2000, irreversible(), shapes=lossy_shapes + ict)
    few = [s for s in SHAPES if s[0] in ("mono2-12-signed", "ybr-rct", "mono2-16-cine")]
    # Every form of codestream that PS3.5 A.4.4 leaves open.
    for name, options in (
            ("tiles", ["-t", "40,32"]), ("tiles-tlm-plt", ["-t", "64,64", "-TLM", "-PLT"]),
            ("tile-parts", ["-t", "64,64", "-TP", "R"]), ("rpcl", ["-p", "RPCL", "-c", "[32,32]"]),
            ("cprl", ["-p", "CPRL", "-SOP", "-EPH"]), ("layers", ["-r", "20,5,1"]),
            ("bypass", ["-M", "1"]), ("modes", ["-M", "62"]), ("small-blocks", ["-b", "16,16"]),
            ("offset", ["-d", "5,3"]), ("no-transform", ["-n", "1"]),
            ("tile-offset", ["-d", "8,8", "-T", "4,4", "-t", "48,48"])):
        yield from coded(folder, f"opj-{name}", JPEG2000Lossless, reversible(*options), shapes=few)
    for name, options in (("tiles", ["-t", "40,32"]), ("tile-parts", ["-t", "64,64", "-TP", "R"])):
        yield from coded(folder, f"opj-lossy-{name}", JPEG2000, irreversible(*options),
                         shapes=ict + lossy_shapes[2:4])
    # Reversible data under the UID of both; JP2 boxes round the codestream; bytes behind it.
    yield from coded(folder, "opj-reversible", JPEG2000, reversible(), shapes=few)
    some = [s for s in SHAPES if s[0] in ("mono2-8", "ybr-rct-cine", "mono2-12-signed")]
    yield from coded(folder, "opj-jp2", JPEG2000Lossless, lambda f, bits, signed, label:
                     encoders.opj(f, bits, signed, "-mct", "1" if label == "YBR_RCT" else "0",
                                  suffix=".jp2"), shapes=some)
    yield from coded(folder, "opj-trailing", JPEG2000Lossless, lambda *given:
                     reversible()(*given) + b"\0" * 5 + b"trailing", shapes=some)


def openjph_files(folder):
    """By OpenJPH's own program: .201 and .203, reversible and not."""
    def encode(*options):
        def call(frame, bits, signed, label):
            transform = "true" if label in ("YBR_RCT", "YBR_ICT") else "false"
            colour = ["-colour_trans", transform] if frame.shape[2] == 3 else []
            return encoders.ojph(frame, bits, signed, "-num_decomps", "3", *colour, *options)
        return call

    yield from coded(folder, "ojph", HTJ2KLossless, encode("-reversible", "true"))
    few = [s for s in SHAPES if s[0] in ("mono2-12-signed", "ybr-rct", "mono2-16-cine")]
    for name, options in (("tiles", ["-tile_size", "{40,32}"]), ("lrcp", ["-prog_order", "LRCP"]),
                          ("blocks", ["-block_size", "{32,32}"])):
        yield from coded(folder, f"ojph-{name}", HTJ2KLossless,
                         encode("-reversible", "true", *options), shapes=few)
    lossy_shapes = [s for s in SHAPES if "palette" not in s[0] and "rct" not in s[0]]
    lossy_shapes.append(("ybr-ict", 8, 3, "YBR_ICT", {}))
    yield from coded(folder, "ojph-lossy", HTJ2K, encode("-reversible", "false", "-qstep", "0.01"),
                     shapes=lossy_shapes)
    yield from coded(folder, "ojph-reversible", HTJ2K, encode("-reversible", "true"), shapes=few)


def rpcl_files(folder):
    """PS3.5 A.4.4.1: .202 asks for RPCL and TLM, which imagecodecs can have OpenJPH write."""
    def encode(frame, bits, signed, label):
        return encoders.htj2k(frame, bits, signed, reversible=True, tlm=True, tilepart=1,
                              rgb=label == "YBR_RCT", resolutions=3)
    shapes = [s for s in SHAPES if s[2] == 1 or s[3] == "YBR_RCT"]
    yield from coded(folder, "htj2k-rpcl", HTJ2KLosslessRPCL, encode, shapes=shapes)


GENERATORS = [(jpeg2000_files, []), (openjpeg_files, ["opj_compress"]),
              (openjph_files, ["ojph_compress"]), (rpcl_files, ["imagecodecs"])]
