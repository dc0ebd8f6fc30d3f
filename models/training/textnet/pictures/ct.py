"""CT: axial slices of trunk, head and limbs in Hounsfield units, shown in any window."""
import numpy as np

from .draw import Canvas, about, blob, tree, walk
from .finish import window
from .noise import blur, chance, fractal, grain, grid, log_uniform, spectrum, white

AIR, LUNG, FAT, SOFT, BONE, METAL = -1000, -850, -100, 45, 900, 3000


def bone(rng, canvas, outline, cortex=None, marrow=None):
    """A bright thin shell round a marrow."""
    cortex = cortex or rng.uniform(600, 1600)
    canvas.fill(outline, cortex)
    size = np.ptp(outline, 0).mean()
    canvas.fill(about(outline, 1 - min(2 * log_uniform(rng, 1.2, 5) / max(size, 4), 0.6)),
                marrow if marrow is not None else rng.uniform(80, 450))


def vertebra(rng, canvas, x, y, r, up=1):
    """Body, canal, arch with processes; `up` -1 is prone."""
    for side in (-1, 1):
        bone(rng, canvas, blob(rng, x + side * r * 1.25, y + up * r * 0.95, r * 0.9, r * 0.22, 0.15, side * up * 0.3))
        canvas.line(np.array([[x + side * r * 0.6, y + up * r * 0.6], [x + side * r * 0.55, y + up * r * 1.2],
                              [x, y + up * r * 1.8]]), rng.uniform(500, 1000), r * 0.22)
    bone(rng, canvas, blob(rng, x, y + up * r * 2.0, r * 0.16, r * 0.7, 0.1))
    bone(rng, canvas, blob(rng, x, y, r, r * 0.78, 0.05))
    canvas.fill(blob(rng, x, y + up * r * 1.05, r * 0.45, r * 0.36, 0.05), 25)


def ribs(rng, canvas, x, y, rx, ry, count, size):
    for t in np.linspace(0.1, 2 * np.pi, count) + rng.normal(0, 0.08, count):
        rx2, ry2 = rx * rng.uniform(0.93, 1.0), ry * rng.uniform(0.93, 1.0)
        px, py = x + rx2 * np.cos(t), y + ry2 * np.sin(t)
        bone(rng, canvas, blob(rng, px, py, size * rng.uniform(0.8, 3), size * rng.uniform(0.5, 0.9), 0.1,
                               np.arctan2(ry2 * np.cos(t), -rx2 * np.sin(t))))


def table(rng, canvas, height, width, y):
    """The couch: thin bright curves below the body."""
    x = np.linspace(0, width, 60)
    sag = rng.uniform(-0.1, 0.3) * height
    for k in range(rng.integers(1, 4)):
        curve = y + k * rng.uniform(0.015, 0.06) * height + sag * (1 - ((x - width / 2) / (width / 2)) ** 2) * 0.5
        keep = np.abs(x - width / 2) < width * rng.uniform(0.2, 0.5)
        canvas.line(np.stack([x[keep], curve[keep]], 1), rng.uniform(-750, 200), rng.integers(1, 5))


def trunk(rng, canvas, h, w):
    """Chest or belly."""
    cx, cy = w * rng.uniform(0.45, 0.55), h * rng.uniform(0.42, 0.55)
    rx = w * rng.uniform(0.3, 0.5)
    ry = min(rx * rng.uniform(0.6, 0.8), h * 0.45)
    up = 1 if chance(rng, 0.9) else -1
    table(rng, canvas, h, w, cy + ry * 1.05)
    skin = blob(rng, cx, cy, rx, ry, 0.02, power=0.9)
    canvas.fill(skin, rng.uniform(-20, 30))
    canvas.fill(about(skin, 0.985), FAT)
    depth = rng.uniform(0.75, 0.93)
    canvas.fill(about(skin, depth), rng.uniform(40, 65))
    inner = about(skin, depth * 0.9)
    r = rx * rng.uniform(0.09, 0.14)
    if chance(rng, 0.5):
        for side in (-1, 1):
            lung = blob(rng, cx + side * rx * 0.42, cy - up * ry * 0.05, rx * 0.34, ry * 0.66, 0.07)
            canvas.fill(lung, LUNG)
            x, y = cx + side * rx * 0.15, cy
            for points, width in tree(rng, x, y, 0 if side > 0 else np.pi, rx * 0.16, rx * 0.02, 0.1, 5, 0.9):
                canvas.line(points, rng.uniform(-300, 60), width)
            dots = lung.mean(0) + rng.normal(0, 0.16, (rng.integers(8, 60), 2)) * [rx, ry]
            canvas.dots(dots, rng.uniform(0.8, 2.5), rng.uniform(-400, 40))
        canvas.fill(blob(rng, cx + rx * 0.1, cy - up * ry * 0.2, rx * 0.27, ry * 0.33, 0.08), rng.uniform(30, 280))
    else:
        canvas.fill(inner, rng.uniform(-110, -60))
        canvas.fill(blob(rng, cx - rx * 0.38, cy - up * ry * 0.2, rx * 0.4, ry * 0.5, 0.1), rng.uniform(50, 130))
        canvas.fill(blob(rng, cx + rx * 0.55, cy + up * ry * 0.1, rx * 0.14, ry * 0.3, 0.08), rng.uniform(40, 140))
        for side in (-1, 1):
            kidney = blob(rng, cx + side * rx * 0.38, cy + up * ry * 0.38, rx * 0.13, ry * 0.2, 0.08, side * 0.4)
            canvas.fill(kidney, rng.uniform(30, 220))
            canvas.fill(about(kidney, 0.45), rng.uniform(-80, 300))
        for _ in range(rng.integers(5, 26)):                   # loops of bowel, some with gas and contrast
            x, y = cx + rng.normal(0, 0.3) * rx, cy - up * rng.uniform(-0.2, 0.7) * ry
            loop = blob(rng, x, y, rx * rng.uniform(0.03, 0.12), rx * rng.uniform(0.03, 0.1), 0.2)
            canvas.fill(loop, rng.choice([40, 60, 20, 250, 500]))
            canvas.fill(about(loop, 0.75), rng.choice([10, 30, -900, -950, 200]))
    ribs(rng, canvas, cx, cy, rx * depth * 0.96, ry * depth * 0.96, rng.integers(5, 18), rx * 0.03)
    vertebra(rng, canvas, cx, cy + up * ry * 0.45, r, up)
    for _ in range(rng.integers(2, 12)):                       # enhanced vessels
        canvas.disc(
            cx + rng.normal(0, 0.25) * rx, cy + rng.normal(0, 0.25) * ry, log_uniform(rng, 1, r * 0.7),
            rng.uniform(100, 400))
    return cx, cy, rx, ry


def head(rng, canvas, h, w):
    """Brain, face or jaw."""
    cx, cy = w * rng.uniform(0.46, 0.54), h * rng.uniform(0.45, 0.52)
    ry = h * rng.uniform(0.3, 0.44)
    rx = ry * rng.uniform(0.72, 0.85)
    table(rng, canvas, h, w, cy + ry * 1.05)
    scalp = blob(rng, cx, cy, rx, ry, 0.015)
    canvas.fill(scalp, 20)
    canvas.fill(about(scalp, 0.985), -60)
    skull = about(scalp, rng.uniform(0.92, 0.96))
    canvas.fill(skull, rng.uniform(1000, 1800))
    canvas.fill(about(skull, 0.97), rng.uniform(400, 1200))
    canvas.fill(about(skull, rng.uniform(0.9, 0.94)), rng.uniform(30, 38))
    style = rng.integers(0, 3)
    if style == 0:                                             # ventricles, sulci, falx
        for side in (-1, 1):
            canvas.fill(blob(rng, cx + side * rx * 0.13, cy - ry * 0.1, rx * 0.06, ry * 0.25, 0.15, side * 0.25), 5)
        for _ in range(rng.integers(10, 50)):
            t = rng.uniform(0, 6.3)
            canvas.line(
                walk(rng, cx + 0.8 * rx * np.cos(t), cy + 0.8 * ry * np.sin(t), t + np.pi, rx * 0.22, 0.25, 3), 8, 2)
        canvas.line(np.array([[cx, cy - ry * 0.85], [cx + 2, cy + ry * 0.85]]), 55, 1)
    else:                                                      # cavities and septa, cells of bone, teeth
        for _ in range(rng.integers(3, 22)):
            x, y = cx + rng.normal(0, 0.3) * rx, cy + rng.normal(-0.1, 0.4) * ry
            cell = blob(rng, x, y, rx * log_uniform(rng, 0.02, 0.22), ry * log_uniform(rng, 0.02, 0.16), 0.25)
            canvas.fill(about(cell, 1.12), rng.uniform(300, 1300))
            canvas.fill(cell, rng.choice([AIR, AIR, -50, 40]))
        for _ in range(rng.integers(0, 12)):
            x, y = cx + rng.normal(0, 0.35) * rx, cy + rng.normal(0, 0.4) * ry
            canvas.line(
                walk(rng, x, y, rng.uniform(0, 7), rx * 0.4, 0.25, 4), rng.uniform(300, 1500), rng.integers(1, 4))
        if style == 2:
            teeth(rng, canvas, cx, cy - ry * rng.uniform(-0.1, 0.3), rx * rng.uniform(0.35, 0.5))
    return cx, cy, rx, ry


def teeth(rng, canvas, cx, cy, r):
    """A dental arch: a row of bright blocks, as evenly spaced as letters."""
    count = rng.integers(8, 17)
    for t in np.linspace(np.pi * 1.02, np.pi * 1.98, count):
        x, y = cx + r * np.cos(t), cy + 1.25 * r * np.sin(t)
        size = r * np.pi / count * rng.uniform(0.35, 0.55)
        tooth = blob(rng, x, y, size * rng.uniform(0.7, 1), size, 0.1, t)
        canvas.fill(tooth, rng.uniform(1300, 2800))
        canvas.fill(about(tooth, rng.uniform(0.2, 0.5)), rng.uniform(200, 1500))
        if chance(rng, 0.1):
            canvas.fill(about(tooth, 0.8), METAL)


def limbs(rng, canvas, h, w):
    """Cross sections of legs, arms or feet."""
    count = rng.integers(1, 4)
    for k in range(count):
        cx, cy = w * (k + 0.5) / count, h * rng.uniform(0.4, 0.6)
        r = min(w / count, h) * rng.uniform(0.25, 0.45)
        skin = blob(rng, cx, cy, r, r * rng.uniform(0.8, 1.1), 0.05)
        canvas.fill(skin, 10)
        canvas.fill(about(skin, 0.98), FAT)
        for _ in range(rng.integers(3, 12)):
            t, d = rng.uniform(0, 7), rng.uniform(0, 0.55) * r
            canvas.fill(
                blob(rng, cx + d * np.cos(t), cy + d * np.sin(t), r * 0.3, r * 0.2, 0.15, t), rng.uniform(40, 75))
        for _ in range(rng.integers(1, 8)):
            bone(rng, canvas, blob(rng, cx + rng.normal(0, 0.25) * r, cy + rng.normal(0, 0.25) * r,
                                   r * rng.uniform(0.06, 0.25), r * rng.uniform(0.06, 0.25), 0.15))
    return w / 2, h / 2, w * 0.4, h * 0.4


def coronal(rng, canvas, h, w):
    """A reformatted body: trunk outline, spine as a ladder, ribs as rows of dots."""
    cx = w * rng.uniform(0.45, 0.55)
    rx = w * rng.uniform(0.25, 0.4)
    canvas.fill(blob(rng, cx, h / 2, rx, h * 0.6, 0.04, power=0.6), FAT)
    canvas.fill(blob(rng, cx, h / 2, rx * 0.9, h * 0.58, 0.04, power=0.6), 50)
    lungs = h * rng.uniform(0.1, 0.5)
    step = h * rng.uniform(0.045, 0.08)
    for side in (-1, 1):
        canvas.fill(blob(rng, cx + side * rx * 0.45, lungs * 0.5, rx * 0.34, lungs * 0.6, 0.06), LUNG)
        for y in np.arange(step / 2, lungs * 1.3, step):
            bone(
                rng, canvas,
                blob(rng, cx + side * rx * (0.6 + 0.28 * np.sqrt(min(y / lungs, 1))), y, step * 0.2, step * 0.28, 0.1))
    canvas.fill(blob(rng, cx - rx * 0.4, lungs + h * 0.12, rx * 0.4, h * 0.13, 0.08), 110)
    for y in np.arange(0, h, step):
        bone(rng, canvas, blob(rng, cx + rng.normal(0, 1), y + step / 2, step * 0.7, step * 0.4, 0.04, power=0.6))
    return cx, h / 2, rx, h * 0.5


def metal(rng, hu, x, y):
    """A bright object and its streaks."""
    h, w = hu.shape
    rows, columns = grid(h, w)
    dy, dx = rows - y, columns - x
    bins = rng.integers(60, 260)
    rays = (rng.standard_normal(bins) ** 3).astype(np.float32)
    angle = ((np.arctan2(dy, dx) + np.pi) * (bins / (2 * np.pi))).astype(np.int32) % bins
    reach = np.exp(-np.hypot(dx, dy) / (w * rng.uniform(0.03, 0.2)))
    return hu + blur(rays[angle], 0.8) * reach * log_uniform(rng, 40, 500)


def screw(rng, canvas, x, y, length):
    """A screw, clip, wire or coil of metal."""
    t = rng.uniform(0, 7)
    if chance(rng, 0.5):
        canvas.line(walk(rng, x, y, t, length, 0.02), METAL, rng.integers(2, 7))
    else:
        canvas.line(walk(rng, x, y, t, length * 3, 0.6, 3), METAL, 1)


def body(rng, height, width):
    """Hounsfield units [height, width] of a whole slice."""
    canvas = Canvas(height, width, AIR)
    shape = [trunk, trunk, head, head, limbs, coronal][rng.integers(0, 6)]
    cx, cy, rx, ry = shape(rng, canvas, height, width)
    spots = []
    for _ in range(rng.integers(1, 5) if chance(rng, 0.2) else 0):
        spots.append((cx + rng.normal(0, 0.4) * rx, cy + rng.normal(0, 0.4) * ry))
        screw(rng, canvas, *spots[-1], rx * rng.uniform(0.05, 0.4))
    hu = canvas.array()
    texture = fractal(rng, height, width, log_uniform(rng, 4, 30), 3, 0.7)
    hu += texture * np.where(hu > 100, rng.uniform(20, 160), np.where(hu > -300, rng.uniform(2, 25), 8))
    hu = blur(hu, rng.uniform(0.5, 1.3))
    for x, y in spots[:1]:
        hu = metal(rng, hu, x, y)
    return hu


def artefacts(rng, hu):
    height, width = hu.shape
    y, x = grid(height, width)
    level = log_uniform(rng, 3, 90)
    if chance(rng, 0.8):
        hu = hu + grain(rng, height, width, log_uniform(rng, 0.3, 1.6)) * level
    else:                                                      # streaky noise
        hu = hu + grain(rng, height, width, (0.5, rng.uniform(3, 15))) * level
    r = np.hypot(y - height / 2, x - width / 2)
    if chance(rng, 0.1):                                       # rings
        rings = white(rng, 1, int(r.max()) + 2)[0]
        hu = hu + blur(rings, 0.7)[r.astype(np.int32)] * rng.uniform(10, 120)
    if chance(rng, 0.35):                                      # reconstruction circle
        hu = np.where(r < min(height, width) * rng.uniform(0.49, 0.52), hu, rng.choice([-1024, -2000, -1500, -1024, 0]))
    return hu


def slice_(rng, height, width):
    hu = artefacts(rng, body(rng, height, width))
    draw = rng.random()
    if draw < 0.3:
        return window(hu, rng.uniform(0, 80), log_uniform(rng, 60, 500))
    if draw < 0.45:
        return window(hu, rng.uniform(-750, -450), rng.uniform(800, 1800))
    if draw < 0.65:
        return window(hu, rng.uniform(200, 700), rng.uniform(800, 3000))
    if draw < 0.9:
        low = rng.choice([-1024, -2000, -1000, hu.min()])
        return np.clip((hu - low) / (rng.uniform(1200, 4095) - low), 0, 1) * 255
    return window(hu, rng.uniform(-200, 600), log_uniform(rng, 1, 60))


def close(rng, height, width):
    """A part of a slice, enlarged: vertebra, ribs, jaw at a small field of view."""
    factor = rng.uniform(1.5, 3.5)
    canvas = Canvas(height, width, rng.uniform(20, 60))
    for _ in range(rng.integers(3, 10)):
        canvas.fill(
            blob(
                rng, rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 20, 200),
                log_uniform(rng, 20, 160), 0.2),
            rng.choice([FAT, 60, 40, 80, LUNG, AIR]))
    for _ in range(rng.integers(0, 9)):
        bone(
            rng, canvas,
            blob(
                rng, rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 6, 60), log_uniform(rng, 4, 40),
                0.2, rng.uniform(0, 6)))
    if chance(rng, 0.6):
        vertebra(
            rng, canvas, width * rng.uniform(0.3, 0.7), height * rng.uniform(0.2, 0.6),
            min(height, width) * factor * 0.06)
    if chance(rng, 0.3):
        teeth(
            rng, canvas, width * rng.uniform(0.3, 0.7), height * rng.uniform(0.5, 1),
            min(height, width) * rng.uniform(0.2, 0.5))
    hu = canvas.array()
    trabeculae = (
        spectrum(rng, height, width, 0.5, 0.02, rng.uniform(0.1, 0.35))
        if chance(rng, 0.5)
        else fractal(rng, height, width, log_uniform(rng, 4, 40), 4, 0.7))
    hu = hu + trabeculae * np.where(hu > 75, rng.uniform(30, 200), rng.uniform(3, 20))
    hu = blur(hu, rng.uniform(0.8, 2.5)) + grain(rng, height, width, rng.uniform(0.5, 2.5)) * log_uniform(rng, 4, 120)
    return window(hu, rng.uniform(0, 500), log_uniform(rng, 80, 2500))


KINDS = [(slice_, 4), (close, 2)]
HELD = []
