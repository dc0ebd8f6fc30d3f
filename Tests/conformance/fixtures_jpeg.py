"""DCT JPEG files: libjpeg-turbo by Pillow and imagecodecs, IJG's program, DCMTK."""

import io
import struct

import numpy as np
from PIL import Image
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEGBaseline8Bit, JPEGExtended12Bit

import encoders
from fixtures import dataset, picture, save, set_encapsulated, set_native, shaped

SPECTRAL, PROGRESSIVE = UID("1.2.840.10008.1.2.4.53"), UID("1.2.840.10008.1.2.4.55")


def jpeg(frame, **options):
    """A codestream of libjpeg-turbo by Pillow; colour is given as it shall be stored."""
    out = io.BytesIO()
    mode = options.pop("mode", "L" if frame.shape[2] == 1 else "YCbCr")
    pixels = frame[:, :, 0] if frame.shape[2] == 1 else frame
    Image.fromarray(np.ascontiguousarray(pixels).astype("u1"), mode).save(out, "JPEG", **options)
    return out.getvalue()


def without_segment(codestream, marker):
    """The codestream less its first segment of that marker."""
    at = codestream.index(bytes([0xFF, marker]))
    length = struct.unpack_from(">H", codestream, at + 2)[0]
    return codestream[:at] + codestream[at + 2 + length:]


# Name, samples, label, frames, how Pillow encodes, how the frames are encapsulated.
JPEG_FILES = [
    ("grey", 1, "MONOCHROME2", 1, {"quality": 90}, {}),
    ("grey-coarse", 1, "MONOCHROME2", 1, {"quality": 8}, {}),
    ("mono1", 1, "MONOCHROME1", 1, {"quality": 85}, {}),
    ("mono1-coarse", 1, "MONOCHROME1", 1, {"quality": 8}, {}),
    ("ybr-444", 3, "YBR_FULL", 1, {"quality": 90, "subsampling": 0}, {}),
    ("ybr-422", 3, "YBR_FULL_422", 1, {"quality": 90, "subsampling": 1}, {}),
    ("ybr-420", 3, "YBR_FULL_422", 1, {"quality": 75, "subsampling": 2}, {}),
    ("ybr-420-coarse", 3, "YBR_FULL_422", 1, {"quality": 10, "subsampling": 2}, {}),
    ("rgb", 3, "RGB", 1, {"quality": 90, "mode": "RGB", "keep_rgb": True}, {}),
    ("optimized", 3, "YBR_FULL_422", 1, {"quality": 50, "subsampling": 1, "optimize": True}, {}),
    ("restart", 3, "YBR_FULL_422", 1,
     {"quality": 80, "subsampling": 2, "restart_marker_blocks": 3}, {}),
    ("restart-rows", 1, "MONOCHROME2", 1, {"quality": 80, "restart_marker_rows": 1}, {}),
    ("thumbnails", 3, "YBR_FULL_422", 1,
     {"quality": 80, "comment": b"Doe^Jane", "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"}, {}),
    ("cine", 1, "MONOCHROME2", 4, {"quality": 80}, {}),
    ("cine-no-table", 3, "YBR_FULL_422", 3, {"quality": 80}, {"table": False}),
    ("cine-fragments", 1, "MONOCHROME2", 3, {"quality": 80}, {"fragments": 3}),
    ("cine-fragments-no-table", 1, "MONOCHROME2", 3, {"quality": 80},
     {"fragments": 2, "table": False}),
    ("cine-extended-table", 3, "YBR_FULL_422", 3, {"quality": 80}, {"extended": True}),
]


def jpeg_files(folder):
    for name, samples, label, frames, encoding, wrapping in JPEG_FILES:
        name = f"jpeg-{name}"
        ds = dataset(JPEGBaseline8Bit, 77, 91, 8, label, samples, frames, name=name)
        ds.LossyImageCompression, ds.LossyImageCompressionMethod = "01", "ISO_10918_1"
        ds.LossyImageCompressionRatio = "9"
        streams = [jpeg(picture(77, 91, samples, 8, seed), **encoding) for seed in range(frames)]
        set_encapsulated(ds, streams, **wrapping)
        yield save(ds, folder, name)
    # Components that no marker explains: the label decides.
    for label, factor in (("RGB", 0), ("YBR_FULL", 0), ("YBR_FULL_422", 1)):
        name = f"jpeg-unmarked-{label.lower().replace('_', '-')}"
        ds = dataset(JPEGBaseline8Bit, 77, 91, 8, label, 3, name=name)
        stream = jpeg(picture(77, 91, 3, 8, 5), quality=85, subsampling=factor)
        set_encapsulated(ds, [without_segment(stream, 0xE0)])
        yield save(ds, folder, name)


# Name, samples, frames, how imagecodecs encodes 12 bits.
TWELVE_BITS = [
    ("grey", 1, 1, {"level": 90}), ("mono1", 1, 1, {"level": 85}), ("coarse", 1, 1, {"level": 20}),
    ("cine", 1, 3, {"level": 80}), ("ybr-444", 3, 1, {"level": 90, "subsampling": "444"}),
    ("ybr-422", 3, 1, {"level": 80, "subsampling": "422"}),
    ("ybr-420", 3, 2, {"level": 80, "subsampling": "420"}),
    ("optimized", 1, 1, {"level": 60, "optimize": True})]


def lossy(ds):
    ds.LossyImageCompression, ds.LossyImageCompressionMethod = "01", "ISO_10918_1"
    ds.LossyImageCompressionRatio = "9"


def twelve_bit_files(folder):
    """By libjpeg-turbo 3."""
    for name, samples, frames, options in TWELVE_BITS:
        name = f"jpeg12-{name}"
        grey = "MONOCHROME1" if "mono1" in name else "MONOCHROME2"
        label = grey if samples == 1 else "YBR_FULL" if "444" in name else "YBR_FULL_422"
        ds = dataset(JPEGExtended12Bit, 77, 91, 12, label, samples, frames, name=name)
        lossy(ds)
        set_encapsulated(ds, [encoders.turbo(picture(77, 91, samples, 12, seed), 12, **options)
                              for seed in range(frames)])
        yield save(ds, folder, name)


def extended_files(folder):
    """8 bits under the UID of 12, fewer bits stored than coded, and 12 bits declared Baseline."""
    name = "jpeg-extended-8-bit"
    for suffix, samples, label, options in (
            ("grey", 1, "MONOCHROME2", {"quality": 90}),
            ("ybr-422", 3, "YBR_FULL_422", {"quality": 85, "subsampling": 1})):
        ds = dataset(JPEGExtended12Bit, 77, 91, 8, label, samples, name=f"{name}-{suffix}")
        lossy(ds)
        set_encapsulated(ds, [jpeg(picture(77, 91, samples, 8, 7), **options)])
        yield save(ds, folder, f"{name}-{suffix}")


def mislabelled_files(folder):
    """What the codestream says counts, not the transfer syntax."""
    ds = dataset(JPEGExtended12Bit, 77, 91, 10, "MONOCHROME2", name="jpeg12-10-stored")
    lossy(ds)
    set_encapsulated(ds, [encoders.turbo(picture(77, 91, 1, 10, 2), 12, level=90)])
    yield save(ds, folder, "jpeg12-10-stored")
    for name, syntax, bits, options in (
            ("baseline-12-bit", JPEGBaseline8Bit, 12, {"level": 90}),
            ("baseline-lossless", JPEGBaseline8Bit, 8, {"lossless": True, "predictor": 1}),
            ("extended-lossless", JPEGExtended12Bit, 12, {"lossless": True, "predictor": 1})):
        name = f"mislabelled-{name}"
        ds = dataset(syntax, 77, 91, bits, "MONOCHROME2", name=name)
        set_encapsulated(ds, [encoders.turbo(picture(77, 91, 1, bits, 2), bits, **options)])
        yield save(ds, folder, name)


def progressive_files(folder):
    """Progressive data under the retired UID of its own and, as met, under Baseline's."""
    for name, syntax, samples, label, frames, options in (
            ("grey", PROGRESSIVE, 1, "MONOCHROME2", 1, {}),
            ("mono1-cine", PROGRESSIVE, 1, "MONOCHROME1", 3, {}),
            ("ybr-444", PROGRESSIVE, 3, "YBR_FULL", 1, {"subsampling": 0}),
            ("ybr-420", PROGRESSIVE, 3, "YBR_FULL_422", 2, {"subsampling": 2}),
            ("under-baseline", JPEGBaseline8Bit, 3, "YBR_FULL_422", 1, {"subsampling": 1})):
        name = f"jpeg-progressive-{name}"
        ds = dataset(syntax, 77, 91, 8, label, samples, frames, name=name)
        lossy(ds)
        set_encapsulated(ds, [jpeg(picture(77, 91, samples, 8, seed), quality=85, progressive=True,
                                   **options) for seed in range(frames)])
        yield save(ds, folder, name)


def dcmtk_files(folder):
    """By DCMTK's own IJG library: 8 and 12 bits, spectral selection and full progression."""
    for short, option in (("baseline", "+eb"), ("extended", "+ee"), ("spectral", "+es"),
                          ("full", "+ep")):
        for shape, bits, label, other in (
                ("mono2-8", 8, "MONOCHROME2", {}), ("mono1-8", 8, "MONOCHROME1", {}),
                ("mono2-12", 12, "MONOCHROME2", {}), ("mono1-12", 12, "MONOCHROME1", {}),
                ("mono2-12-signed", 12, "MONOCHROME2", {"signed": True}),
                ("mono2-12-cine", 12, "MONOCHROME2", {"frames": 3}),
                ("rgb", 8, "RGB", {"samples": 3})):
            if option == "+eb" and bits > 8:
                continue
            name = f"jpeg-dcmtk-{short}-{shape}"
            ds, frames = shaped(ExplicitVRLittleEndian, name, bits, label, other)
            set_native(ds, frames)
            native = save(ds, folder, f"{name}.native")
            depth = ["+bt"] if bits > 8 else []
            yield encoders.transcoded(native, folder / f"{name}.dcm", "dcmcjpeg", option, *depth)


def retold(stream, *options):
    """The same coefficients in another form of JPEG."""
    return encoders.by_file((".jpg", ".out.jpg"), stream, lambda given, out: [
        "jpegtran", "-copy", "none", *options, "-outfile", out, given])


def jpegtran_files(folder):
    """Arithmetic coding, a scan for each component, a script of scans, restarts in blocks."""
    scans = b"0;\n1;\n2;\n"
    for name, samples, options in (
            ("arithmetic-grey", 1, ["-arithmetic"]), ("arithmetic-ybr", 3, ["-arithmetic"]),
            ("restart-blocks", 3, ["-restart", "2B"]), ("scans", 3, None)):
        name = f"jpeg-{name}"
        label = "MONOCHROME2" if samples == 1 else "YBR_FULL_422"
        # PS3.6 has no UID for arithmetic coding in 8 bits but the retired .52.
        syntax = UID("1.2.840.10008.1.2.4.52") if "arithmetic" in name else JPEGBaseline8Bit
        ds = dataset(syntax, 77, 91, 8, label, samples, name=name)
        lossy(ds)
        stream = jpeg(picture(77, 91, samples, 8, 3), quality=80, **(
            {"subsampling": 1} if samples == 3 else {}))
        if options is None:
            script = folder / "scans.txt"
            script.write_bytes(scans)
            stream = retold(stream, "-scans", script)
            script.unlink()
        else:
            stream = retold(stream, *options)
        set_encapsulated(ds, [stream])
        yield save(ds, folder, name)


def jfxx(thumbnail=b"\x10" * 12):
    """An extension of JFIF with a thumbnail of 2 x 2 pixels in RGB (JFIF 1.02)."""
    payload = b"JFXX\0\x13\x02\x02" + thumbnail
    return struct.pack(">BBH", 0xFF, 0xE0, len(payload) + 2) + payload


def metadata_files(folder):
    """Segments that hold what the header may not: in every frame, touched or not."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"
    for name, label, samples, frames in (
            ("metadata-cine", "YBR_FULL_422", 3, 4), ("metadata-grey", "MONOCHROME2", 1, 1)):
        name = f"jpeg-{name}"
        ds = dataset(JPEGBaseline8Bit, 77, 91, 8, label, samples, frames, name=name)
        lossy(ds)
        streams = []
        for seed in range(frames):
            stream = jpeg(picture(77, 91, samples, 8, seed), quality=80, comment=b"Doe^Jane",
                          exif=exif, **({"subsampling": 2} if samples == 3 else {}))
            at = 2 + 2 + struct.unpack_from(">H", stream, 4)[0]
            streams.append(stream[:at] + jfxx() + stream[at:])
        set_encapsulated(ds, streams)
        yield save(ds, folder, name)
    # A thumbnail inside JFIF's own segment, and an ICC profile, which stays.
    name = "jpeg-metadata-jfif-thumbnail"
    ds = dataset(JPEGBaseline8Bit, 77, 91, 8, "YBR_FULL", 3, name=name)
    lossy(ds)
    stream = jpeg(picture(77, 91, 3, 8, 1), quality=80, subsampling=0,
                  icc_profile=b"profile" * 20)
    length = struct.unpack_from(">H", stream, 4)[0]
    with_thumbnail = stream[6:6 + length - 4] + b"\x02\x02" + b"\x20" * 12
    stream = stream[:4] + struct.pack(">H", len(with_thumbnail) + 2) + with_thumbnail \
        + stream[4 + length:]
    set_encapsulated(ds, [stream])
    yield save(ds, folder, name)


GENERATORS = [
    (jpeg_files, []), (extended_files, []), (progressive_files, []), (metadata_files, []),
    (twelve_bit_files, ["imagecodecs"]), (mislabelled_files, ["imagecodecs"]),
    (dcmtk_files, ["dcmcjpeg"]), (jpegtran_files, ["jpegtran"])]
