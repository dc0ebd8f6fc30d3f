"""PET and nuclear medicine: counts, low matrices, hot spots, whole bodies."""
import numpy as np

from .draw import Canvas, about, blob
from .finish import HOT, RAINBOW, colour
from .noise import blur, chance, fractal, grid, log_uniform, resize, smooth

SCALES = ['nearest', 'nearest', 'linear', 'cubic']


def counts(rng, activity, level):
    """Poisson counts of a mean picture."""
    return rng.poisson(np.maximum(activity, 0) * level).astype(np.float32)


def show(rng, image, height, width):
    """Matrix to screen: percentile, gamma, scaling, now and then a colour table."""
    top = np.percentile(image, rng.choice([100, 99.9, 99, 97])) + 1e-6
    image = np.clip(image / top, 0, 1) ** rng.choice([1, 1, 0.6, 1.6]) * 255
    image = np.clip(resize(image, height, width, rng.choice(SCALES)), 0, 255)
    draw = rng.random()
    if draw < 0.4:
        return 255 - image
    if draw < 0.55:
        return colour(image, HOT)
    return colour(image, RAINBOW) if draw < 0.62 else image


def body_activity(rng, h, w):
    canvas = Canvas(h, w, 0)
    cx = w / 2
    level = rng.uniform(0.05, 0.3)
    canvas.fill(blob(rng, cx, h * 0.07, w * 0.1, h * 0.06, 0.03), level * rng.uniform(1, 8))
    canvas.fill(blob(rng, cx, h * 0.33, w * 0.27, h * 0.24, 0.05, power=0.7), level)
    for side in (-1, 1):
        canvas.fill(blob(rng, cx + side * w * 0.12, h * 0.76, w * 0.08, h * 0.28, 0.05), level * 0.8)
        canvas.fill(blob(rng, cx + side * w * 0.36, h * 0.38, w * 0.05, h * 0.24, 0.05, -side * 0.1), level * 0.7)
    step = h * 0.02
    for y in np.arange(h * 0.14, h * 0.5, step):               # spine and ribs as in a bone scan
        canvas.fill(blob(rng, cx, y, w * 0.035, step * 0.4, 0.05), level * rng.uniform(1.5, 4))
        if y < h * 0.32:
            for side in (-1, 1):
                t = np.linspace(0, 1, 8)
                canvas.line(
                    np.stack([cx + side * w * 0.22 * t, y + h * 0.02 * t], 1), level * rng.uniform(1.2, 2.5),
                    max(w * 0.015, 1))
    for _ in range(rng.integers(0, 25)):
        canvas.disc(
            cx + rng.normal(0, 0.14) * w, rng.uniform(0.05, 0.95) * h, log_uniform(rng, 0.008, 0.05) * w,
            rng.uniform(0.3, 3))
    return blur(canvas.array(), w * rng.uniform(0.008, 0.03))


def whole_body(rng, height, width):
    h = int(rng.choice([128, 256, 400]))
    w = int(h * rng.uniform(0.25, 0.6))
    image = counts(rng, body_activity(rng, h, w), log_uniform(rng, 3, 300))
    views = rng.integers(1, 3)
    if views == 2:
        image = np.concatenate([image, counts(rng, body_activity(rng, h, w), 40)], 1)
    panel = show(rng, image, height, min(int(height * image.shape[1] / h), width))
    canvas = np.full((height, width) + panel.shape[2:], panel[2, 2], np.float32)
    x = (width - panel.shape[1]) // 2
    canvas[:, x:x + panel.shape[1]] = panel
    return canvas


def slice_(rng, height, width):
    """A PET or SPECT slice: head, trunk or heart."""
    n = int(rng.choice([64, 96, 128, 168, 200, 256]))
    canvas = Canvas(n, n, rng.choice([0, 0, 0.01]))
    cx, cy = n * rng.uniform(0.4, 0.6), n * rng.uniform(0.4, 0.6)
    for _ in range(rng.integers(1, 4)):
        outline = blob(
            rng, cx + rng.normal(0, n * 0.08), cy, n * rng.uniform(0.1, 0.38), n * rng.uniform(0.1, 0.3), 0.06)
        canvas.fill(outline, rng.uniform(0.1, 1))
        if chance(rng, 0.6):
            canvas.fill(about(outline, rng.uniform(0.3, 0.85)), rng.uniform(0.02, 0.8))
    for _ in range(rng.integers(0, 12)):
        canvas.disc(
            cx + rng.normal(0, 0.15) * n, cy + rng.normal(0, 0.12) * n, log_uniform(rng, 0.5, n * 0.04),
            rng.uniform(0.2, 4))
    activity = blur(canvas.array(), rng.uniform(0.6, 3))
    activity = activity * np.exp(0.3 * fractal(rng, n, n, n / 8, 4, 0.7))
    image = counts(rng, activity + rng.choice([0, 0.005, 0.03]), log_uniform(rng, 2, 400))
    return show(rng, blur(image, rng.choice([0.4, 0.7, 1.0, 1.6])), height, width)


def sparse(rng, height, width):
    """Hardly any counts: dots of one pixel or a few, on black."""
    n = int(rng.choice([64, 128, 168, 256, 320]))
    y, x = grid(n, n)
    image = counts(rng, np.ones((n, n), np.float32), log_uniform(rng, 0.001, 0.3)) * rng.exponential(1, (n, n))
    if chance(rng, 0.7):
        image = image * (np.hypot(y - n / 2, x - n / 2) < n * rng.uniform(0.3, 0.7))
    if chance(rng, 0.4):
        image = blur(image.astype(np.float32), rng.uniform(0.4, 1.1))
    return show(rng, image.astype(np.float32), height, width)


def planar(rng, height, width):
    """A flood or planar picture with counts everywhere."""
    n = int(rng.choice([64, 128, 256]))
    activity = np.exp(smooth(rng, n, n, n / rng.uniform(1, 5)) * rng.uniform(0.1, 1))
    if chance(rng, 0.5):
        activity = activity * blur(Canvas(n, n).array() + (np.hypot(*[g - n / 2 for g in grid(n, n)]) < n * 0.45), 1.0)
    return show(rng, counts(rng, activity, log_uniform(rng, 0.3, 60)), height, width)


KINDS = [(whole_body, 1.5), (slice_, 2), (sparse, 1.5), (planar, 1)]
HELD = ['planar']
