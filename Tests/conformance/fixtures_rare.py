"""Rare forms of plain samples: floats, deflated frames, enhanced multi-frame, tiled slides."""

import zlib

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit,
    JPEGLSLossless, RLELossless)

import encoders
from fixtures import (
    DEFLATED_FRAMES, SHAPES, dataset, native_bytes, picture, save, set_encapsulated, set_native, shaped)
from fixtures_jpeg import jpeg, lossy

PARAMETRIC_MAP, SLIDE = UID("1.2.840.10008.5.1.4.1.1.30"), UID("1.2.840.10008.5.1.4.1.1.77.1.6")
ENHANCED_MR = UID("1.2.840.10008.5.1.4.1.1.4.1")


def of_class(ds, sop_class):
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = sop_class


def float_files(folder):
    """Float and Double Float Pixel Data (PS3.3 C.7.6.24, C.7.6.25)."""
    for short, syntax in (("explicit", ExplicitVRLittleEndian), ("big", ExplicitVRBigEndian),
                          ("implicit", ImplicitVRLittleEndian)):
        for width, tag, vr in ((4, 0x7FE00008, "OF"), (8, 0x7FE00009, "OD")):
            name = f"float-{short}-{width * 8}-bit"
            ds = dataset(syntax, 61, 47, 8, "MONOCHROME2", frames=2, name=name)
            of_class(ds, PARAMETRIC_MAP)
            ds.BitsAllocated = width * 8
            for keyword in ("BitsStored", "HighBit", "PixelRepresentation"):
                delattr(ds, keyword)
            frames = [picture(61, 47, 1, 12, seed) / 16 - 100 for seed in range(2)]
            order = ">" if syntax == ExplicitVRBigEndian else "<"
            ds.add_new(tag, vr, np.stack(frames).astype(f"{order}f{width}").tobytes())
            yield save(ds, folder, name)


def deflated_frame_files(folder):
    """Deflated Image Frame Compression: each frame by itself, raw deflate (PS3.5 A.4.13)."""
    for shape, bits, photometric, options in SHAPES:
        name = f"deflated-frames-{shape}"
        ds, frames = shaped(DEFLATED_FRAMES, name, bits, photometric, options)
        streams = []
        for frame in frames:
            coder = zlib.compressobj(6, zlib.DEFLATED, -15)
            streams.append(coder.compress(native_bytes(ds, [frame])) + coder.flush())
        set_encapsulated(ds, streams)
        yield save(ds, folder, name)


def swapped_word_files(folder):
    """GE's private syntax: implicit, but the words of Pixel Data are big endian."""
    for shape, bits, photometric, options in [s for s in SHAPES if s[1] > 8] + SHAPES[:1]:
        width = 1 if bits == 8 else 2 if bits <= 16 else 4
        # Only words have an order to be swapped: others are held.
        name = f"ge-private-{shape}" + ("" if width == 2 else "-not-words")
        ds, frames = shaped(ImplicitVRLittleEndian, name, bits, photometric, options)
        set_native(ds, frames)
        ds.PixelData = np.frombuffer(ds.PixelData, f"<u{width}").astype(f">u{width}").tobytes()
        path = save(ds, folder, name)
        data = path.read_bytes()
        path.write_bytes(data.replace(b"1.2.840.10008.1.2\0", b"1.2.840.113619.5.2", 1))
        yield path


def functional_groups(frames, thickness="1"):
    shared, measures = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = ["1", "1"], thickness
    shared.PixelMeasuresSequence = Sequence([measures])
    each = []
    for number in range(frames):
        item, content, place = Dataset(), Dataset(), Dataset()
        content.DimensionIndexValues, content.StackID = [number + 1], "1"
        content.InStackPositionNumber, content.FrameComments = number + 1, "kept as it is"
        place.ImagePositionPatient = ["0", "0", str(number)]
        item.FrameContentSequence = Sequence([content])
        item.PlanePositionSequence = Sequence([place])
        each.append(item)
    return Sequence([shared]), Sequence(each)


def enhanced_files(folder):
    """Enhanced multi-frame: a place for each frame, so each is painted for itself."""
    for name, syntax in (("explicit", ExplicitVRLittleEndian), ("rle", RLELossless)):
        name = f"enhanced-{name}"
        ds = dataset(ExplicitVRLittleEndian, 61, 47, 12, "MONOCHROME2", frames=4, name=name)
        of_class(ds, ENHANCED_MR)
        ds.SharedFunctionalGroupsSequence, ds.PerFrameFunctionalGroupsSequence = \
            functional_groups(4)
        ds.ImageType = ["ORIGINAL", "PRIMARY", "M", "NONE"]
        set_native(ds, [picture(61, 47, 1, 12, seed) for seed in range(4)])
        if syntax == RLELossless:
            ds.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        yield save(ds, folder, name)


def slide_files(folder):
    """A tiled slide (TILED_FULL) of twelve tiles, as JPEG."""
    name = "slide-tiled-full"
    ds = dataset(JPEGBaseline8Bit, 64, 64, 8, "YBR_FULL_422", 3, 12, name=name)
    of_class(ds, SLIDE)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    ds.DimensionOrganizationType = "TILED_FULL"
    ds.TotalPixelMatrixRows, ds.TotalPixelMatrixColumns = 192, 256
    lossy(ds)
    set_encapsulated(ds, [jpeg(picture(64, 64, 3, 8, seed), quality=80, subsampling=2)
                          for seed in range(12)], extended=True)
    yield save(ds, folder, name)


def offset_table_files(folder):
    """Lossless syntaxes with the other kinds of offset tables and fragments."""
    for name, options in (("extended-table", {"extended": True}), ("no-table", {"table": False}),
                          ("fragments", {"fragments": 2})):
        name = f"jls-{name}"
        ds = dataset(JPEGLSLossless, 61, 47, 8, "MONOCHROME2", frames=3, name=name)
        set_encapsulated(ds, [encoders.imagecodecs.jpegls_encode(
            picture(61, 47, 1, 8, seed)[:, :, 0].astype("u1")) for seed in range(3)], **options)
        yield save(ds, folder, name)


GENERATORS = [(float_files, []), (deflated_frame_files, []), (swapped_word_files, []), (enhanced_files, []),
              (slide_files, []), (offset_table_files, ["imagecodecs"])]
