"""JPEG and JPEG 2000 files, and files with more than plain pixels in them, made by Pillow and pydicom."""

import io
import struct

import numpy as np
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.sequence import Sequence
from pydicom.uid import (
    ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEG2000, JPEG2000Lossless, JPEGBaseline8Bit)

from fixtures import add_palette, dataset, picture, save, set_native


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


def set_encapsulated(ds, codestreams, fragments=1, table=True, extended=False):
    if extended:
        data, offsets, lengths = encapsulate_extended(codestreams)
        ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths = offsets, lengths
    else:
        data = encapsulate(codestreams, fragments_per_frame=fragments, has_bot=table)
    ds.add_new(0x7FE00010, "OB", data)
    ds["PixelData"].is_undefined_length = True


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


def plain(name, syntax=ExplicitVRLittleEndian, **options):
    ds = dataset(syntax, 61, 47, 8, "MONOCHROME2", name=name, **options)
    set_native(ds, [picture(61, 47, 1, 8, seed) for seed in range(options.get("frames", 1))])
    return ds


def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def special_files(folder):
    """Files whose header needs more care than a flag."""
    ds = plain("special-icon")
    icon = Dataset()
    icon.SamplesPerPixel, icon.PhotometricInterpretation = 1, "MONOCHROME2"
    icon.Rows = icon.Columns = 8
    icon.BitsAllocated, icon.BitsStored, icon.HighBit, icon.PixelRepresentation = 8, 8, 7, 0
    icon.PixelData = bytes(range(64))
    ds.IconImageSequence = Sequence([icon])
    yield save(ds, folder, "special-icon")

    ds = plain("special-overlay")
    for number, value in ((0x10, 61), (0x11, 47)):
        ds.add_new(0x60000000 | number, "US", value)
    ds.add_new(0x60000040, "CS", "G")
    ds.add_new(0x60000050, "SS", [1, 1])
    ds.add_new(0x60000100, "US", 1)
    ds.add_new(0x60000102, "US", 0)
    ds.add_new(0x60003000, "OW", b"\x55" * ((61 * 47 + 15) // 16 * 2))
    yield save(ds, folder, "special-overlay")

    # Already cleaned once: nothing may be written twice, existing items stay as they are.
    ds = plain("special-history")
    ds.BurnedInAnnotation, ds.PatientIdentityRemoved = "YES", "YES"
    ds.DeidentificationMethod = ["another tool", "with two values"]
    ds.DeidentificationMethodCodeSequence = Sequence(
        [code("113100", "DCM", "Basic Application Confidentiality Profile"),
         code("113101", "DCM", "Clean Pixel Data Option")])
    equipment = Dataset()
    equipment.Manufacturer = "EXAMPLE CORP"
    equipment.PurposeOfReferenceCodeSequence = Sequence(
        [code("109101", "DCM", "Acquisition Equipment")])
    ds.ContributingEquipmentSequence = Sequence([equipment])
    yield save(ds, folder, "special-history")

    ds = plain("special-signature")
    ds.SmallestImagePixelValue, ds.LargestImagePixelValue = 7, 255
    signature = Dataset()
    signature.MACIDNumber, signature.DigitalSignatureUID = 1, "2.25.9"
    ds.add_new(0xFFFAFFFA, "SQ", Sequence([signature]))
    mac = Dataset()
    mac.MACIDNumber = 1
    ds.add_new(0x4FFE0001, "SQ", Sequence([mac]))
    yield save(ds, folder, "special-signature")

    # Retired group lengths of a group that changes (0028), of one that grows (0012) and of one that
    # does not (0010).
    path = save(plain("special-group-lengths"), folder, "special-group-lengths")
    yield add_group_lengths(path)

    # A modality LUT that shows the highest stored value darkest.
    ds = plain("special-negative-slope")
    ds.RescaleSlope, ds.RescaleIntercept, ds.RescaleType = "-1", "255", "US"
    yield save(ds, folder, "special-negative-slope")

    ds = plain("special-implicit-cine", ImplicitVRLittleEndian, frames=3)
    yield save(ds, folder, "special-implicit-cine")

    ds = plain("special-padding")
    ds.PixelPaddingValue = 255
    ds.DataSetTrailingPadding = b"\0" * 32
    yield save(ds, folder, "special-padding")

    ds = dataset(ExplicitVRLittleEndian, 61, 47, 8, "PALETTE COLOR", name="special-palette-few")
    add_palette(ds, entries=200)
    set_native(ds, [picture(61, 47, 1, 8, 1) % 200])
    yield save(ds, folder, "special-palette-few")


def add_group_lengths(path):
    import elements
    data = path.read_bytes()
    parsed = elements.read(data)
    body, start = b"", 0
    for element in parsed.elements:
        group = element.tag >> 16
        if group != start and group in (0x0010, 0x0028):
            size = sum(e.end - e.start for e in parsed.elements if e.tag >> 16 == group)
            body += struct.pack("<HH2sHI", group, 0, b"UL", 4, size)
        start = group
        body += element.raw
    path.write_bytes(data[:len(data) - len(parsed.body)] + body)
    return path
