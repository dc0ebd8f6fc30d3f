"""What a text detector takes for text most easily, in the small and in numbers: enclosed plates, petals, teeth,
bubbles, strokes, weaves, clutter, mottled contents. Each is what some modality shows, freed of its surroundings."""
import numpy as np

from .draw import Canvas, about, blob, spline, walk
from .noise import (blur, chance, fractal, grain, grid, log_uniform, ramp, smooth, spectrum)


def ground(rng, height, width):
    """A calm or noisy ground, 0...1."""
    a = np.full((height, width), rng.uniform(0, 1), np.float32)
    if chance(rng, 0.6):
        a += fractal(rng, height, width, width / rng.uniform(1, 10), 3) * rng.uniform(0, 0.2)
    return a


def finished(rng, a):
    """Noise and the window of 0...1 to the screen."""
    h, w = a.shape
    if chance(rng, 0.7):
        a = a + grain(rng, h, w, log_uniform(rng, 0.3, 2.5)) * log_uniform(rng, 0.004, 0.2)
    gain = rng.uniform(0.4, 1.1) if chance(rng, 0.8) else rng.uniform(1, 3)
    return np.clip((a - 0.5) * gain + rng.uniform(0.3, 0.7), 0, 1) * 255


def cavities(rng, height, width):
    """Blobs within blobs: canals, airways, marrow, cysts; noise and mottling inside."""
    canvas = Canvas(height, width, rng.uniform(0, 1))
    inside = Canvas(height, width, 0)
    for _ in range(int(log_uniform(rng, 8, 90))):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        r = log_uniform(rng, 5, 120)
        outline = blob(
            rng, x, y, r * rng.uniform(0.7, 2.2), r, rng.uniform(0.02, 0.2), rng.choice([0, 0, rng.uniform(0, 3)]))
        canvas.fill(outline, rng.uniform(0, 1))
        for _ in range(rng.integers(0, 4)):
            outline = about(outline, rng.uniform(0.4, 0.93), rng.normal(0, r * 0.08, 2))
            canvas.fill(outline, rng.uniform(0, 1))
        inside.fill(outline, rng.choice([0, 0, 0.3, 1]))
    a = blur(canvas.array(), log_uniform(rng, 0.5, 3))
    texture = (
        grain(rng, height, width, log_uniform(rng, 0.5, 4))
        if chance(rng, 0.5)
        else spectrum(rng, height, width, 0.3, 0.05, rng.uniform(0.15, 0.5)))
    a = a + texture * blur(inside.array(), 1) * rng.uniform(0.03, 0.3)
    return finished(rng, a)


def petals(rng, height, width):
    """Overlapping shaded leaves: flowers, cloth, folds, mucosa, gyri."""
    a = ground(rng, height, width)
    y, x = grid(height, width)
    for _ in range(rng.integers(2, 9)):                        # heads of many leaves
        cx, cy, size = rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 20, 220)
        for k in range(rng.integers(8, 30)):
            r = size * (1 - k / 40) * rng.uniform(0.2, 0.55)
            t = rng.uniform(0, 7)
            px, py = cx + np.cos(t) * (size - r) * 0.6, cy + np.sin(t) * (size - r) * 0.6
            y0, y1, x0, x1 = (
                int(v)
                for v in (
                    max(py - 1.6 * r, 0), min(py + 1.6 * r, height), max(px - 1.6 * r, 0), min(px + 1.6 * r, width)))
            if y1 - y0 < 4 or x1 - x0 < 4:
                continue
            canvas = Canvas(y1 - y0, x1 - x0)
            canvas.fill(blob(rng, px - x0, py - y0, r, r * rng.uniform(0.5, 1), 0.12, rng.uniform(0, 7)), 1)
            cover = blur(canvas.array(), 0.8)
            u, v = (x[:, x0:x1] - px) / r, (y[y0:y1] - py) / r
            tilt = rng.normal(0, 0.35, 2)
            shade = rng.uniform(0.1, 0.9) + tilt[0] * u + tilt[1] * v - 0.25 * (u * u + v * v)
            if chance(rng, 0.3):
                shade = shade + np.sin((u * np.cos(t) + v * np.sin(t)) * rng.uniform(8, 30)) * 0.05
            a[y0:y1, x0:x1] += (shade - a[y0:y1, x0:x1]) * cover
    return finished(rng, a)


def drawing(rng, height, width):
    """Strokes on a plain ground: contours, segmentations, curves, arcs, leads, graphs without axes."""
    canvas = Canvas(height, width, 0)
    middle = rng.uniform(0, width), rng.uniform(0, height)
    for _ in range(int(log_uniform(rng, 2, 60))):
        size = rng.choice([1, 1, 2, 3, 5, 8])
        value = rng.uniform(0.2, 1) * rng.choice([-1, 1])
        style = rng.integers(0, 5)
        if style == 0:                                         # long curves through one place
            points = np.array(
                [
                    middle, [rng.uniform(0, width), rng.uniform(0, height)],
                    [rng.choice([-20, width + 20]), rng.uniform(0, height)]])
            canvas.line(spline(points, 40), value, size)
        elif style == 1:                                       # closed contours, nested
            outline = blob(
                rng, rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 5, 200),
                log_uniform(rng, 5, 200), 0.15, rng.uniform(0, 7))
            for k in range(rng.integers(1, 4)):
                canvas.ring(about(outline, 1 - 0.15 * k), value, size)
        elif style == 2:                                       # nearly level or upright lines, straight or bent
            t = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.12)
            canvas.line(
                walk(rng, rng.uniform(-50, width), rng.uniform(-50, height), t, log_uniform(rng, 20, 900), 0.01, 8),
                value, size)
        elif style == 3:                                       # traces: heart beats, noise, sines
            n = int(log_uniform(rng, 30, width))
            t = np.arange(n)
            trace = (
                np.sin(t * rng.uniform(0.02, 0.8))
                + (t % rng.integers(12, 90) < 4) * rng.uniform(0, 5)
                + rng.normal(0, rng.uniform(0, 0.5), n))
            canvas.line(
                np.stack([rng.uniform(0, width) + t, rng.uniform(0, height) + trace * log_uniform(rng, 1, 15)], 1),
                value, min(size, 3))
        else:
            canvas.line(
                walk(
                    rng, rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, 7), log_uniform(rng, 20, 700),
                    0.08, 5),
                value,
                size)
    a = canvas.array()
    if chance(rng, 0.6):
        a = blur(a, rng.uniform(0.4, 1.3))
    return finished(rng, ground(rng, height, width) + a * rng.uniform(0.15, 0.8))


def rows(rng, height, width):
    """Rows of alike bodies with gaps: teeth, vertebrae, ribs cut across, pills, beads, keys, cobbles."""
    canvas = Canvas(height, width, 0)
    for _ in range(rng.integers(1, 7)):
        n, size = rng.integers(4, 18), log_uniform(rng, 7, 80)
        step, tall, power = size * rng.uniform(1.02, 1.6), rng.uniform(0.5, 1.8), rng.choice([0.5, 0.7, 1])
        path = walk(
            rng, rng.uniform(-50, width * 0.7), rng.uniform(0, height),
            rng.choice([rng.normal(0, 0.15), rng.uniform(0, 7)]), n * step, rng.uniform(0, 0.05), step)
        core, base = rng.uniform(0.2, 0.9), rng.uniform(0.4, 1)
        for (px, py), (qx, qy) in zip(path[:-1], path[1:]):
            t = np.arctan2(qy - py, qx - px)
            body = blob(rng, px, py, size * 0.5, size * 0.5 * tall, rng.choice([0.03, 0.1]), t, power=power)
            canvas.fill(body, base * rng.uniform(0.8, 1.1))
            if size > 24 and chance(rng, 0.7):                 # small hollow ones would be a line of noughts
                canvas.fill(about(body, core), rng.uniform(0, 1))
    return finished(
        rng,
        ground(rng, height, width) * 0.4 + blur(canvas.array(), log_uniform(rng, 0.5, 2.5)) * rng.choice([1, 1, -0.6]))


def bubbles(rng, height, width):
    """Crowds of small cells with thin walls: mastoid, emphysema, foam, trabeculae, honeycomb."""
    canvas = Canvas(height, width, rng.uniform(0.4, 1))
    for _ in range(rng.integers(2, 9)):
        cx, cy, spread = rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 15, 160)
        size, hole = log_uniform(rng, 1.5, 14), rng.uniform(0, 0.5)
        canvas.fill(blob(rng, cx, cy, spread * 1.8, spread * 1.4, 0.15), rng.uniform(0.2, 1))
        for px, py in rng.normal(0, 0.8, (min(int(2.5 * (spread / size) ** 2), 260), 2)) * spread + [cx, cy]:
            r = size * rng.uniform(0.4, 1.2)
            cell = blob(rng, px, py, r * rng.uniform(0.7, 1.6), r, 0.2, rng.uniform(0, 7), 4, 18)
            if chance(rng, 0.6):
                canvas.fill(about(cell, 1.25), rng.uniform(0.6, 1.2))
            canvas.fill(cell, hole + rng.normal(0, 0.05))
    return finished(rng, blur(canvas.array(), log_uniform(rng, 0.5, 1.6)))


def weave(rng, height, width):
    """Cloth, baskets, ripples, sparkles on water, gratings seen askew."""
    y, x = grid(height, width)
    bend = smooth(rng, height, width, width / rng.uniform(1, 5)) * rng.uniform(0, 12)
    f, g = log_uniform(rng, 0.08, 1.2), log_uniform(rng, 0.08, 1.2)
    t = rng.uniform(0, 7)
    u, v = np.cos(t) * x + np.sin(t) * y + bend, -np.sin(t) * x + np.cos(t) * y + bend
    style = rng.integers(0, 3)
    if style == 0:
        a = np.sin(u * f) * np.sin(v * g)
    elif style == 1:                                           # over and under
        a = np.where(np.sin(u * f / 2) * np.sin(v * g / 2) > 0, np.abs(np.sin(u * f)), np.abs(np.sin(v * g)) - 0.3)
    else:                                                      # ripples finer towards the top, glints
        distance = (y + 40) / height
        a = fractal(rng, height, width, (log_uniform(rng, 3, 12), log_uniform(rng, 8, 60)), 3, 0.7)
        a = np.where(a > rng.uniform(0.4, 1.6), 2.0, a * 0.2) * np.sqrt(distance)
    part = ramp(fractal(rng, height, width, width / 3, 2), -0.2, 0.1) if chance(rng, 0.6) else 1
    return finished(rng, 0.5 + blur(a, rng.uniform(0.4, 1.2)) * part * rng.uniform(0.05, 0.5))


def mottled(rng, height, width):
    """Patches of coarse texture in calm surroundings: bowel contents, marrow, gravel, plaque."""
    a = ground(rng, height, width)
    canvas = Canvas(height, width, 0)
    for _ in range(rng.integers(1, 9)):
        canvas.fill(
            blob(
                rng, rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 12, 200),
                log_uniform(rng, 12, 150), 0.15, rng.uniform(0, 7)),
            rng.uniform(0.3, 1))
    low = log_uniform(rng, 0.02, 0.2)
    texture = spectrum(rng, height, width, rng.uniform(0, 1), low, low * rng.uniform(1.5, 5))
    if chance(rng, 0.4):
        texture = np.tanh(texture * rng.uniform(1, 5)) - rng.uniform(0, 1)
    return finished(rng, a + texture * blur(canvas.array(), rng.uniform(0.7, 4)) * rng.uniform(0.08, 0.4))


KINDS = [(cavities, 2), (petals, 1.5), (drawing, 2), (rows, 1.5), (bubbles, 1.5), (weave, 1), (mottled, 1.5)]
HELD = []
