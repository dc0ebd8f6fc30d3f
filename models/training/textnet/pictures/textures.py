"""Noise of many spectra, textures, patterns and test phantoms."""
import numpy as np

from .draw import Canvas, blob, walk
from .noise import (blur, chance, fractal, grain, grid, log_uniform, ramp, resize, smooth, spectrum, white)


def noise(rng, height, width):
    """Pure noise: white, pink, band, blocky, streaky, binary, sparse."""
    draw = rng.integers(0, 8)
    if draw == 0:
        a = grain(rng, height, width, log_uniform(rng, 0.2, 4))
    elif draw == 1:
        a = spectrum(rng, height, width, rng.uniform(0, 2))
    elif draw == 2:
        low = log_uniform(rng, 0.02, 0.5)
        a = spectrum(rng, height, width, 0, low, low * rng.uniform(1.1, 3))
    elif draw == 3:
        n = int(rng.integers(2, 17))
        a = resize(white(rng, height // n + 1, width // n + 1), height, width, 'nearest')
    elif draw == 4:
        a = grain(rng, height, width, (log_uniform(rng, 0.2, 12), log_uniform(rng, 0.2, 12)))
    elif draw == 5:
        a = (white(rng, height, width) > rng.uniform(0.5, 3.5)) * 3.0
        a = blur(a.astype(np.float32), rng.choice([0.01, 0.5, 1.0]))
    elif draw == 6:                                            # blocks as of a strong JPEG
        a = blocks(rng, height, width)
    else:
        a = grain(rng, height, width, log_uniform(rng, 0.3, 2)) * np.exp(fractal(rng, height, width, width / 5, 3))
    return np.clip(rng.uniform(0, 255) + a * log_uniform(rng, 3, 120), 0, 255)


def blocks(rng, height, width):
    """8 x 8 blocks of a few cosines each."""
    k = np.arange(8)
    n = 12
    waves = []
    for _ in range(n):
        u, v = rng.integers(0, 5, 2)
        waves.append(np.outer(np.cos((2 * k + 1) * u * np.pi / 16), np.cos((2 * k + 1) * v * np.pi / 16)))
    h, w = height // 8 + 1, width // 8 + 1
    gain = (rng.standard_normal((h, w, n)) * (rng.random((h, w, n)) < 0.2)).astype(np.float32)
    gain *= np.exp(fractal(rng, h, w, 10, 3))[..., None]
    a = np.tensordot(gain, np.array(waves, np.float32), 1)
    return a.transpose(0, 2, 1, 3).reshape(h * 8, w * 8)[:height, :width]


def flat(rng, height, width):
    """Flat fields, gradients, vignettes, panels."""
    y, x = grid(height, width)
    level = rng.choice([0, 255, rng.uniform(0, 255)])
    a = np.full((height, width), level, np.float32)
    if chance(rng, 0.6):
        t = rng.uniform(0, 7)
        a = a + (np.cos(t) * (x / width - 0.5) + np.sin(t) * (y / height - 0.5)) * rng.uniform(0, 300)
    if chance(rng, 0.3):
        a = a - np.hypot(y - height / 2, x - width / 2) * rng.uniform(0, 0.6)
    if chance(rng, 0.6):
        a = a + grain(rng, height, width, rng.uniform(0.2, 1.5)) * log_uniform(rng, 0.3, 12)
    for _ in range(rng.integers(0, 7)):
        y0, x0 = rng.integers(0, height), rng.integers(0, width)
        y1, x1 = y0 + rng.integers(2, height), x0 + rng.integers(2, width)
        a[y0:y1, x0:x1] = rng.uniform(0, 255) if chance(rng, 0.7) else a[y0:y1, x0:x1] * rng.uniform(0.3, 1.5)
    return np.clip(np.floor(a) if chance(rng, 0.5) else a, 0, 255)


def waves(rng, height, width):
    """Stripes, moire, interference."""
    y, x = grid(height, width)
    a = np.zeros((height, width), np.float32)
    for _ in range(rng.integers(1, 4)):
        t, f = rng.uniform(0, 7), log_uniform(rng, 0.02, 2.5)
        phase = (np.cos(t) * x + np.sin(t) * y) * f
        if chance(rng, 0.4):
            phase = phase + smooth(rng, height, width, width / rng.uniform(1, 8)) * rng.uniform(0, 10)
        if chance(rng, 0.2):
            phase = np.hypot(y - rng.uniform(0, height), x - rng.uniform(0, width)) * f
        wave = np.sin(phase)
        a = a + (np.sign(wave) if chance(rng, 0.3) else wave)
    if chance(rng, 0.4):
        a = a * ramp(fractal(rng, height, width, width / 4, 3), -0.3, 0.3)
    a = a + white(rng, height, width) * rng.uniform(0, 0.6)
    return np.clip(128 + a * log_uniform(rng, 8, 128), 0, 255)


def cells(rng, height, width):
    """Voronoi cells: their edges, fills or centres."""
    n = int(log_uniform(rng, 30, 700))
    step = rng.uniform(1.3, 2)
    h, w = int(height / step), int(width / step)
    from scipy.spatial import cKDTree
    points = rng.random((n, 2)) * [h, w]
    y, x = np.mgrid[:h:2, :w:2].reshape(2, -1)
    d, who = cKDTree(points).query(np.stack([y, x], 1).astype(float), 2)
    d = d.astype(np.float32)
    border = (d[:, 1] - d[:, 0]).reshape((h + 1) // 2, (w + 1) // 2)
    who = rng.random(n).astype(np.float32)[who[:, 0]].reshape(border.shape)
    style = rng.integers(0, 3)
    size = np.sqrt(h * w / n)
    if style == 0:
        a = ramp(border, 0, size * rng.uniform(0.1, 0.5))
    elif style == 1:
        a = who * ramp(border, 0, 3)
    else:
        a = 1 - ramp(d[:, 0].reshape(border.shape), size * 0.1, size * rng.uniform(0.2, 0.6))
    a = resize(a, height, width, 'cubic') * 255
    a = a * rng.uniform(0.3, 1) + grain(rng, height, width, 1) * rng.uniform(0, 20)
    return np.clip(255 - a if chance(rng, 0.5) else a, 0, 255)


def labyrinth(rng, height, width):
    """Reaction-diffusion like stripes and spots."""
    f = log_uniform(rng, 0.03, 0.35)
    a = spectrum(rng, height, width, 0, f, f * rng.uniform(1.15, 1.6))
    a = np.tanh((a + rng.uniform(-1, 1)) * log_uniform(rng, 0.7, 8))
    if chance(rng, 0.5):
        a = a * ramp(fractal(rng, height, width, width / 4, 3), -0.5, 0.5)
    return np.clip(128 + a * rng.uniform(20, 128) + white(rng, height, width) * rng.uniform(0, 25), 0, 255)


def fibres(rng, height, width):
    """Many thin curves: hair, fibres, scratches."""
    canvas = Canvas(height, width, 0)
    heading, spread = rng.uniform(0, 7), rng.choice([0.1, 0.4, 3])
    for _ in range(int(log_uniform(rng, 4, 250))):
        curve = walk(rng, rng.uniform(0, width), rng.uniform(0, height), heading + rng.normal(0, spread),
                     log_uniform(rng, 6, 500), rng.uniform(0.01, 0.3), 5)
        canvas.line(curve, rng.uniform(-1, 1), rng.choice([1, 1, 1, 2, 3, 5]))
    a = blur(canvas.array(), rng.uniform(0.4, 1.2)) + fractal(rng, height, width, width / 6, 4) * rng.uniform(0, 0.4)
    return np.clip(
        rng.uniform(40, 220) + a * rng.uniform(30, 160) + white(rng, height, width) * rng.uniform(0, 12), 0, 255)


def phantom(rng, height, width):
    """Line pairs, dots, wedges, stars, checkers, targets, pins: test objects without their numbers."""
    canvas = Canvas(height, width, 0)
    for _ in range(rng.integers(1, 7)):
        test_object(rng, canvas, height, width)
    a = canvas.array()
    if chance(rng, 0.6):
        a = blur(a, rng.uniform(0.4, 2.5))
    base, gain = rng.uniform(0, 255), rng.uniform(-220, 220)
    a = base + a * gain + grain(rng, height, width, rng.uniform(0.3, 1.5)) * log_uniform(rng, 0.3, 30)
    if chance(rng, 0.4):
        y, x = grid(height, width)
        a = np.where(
            np.hypot(y - height / 2, x - width / 2) < min(height, width) * rng.uniform(0.4, 0.6), a,
            rng.choice([0, 255]))
    return np.clip(a, 0, 255)


def test_object(rng, canvas, height, width):
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    size = min(height, width) * log_uniform(rng, 0.05, 0.5)
    style = rng.integers(0, 8)
    if style == 0:                                             # groups of line pairs, ever finer
        step = log_uniform(rng, 2, 16)
        while step > 1:
            for k in range(rng.integers(3, 6)):
                canvas.fill(np.array([[x, y], [x + step / 2, y], [x + step / 2, y + size / 3], [x, y + size / 3]]), 1)
                x += step
            x += step * 2
            step *= 0.8
    elif style == 1:                                           # grid of dots or holes
        step, r = log_uniform(rng, 6, 60), log_uniform(rng, 0.7, 12)
        for py in np.arange(y, y + size, step):
            canvas.dots(np.stack(np.broadcast_arrays(np.arange(x, x + size, step), py), 1), min(r, step / 2.5), 1)
    elif style == 2:                                           # step wedge
        n = rng.integers(4, 20)
        for k in range(n):
            canvas.fill(
                np.array(
                    [
                        [x + k * size / n, y], [x + (k + 1) * size / n, y], [x + (k + 1) * size / n, y + size / 4],
                        [x + k * size / n, y + size / 4]]),
                k / n)
    elif style == 3:                                           # star
        n = rng.integers(8, 60)
        for t in np.linspace(0, 2 * np.pi, n, endpoint=False):
            p = [[x, y]] + [[x + size / 2 * np.cos(t + d), y + size / 2 * np.sin(t + d)] for d in (0, np.pi / n)]
            canvas.fill(np.array(p), 1)
    elif style == 4:                                           # grid of lines
        step = log_uniform(rng, 6, 80)
        for p in np.arange(0, max(height, width), step):
            canvas.line(np.array([[p, 0], [p, height]]), 1, rng.choice([1, 1, 2]))
            canvas.line(np.array([[0, p], [width, p]]), 1, 1)
    elif style == 5:                                           # checkers
        step = log_uniform(rng, 2, 50)
        for i in range(min(int(size / step), 12)):
            for j in range(i % 2, min(int(size / step), 12), 2):
                px, py = x + i * step, y + j * step
                canvas.fill(np.array([[px, py], [px + step, py], [px + step, py + step], [px, py + step]]), 1)
    elif style == 6:                                           # targets and rings
        for r in np.linspace(size / 2, 2, rng.integers(2, 9)):
            canvas.ring(blob(rng, x, y, r, r, 0), 1, rng.integers(1, 4))
    else:                                                      # pins of many sizes in a row
        n = rng.integers(3, 14)
        for k in range(n):
            canvas.disc(x + k * size / n, y, max(size * 0.05 * (1 - k / n), 0.6), 1 - 0.6 * k / n)


KINDS = [(noise, 3), (flat, 2), (waves, 1), (cells, 1.5), (labyrinth, 1), (fibres, 1.5), (phantom, 2)]
HELD = ['labyrinth']
