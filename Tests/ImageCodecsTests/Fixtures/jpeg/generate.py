#!/usr/bin/env python3
"""Makes the JPEG fixtures and prints the table of their decoded samples.

Needs cjpeg (libjpeg-turbo-progs), numpy and Pillow; no test needs any of them.
"""
import os
import subprocess
import tempfile

import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))


def picture(width, height, kind=""):
    """An invented picture: gradients, a checkerboard, and a deterministic grain."""
    y, x = numpy.mgrid[0:height, 0:width]
    if kind == "noise":
        grey = numpy.random.default_rng(7).integers(0, 256, (height, width))
        return numpy.stack([grey, grey, grey], axis=2).astype(numpy.uint8)
    if kind == "flat":
        red = 120 + (x // 16 + y // 16) % 2
        return numpy.stack([red, red, red], axis=2).astype(numpy.uint8)
    grain = (x * 7919 + y * 104729) % 13
    red = 40 + 3 * x + grain
    green = 230 - 4 * y + 60 * ((x // 6 + y // 5) % 2) - grain
    blue = 20 + 2 * x + 2 * y
    return numpy.clip(numpy.stack([red, green, blue], axis=2), 0, 255).astype(numpy.uint8)


SEPARATE = "0;\n1;\n2;\n"
FIXTURES = [
    # name, width, height, options of cjpeg, scan script
    ("grey", 45, 37, "-grayscale", None),
    ("grey-factors-2x2", 45, 37, "-grayscale -sample 2x2", None),
    ("grey-quality-100", 24, 16, "-grayscale -quality 100", None),
    ("grey-flat-optimized", 40, 32, "-grayscale -optimize", None),
    ("grey-without-end-of-block", 24, 16, "-grayscale -optimize -quality 100", None),
    ("ybr-444", 45, 37, "-sample 1x1", None),
    ("ybr-422", 45, 37, "-sample 2x1", None),
    ("ybr-440", 45, 37, "-sample 1x2", None),
    ("ybr-420", 61, 53, "-sample 2x2", None),
    ("ybr-411", 77, 21, "-sample 4x1", None),
    ("ybr-420-tiny", 17, 9, "-sample 2x2", None),
    ("rgb-adobe", 45, 37, "-rgb", None),
    ("restart-rows", 61, 53, "-sample 2x2 -restart 1", None),
    ("restart-blocks", 45, 37, "-sample 2x1 -restart 2B", None),
    ("progressive", 61, 53, "-sample 2x2 -progressive", None),
    ("arithmetic", 45, 37, "-sample 1x1 -arithmetic", None),
    ("scan-per-component", 61, 53, "-sample 2x2", SEPARATE),
    ("mcu-of-12-blocks", 40, 24, "-sample 2x2,2x2,2x2", SEPARATE),
]


def fnv1a(data):
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = (digest ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return digest


def decoded(path):
    """Samples as stored: Pillow's draft mode keeps libjpeg from converting YCbCr."""
    image = Image.open(path)
    if image.mode == "RGB" and image.info.get("adobe_transform") != 0:
        image.draft("YCbCr", image.size)
    return image.tobytes()


for name, width, height, options, script in FIXTURES:
    path = os.path.join(HERE, name + ".jpg")
    command = ["cjpeg", "-quality", "80", *options.split(), "-outfile", path]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as scans:
        if script:
            scans.write(script)
            scans.flush()
            command += ["-scans", scans.name]
        samples = picture(width, height, kind="noise" if "without" in name else "flat" if "flat" in name else "")
        header = b"P6 %d %d 255\n" % (width, height)
        subprocess.run(command, input=header + samples.tobytes(), check=True)
    print(f'("{name}", 0x{fnv1a(decoded(path)):016X}),')
