"""Projection pictures made of the layers of `xray`: radiographs, mammograms, fluoroscopy, subtraction."""
import numpy as np

from .draw import about, blob, tree, walk
from .finish import stretch
from .noise import blur, chance, fractal, grain, grid, log_uniform, ramp, smooth, spectrum
from .xray import PARTS, Layers


def device(rng, canvas, h, w):
    """One thing of metal: screw, plate, staples, suture wires, stent, coil, lead, tube, clip, zip, needle."""
    x, y, t = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0, 7)
    size = min(h, w) * log_uniform(rng, 0.02, 0.2)
    along, across = np.array([np.cos(t), np.sin(t)]), np.array([-np.sin(t), np.cos(t)])
    at = np.array([x, y])
    style = rng.integers(0, 11)
    if style == 0:                                             # screw with its thread
        n = rng.integers(6, 26)
        canvas.line(np.stack([at, at + along * size]), 1, size * 0.06 + 1)
        for k in range(n):
            p = at + along * size * k / n
            canvas.line(np.stack([p - across * size * 0.06, p + across * size * 0.06 + along * size * 0.02]), 1, 1)
        canvas.disc(*at, size * 0.1, 1)
    elif style == 1:                                           # plate with holes
        n = rng.integers(3, 10)
        canvas.line(np.stack([at, at + along * size * 2]), 1, size * 0.2)
        canvas.dots(at + along * size * 2 * ((np.arange(n) + 0.5) / n)[:, None], size * 0.06, rng.uniform(0, 0.6))
    elif style == 2:                                           # a row of staples or clips
        n, length = rng.integers(3, 26), log_uniform(rng, 4, 14)
        turn = rng.normal(0, 0.3, n)
        path = walk(rng, x, y, t, n * length * 1.8, 0.04, length * 1.8)
        for p, a in zip(path, turn):
            u = np.array([np.cos(t + a + 1.57), np.sin(t + a + 1.57)]) * length * 0.5
            v = np.array([-u[1], u[0]]) * rng.uniform(0, 0.5)
            canvas.line(np.stack([p - u + v, p - u, p + u, p + u + v]), 1, rng.choice([1, 1, 2, 3]))
    elif style == 3:                                           # sternal wires: small loops with tails
        for k in range(rng.integers(2, 8)):
            p = at + [rng.normal(0, 2), k * size * 0.5]
            canvas.ring(blob(rng, *p, size * 0.15, size * 0.09, 0.15), 1, rng.choice([1, 2, 3]))
            canvas.line(walk(rng, *p, rng.uniform(0, 7), size * 0.15, 0.4, 3), 1, 1)
    elif style == 4:                                           # stent: a mesh tube
        n, r = rng.integers(6, 24), size * 0.18
        u = np.linspace(0, 2 * np.pi * n, n * 12)
        for phase in (0, np.pi, np.pi / 2):
            p = at + along * size * 1.6 * (u / u[-1])[:, None] + across * r * np.cos(u * 0.5 + phase)[:, None]
            canvas.line(p, 0.8, 1)
    elif style == 5:                                           # coil, spring, tangled wire
        canvas.line(walk(rng, x, y, t, size * rng.uniform(2, 12), rng.uniform(0.2, 0.8), 3), 1, rng.choice([1, 1, 2]))
    elif style == 6:                                           # pacemaker with leads
        box = blob(rng, x, y, size * 0.35, size * 0.28, 0.03, t, power=0.7)
        canvas.fill(box, 1)
        canvas.ring(about(box, 0.7), 0.6, 2)
        for _ in range(2):
            canvas.line(walk(rng, x, y, rng.uniform(0, 7), size * 4, 0.06, 6), 0.8, 2)
    elif style == 7:                                           # catheter, tube with side line, cables
        path = walk(rng, x, y, t, size * 8, 0.03, 6)
        canvas.line(path, 0.35, size * 0.05 + 1)
        canvas.line(path + 1.5, 0.8, 1)
    elif style == 8:                                           # beads, markers, electrode snaps
        n = rng.integers(1, 14)
        canvas.dots(at + along * (np.arange(n) * log_uniform(rng, 5, 30))[:, None], log_uniform(rng, 1, 6), 1)
    elif style == 9:                                           # zip, spring steel, ladder
        n, length = rng.integers(8, 60), log_uniform(rng, 2, 9)
        for k in range(n):
            p = at + along * k * length * 1.3 + across * (k % 2) * length * 0.6
            canvas.line(np.stack([p, p + across * length]), 1, max(length * 0.4, 1))
    else:                                                      # ring, hook, earring, bra wire
        canvas.line(blob(rng, x, y, size * 0.5, size * 0.5, 0.05)[:rng.integers(20, 72)], 1, rng.choice([1, 2, 4, 7]))


def expose(rng, layers, invert=0.15):
    """Thickness to grey: scatter, grain, structured noise."""
    h, w = layers.shape
    a = layers.total
    if chance(rng, 0.5):
        a = a + fractal(rng, h, w, log_uniform(rng, 5, 40), 4, 0.75) * rng.uniform(0.005, 0.05)
    if chance(rng, 0.5):                                       # trabeculae where it is thick
        a = a + spectrum(rng, h, w, 0.3, 0.03, rng.uniform(0.12, 0.4)) * ramp(a, 0.5, 1.5) * rng.uniform(0.01, 0.07)
    a = a + smooth(rng, h, w, max(h, w)) * 0.15
    a = a + grain(rng, h, w, log_uniform(rng, 0.3, 1.3)) * log_uniform(rng, 0.002, 0.05)
    if chance(rng, 0.3):                                       # grid lines of the detector
        y, x = grid(h, w)
        a = a + np.sin((y if chance(rng, 0.5) else x) * rng.uniform(0.3, 2.8)) * rng.uniform(0.001, 0.012)
    if chance(rng, 0.4):                                       # edge enhancement
        a = a + (a - blur(a, rng.uniform(2, 6))) * rng.uniform(0.5, 3)
    image = stretch(a, rng.choice([0, 0.5, 5]), rng.choice([100, 99.8, 97, 90]))
    return 255 - image if chance(rng, invert) else image


def collimate(rng, image):
    """Straight or round borders: black, white or grey outside, often askew."""
    h, w = image.shape
    y, x = grid(h, w)
    outside = rng.choice([0, 0, 0, 255, rng.uniform(0, 60)])
    draw = rng.random()
    if draw < 0.25:
        r = np.hypot(y - h / 2, x - w / 2)
        return np.where(r < min(h, w) * rng.uniform(0.45, 0.6), image, outside)
    if draw < 0.4:                                             # cut corners
        r = np.maximum(np.abs(y - h / 2) / h, np.abs(x - w / 2) / w)
        s = (np.abs(y - h / 2) + np.abs(x - w / 2)) / (h + w)
        return np.where((r < rng.uniform(0.42, 0.5)) & (s < rng.uniform(0.36, 0.44)), image, outside)
    slant = rng.choice([0, 0, rng.normal(0, 0.05)])
    for side in range(4):
        if chance(rng, 0.5):
            reach = rng.uniform(0.02, 0.25)
            at = (y + slant * x) / h if side % 2 else (x - slant * y) / w
            image = np.where(at > reach if side < 2 else at < 1 - reach, image, outside)
    return image


def radiograph(rng, height, width):
    layers = Layers(height, width)
    PARTS[rng.integers(0, len(PARTS))](rng, layers)
    if chance(rng, 0.35):
        layers.add(
            lambda c: [device(rng, c, height, width) for _ in range(rng.integers(1, 7))], rng.uniform(0.5, 3),
            rng.uniform(0.4, 1.2))
    image = expose(rng, layers)
    return collimate(rng, image) if chance(rng, 0.5) else image


def metalwork(rng, height, width):
    """Devices on soft shadows: the thin, bright and regular things that look like strokes."""
    layers = Layers(height, width)
    layers.total += fractal(rng, height, width, width / rng.uniform(1, 5), 3, 0.5) * 0.25
    for _ in range(2):
        layers.add(
            lambda c: [device(rng, c, height, width) for _ in range(rng.integers(2, 10))], rng.uniform(0.2, 2),
            rng.uniform(0.4, 1.5))
    return expose(rng, layers, 0.4)


def mammogram(rng, height, width):
    """A breast at one edge on black: strands, masses, clusters of specks."""
    y, x = grid(height, width)
    side = width * rng.uniform(0.35, 0.85)
    cy = height * rng.uniform(0.4, 0.6)
    r = np.hypot(x / side, (y - cy) / (height * rng.uniform(0.4, 0.6)))
    inside = ramp(-r, -1, -0.93)
    dense = fractal(rng, height, width, width / rng.uniform(4, 12), 6, 0.7)
    strands = np.abs(spectrum(rng, height, width, 1.2, 0.005, 0.3))
    layers = Layers(height, width)
    layers.total = (
        0.35 + ramp(dense, -1, 2.5) * rng.uniform(0.2, 0.9) * ramp(-r, -1, -0.4) + rng.uniform(0, 0.15) * strands
    ) * inside

    def specks(canvas):
        for _ in range(rng.integers(0, 6)):
            px, py, spread = rng.uniform(0, side), cy + rng.normal(0, 0.2) * height, log_uniform(rng, 4, 60)
            canvas.dots(
                np.array([px, py]) + rng.normal(0, spread, (rng.integers(2, 30), 2)), rng.choice([0.5, 1, 1.5, 3]), 1)
        for _ in range(rng.integers(0, 8)):
            canvas.line(
                walk(rng, rng.uniform(0, side), cy + rng.normal(0, 0.3) * height, rng.uniform(0, 7), width * 0.3, 0.06),
                0.25, rng.integers(1, 4))
        for _ in range(rng.integers(0, 4)):
            canvas.fill(
                blob(
                    rng, rng.uniform(0, side), cy + rng.normal(0, 0.2) * height, log_uniform(rng, 6, 60),
                    log_uniform(rng, 6, 60), 0.2),
                0.25)
    layers.add(specks, rng.uniform(0.3, 1), rng.uniform(0.4, 1))
    layers.total *= inside > 0
    image = 255 * np.clip(layers.total * rng.uniform(0.7, 1.3), 0, 1)
    image += grain(rng, height, width, 0.6) * log_uniform(rng, 0.3, 6) * (inside > 0)
    return image[:, ::-1] if chance(rng, 0.5) else image


def angiogram(rng, height, width):
    """Contrast in vessels, dark or light, over bones or subtracted."""
    layers = Layers(height, width)
    subtracted = chance(rng, 0.4)
    if not subtracted and chance(rng, 0.6):
        PARTS[rng.integers(0, len(PARTS))](rng, layers)
        layers.total *= 0.4
    else:
        layers.total += fractal(rng, height, width, width / rng.uniform(2, 6), 4) * (0.02 if subtracted else 0.15)

    def contrast(canvas):
        for _ in range(rng.integers(1, 6)):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            for points, size in tree(
                    rng, x, y, rng.uniform(0, 7), height * rng.uniform(0.08, 0.3), log_uniform(rng, 2, 16),
                    rng.uniform(0.04, 0.35), rng.integers(2, 8), rng.uniform(0.4, 1.1), 0.8):
                canvas.line(points, min(1, 0.3 + size / 12), size)
        if chance(rng, 0.5):
            canvas.line(walk(rng, width * rng.random(), height, -np.pi / 2, height, 0.02, 6), 0.8, rng.integers(2, 6))
    layers.add(contrast, rng.uniform(0.2, 1.2), rng.uniform(0.7, 1.5))
    if chance(rng, 0.3):
        layers.add(lambda c: [device(rng, c, height, width) for _ in range(rng.integers(1, 4))], 0.8, 0.8)
    image = expose(rng, layers, 0.7)
    return collimate(rng, image) if chance(rng, 0.6) else image


KINDS = [(radiograph, 5), (metalwork, 2), (mammogram, 1.5), (angiogram, 2)]
HELD = []
