#!/usr/bin/env python3
"""Makes the codestreams of this folder (needs pydicom, DCMTK, clang, libgdcm-dev)."""
import subprocess
import tempfile
from pathlib import Path

from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import generate_frames
from pydicom.uid import ExplicitVRLittleEndian

HERE = Path(__file__).parent


def samples(width, height, components, size, bits, signed=False):
    """FixturePicture.samples of the tests."""
    out = bytearray()
    for y in range(height):
        for x in range(width):
            for component in range(components):
                value = x // 4 * 3701 + y // 3 * 911 + component * 257
                if (x + y) % 5 == 0:
                    value += x * y * 97
                value &= (1 << bits) - 1
                if signed and value >> (bits - 1):
                    value -= 1 << bits
                out += (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")
    return bytes(out)


def dcmtk(name, options, width, height, components, size, bits, signed=False):
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    data.PatientID = data.PatientName = ""
    data.Columns, data.Rows, data.SamplesPerPixel = width, height, components
    data.BitsAllocated, data.BitsStored, data.HighBit = 8 * size, bits, bits - 1
    data.PixelRepresentation = int(signed)
    data.PhotometricInterpretation = "MONOCHROME2" if components == 1 else "RGB"
    if components > 1:
        data.PlanarConfiguration = 0
    pixels = samples(width, height, components, size, bits, signed)
    data.add_new("PixelData", "OB" if size == 1 else "OW", pixels + b"\0" * (len(pixels) % 2))
    with tempfile.TemporaryDirectory() as folder:
        source, target = f"{folder}/source.dcm", f"{folder}/target.dcm"
        data.save_as(source, enforce_file_format=True)
        subprocess.run(["dcmcjpeg", *options, "+un", source, target], check=True)
        frame = next(generate_frames(dcmread(target).PixelData, number_of_frames=1))
    write(name, frame)


def gdcm(name, width, height, components, bits, predictor, *, transform=0, restart=0, scans=0,
         factor=1):
    library = 8 if bits <= 8 else 12 if bits <= 12 else 16
    size = 1 if bits <= 8 else 2
    with tempfile.TemporaryDirectory() as folder:
        program = f"{folder}/encode"
        subprocess.run(["clang", f"-DBITS={library}", str(HERE / "encode.c"), "-o", program,
                        f"-lgdcmjpeg{library}"], check=True)
        numbers = [width, height, components, bits, predictor, transform, restart, scans, factor]
        frame = subprocess.run(
            [program, *map(str, numbers)], input=samples(width, height, components, size, bits),
            capture_output=True, check=True).stdout
    write(name, frame)


def write(name, frame):
    # What follows EOI is padding.
    (HERE / f"{name}.jpg").write_bytes(frame[: frame.rindex(b"\xff\xd9") + 2])


for predictor in range(1, 8):
    for size in (1, 2):
        dcmtk(f"gray-{8 * size}-sv{predictor}-dcmtk", ["+el", "+sv", str(predictor)],
              19, 14, 1, size, 8 * size)
    gdcm(f"rgb-8-sv{predictor}-gdcm", 13, 11, 3, 8, predictor)
dcmtk("gray-12-point-transform-dcmtk", ["+el", "+sv", "4", "+pt", "3"], 19, 14, 1, 2, 12)
dcmtk("gray-10-dcmtk", ["+e1"], 19, 14, 1, 2, 10)
dcmtk("gray-16-signed-dcmtk", ["+el", "+sv", "6"], 19, 14, 1, 2, 16, signed=True)
dcmtk("gray-12-signed-dcmtk", ["+e1"], 19, 14, 1, 2, 12, signed=True)
dcmtk("gray-8-in-16-dcmtk", ["+e1"], 19, 14, 1, 2, 8)
dcmtk("rgb-8-dcmtk", ["+e1"], 17, 12, 3, 1, 8)
dcmtk("one-pixel-dcmtk", ["+e1"], 1, 1, 1, 1, 8)
for predictor in (1, 2, 5, 7):
    gdcm(f"gray-12-restart-sv{predictor}-gdcm", 15, 12, 1, 12, predictor, restart=1)
gdcm("rgb-8-restart-gdcm", 15, 29, 3, 8, 4, restart=3)
gdcm("rgb-8-scans-gdcm", 15, 10, 3, 8, 7, scans=1)
gdcm("rgb-8-scans-restart-gdcm", 15, 10, 3, 8, 2, scans=1, restart=4)
gdcm("rgb-8-three-tables-gdcm", 15, 10, 3, 8, 1, scans=2)
gdcm("rgb-16-gdcm", 9, 10, 3, 16, 5)
gdcm("two-components-gdcm", 15, 10, 2, 12, 6)
gdcm("four-components-gdcm", 11, 10, 4, 8, 3)
gdcm("four-components-tables-gdcm", 11, 10, 4, 16, 7, scans=2)
gdcm("point-transform-gdcm", 15, 10, 3, 8, 1, transform=2)
gdcm("subsampled-gdcm", 15, 11, 3, 8, 1, factor=2)
gdcm("subsampled-scans-gdcm", 15, 11, 3, 8, 4, factor=2, scans=1)
