"""From values to the 8-bit view: windows, inversion, saturation, squeezing, posterising, upscaling."""
import io

import numpy as np
from PIL import Image

from .noise import log_uniform, resize


def window(a, centre, width):
    return np.clip((a - centre) / width + 0.5, 0, 1) * 255


def stretch(a, low=0.5, high=99.5):
    """Percentiles to 0...255."""
    lo, hi = np.percentile(a[::3, ::3], [low, high])
    return np.clip((a - lo) / (hi - lo + 1e-6), 0, 1) * 255


def colour(grey, stops):
    """Grey 0...255 through a colour table given as [n, 3] stops."""
    stops = np.asarray(stops, np.float32)
    at = np.linspace(0, 255, len(stops))
    table = np.stack([np.interp(np.arange(256), at, stops[:, c]) for c in range(3)], 1).astype(np.float32)
    return table[np.clip(grey, 0, 255).astype(np.uint8)]


HOT = [[0, 0, 0], [150, 0, 0], [255, 120, 0], [255, 230, 60], [255, 255, 255]]
RAINBOW = [[0, 0, 0], [0, 0, 200], [0, 200, 200], [0, 220, 0], [240, 240, 0], [250, 0, 0], [255, 255, 255]]


def recompressed(image, quality):
    """JPEG blocks, to be brought out by a window."""
    file = io.BytesIO()
    Image.fromarray(np.clip(image, 0, 255).astype(np.uint8)).save(file, 'JPEG', quality=quality)
    return np.asarray(Image.open(file), np.float32)


def vary(rng, image):
    """How the same picture is shown otherwise: about half pass unchanged."""
    draw = rng.random()
    if draw < 0.50:
        return image, ''
    if draw < 0.62:
        return 255 - image, 'inverted'
    if draw < 0.70:
        return 255 * (np.clip(image, 0, 255) / 255) ** log_uniform(rng, 0.45, 2.2), 'gamma'
    if draw < 0.78:
        # A burnt-in maximum value sets the range: the anatomy lies in a few grey levels.
        levels = log_uniform(rng, 6, 60)
        low = rng.choice([0, 0, 0, rng.uniform(0, 255 - levels)])
        return np.floor(image * (levels / 255)) + np.floor(low), 'squeezed'
    if draw < 0.87:
        low, high = np.sort(rng.uniform(0, 255, 2))
        high = max(high, low + log_uniform(rng, 1, 90))
        return np.clip((image - low) / (high - low), 0, 1) * 255, 'saturated'
    if draw < 0.91:
        levels = rng.integers(2, 12)
        return np.floor(np.clip(image, 0, 255.9) / 256 * levels) * (255 / (levels - 1)), 'posterised'
    if draw < 0.94:
        low, high = np.sort(rng.uniform(0, 255, 2))
        image = recompressed(image, int(rng.integers(8, 85)))
        return np.clip((image - low) / (max(high, low + 20) - low), 0, 1) * 255, 'blocky'
    if draw < 0.97:
        span = rng.uniform(0.2, 0.9)
        low = rng.uniform(0, 1 - span)
        return image * span + 255 * low, 'flat'
    return np.minimum(image * log_uniform(rng, 1.3, 8), 255), 'bright'


def scaled(rng, make, height, width):
    """`make(rng, h, w)` at a coarser matrix, then scaled up as a viewer or a capture does it."""
    factor = rng.choice([1.5, 2, 2, 2.5, 3, 4])
    h, w = max(int(height / factor), 48), max(int(width / factor), 48)
    kind = rng.choice(['nearest', 'linear', 'cubic', 'cubic'])
    return resize(make(rng, h, w), height, width, kind)
