"""Visible light: endoscopy, fundus, OCT, skin, photographs, pathology."""
import numpy as np

from .draw import Canvas, about, blob, tree, walk
from .noise import (blur, chance, fractal, grain, grid, log_uniform, ramp, smooth, speckle, spectrum, white)


def mask(rng, height, width):
    """Round, octagonal or cornered field of view."""
    y, x = grid(height, width)
    cy, cx = height * rng.uniform(0.46, 0.54), width * rng.uniform(0.4, 0.6)
    r = min(height, width) * rng.uniform(0.42, 0.56)
    dy, dx = np.abs(y - cy), np.abs(x - cx)
    style = rng.integers(0, 4)
    if style == 0:
        return np.hypot(dy, dx) < r
    if style == 1:
        return (np.maximum(dy, dx) < r) & (dy + dx < r * rng.uniform(1.3, 1.7))
    if style == 2:
        return (np.hypot(dy, dx) < r * rng.uniform(1.05, 1.2)) & (np.maximum(dy, dx) < r)
    return (np.hypot(dy, dx) < r) & (dy < r * rng.uniform(0.75, 0.95))


def tinted(grey, low, high):
    """Grey 0...1 between two colours, float32 [H, W, 3]."""
    low, high = np.asarray(low, np.float32), np.asarray(high, np.float32)
    return low + grey[..., None] * (high - low)


def lines(rng, height, width, count, size, bend=0.15, length=0.3):
    """Vessels or hair: darkness 0...1."""
    canvas = Canvas(height, width)
    for _ in range(count):
        for points, w in tree(rng, rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, 7),
                              height * length * rng.uniform(0.3, 1), size * rng.uniform(0.4, 1), bend, 4):
            canvas.line(points, rng.uniform(0.4, 1), w)
    return blur(canvas.array(), 0.8)


def endoscopy(rng, height, width):
    """Pink walls, folds, a dark lumen, vessels, highlights, bubbles."""
    y, x = grid(height, width)
    cy, cx = rng.uniform(0.1, 0.9) * height, rng.uniform(0.1, 0.9) * width
    r = np.hypot(y - cy, x - cx) / min(height, width)
    wall = ramp(r, 0, rng.uniform(0.3, 0.9)) ** rng.uniform(0.6, 1.6)
    if chance(rng, 0.6):
        wall = wall * (0.8 + 0.3 * np.sin(r * rng.uniform(10, 40) + smooth(rng, height, width, width / 4) * 1.5))
    relief = fractal(rng, height, width, width / rng.uniform(3, 10), 5, 0.55)
    grey = wall * (0.7 + 0.15 * relief) + 0.05
    grey = grey * (1 - 0.35 * lines(rng, height, width, rng.integers(0, 8), 4))
    shine = np.maximum(
        blur(relief, 2) + grain(rng, height, width, 2.5) * rng.uniform(0, 0.5) - rng.uniform(1.6, 2.8), 0)
    image = tinted(np.clip(grey, 0, 1), [20, 4, 2], [255, rng.uniform(90, 190), rng.uniform(70, 150)])
    image += (np.minimum(shine * 4, 1) * 255)[..., None]
    canvas = Canvas(height, width)
    for _ in range(rng.integers(0, 30) if chance(rng, 0.4) else 0):
        b = log_uniform(rng, 2, 14)
        canvas.ring(
            blob(rng, rng.uniform(0, width), rng.uniform(0, height), b, b, 0.02, count=24), rng.uniform(40, 200), 1)
    image += canvas.array()[..., None]
    image += (white(rng, height, width) * rng.uniform(0, 8))[..., None]
    if chance(rng, 0.75):
        image *= mask(rng, height, width)[..., None]
    return image


def fundus(rng, height, width):
    """Retina: disc, vessels, spots, round mask."""
    cy, cx = height * rng.uniform(0.4, 0.6), width * rng.choice([rng.uniform(0.15, 0.35), rng.uniform(0.65, 0.85), 0.5])
    y, x = grid(height, width)
    grey = 0.55 + 0.06 * fractal(rng, height, width, width / 6, 5, 0.6)
    grey = grey - 0.25 * np.exp(-((x - width / 2) ** 2 + (y - height / 2) ** 2) / (width * 0.08) ** 2)
    canvas = Canvas(height, width)
    for up in (-1, 1):
        for side in (-1, 1):
            for _ in range(2):
                for points, w in tree(
                        rng, cx, cy, up * rng.uniform(0.5, 1.5) + (0 if side > 0 else np.pi), width * 0.22,
                        width * rng.uniform(0.006, 0.014), 0.07, 5, 0.7, 0.8):
                    canvas.line(points, rng.uniform(0.5, 1), w)
    grey = grey - blur(canvas.array(), 0.9) * rng.uniform(0.1, 0.4)
    r = np.hypot(y - cy, x - cx) / (width * rng.uniform(0.05, 0.09))
    grey = grey + np.exp(-r ** 4) * 0.35
    spots = Canvas(height, width)
    for _ in range(rng.integers(0, 60)):
        spots.fill(
            blob(
                rng, rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 1, 9), log_uniform(rng, 1, 7),
                0.2, count=20),
            rng.choice([-0.25, 0.3]))
    grey = np.clip(grey + blur(spots.array(), 0.8) + white(rng, height, width) * 0.01, 0, 1)
    image = grey * 255 if chance(rng, 0.35) else tinted(grey, [30, 5, 0], [255, 170, 100])
    inside = mask(rng, height, width)
    return image * (inside if image.ndim == 2 else inside[..., None])


def oct_(rng, height, width):
    """Layers of the retina in speckle, or a round intravascular picture."""
    rows = np.linspace(0, 1, 400)
    profile = np.zeros(400, np.float32)
    for _ in range(rng.integers(4, 10)):
        profile += rng.uniform(0.2, 1) * np.exp(
            -0.5 * ((rows - rng.uniform(0.3, 0.8)) / log_uniform(rng, 0.004, 0.05)) ** 2)
    if chance(rng, 0.75):
        y, x = grid(height, width)
        curve = smooth(rng, 1, width, width / rng.uniform(1, 5)) * height * rng.uniform(0, 0.12)
        at = (y + curve) * (400 / height)
        return_mask = None
    else:
        y, x = grid(height, width)
        dy, dx = y - height / 2, x - width / 2
        r = np.hypot(dy, dx)
        at = (r + smooth(rng, height, width, width / 3) * 12) * (560 / min(height, width))
        return_mask = r < min(height, width) * 0.49
    image = profile[np.clip(at, 0, 399).astype(np.int32)]
    image = image * speckle(rng, height, width, (rng.uniform(0.4, 1.2), rng.uniform(0.4, 2.2))) * rng.uniform(120, 300)
    image += speckle(rng, height, width, 0.5) * rng.uniform(0, 30)
    if return_mask is not None:
        image = image * return_mask
    return np.clip(255 - image if chance(rng, 0.3) else image, 0, 255)


def skin(rng, height, width):
    """Skin with a lesion, hair, creases, bubbles of gel."""
    base = 0.7 + 0.05 * fractal(rng, height, width, width / 4, 5, 0.6)
    base = base + 0.04 * spectrum(rng, height, width, 0.5, 0.02, 0.2)
    canvas = Canvas(height, width)
    for _ in range(rng.integers(0, 4)):
        s = width * log_uniform(rng, 0.02, 0.25)
        canvas.fill(
            blob(rng, rng.uniform(0, width), rng.uniform(0, height), s, s * rng.uniform(0.6, 1.2), 0.15),
            rng.uniform(0.2, 1))
    lesion = blur(canvas.array(), rng.uniform(2, 8)) * (0.8 + 0.3 * fractal(rng, height, width, 14, 3, 0.8))
    canvas = Canvas(height, width)
    for _ in range(rng.integers(0, 70) if chance(rng, 0.6) else 0):
        curve = walk(
            rng, rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, 7), height * rng.uniform(0.1, 0.9),
            0.03, 6)
        canvas.line(curve, rng.uniform(0.3, 1), rng.choice([1, 1, 2, 3]))
    hair = blur(canvas.array(), 0.7)
    grey = np.clip(base * (1 - 0.7 * np.clip(lesion, 0, 1)) * (1 - 0.7 * hair), 0, 1)
    tone = rng.uniform(0.35, 1)
    image = tinted(grey, [10, 5, 5], [255 * tone, 205 * tone, 175 * tone])
    image += (white(rng, height, width) * rng.uniform(0, 6))[..., None]
    if chance(rng, 0.3):
        image *= mask(rng, height, width)[..., None]
    return image


def scenery(rng, height, width):
    """A photograph of sorts: objects in front of each other with shading and texture."""
    y, x = grid(height, width)
    grey = (
        fractal(rng, height, width, width / 2, 5, 0.5) * 0.15
        + rng.uniform(0.2, 0.8)
        + (y / height - 0.5) * rng.uniform(-0.5, 0.5))
    for _ in range(rng.integers(2, 8)):
        canvas = Canvas(height, width)
        for _ in range(rng.integers(1, 12)):
            s = log_uniform(rng, 6, width / 3)
            canvas.fill(
                blob(
                    rng, rng.uniform(0, width), rng.uniform(0, height), s, s * rng.uniform(0.3, 2),
                    rng.uniform(0, 0.25), rng.uniform(0, 7), power=rng.choice([0.4, 1, 1])),
                1)
        cover = blur(canvas.array(), log_uniform(rng, 0.6, 3))
        shade = (
            rng.uniform(0, 1)
            + 0.2 * smooth(rng, height, width, log_uniform(rng, 4, 200))
            + (x / width - 0.5) * rng.uniform(-0.4, 0.4))
        grey = grey + (shade - grey) * cover
    grey = np.clip(grey + grain(rng, height, width, 0.7) * rng.uniform(0, 0.05), 0, 1)
    return tinted(grey, rng.uniform(0, 70, 3), rng.uniform(150, 255, 3)) if chance(rng, 0.7) else grey * 255


def pathology(rng, height, width):
    """Stained tissue: nuclei in stroma, glands with white lumens, fibres."""
    y_scale = log_uniform(rng, 0.5, 2.5)
    stroma = ramp(fractal(rng, height, width, width / rng.uniform(3, 12), 6, 0.7), -2, 2)
    stripes = spectrum(rng, height, width, 0.8, 0.01, 0.3)
    nuclei = Canvas(height, width)
    clear = Canvas(height, width)
    for _ in range(rng.integers(0, 10)):                       # glands: a rim of nuclei round a lumen
        s = log_uniform(rng, 12, 110)
        shape = blob(
            rng, rng.uniform(0, width), rng.uniform(0, height), s, s * rng.uniform(0.4, 1.2), 0.15, rng.uniform(0, 7))
        clear.fill(shape, 1)
        for px, py in about(shape, 1 + 8 * y_scale / s)[::max(int(5 * y_scale * 72 / (6.3 * s)), 1)].tolist():
            nuclei.fill(
                blob(rng, px, py, 4 * y_scale, 2.6 * y_scale, 0.12, rng.uniform(0, 7), 3, 14), rng.uniform(0.6, 1))
    count = int(rng.integers(30, 700) / max(y_scale, 0.8))
    for px, py, t in zip(rng.uniform(0, width, count), rng.uniform(0, height, count), rng.uniform(0, 7, count)):
        nuclei.fill(
            blob(rng, px, py, y_scale * rng.uniform(2, 6), y_scale * rng.uniform(1.2, 4), 0.12, t, 3, 12),
            rng.uniform(0.4, 1))
    n = blur(nuclei.array(), 0.7)
    white_ = np.maximum(blur(clear.array(), 1), ramp(stripes, 1.4, 1.8) * rng.random())
    low, high = [rng.uniform(150, 230), rng.uniform(80, 150), rng.uniform(140, 200)], [245, rng.uniform(170, 225), 235]
    image = tinted(np.clip(stroma + 0.1 * stripes, 0, 1), low, high)
    image += (np.array([250, 248, 250], np.float32) - image) * white_[..., None]
    ink = np.array([rng.uniform(40, 110), rng.uniform(20, 90), rng.uniform(90, 160)], np.float32)
    image += (ink - image) * (n * rng.uniform(0.6, 1))[..., None]
    return image + (white(rng, height, width) * rng.uniform(0, 7))[..., None]


def fluorescence(rng, height, width):
    """Bright cells on black."""
    canvas = Canvas(height, width)
    size = log_uniform(rng, 2, 28)
    count = int(min(600, height * width / (size * size * rng.uniform(10, 120))))
    for _ in range(count):
        s = size * rng.uniform(0.6, 1.3)
        shape = blob(
            rng, rng.uniform(0, width), rng.uniform(0, height), s, s * rng.uniform(0.6, 1), 0.1, rng.uniform(0, 7), 4,
            20)
        canvas.fill(shape, rng.uniform(0.2, 1))
        if chance(rng, 0.2):
            canvas.fill(about(shape, 0.5), rng.uniform(0, 1))
    a = blur(canvas.array(), rng.uniform(0.6, 2.5)) * (0.8 + 0.2 * fractal(rng, height, width, 8, 3, 0.8))
    a = a + grain(rng, height, width, 0.6) * rng.uniform(0, 0.1) + rng.uniform(0, 0.1)
    return np.clip(a, 0, 1) * 255


KINDS = [(endoscopy, 2), (fundus, 1.5), (oct_, 1.5), (skin, 1.2), (scenery, 1.5), (pathology, 2), (fluorescence, 1)]
HELD = ['fluorescence']
