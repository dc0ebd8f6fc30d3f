"""DICOM files of many encodings, made by pydicom, Pillow and pylibjpeg: nothing of the engine.
The pictures are gradients with noise; every name in them is invented."""

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian,
    ImplicitVRLittleEndian, RLELossless, UID)

UNCOMPRESSED_ENCAPSULATED = UID("1.2.840.10008.1.2.1.98")
DEFLATED_FRAMES = UID("1.2.840.10008.1.2.8.1")
SECONDARY_CAPTURE = UID("1.2.840.10008.5.1.4.1.1.7")


def picture(rows, columns, samples, bits, seed, signed=False):
    """A gradient with noise that fills the range; never constant in any 3 x 3 pixels."""
    noise = np.random.default_rng(seed)
    top = (1 << bits) - 1
    ramp = np.add.outer(np.arange(rows) * 3, np.arange(columns) * 2)[:, :, None]
    ramp = ramp + np.arange(samples) * 40
    values = (ramp / ramp.max() * top * 0.8 + noise.integers(0, max(2, top // 5), ramp.shape))
    values = np.clip(values, 0, top).astype(np.int64)
    return values - (1 << (bits - 1)) if signed else values


def dataset(syntax, rows, columns, bits, photometric, samples=1, frames=1, signed=False,
            allocated=None, planar=0, name="x"):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.MediaStorageSOPClassUID = SECONDARY_CAPTURE
    uid = UID("2.25." + str(int.from_bytes(name.encode(), "big") % 10 ** 36))
    ds.SOPClassUID, ds.SOPInstanceUID = SECONDARY_CAPTURE, uid
    ds.file_meta.MediaStorageSOPInstanceUID = uid
    ds.PatientName, ds.PatientID, ds.Modality = "Doe^Jane", "0042", "OT"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = UID("2.25.1"), UID("2.25.2")
    ds.ConversionType, ds.InstanceNumber = "SYN", 1
    ds.SamplesPerPixel, ds.PhotometricInterpretation = samples, photometric
    if samples > 1:
        ds.PlanarConfiguration = planar
    if frames > 1:
        ds.NumberOfFrames = frames
    ds.Rows, ds.Columns = rows, columns
    ds.BitsAllocated = allocated or (8 if bits <= 8 else 16 if bits <= 16 else 32)
    ds.BitsStored, ds.HighBit, ds.PixelRepresentation = bits, bits - 1, int(signed)
    # A private element and one of odd length inside, to be copied as they are.
    block = ds.private_block(0x0011, "EXAMPLE CORP", create=True)
    block.add_new(0x01, "LO", "kept as it is")
    return ds


def add_palette(ds, entries=256, segmented=False):
    """Index 0 is white and the last index black: painting index 0 would be wrong."""
    top = 65535
    values = top - (np.arange(entries) * top // (entries - 1))
    for colour in ("Red", "Green", "Blue"):
        setattr(ds, f"{colour}PaletteColorLookupTableDescriptor", [entries, 0, 16])
        keyword, table = f"{colour}PaletteColorLookupTableData", values
        if segmented:
            # PS3.3 C.7.9.2: one discrete entry, then a line to the last one.
            keyword, table = f"Segmented{keyword}", np.array([0, 1, top, 1, entries - 1, 0])
        # pydicom writes the bytes of words as they are given.
        order = ">" if ds.file_meta.TransferSyntaxUID == ExplicitVRBigEndian else "<"
        setattr(ds, keyword, table.astype(f"{order}u2").tobytes())


def native_bytes(ds, frames):
    """Pixel Data of `frames` (row, column, component arrays) in little endian, as PS3.5 8 packs it."""
    allocated = int(ds.BitsAllocated)
    if allocated == 1:
        bits = np.concatenate([f.ravel() for f in frames]).astype("u1")
        return np.packbits(bits, bitorder="little").tobytes()
    kind = {8: "u1", 16: "<u2", 32: "<u4"}[allocated]
    packed = []
    for frame in frames:
        if ds.PhotometricInterpretation == "YBR_FULL_422":
            pairs = frame.reshape(-1, 2, 3)
            frame = np.stack(
                [pairs[:, 0, 0], pairs[:, 1, 0], pairs[:, 0, 1], pairs[:, 0, 2]], axis=1)
        elif ds.SamplesPerPixel > 1 and ds.PlanarConfiguration == 1:
            frame = frame.transpose(2, 0, 1)
        packed.append((frame & ((1 << allocated) - 1)).astype(kind).tobytes())
    return b"".join(packed)


def save(ds, folder, name):
    path = folder / f"{name}.dcm"
    syntax = ds.file_meta.TransferSyntaxUID
    known = syntax != DEFLATED_FRAMES  # pydicom 3.0 does not know that one
    ds.preamble = bytes(128)
    ds.save_as(path, enforce_file_format=known, implicit_vr=syntax == ImplicitVRLittleEndian,
               little_endian=syntax != ExplicitVRBigEndian, force_encoding=not known)
    return path


def set_native(ds, frames, vr=None):
    syntax = ds.file_meta.TransferSyntaxUID
    if syntax == UNCOMPRESSED_ENCAPSULATED:
        ds.add_new(0x7FE00010, "OB", encapsulate([native_bytes(ds, [f]) for f in frames]))
        ds["PixelData"].is_undefined_length = True
        return
    data = native_bytes(ds, frames)
    data += b"\0" * (len(data) % 2)
    vr = vr or ("OB" if ds.BitsAllocated <= 8 and syntax != ImplicitVRLittleEndian else "OW")
    if syntax == ExplicitVRBigEndian:
        width = 2 if vr == "OW" and ds.BitsAllocated <= 8 else ds.BitsAllocated // 8
        if width > 1:
            data = np.frombuffer(data, f"<u{width}").astype(f">u{width}").tobytes()
    ds.add_new(0x7FE00010, vr, data)


def set_encapsulated(ds, codestreams, fragments=1, table=True, extended=False):
    if extended:
        data, offsets, lengths = encapsulate_extended(codestreams)
        ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths = offsets, lengths
    else:
        data = encapsulate(codestreams, fragments_per_frame=fragments, has_bot=table)
    ds.add_new(0x7FE00010, "OB", data)
    ds["PixelData"].is_undefined_length = True


# Name, bits, photometric interpretation, then what is out of the ordinary.
SHAPES = [
    ("mono2-8", 8, "MONOCHROME2", {}),
    ("mono1-8", 8, "MONOCHROME1", {}),
    ("mono2-12", 12, "MONOCHROME2", {}),
    ("mono1-15", 15, "MONOCHROME1", {}),
    ("mono2-16-signed", 16, "MONOCHROME2", {"signed": True}),
    ("mono1-12-signed", 12, "MONOCHROME1", {"signed": True}),
    ("mono2-32", 32, "MONOCHROME2", {}),
    ("mono2-8-cine", 8, "MONOCHROME2", {"frames": 3}),
    ("mono2-1-cine", 1, "MONOCHROME2", {"frames": 3, "allocated": 1}),
    ("rgb-planar0", 8, "RGB", {"samples": 3}),
    ("rgb-planar1", 8, "RGB", {"samples": 3, "planar": 1}),
    ("rgb-planar1-cine", 8, "RGB", {"samples": 3, "planar": 1, "frames": 2}),
    ("rgb-16", 16, "RGB", {"samples": 3}),
    ("ybr-full", 8, "YBR_FULL", {"samples": 3}),
    ("ybr-full-planar1", 8, "YBR_FULL", {"samples": 3, "planar": 1}),
    ("ybr-full-422", 8, "YBR_FULL_422", {"samples": 3, "columns": 46}),
    ("palette-8", 8, "PALETTE COLOR", {}),
    ("palette-16", 16, "PALETTE COLOR", {"entries": 1024}),
    ("palette-segmented", 8, "PALETTE COLOR", {"segmented": True}),
]
SYNTAXES = [
    ("implicit", ImplicitVRLittleEndian), ("explicit", ExplicitVRLittleEndian),
    ("big", ExplicitVRBigEndian), ("deflated", DeflatedExplicitVRLittleEndian),
    ("encapsulated", UNCOMPRESSED_ENCAPSULATED)]


def shaped(syntax, name, bits, photometric, options):
    options = dict(options)
    columns = options.pop("columns", 47)
    entries, segmented = options.pop("entries", 256), options.pop("segmented", False)
    signed, samples = options.get("signed", False), options.get("samples", 1)
    ds = dataset(syntax, 61, columns, bits, photometric, name=name, **options)
    value_bits = 10 if entries == 1024 else bits
    frames = [picture(61, columns, samples, value_bits, seed, signed)
              for seed in range(options.get("frames", 1))]
    if photometric == "PALETTE COLOR":
        add_palette(ds, entries, segmented=segmented)
    return ds, frames


def native_files(folder):
    for short, syntax in SYNTAXES:
        for shape, bits, photometric, options in SHAPES:
            if short == "encapsulated" and bits == 1:
                continue  # frames that do not start on a byte cannot be encapsulated
            name = f"native-{short}-{shape}"
            ds, frames = shaped(syntax, name, bits, photometric, options)
            set_native(ds, frames)
            yield save(ds, folder, name)
    # Eight bits in words: in big endian the pixels of a pair stand swapped. Odd number of pixels.
    for short, syntax in SYNTAXES[1:3]:
        for shape, bits, photometric, options in (SHAPES[0], SHAPES[9], SHAPES[16]):
            name = f"native-{short}-ow-{shape}"
            ds, frames = shaped(syntax, name, bits, photometric, options)
            set_native(ds, frames, vr="OW")
            yield save(ds, folder, name)


def rle_files(folder):
    for shape, bits, photometric, options in SHAPES:
        if bits in (1, 32) or photometric == "YBR_FULL_422":
            continue
        name = f"rle-{shape}"
        ds, frames = shaped(ExplicitVRLittleEndian, name, bits, photometric, options)
        # RLE is by plane whatever Planar Configuration says.
        planar = ds.get("PlanarConfiguration", 0)
        if ds.SamplesPerPixel > 1:
            ds.PlanarConfiguration = 0
        set_native(ds, frames)
        ds.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        if ds.SamplesPerPixel > 1:
            ds.PlanarConfiguration = planar
        yield save(ds, folder, name)
    # PS3.5 G.3.1 ends each row's runs with the row; encoders in the wild do not, and pad with -128.
    for cine in (1, 2):
        name = f"rle-runs-cross-rows-{cine}"
        ds = dataset(RLELossless, 61, 47, 16, "MONOCHROME2", frames=cine, name=name)
        frames = [picture(61, 47, 1, 16, seed) for seed in range(cine)]
        frames = [np.where(f < 30000, 300, f) for f in frames]
        ds.add_new(0x7FE00010, "OB", encapsulate([rle_across_rows(f) for f in frames]))
        ds["PixelData"].is_undefined_length = True
        yield save(ds, folder, name)


def rle_across_rows(frame):
    """RLE of 16-bit samples: two segments, high bytes first, runs that do not stop at a row's end."""
    segments = []
    for shift in (8, 0):
        plane = ((frame.ravel() >> shift) & 255).astype("u1").tobytes()
        coded, at = bytearray(b"\x80"), 0
        while at < len(plane):
            run = 1
            while run < 128 and at + run < len(plane) and plane[at + run] == plane[at]:
                run += 1
            if run > 1:
                coded += bytes([257 - run, plane[at]])
            else:
                run = min(100, len(plane) - at)
                coded += bytes([run - 1]) + plane[at:at + run]
            at += run
        segments.append(bytes(coded) + b"\0" * (len(coded) % 2))
    header = np.array([2, 64, 64 + len(segments[0])] + [0] * 13, "<u4").tobytes()
    return header + b"".join(segments)


GENERATORS = [(native_files, []), (rle_files, [])]
