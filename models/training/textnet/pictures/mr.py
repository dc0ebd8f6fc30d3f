"""MR: brains with folds, joints and limbs with bright fat, trunks, angiograms; bias, ringing, ghosts, noise."""
import numpy as np

from .draw import Canvas, about, blob, tree, walk
from .finish import stretch
from .noise import blur, chance, fractal, grain, grid, log_uniform, ramp, resize, smooth, spectrum, white


def folds(rng, height, width, scale):
    """Gyri-like folds -1...1: bands of smooth noise."""
    band = spectrum(rng, height, width, 0, 1.2 / scale, 2.6 / scale)
    return np.tanh(band * rng.uniform(1, 4))


def brain(rng, h, w):
    """Axial, coronal or sagittal head."""
    cx, cy = w * rng.uniform(0.44, 0.56), h * rng.uniform(0.42, 0.55)
    ry = h * rng.uniform(0.28, 0.46)
    rx = min(ry * rng.uniform(0.75, 1.1), w * 0.48)
    canvas = Canvas(h, w, rng.uniform(0, 0.04))
    scalp = blob(rng, cx, cy, rx, ry, 0.03)
    canvas.fill(scalp, rng.uniform(0.3, 1.2))                  # fat
    canvas.fill(about(scalp, rng.uniform(0.93, 0.97)), rng.uniform(0.0, 0.15))
    inside = about(scalp, rng.uniform(0.86, 0.92))
    fluid, grey, matter = rng.uniform(0.02, 1, 3)
    mask = Canvas(h, w)
    mask.fill(inside, 1)
    pattern = folds(rng, h, w, min(h, w) * rng.uniform(0.02, 0.06))
    y, x = grid(h, w)
    depth = np.hypot((x - cx) / rx, (y - cy) / ry)
    cortex = pattern + (depth - rng.uniform(0.45, 0.7)) * rng.uniform(1, 5)
    tissue = matter + (grey - matter) * ramp(cortex, -0.2, 0.2)
    tissue += (fluid - tissue) * ramp(cortex, rng.uniform(0.9, 1.6), 2)
    image = canvas.array()
    image += (tissue - image) * mask.array()
    canvas = Canvas(h, w, -1)
    for side in (-1, 1):
        canvas.fill(blob(rng, cx + side * rx * 0.15, cy - ry * 0.1, rx * 0.07, ry * 0.25, 0.2, side * 0.2), fluid)
        canvas.fill(blob(rng, cx + side * rx * 0.3, cy, rx * 0.12, ry * 0.15, 0.2), grey)
    lower = cy + ry * rng.uniform(0.4, 0.9)                    # base, face, neck: a tangle of edges
    for _ in range(rng.integers(0, 50)):
        px, py = cx + rng.normal(0, 0.4) * rx, lower + abs(rng.normal(0, 0.25)) * ry
        if chance(rng, 0.5):
            canvas.fill(
                blob(
                    rng, px, py, rx * log_uniform(rng, 0.015, 0.15), ry * log_uniform(rng, 0.01, 0.1), 0.3,
                    rng.uniform(0, 3)),
                rng.choice([0.02, 0.1, 0.3, 0.6, 1.0]))
        else:
            canvas.line(
                walk(rng, px, py, rng.uniform(0, 7), rx * rng.uniform(0.1, 0.5), 0.25, 3),
                rng.choice([0.0, 0.05, 0.5, 1.1]), rng.integers(1, 4))
    for _ in range(rng.integers(0, 25)):                       # vessels across and along
        canvas.disc(
            cx + rng.normal(0, 0.35) * rx, cy + rng.normal(0, 0.35) * ry, log_uniform(rng, 0.6, 4),
            rng.choice([0.0, 1.4]))
    over = canvas.array()
    return np.where(over >= 0, over, image)


def joint(rng, h, w):
    """Wrist, knee, shoulder, spine: bones as bright or dark plates with dark rims among fat and muscle."""
    fat, muscle, marrow, rim, fluid = (
        rng.uniform(0.4, 1.1), rng.uniform(0.1, 0.5), rng.uniform(0.2, 1.1), rng.uniform(0, 0.08),
        rng.uniform(0.1, 1.5))
    canvas = Canvas(h, w, 0.01)
    horizontal = rng.normal(0, 0.25)
    cx, cy, size = w * rng.uniform(0.35, 0.65), h * rng.uniform(0.4, 0.6), min(h, w) * rng.uniform(0.25, 0.7)
    skin = blob(rng, cx, cy, size * rng.uniform(0.5, 0.9), h * rng.uniform(0.5, 0.9), 0.08, horizontal, power=0.6)
    canvas.fill(skin, fat)
    canvas.fill(about(skin, (rng.uniform(0.75, 0.92), 1)), muscle)
    for _ in range(rng.integers(8, 60)):                       # fascia, tendons, septa along the limb
        curve = walk(
            rng, cx + rng.normal(0, 0.35) * size, rng.uniform(-0.1, 0.8) * h,
            np.pi / 2 + horizontal + rng.normal(0, 0.1), h * rng.uniform(0.1, 0.7), 0.03, 5)
        canvas.line(curve, rng.choice([rim, fat, fat, fluid, muscle * 0.6]), rng.choice([1, 1, 2, 3, 5]))
    style = rng.integers(0, 3)
    outlines = []
    if style == 0:                                             # many small bones
        for _ in range(rng.integers(5, 16)):
            r = size * rng.uniform(0.06, 0.16)
            outlines.append(
                blob(
                    rng, cx + rng.normal(0, 0.24) * size, cy + rng.normal(0, 0.24) * size, r,
                    r * rng.uniform(0.7, 1.2), 0.12))
        for k in range(rng.integers(2, 6)):
            outlines.append(
                blob(
                    rng, cx + (k - 2) * size * 0.16, cy - size * 0.55, size * 0.06, size * 0.28, 0.06, (k - 2) * 0.12,
                    power=0.7))
    elif style == 1:                                           # two ends that meet
        gap = size * rng.uniform(0.01, 0.04)
        for side in (-1, 1):
            outlines.append(
                blob(
                    rng, cx, cy + side * (size * 0.3 + gap), size * rng.uniform(0.22, 0.35), size * 0.3, 0.08, power=0.7
                ))
            outlines.append(blob(rng, cx, cy + side * size * 0.8, size * 0.14, size * 0.5, 0.04, power=0.6))
        outlines.append(blob(rng, cx - size * 0.4, cy, size * 0.08, size * 0.15, 0.08))
    else:                                                      # a row of vertebrae and discs
        step = size * rng.uniform(0.14, 0.3)
        for k, y in enumerate(np.arange(-step, h + step, step)):
            x = cx + size * 0.15 * np.sin(y / h * 4)
            outlines.append(blob(rng, x, y, step * 0.6, step * 0.38, 0.04, power=0.55))
            canvas.fill(blob(rng, x, y + step / 2, step * 0.58, step * 0.1, 0.05), fluid)
            canvas.fill(blob(rng, x + step * 1.7, y, step * 0.45, step * 0.13, 0.15, 0.4), fat)
        canvas.line(
            np.stack([cx + step + size * 0.15 * np.sin(np.linspace(0, h, 30) / h * 4), np.linspace(0, h, 30)], 1),
            fluid, step * 0.25)
    for outline in outlines:
        canvas.fill(outline, rim)
        thin = 1 - min(2 * log_uniform(rng, 1.5, 6) / np.ptp(outline, 0).mean(), 0.5)
        canvas.fill(about(outline, thin), marrow * rng.uniform(0.85, 1.15))
        if chance(rng, 0.3):
            canvas.ring(about(outline, 1.03), fluid, rng.integers(1, 4))
    return canvas.array()


def trunk(rng, h, w):
    """Belly, pelvis or heart: organs, bowel, bright fluid, dark gas."""
    canvas = Canvas(h, w, 0.01)
    cx, cy, rx = w / 2, h * rng.uniform(0.45, 0.55), w * rng.uniform(0.3, 0.6)
    skin = blob(rng, cx, cy, rx, rx * rng.uniform(0.6, 0.9), 0.04, power=0.85)
    canvas.fill(skin, rng.uniform(0.2, 1))
    inner = about(skin, rng.uniform(0.8, 0.95))
    canvas.fill(inner, rng.uniform(0.1, 0.4))
    canvas.fill(about(inner, 0.93), rng.uniform(0.1, 0.9))
    for _ in range(rng.integers(10, 60)):
        x, y = cx + rng.normal(0, 0.35) * rx, cy + rng.normal(0, 0.25) * rx
        r = log_uniform(rng, 0.01, 0.25) * rx
        organ = blob(rng, x, y, r, r * rng.uniform(0.5, 1.3), 0.2)
        canvas.fill(organ, rng.uniform(0, 1) ** 2 * 1.3)
        if chance(rng, 0.4):
            canvas.fill(about(organ, rng.uniform(0.6, 0.92)), rng.uniform(0, 1.2))
    for _ in range(rng.integers(0, 20)):
        canvas.disc(
            cx + rng.normal(0, 0.3) * rx, cy + rng.normal(0, 0.25) * rx, log_uniform(rng, 0.8, 6), rng.choice([0, 1.5]))
    return canvas.array()


def vessels(rng, h, w):
    """Angiogram: bright trees on dark, maximum projections."""
    canvas = Canvas(h, w, rng.uniform(0, 0.15))
    for _ in range(rng.integers(1, 8)):
        x, y = rng.uniform(0.1, 0.9) * w, h * rng.choice([1.0, 0.9, rng.random()])
        for points, width in tree(rng, x, y, -np.pi / 2 + rng.normal(0, 0.6), h * rng.uniform(0.1, 0.3),
                                  log_uniform(rng, 2, 12), rng.uniform(0.05, 0.3), 6, 0.9, 0.8):
            canvas.line(points, rng.uniform(0.4, 1.2), width)
    image = blur(canvas.array(), rng.uniform(0.6, 1.4))
    return np.maximum(image, 0.25 * ramp(fractal(rng, h, w, w / rng.uniform(3, 12), 4), -1, 3))


def low_field(rng, h, w):
    """Anything: layered blobs of a smooth picture (diffusion, perfusion, phantoms)."""
    a = ramp(fractal(rng, h, w, w / rng.uniform(2, 8), 4, 0.6), -2, 2)
    y, x = grid(h, w)
    r = np.hypot((x - w / 2) / rng.uniform(0.25, 0.45) / w, (y - h / 2) / rng.uniform(0.25, 0.45) / h)
    return a * (r < 1) * (1 + 2 * ramp(r, 0.85, 1) * rng.random())


def artefacts(rng, image):
    """Bias field, phase ghosts, ringing, chemical shift, Rician noise, unfilled borders."""
    h, w = image.shape
    image = image * np.exp(smooth(rng, h, w, max(h, w) / rng.uniform(1, 3)) * rng.uniform(0, 0.6))
    image = image * (1 + fractal(rng, h, w, log_uniform(rng, 3, 20), 3, 0.8) * rng.uniform(0, 0.12))
    image = blur(image, rng.uniform(0.4, 1.0))
    if chance(rng, 0.25):
        f = np.fft.rfft2(image)
        keep = rng.uniform(0.3, 0.8)                           # truncation: Gibbs ringing
        f[np.abs(np.fft.fftfreq(h)) > keep / 2] = 0
        f[:, np.fft.rfftfreq(w) > keep * rng.uniform(0.7, 1) / 2] = 0
        if chance(rng, 0.15):                                  # a spike: stripes over everything
            f[rng.integers(0, h), rng.integers(2, f.shape[1])] += np.abs(f).max() * rng.uniform(0.01, 0.1)
        image = np.abs(np.fft.irfft2(f, (h, w))).astype(np.float32)
    if chance(rng, 0.2):
        shift = int(rng.integers(h // 8, h // 2))
        image = image + np.roll(image, shift, int(rng.integers(0, 2))) * rng.uniform(0.02, 0.15)
    if chance(rng, 0.15):
        image = image + np.roll(image, int(rng.integers(1, 4)), 1) * rng.uniform(-0.4, 0.4)
    level = log_uniform(rng, 0.004, 0.12)
    sigma = rng.choice([0, 0, 0.5, 0.8])
    noise = white(rng, h, w) if sigma == 0 else grain(rng, h, w, sigma)
    image = np.hypot(image + noise * level, white(rng, h, w) * level)
    if chance(rng, 0.25):
        edge = int(w * rng.uniform(0.02, 0.2))
        image[:, :edge] = 0
        image[:, w - edge:] = 0
    return image


def slice_(rng, height, width):
    """A slice at its own matrix, scaled to the picture."""
    draw = rng.random()
    factor = 1 if draw < 0.3 else rng.choice([1.25, 1.5, 2, 2, 2.5, 4, 6])
    h, w = max(int(height / factor), 64), max(int(width / factor), 64)
    shape = [brain, brain, joint, joint, trunk, vessels, low_field][rng.integers(0, 7)]
    image = artefacts(rng, shape(rng, h, w))
    image = resize(image, height, width, rng.choice(['nearest', 'linear', 'cubic', 'cubic']))
    return stretch(image, 0.2, rng.choice([100, 99.9, 99, 97, 93]))


def mosaic(rng, height, width):
    """Many small slices in rows, as functional series come."""
    n = int(rng.integers(3, 9))
    h, w = height // n, width // n
    cell = max(h, w, 48)
    stack = [artefacts(rng, rng.choice([low_field, brain])(rng, cell, cell)) for _ in range(3)]
    image = np.zeros((height, width), np.float32)
    for r in range(n):
        for c in range(n):
            tile = stack[(r * n + c) % 3] * (1 + 0.02 * r)
            image[r * h:r * h + h, c * w:c * w + w] = resize(tile, h, w, 'linear')
    return stretch(image, 0.2, 99.8)


KINDS = [(slice_, 5), (mosaic, 0.7)]
HELD = []
