"""Ultrasound: fans, sectors and linear probes with speckle; colour boxes; M-mode; spectral Doppler."""
import numpy as np

from .draw import Canvas, blob, walk
from .finish import colour
from .noise import (blur, chance, fractal, grid, log_uniform, resize, sample, speckle, unit, white)


def tissue(rng, depth, width):
    """Echogenicity [depth, width] of layers, vessels and bright interfaces, mean about 1."""
    levels = fractal(rng, depth, width, (log_uniform(rng, 12, 120), log_uniform(rng, 20, 240)), 4, 0.6)
    echo = np.exp(levels * rng.uniform(0.2, 0.8))
    canvas = Canvas(depth, width, 1)
    for _ in range(rng.integers(0, 7)):
        x, y = rng.uniform(0, width), rng.uniform(0, depth)
        ry = log_uniform(rng, 4, depth / 3)
        shape = blob(rng, x, y, ry * rng.uniform(0.5, 1.6), ry, 0.18)
        canvas.fill(shape, rng.choice([0.02, 0.05, 0.2, 0.5, 1.8]))
        if chance(rng, 0.5):
            canvas.ring(shape, rng.uniform(1.5, 5), rng.integers(1, 5))
    for _ in range(rng.integers(1, 10)):
        y = rng.uniform(0, depth)
        curve = walk(rng, -10, y, rng.normal(0, 0.15), width + 60, 0.03, 6)
        start = rng.integers(0, len(curve) // 2)
        canvas.line(curve[start:start + rng.integers(6, len(curve))], rng.uniform(1.5, 7), rng.integers(1, 6))
    echo *= blur(canvas.array(), (rng.uniform(0.5, 1.2), rng.uniform(1, 4)))
    if chance(rng, 0.4):                                       # shadows and enhancement behind something
        for _ in range(rng.integers(1, 4)):
            x, y, w = rng.integers(0, width), rng.integers(0, depth), rng.integers(3, max(4, width // 6))
            gain = np.zeros(width, np.float32)
            gain[x:x + w] = np.log(rng.choice([0.1, 0.3, 1.6]))
            echo[y:] *= np.exp(blur(gain, max(w / 6, 1)))
    if chance(rng, 0.25):                                      # comet tails, ring-down
        x, y = rng.integers(0, width), rng.integers(0, depth)
        rows = np.arange(depth - y, dtype=np.float32)
        stripes = 1 + 3 * (np.sin(rows * rng.uniform(0.5, 1.6)) > 0) * np.exp(-rows / rng.uniform(20, 90))
        echo[y:, x:x + rng.integers(2, 9)] *= stripes[:, None]
    return echo


def beam(rng, depth, width, fine=None):
    """A polar (or linear) picture 0...255: tissue times speckle, compressed."""
    fine = fine or log_uniform(rng, 0.6, 1.8)
    echo = tissue(rng, depth, width)
    echo *= speckle(rng, depth, width, (fine, fine * rng.uniform(1.2, 4)))
    rows = np.linspace(0, 1, depth, dtype=np.float32)[:, None]
    attenuation = rng.uniform(0, 3)
    echo *= np.exp(-attenuation * rows)
    if chance(rng, 0.6):                                       # near field: bright reverberation
        echo[:max(depth // rng.integers(12, 40), 2)] *= rng.uniform(2, 6)
    span = rng.uniform(30, 65)
    grey = np.clip(20 * np.log10(echo + 1e-4) + rng.uniform(0.35, 0.8) * span, 0, span) * (255 / span)
    if chance(rng, 0.7):
        grey = np.maximum(grey - rng.uniform(0, 60), 0) * rng.uniform(1, 1.3)
    return np.minimum(grey, 255)


def fan_geometry(rng, height, width):
    """Polar coordinates of every pixel: depth 0...1, angle -1...1, and the mask of the fan."""
    half = rng.uniform(0.35, 0.85)
    near = rng.choice([0, 0, rng.uniform(0.05, 0.5)])
    reach = height * rng.uniform(0.75, 1.25)
    x0 = width * rng.uniform(0.35, 0.65)
    y0 = height * rng.uniform(-0.05, 0.15) - near * reach * np.cos(half) * 0.8
    tilt = rng.choice([0, 0, 0, rng.uniform(-0.4, 0.4)])
    y, x = grid(height, width)
    dy, dx = y - y0, x - x0
    radius = np.sqrt(dy * dy + dx * dx) / reach
    angle = (np.arctan2(dx, dy) - tilt) / half
    depth = (radius - near) / (1 - near if near < 0.9 else 1)
    inside = (np.abs(angle) < 1) & (depth > 0) & (depth < 1)
    return depth, angle, inside, (x0, y0, reach, half, near, tilt)


def fan(rng, height, width):
    """Sector or curved probe on black."""
    depth, angle, inside, _ = fan_geometry(rng, height, width)
    beams, samples = int(rng.integers(90, 260)), int(rng.integers(220, 520))
    polar = beam(rng, samples, beams)
    image = np.full((height, width), rng.choice([0, 0, 0, 0, rng.uniform(0, 50)]), np.float32)
    image[inside] = sample(polar, depth[inside] * samples, (angle[inside] + 1) * (beams / 2))
    if chance(rng, 0.3):
        image = edges(rng, image)
    return image


def linear(rng, height, width):
    """A linear probe: a rectangle or parallelogram of speckle, full or within black."""
    scale = rng.uniform(1, 2.2)
    h, w = int(height / scale), int(width / scale)
    picture = resize(beam(rng, h, w), height, width, 'linear')
    if chance(rng, 0.6):
        y, x = grid(height, width)
        x0, x1 = width * rng.uniform(0, 0.3), width * rng.uniform(0.7, 1)
        y0, y1 = height * rng.uniform(0, 0.2), height * rng.uniform(0.6, 1)
        slant = rng.choice([0, 0, rng.uniform(-0.4, 0.4)])
        at = x - slant * (y - y0)
        picture = np.where((at > x0) & (at < x1) & (y > y0) & (y < y1), picture, rng.choice([0, 0, 0, 30]))
    return picture.astype(np.float32)


def edges(rng, image):
    """Grey bars and thin frames as scanners draw them: no marks, no letters."""
    height, width = image.shape[:2]
    if chance(rng, 0.6):
        w, h = int(rng.integers(6, 22)), int(height * rng.uniform(0.2, 0.6))
        x = int(rng.choice([4, width - w - 5])) + int(rng.integers(0, 12))
        y = int(rng.uniform(0, height - h))
        steps = rng.choice([256, 256, 16, 10])
        bar = np.floor(np.linspace(0.999, 0, h) * steps) * (255 / (steps - 1))
        x = min(max(x, 0), width - w)
        image[y:y + h, x:x + w] = bar[:, None] if image.ndim == 2 else bar[:, None, None]
    if chance(rng, 0.4):
        level = rng.uniform(60, 255)
        y = int(rng.uniform(0, height))
        image[y:y + 1] = level
    return image


def flow(rng, height, width, block=None):
    """Colour Doppler field: signed velocity -1...1 and where it is shown."""
    block = block or int(rng.integers(2, 7))
    h, w = max(height // block, 4), max(width // block, 4)
    velocity = fractal(rng, h, w, max(h / rng.uniform(2, 6), 3), 3, 0.6) * rng.uniform(0.3, 1.6)
    if chance(rng, 0.5):                                       # mosaic of turbulent flow
        velocity += white(rng, h, w) * rng.uniform(0.2, 1.5)
    shown = unit(fractal(rng, h, w, max(h / rng.uniform(1.5, 5), 3), 3, 0.6)
                 + white(rng, h, w) * rng.uniform(0, 0.5)) > rng.uniform(-0.3, 1.2)
    velocity = (velocity + 1) % 2 - 1                          # aliasing
    kind = rng.choice(['nearest', 'linear', 'cubic'])
    return resize(velocity, height, width, kind), resize(shown.astype(np.float32), height, width, kind) > 0.5


def doppler_colours(rng, velocity):
    if chance(rng, 0.3):                                       # power Doppler
        return colour(np.abs(velocity) * 255, [[60, 0, 0], [190, 30, 0], [255, 160, 0], [255, 255, 120]])
    stops = [[0, 255, 255], [0, 120, 255], [0, 0, 110], [110, 0, 0], [255, 80, 0], [255, 255, 0]]
    if chance(rng, 0.3):
        stops[0], stops[-1] = [120, 255, 120], [160, 255, 40]
    if chance(rng, 0.5):
        stops = stops[::-1]
    return colour(velocity * 127 + 128, stops)


def colour_doppler(rng, height, width):
    """A fan or linear picture with a box of colour flow."""
    if chance(rng, 0.6):
        depth, angle, inside, (x0, y0, reach, half, near, tilt) = fan_geometry(rng, height, width)
        beams, samples = int(rng.integers(90, 220)), int(rng.integers(220, 460))
        polar = beam(rng, samples, beams)
        image = np.zeros((height, width), np.float32)
        image[inside] = sample(polar, depth[inside] * samples, (angle[inside] + 1) * (beams / 2))
        a0, d0 = rng.uniform(-0.9, 0.2), rng.uniform(0.05, 0.5)
        a1, d1 = a0 + rng.uniform(0.3, 1), d0 + rng.uniform(0.2, 0.5)
        box = inside & (angle > a0) & (angle < a1) & (depth > d0) & (depth < d1)
        arc = np.linspace(a0, a1, 24) * half + tilt
        r0, r1 = ((d * (1 - near) + near) * reach for d in (d0, d1))
        outline = np.concatenate([np.stack([x0 + r0 * np.sin(arc), y0 + r0 * np.cos(arc)], 1),
                                  np.stack([x0 + r1 * np.sin(arc), y0 + r1 * np.cos(arc)], 1)[::-1]])
    else:
        image = linear(rng, height, width)
        y, x = grid(height, width)
        slant = rng.uniform(-0.5, 0.5)
        x0, y0 = width * rng.uniform(0.05, 0.5), height * rng.uniform(0.05, 0.5)
        x1, y1 = x0 + width * rng.uniform(0.2, 0.5), y0 + height * rng.uniform(0.2, 0.45)
        at = x - slant * (y - y0)
        box = (at > x0) & (at < x1) & (y > y0) & (y < y1)
        s = slant * (y1 - y0)
        outline = np.array([[x0, y0], [x1, y0], [x1 + s, y1], [x0 + s, y1]])
    velocity, shown = flow(rng, height, width)
    rgb = np.repeat(image[..., None], 3, 2)
    shown &= box & (image < rng.uniform(90, 256))
    rgb[shown] = doppler_colours(rng, velocity[shown])
    canvas = Canvas(height, width)
    canvas.ring(outline, 1, rng.choice([1, 1, 2]))
    rgb[canvas.array() > 0] = rng.choice([255, 200, 120]) if chance(rng, 0.7) else [0, 230, 80]
    return edges(rng, rgb) if chance(rng, 0.3) else rgb


def beats(rng, count, periods):
    """A periodic curve of `count` values about 0...1 with sharp and slow parts."""
    t = (np.arange(count) / count * periods + rng.random()) % 1
    curve = sum(rng.normal(0, 1) * np.exp(-0.5 * ((t - rng.random()) / rng.uniform(0.03, 0.2)) ** 2) for _ in range(4))
    return (curve / (np.abs(curve).max() + 1e-6)).astype(np.float32)


def strip(rng, height, width):
    """M-mode: depth down, time across; walls that move with the beat."""
    periods = rng.uniform(1, 9)
    layers = np.zeros(512, np.float32)
    for _ in range(rng.integers(4, 16)):
        at, size = rng.uniform(0, 512), log_uniform(rng, 1.5, 30)
        layers += rng.uniform(0.2, 3) * np.exp(-0.5 * ((np.arange(512) - at) / size) ** 2)
    layers += np.exp(unit(blur(rng.standard_normal(512).astype(np.float32), 3)) * 0.6) * rng.uniform(0.02, 0.4)
    rows = np.linspace(0, 511, height, dtype=np.float32)[:, None]
    move = (
        rng.uniform(3, 40)
        * beats(rng, width, periods)[None]
        * np.sin(rows / 511 * rng.uniform(2, 9) + rng.uniform(0, 6)))
    move = move + rng.uniform(0, 25) * beats(rng, width, periods)[None]
    echo = layers[np.clip(rows + move, 0, 511).astype(np.int32)]
    echo *= speckle(rng, height, width, (rng.uniform(0.6, 1.6), log_uniform(rng, 0.5, 5)))
    return np.clip(20 * np.log10(echo + 1e-3) * rng.uniform(4, 9) + rng.uniform(60, 160), 0, 255)


def spectral(rng, height, width):
    """Spectral Doppler: noisy velocity spectra about a baseline."""
    periods = rng.uniform(1, 12)
    base = height * rng.uniform(0.25, 0.85)
    peak = (0.15 + np.abs(beats(rng, width, periods)) * rng.uniform(0.4, 1.1)) * base * rng.choice([1, 1, -0.6])
    below = beats(rng, width, periods) * (height - base) * rng.uniform(0, 0.5)
    y, _ = grid(height, width)
    up = base - y
    share = np.where(up * np.sign(peak)[None] > 0, up / peak[None], up / (-np.abs(below[None]) - 1))
    fill = (
        np.clip((1.05 - share) / rng.uniform(0.05, 0.4), 0, 1)
        * (share > 0)
        * (rng.uniform(0.1, 1) + share * rng.uniform(0, 1.5)))
    grainy = speckle(rng, height, width, (log_uniform(rng, 0.4, 2), log_uniform(rng, 0.4, 1.6)))
    image = fill * grainy * rng.uniform(80, 220)
    image += rng.uniform(0, 25) * grainy
    if chance(rng, 0.8):
        gap = rng.integers(1, 8)
        image[max(int(base) - gap, 0):int(base) + gap] *= 0.1
        image[int(base):int(base) + 1] = rng.uniform(100, 255)
    return np.minimum(image, 255)


def doppler_screen(rng, height, width):
    """A small picture above a time strip, as scanners lay them out."""
    split = int(height * rng.uniform(0.25, 0.55))
    image = np.zeros((height, width), np.float32)
    top = fan(rng, split, int(width * rng.uniform(0.4, 1)))
    x = int(rng.integers(0, width - top.shape[1] + 1))
    image[:split, x:x + top.shape[1]] = top
    left, right = int(width * rng.uniform(0, 0.12)), int(width * rng.uniform(0.85, 1))
    lower = (strip if chance(rng, 0.4) else spectral)(rng, height - split, right - left)
    image[split:, left:right] = lower
    return image


def dual(rng, height, width):
    """Two pictures side by side."""
    half = width // 2
    make = fan if chance(rng, 0.6) else linear
    image = np.zeros((height, width), np.float32)
    image[:, :half] = make(rng, height, half)
    image[:, half:2 * half] = make(rng, height, half)
    if chance(rng, 0.4):
        image[:, half:half + 2] = rng.uniform(0, 200)
    return image


def close(rng, height, width):
    """The inside of an ultrasound picture, enlarged: nothing but speckle, walls and shadows."""
    factor = rng.uniform(1, 3.5)
    polar = beam(rng, int(height / factor) + 2, int(width / factor) + 2, rng.uniform(0.6, 2.5))
    return np.clip(resize(polar, height, width, rng.choice(['linear', 'cubic'])), 0, 255)


KINDS = [(fan, 3), (linear, 2), (colour_doppler, 3), (strip, 1.5), (spectral, 1.5), (doppler_screen, 1.5),
         (dual, 1), (close, 1.5)]
HELD = ['dual']
