"""Colour as a viewer shows it: the encodings that other redaction tools turn green, scramble or invert.
Originals and cleaned files are turned to RGB by pydicom (Pillow for JPEG): equal outside, black inside."""

import io
import itertools

import numpy as np
import pydicom
from PIL import Image
from pydicom.pixels import apply_color_lut, apply_modality_lut, pixel_array

import check_clean
import decoding
import elements as dicom
import fixtures
import fixtures_jpeg
import fixtures_jpeg2000
import fixtures_special
import judging

WANTED = ("ybr-full", "planar1", "-ow-", "palette", "mono1", "rgb", "big-", "negative-slope")


def displayed(subject):
    """Frame 0 in 8-bit RGB or grey, as shown on a screen."""
    ds = subject.dataset
    if subject.syntax in decoding.JPEG:
        # Pillow guesses colour as a viewer of bare JPEG does; the label decides where no marker does.
        image = Image.open(io.BytesIO(subject.streams[0]))
        if subject.facts.components == 3:
            if not subject.facts.is_ybr(ds.PhotometricInterpretation):
                image.draft("YCbCr" if subject.facts.guessed_ybr else "RGB", None)
                return np.asarray(image)
            return np.asarray(image.convert("RGB"))
        pixels = np.asarray(image)
    elif subject.syntax == dicom.ENCAPSULATED_UNCOMPRESSED or (
            subject.parsed.big_endian and ds.BitsAllocated == 8):
        # pydicom does not read the one, and leaves the pixels of the other's words swapped.
        pixels = decoding.native(subject.parsed, ds)[0].squeeze()
        if ds.PhotometricInterpretation.startswith("YBR"):
            pixels = np.asarray(Image.fromarray(pixels, "YCbCr").convert("RGB"))
    else:
        pixels = pixel_array(ds, index=0)
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, ds)
        return (pixels >> 8).astype("u1") if pixels.dtype != np.uint8 else pixels
    if pixels.ndim == 3:
        top = (1 << int(ds.BitsStored)) - 1
        return (pixels.astype(float) * 255 / top).astype("u1")
    low, high = judging.value_range(ds)
    if subject.is_encapsulated is False:
        pixels = judging.masked(pixels, ds)
    shown = apply_modality_lut(pixels.astype(float), ds) if "RescaleSlope" in ds else pixels
    ends = sorted(apply_modality_lut(np.array([low, high], float), ds)) if "RescaleSlope" in ds \
        else (low, high)
    shown = (shown.astype(float) - ends[0]) * 255 / (ends[1] - ends[0])
    return 255 - shown if ds.PhotometricInterpretation == "MONOCHROME1" else shown


def check(binary, work, corpus, tally, full=False):
    folder = work / "in"
    folder.mkdir(parents=True)
    made = itertools.chain(
        fixtures.native_files(folder), fixtures.rle_files(folder),
        fixtures_jpeg.jpeg_files(folder), fixtures_jpeg2000.jpeg2000_files(folder),
        fixtures_special.special_files(folder))
    subjects = []
    for path in made:
        if any(word in path.stem for word in WANTED):
            subjects.append(check_clean.Subject(path))
        else:
            path.unlink()
    for subject, output, report in check_clean.clean(
            binary, subjects, work / "cleaned", "display", [], lambda s: None, tally):
        cleaned = check_clean.Subject(output)
        name = subject.path.name
        if not tally.fact("output can be read", name, cleaned.why is None, cleaned.why or ""):
            continue
        before, after = displayed(subject), displayed(cleaned)
        shape = before.shape[:2]
        ring = 1 if subject.facts is not None and subject.facts.is_subsampled else 0
        outside = ~judging.area(report["painted"], 0, shape, ring)
        inside = judging.area(report["boxes"], 0, shape)
        differs = np.abs(before.astype(float) - after)[outside].max(initial=0)
        tally.fact("the display outside is the same", name, differs == 0, f"by {differs}")
        darkest = before.min()
        if before.ndim == 3:
            darkest = before.sum(axis=2).min() / 3
        tally.fact("boxes display black", name, after[inside].max() <= max(2, darkest),
                   f"{after[inside].max()} of 255")
