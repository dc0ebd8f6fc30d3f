#!/usr/bin/env python3
"""Pictures of originals beside their cleaned files, to be looked at.

    render.py ORIGINALS CLEANED OUT     folders; files pair up by relative path

Rendered by pydicom and Pillow, not by the engine. The pictures show what the originals show.
"""

import pathlib
import sys
import warnings

import numpy as np
import pydicom
from PIL import Image
from pydicom.pixels import apply_color_lut, apply_voi_lut, pixel_array


def shown(path, frame):
    """One frame as it displays, 8-bit RGB."""
    ds = pydicom.dcmread(path, force=True)
    many = int(ds.get("NumberOfFrames", 1) or 1) > 1
    pixels = pixel_array(ds, index=min(frame, int(ds.NumberOfFrames) - 1) if many else None)
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, ds)
        if pixels.dtype != np.uint8:
            pixels = pixels >> 8
    elif pixels.ndim == 2:
        values = apply_voi_lut(pixels, ds).astype(float)
        low, high = np.percentile(values, [0.5, 99.5])
        values = np.clip((values - low) / max(high - low, 1) * 255, 0, 255)
        pixels = 255 - values if ds.PhotometricInterpretation == "MONOCHROME1" else values
    elif pixels.dtype != np.uint8:
        pixels = pixels / max(pixels.max(), 1) * 255
    return Image.fromarray(pixels.astype(np.uint8)).convert("RGB")


def main(originals, cleaned, out):
    warnings.simplefilter("ignore")
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(p for p in cleaned.rglob("*") if p.is_file()):
        name = path.relative_to(cleaned)
        try:
            frames = int(pydicom.dcmread(path, stop_before_pixels=True).get("NumberOfFrames", 1))
            before, after = (shown(f, frames // 2) for f in (originals / name, path))
        except Exception as error:  # whatever a toolkit throws: the other pictures go on
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        pair = Image.new("RGB", (before.width * 2 + 8, before.height), (255, 0, 255))
        pair.paste(before, (0, 0))
        pair.paste(after, (before.width + 8, 0))
        pair.thumbnail((2000, 2000))
        target = out / (str(name).replace("/", "-") + ".png")
        pair.save(target)
        print(target)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__.split("\n\n")[1].strip())
    main(*map(pathlib.Path, sys.argv[1:]))
