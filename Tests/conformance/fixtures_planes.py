"""Files with pictures besides their image: overlays, icons, Pixel Data in sequences, private copies."""

import numpy as np
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit,
    RLELossless)

from fixtures import dataset, picture, save, set_encapsulated, set_native
from fixtures_jpeg import jpeg, lossy

ROWS, COLUMNS = 61, 47
HIDDEN = b"HIDDEN-NAME-"


def image(name, syntax=ExplicitVRLittleEndian, bits=8, frames=1, **options):
    ds = dataset(syntax, ROWS, COLUMNS, bits, "MONOCHROME2", frames=frames, name=name, **options)
    pictures = [picture(ROWS, COLUMNS, 1, bits, seed) for seed in range(frames)]
    if syntax == JPEGBaseline8Bit:
        lossy(ds)
        set_encapsulated(ds, [jpeg(p, quality=85) for p in pictures])
    elif syntax == RLELossless:
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        set_native(ds, pictures)
        ds.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
    else:
        set_native(ds, pictures)
    return ds


def overlay_bits(rows, columns, frames=1, seed=5):
    """About half of the bits, and the very corners."""
    bits = np.random.default_rng(seed).integers(0, 2, (frames, rows, columns))
    bits[:, 0, 0] = bits[:, -1, -1] = 1
    return bits


def describe_overlay(ds, group, rows, columns, position=0, frames=None, origin=(1, 1)):
    ds.add_new((group, 0x0010), "US", rows)
    ds.add_new((group, 0x0011), "US", columns)
    if frames:
        ds.add_new((group, 0x0015), "IS", str(frames))
    ds.add_new((group, 0x0040), "CS", "G")
    ds.add_new((group, 0x0050), "SS", list(origin))
    ds.add_new((group, 0x0100), "US", 16 if position else 1)
    ds.add_new((group, 0x0102), "US", position)


def add_overlay(ds, group=0x6000, rows=ROWS, columns=COLUMNS, frames=None, origin=(1, 1)):
    describe_overlay(ds, group, rows, columns, frames=frames, origin=origin)
    packed = np.packbits(overlay_bits(rows, columns, frames or 1).ravel().astype("u1"),
                         bitorder="little").tobytes()
    packed += b"\0" * (len(packed) % 2)
    if ds.file_meta.TransferSyntaxUID == ExplicitVRBigEndian:
        packed = np.frombuffer(packed, "<u2").astype(">u2").tobytes()
    ds.add_new((group, 0x3000), "OW", packed)


def overlay_files(folder):
    """Name of each file, then what its overlays are."""
    for name, syntax, planes in (
            ("plain", ExplicitVRLittleEndian, [{}]), ("implicit", ImplicitVRLittleEndian, [{}]),
            ("big", ExplicitVRBigEndian, [{}]), ("jpeg", JPEGBaseline8Bit, [{}]),
            ("several", ExplicitVRLittleEndian,
             [{}, {"group": 0x6002, "rows": 30, "columns": 100}, {"group": 0x601E, "rows": 9}]),
            ("origin", ExplicitVRLittleEndian, [{"rows": 40, "origin": (-3, 12)}]),
            ("frames", ExplicitVRLittleEndian, [{"frames": 3, "rows": 13, "columns": 11}])):
        name = f"plane-overlay-{name}"
        ds = image(name, syntax)
        for plane in planes:
            add_overlay(ds, **plane)
        yield save(ds, folder, name)


def embedded_overlay_files(folder):
    """PS3.5 8.1.2 up to 2004: overlays in the bits that the samples leave unused."""
    for name, syntax, positions, frames in (
            ("explicit", ExplicitVRLittleEndian, [12], 1), ("implicit", ImplicitVRLittleEndian,
                                                            [15, 12], 1),
            ("big", ExplicitVRBigEndian, [14], 1), ("cine", ExplicitVRLittleEndian, [13], 2),
            ("rle", RLELossless, [12], 1)):
        name = f"plane-embedded-{name}"
        ds = dataset(ExplicitVRLittleEndian if syntax == RLELossless else syntax, ROWS, COLUMNS, 12,
                     "MONOCHROME2", frames=frames, name=name)
        pictures = []
        for seed in range(frames):
            values = picture(ROWS, COLUMNS, 1, 12, seed)
            for position in positions:
                values = values | overlay_bits(ROWS, COLUMNS, seed=position)[0][:, :, None] << position
            pictures.append(values)
        for number, position in enumerate(positions):
            describe_overlay(ds, 0x6000 + 2 * number, ROWS, COLUMNS, position,
                             frames if frames > 1 else None)
        set_native(ds, pictures)
        if syntax == RLELossless:
            ds.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        yield save(ds, folder, name)


def small(syntax, rows=16, columns=20):
    """A picture for an item: native, or as the file's frames are coded."""
    item = Dataset()
    item.SamplesPerPixel, item.PhotometricInterpretation = 1, "MONOCHROME2"
    item.Rows, item.Columns = rows, columns
    item.BitsAllocated, item.BitsStored, item.HighBit, item.PixelRepresentation = 8, 8, 7, 0
    pixels = picture(rows, columns, 1, 8, 9)
    if syntax == JPEGBaseline8Bit:
        item.add_new(0x7FE00010, "OB", encapsulate([jpeg(pixels, quality=85)]))
        item["PixelData"].is_undefined_length = True
    else:
        item.add_new(0x7FE00010, "OB", pixels.astype("u1").tobytes())
    return item


def icon_files(folder):
    for name, syntax, coded in (("native", ExplicitVRLittleEndian, None),
                                ("native-in-jpeg", JPEGBaseline8Bit, None),
                                ("jpeg-in-jpeg", JPEGBaseline8Bit, JPEGBaseline8Bit)):
        name = f"plane-icon-{name}"
        ds = image(name, syntax)
        ds.IconImageSequence = Sequence([small(coded)])
        yield save(ds, folder, name)
    name = "plane-icon-nested"
    ds = image(name)
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = ds.SOPClassUID, "2.25.77"
    item.IconImageSequence = Sequence([small(None)])
    ds.ReferencedImageSequence = Sequence([item])
    yield save(ds, folder, name)


def nested_files(folder):
    """Pixel Data at depth one and two, native and coded; overlays in an item."""
    for name, syntax, coded in (("native", ExplicitVRLittleEndian, None),
                                ("native-in-jpeg", JPEGBaseline8Bit, None),
                                ("jpeg-in-jpeg", JPEGBaseline8Bit, JPEGBaseline8Bit)):
        name = f"plane-nested-{name}"
        ds = image(name, syntax)
        ds.add_new(0x00409096, "SQ", Sequence([small(coded)]))
        yield save(ds, folder, name)
    for name, deep in (("two-items", False), ("deep", True)):
        name = f"plane-nested-{name}"
        ds = image(name)
        items = [small(None), small(None, 9, 12)]
        if deep:
            outer = Dataset()
            outer.add_new(0x00409096, "SQ", Sequence(items[:1]))
            items = [outer]
        ds.add_new(0x00409096, "SQ", Sequence(items))
        yield save(ds, folder, name)


def private_sequence_files(folder):
    """What has all the attributes of a picture is one, in a private sequence too."""
    name = "plane-nested-in-sequence-of-maker"
    ds = image(name)
    block = ds.private_block(0x0029, "EXAMPLE CORP", create=True)
    block.add_new(0x10, "SQ", Sequence([small(None)]))
    yield save(ds, folder, name)


def private_files(folder):
    """A second copy of the image where only its maker looks."""
    name = "plane-private-copy"
    ds = image(name)
    block = ds.private_block(0x0029, "EXAMPLE CORP", create=True)
    block.add_new(0x10, "OB", ds.PixelData)
    yield save(ds, folder, name)
    name = "plane-private-jpeg"
    ds = image(name)
    block = ds.private_block(0x0029, "EXAMPLE CORP", create=True)
    stream = jpeg(picture(ROWS, COLUMNS, 1, 8, 1), quality=80)
    block.add_new(0x10, "OB", stream + b"\0" * (len(stream) % 2))
    yield save(ds, folder, name)


def hidden_byte_files(folder):
    """Bytes that no reader shows: behind Pixel Data, behind the last frame, in the trailing padding."""
    name = "hidden-trailing-padding"
    ds = image(name)
    ds.add_new(0xFFFCFFFC, "OB", HIDDEN * 8)
    yield save(ds, folder, name)
    name = "hidden-behind-pixels"
    ds = image(name)
    ds.PixelData = ds.PixelData + HIDDEN
    yield save(ds, folder, name)
    for name, syntax in (("hidden-behind-end-of-image", JPEGBaseline8Bit),):
        ds = image(name, syntax)
        stream = jpeg(picture(ROWS, COLUMNS, 1, 8, 1), quality=80)
        set_encapsulated(ds, [stream + HIDDEN * 4])
        yield save(ds, folder, name)


GENERATORS = [(overlay_files, []), (embedded_overlay_files, []), (icon_files, []),
              (nested_files, []), (private_sequence_files, []),
              (private_files, []), (hidden_byte_files, [])]
