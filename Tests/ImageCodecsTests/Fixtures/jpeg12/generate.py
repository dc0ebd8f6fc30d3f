#!/usr/bin/env python3
"""Makes the 12-bit JPEG fixtures and prints the table of their decoded samples.

Needs numpy, pydicom, imagecodecs (libjpeg-turbo 3.1.3), dcmcjpeg (DCMTK 3.6.7) and, for encode.c,
a C compiler and libgdcm-dev; no test needs any of them.
"""
import os
import subprocess
import tempfile

import imagecodecs
import numpy
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import generate_frames
from pydicom.filereader import dcmread
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

HERE = os.path.dirname(os.path.abspath(__file__))


def picture(width, height, components, flat=False):
    """An invented picture: gradients, a checkerboard, and a deterministic grain."""
    y, x = numpy.mgrid[0:height, 0:width]
    if flat:
        return (2040 + 4 * ((x // 16 + y // 16) % 2)).astype(numpy.uint16)
    grain = (x * 7919 + y * 104729) % 211
    red = 300 + 50 * x + grain
    green = 3700 - 64 * y + 900 * ((x // 6 + y // 5) % 2) - grain
    blue = 320 + 32 * x + 32 * y
    planes = [red, green, blue][:components]
    samples = numpy.clip(numpy.stack(planes, axis=2), 0, 4095).astype(numpy.uint16)
    return samples[:, :, 0] if components == 1 else samples


def turbo(samples, **options):
    return imagecodecs.jpeg8_encode(samples, bitspersample=12, **options)


def dcmtk(samples, *options):
    """The codestream that dcmcjpeg makes."""
    colour = samples.ndim == 3
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID = generate_uid()
    data.Rows, data.Columns = samples.shape[:2]
    data.SamplesPerPixel = 3 if colour else 1
    data.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        data.PlanarConfiguration = 0
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 12, 11, 0
    data.PixelData = samples.astype("<u2").tobytes()
    data["PixelData"].VR = "OW"
    with tempfile.TemporaryDirectory() as folder:
        before, after = os.path.join(folder, "before"), os.path.join(folder, "after")
        data.save_as(before, enforce_file_format=True)
        subprocess.run(["dcmcjpeg", *options, before, after], check=True)
        frame = next(generate_frames(dcmread(after).PixelData, number_of_frames=1))
    return frame[: frame.rindex(b"\xff\xd9") + 2]


def gdcm(samples, interval, sampling=1, progressive=0):
    """The codestream that encode.c makes."""
    height, width = samples.shape[:2]
    components = 1 if samples.ndim == 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "encode")
        source = os.path.join(HERE, "encode.c")
        subprocess.run(["cc", "-o", program, source, "-lgdcmjpeg12"], check=True)
        options = [width, height, components, interval, sampling, progressive]
        return subprocess.run(
            [program, *map(str, options)], input=samples.astype("<u2").tobytes(),
            stdout=subprocess.PIPE, check=True).stdout


def noise(width, height):
    """A picture whose blocks use all 64 coefficients at full quality."""
    generator = numpy.random.default_rng(7)
    return generator.integers(0, 4096, (height, width)).astype(numpy.uint16)


grey = picture(45, 37, 1)
colour = picture(37, 29, 3)
FIXTURES = {
    "grey": turbo(grey, level=90),
    "grey-quality-100": turbo(picture(24, 16, 1), level=100),
    "grey-coarse": turbo(grey, level=8),
    "grey-flat-optimized": turbo(picture(40, 32, 1, flat=True), level=90, optimize=True),
    "grey-without-end-of-block": turbo(noise(24, 16), level=100, optimize=True),
    "grey-dcmtk-extended": dcmtk(grey, "+ee", "+bt"),
    "grey-dcmtk-progressive": dcmtk(grey, "+ep", "+bt"),
    "grey-dcmtk-spectral": dcmtk(grey, "+es", "+bt"),
    "ybr-444": turbo(colour, level=90, colorspace="RGB", outcolorspace="YCBCR", subsampling="444"),
    "ybr-422": turbo(colour, level=90, colorspace="RGB", outcolorspace="YCBCR", subsampling="422"),
    "ybr-420": turbo(colour, level=90, colorspace="RGB", outcolorspace="YCBCR", subsampling="420"),
    "ybr-dcmtk-progressive": dcmtk(colour, "+ep", "+bt"),
    "ybr-gdcm-restart": gdcm(colour, 3),
    "ybr-gdcm-420-restart": gdcm(colour, 2, sampling=2),
    "ybr-gdcm-420-progressive": gdcm(colour, 0, sampling=2, progressive=1),
    "rgb": turbo(colour, level=90, colorspace="RGB", outcolorspace="RGB"),
}


def fnv1a(data):
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = (digest ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return digest


for name, codestream in FIXTURES.items():
    with open(os.path.join(HERE, name + ".jpg"), "wb") as file:
        file.write(codestream)
    space = {} if name.startswith("grey") else (
        {"colorspace": "RGB", "outcolorspace": "RGB"} if name == "rgb"
        else {"colorspace": "YCBCR", "outcolorspace": "YCBCR"})
    samples = imagecodecs.jpeg8_decode(codestream, **space)
    height, width = samples.shape[:2]
    components = 1 if samples.ndim == 2 else 3
    print(f'.init("{name}", {width}, {height}, {components}, 0x{fnv1a(samples.astype("<u2").tobytes()):016X}),'
          f"  // {len(codestream)} {samples.dtype} {samples.max()}")
