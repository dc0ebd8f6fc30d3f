"""Patches and flaws: mosaics, thresholded noise, vessels, ringing, dust, scratches, dead rows, halftones."""
import io

import numpy as np
from PIL import Image

from .scales import colours
from .sketch import Patch


def _field(b, height, width, grain):
    """Smooth noise float32 [height, width], 0...1, with blobs about `grain` pixels wide (a number or a pair)."""
    gy, gx = grain if isinstance(grain, tuple) else (grain, grain)
    small = b.rng.integers(0, 256, (max(2, int(height / gy)), max(2, int(width / gx)))).astype(np.uint8)
    return np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC), np.float32) / 255


def _sides(b, low=30, share=0.45):
    return (int(min(b.extent(low, share), b.height)), int(min(b.extent(low, share), b.width)))


def _lens(height, width, sharp=8.0):
    """Coverage of an ellipse that fills the patch, float32."""
    y, x = np.linspace(-1, 1, height, dtype=np.float32), np.linspace(-1, 1, width, dtype=np.float32)
    return np.clip((1 - y[:, None] ** 2 - x[None] ** 2) * np.float32(sharp), 0, 1)


def _cover(b, height, width):
    return _lens(height, width, b.choice((2.0, 30.0))) if b.chance(0.5) else np.ones((height, width), np.float32)


def mosaic(b):
    """Doppler colours: blotchy, blocky, with wrapped velocities."""
    h, w = _sides(b)
    block = b.choice((1, 1, 2, 3, 4))
    small_h, small_w = max(2, h // block), max(2, w // block)
    flow = _field(b, small_h, small_w, (b.log(4, 20), b.log(3, 12))) * b.uniform(1, 2.5) % 1
    flow = np.clip(flow + b.rng.normal(0, b.uniform(0, 0.15), flow.shape), 0, 1)
    values = colours(b, flow, b.choice(('flow', 'flow', 'jet', 'hot')))
    cover = (_field(b, small_h, small_w, 8.0) + 0.4 * _lens(small_h, small_w, 1) > b.uniform(0.5, 0.8)).astype(
        np.float32)
    tile = (h // small_h + 1, w // small_w + 1)
    values = values.repeat(tile[0], 0).repeat(tile[1], 1)[:h, :w]
    return Patch(values, cover.repeat(tile[0], 0).repeat(tile[1], 1)[:h, :w])


def islands(b):
    """Noise cut at a level: white islands and pinholes, or dark worms on white, as hard windows make them."""
    h, w = _sides(b, 40, 0.6)
    grain = b.log(1.5, 9)
    noise = _field(b, h, w, (grain, grain * b.log(0.6, 1.8)))
    kind = b.choice(('islands', 'worms', 'pinholes'))
    if kind == 'worms':
        black = np.abs(noise - 0.5) < b.uniform(0.03, 0.12)
        black &= _field(b, h, w, grain * 4) > b.uniform(0.3, 0.6)
        on = ~black
    else:
        tilt = 0.35 * (_field(b, h, w, max(h, w) / 2.5) - 0.5)
        on = noise + tilt > (b.uniform(0.45, 0.75) if kind == 'islands' else b.uniform(0.15, 0.35))
    low, high = b.choice(((0, 255), (0, 255), (b.uniform(0, 120), b.uniform(130, 255))))
    if b.dark:
        low, high = high, low
    values = np.where(on, high, low).astype(np.float32)
    cover = on.astype(np.float32) if b.chance(0.4) and kind != 'worms' else np.ones((h, w), np.float32)
    return Patch(values, cover * (_lens(h, w, 30) if b.chance(0.6) else 1))


def vessels(b):
    """Branching, winding lines: vessels, fibres, hairs on skin."""
    h, w = _sides(b, 60, 0.7)
    s = b.sketch(h, w, smooth=True)
    reach, wide = max(h, w), b.log(1, 7)
    stack = [(b.uniform(0, w), b.uniform(0, h), b.uniform(0, 2 * np.pi), wide, 0) for _ in range(b.integer(1, 6))]
    for _ in range(60):
        if not stack:
            break
        x, y, angle, width, depth = stack.pop()
        n = b.integer(12, 40)
        turn = angle + np.cumsum(np.convolve(b.rng.normal(0, 0.28, n + 4), np.ones(5) / 5, 'valid'))
        step = reach * b.uniform(0.006, 0.016)
        path = np.stack([x + np.cumsum(np.cos(turn)) * step, y + np.cumsum(np.sin(turn)) * step], 1)
        s.polyline(path, width)
        for _ in range(2 if depth < 4 and width > 0.8 else 0):
            k = b.integer(n // 2, n - 1)
            stack.append((path[k, 0], path[k, 1], turn[k] + b.uniform(-1, 1), width * b.uniform(0.55, 0.85), depth + 1))
    s.opacity, s.blur = b.uniform(0.2, 1), b.choice((0, 0.6, 1.2))
    return s


def ringing(b):
    """The waves that JPEG leaves round edges, without the edge."""
    h, w = 8 * b.integer(3, 14), 8 * b.integer(4, 20)
    s = b.sketch(min(h, b.height), min(w, b.width), smooth=False, ink=(255, 255, 255))
    # Lines that run beside one another: crossing ones would soon make a letter.
    angle, n = b.uniform(0, np.pi), b.integer(1, 4)
    reach = np.array([np.cos(angle), np.sin(angle)]) * max(s.width, s.height) * b.uniform(0.3, 0.6)
    for k in range(n):
        middle = np.array([(k + 0.5) / n * s.width, (k + 0.5) / n * s.height])
        s.line([tuple(middle - reach), tuple(middle + reach)], b.integer(1, 4))
    sheet = s.sheets[0][0].point(lambda v: 90 + v // 2)
    buffer = io.BytesIO()
    sheet.save(buffer, 'JPEG', quality=b.integer(8, 30))
    buffer.seek(0)
    drawn = np.asarray(sheet, np.float32)
    waves = np.asarray(Image.open(buffer), np.float32) - drawn
    if b.chance(0.5):
        waves = waves + (drawn - 90)
    return Patch(waves, (np.abs(waves) > 0.5).astype(np.float32), additive=True, opacity=b.uniform(0.4, 1.2))


def flaws(b):
    """Dead rows or columns, lines that fail in part, single dead pixels."""
    s = b.sketch(b.height, b.width, smooth=False)
    s.place = 'whole'
    for _ in range(b.choice((1, 1, 2, 5))):
        upright, whole = b.chance(0.5), b.chance(0.6)
        span, other = (s.height, s.width) if upright else (s.width, s.height)
        a, z = (0, span) if whole else sorted(b.rng.uniform(0, span, 2))
        at = b.uniform(0, other)
        ends = [(at, a), (at, z)] if upright else [(a, at), (z, at)]
        s.line(ends, b.choice((1, 1, 1, 2))) if b.chance(0.8) else s.dashes(ends, b.uniform(2, 30), b.uniform(2, 30))
    for x, y in b.rng.uniform(0, 1, (b.choice((0, 0, 5, 40, 200)), 2)) * (s.width, s.height):
        s.dot(x, y, 0.5)
    return s


def dust(b):
    """Dust, hairs and scratches of film and optics."""
    h, w = _sides(b, 60, 1.0)
    s = b.sketch(h, w, smooth=True)
    for _ in range(b.integer(0, 12)):
        x, y, n = b.uniform(0, w), b.uniform(0, h), 14
        turn = np.cumsum(b.rng.normal(0, b.uniform(0.02, 0.5), n))
        turn = b.uniform(0, 6.3) + turn * min(1.0, 2.0 / max(np.ptp(turn), 1e-6))
        step = b.log(0.8, 8)
        s.polyline(
            np.stack([x + np.cumsum(np.cos(turn)) * step, y + np.cumsum(np.sin(turn)) * step], 1), b.uniform(0.7, 2))
    for x, y in b.rng.uniform(0, 1, (b.integer(3, 50), 2)) * (w, h):
        r = b.log(0.4, 3)
        s.ellipse(x, y, r, r * b.uniform(0.4, 1), fill=int(b.uniform(90, 255)))
    s.opacity = b.uniform(0.2, 1)
    return s


def halftone(b):
    """Dots on a screen whose size follows a tone."""
    h, w = _sides(b)
    pitch, angle = b.log(2.5, 9), b.choice((0.0, np.pi / 4, b.uniform(0, np.pi)))
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u = np.cos(angle) * x + np.sin(angle) * y
    v = np.cos(angle) * y - np.sin(angle) * x
    wave = np.cos(2 * np.pi / pitch * u) * (np.cos(2 * np.pi / pitch * v) if b.chance(0.8) else 1)
    tone = _field(b, h, w, max(h, w) / 3) * 2 - 1
    cover = np.clip((wave - tone) * 2 + 0.5, 0, 1).astype(np.float32)
    return Patch(np.zeros((h, w, 3), np.float32) + b.ink(), cover * _cover(b, h, w))


def pattern(b):
    """Test patterns: chessboards, line pairs, rings, stars."""
    h, w = _sides(b)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    kind, pitch = b.choice(('board', 'pairs', 'pairs', 'rings', 'star', 'sweep')), b.log(2, 20)
    if kind == 'board':
        wave = ((x // pitch + y // pitch) % 2)
    elif kind == 'pairs':
        wave = ((x if b.chance(0.5) else y) // pitch % 2)
    elif kind == 'rings':
        wave = (np.hypot(x - w / 2, y - h / 2) // pitch % 2)
    elif kind == 'star':
        wave = (np.arctan2(y - h / 2, x - w / 2) * b.integer(4, 24) / np.pi // 1 % 2)
    else:
        wave = ((x + 20) ** 2 / (60 * pitch) // 1 % 2)
    low, high = b.uniform(0, 120), b.uniform(120, 255)
    cover = wave if b.chance(0.3) else np.ones((h, w), np.float32)
    return Patch(low + (high - low) * wave, cover * (_lens(h, w, 30) if b.chance(0.3) else 1))


def grain(b):
    """Layered lines: grain of wood, muscle and tendon in ultrasound, M-mode, brushed metal."""
    h, w = _sides(b, 50, 0.9)
    thick, long = b.log(1.2, 5), b.log(20, 120)
    y = np.arange(h)[:, None] + 10 * (_field(b, h, w, max(h, w) / 2) - 0.5) * b.uniform(0, 3)
    bands = _field(b, h, w, (thick, long))
    if b.chance(0.5):
        bands = 0.5 * bands + 0.5 * (0.5 + 0.5 * np.sin(y / thick).astype(np.float32))
    values = np.clip((bands - b.uniform(0.2, 0.6)) * b.uniform(1, 3), 0, 1) * b.uniform(80, 255)
    if b.chance(0.3):
        values = values.T[:b.height, :b.width]
    return Patch(values, _cover(b, *values.shape))


def speckle(b):
    """Ultrasound speckle: short bright strokes, or bright echoes in rows."""
    h, w = _sides(b, 40, 0.6)
    noise = _field(b, h, w, (b.log(1.3, 3), b.log(2, 8)))
    tone = _field(b, h, w, (b.log(6, 40), b.log(15, 80)))
    values = (np.clip(noise * tone * b.uniform(1.5, 4) - 0.3, 0, 1) * 255).astype(np.float32)
    if b.chance(0.25):
        values = np.asarray(Image.fromarray(values.astype(np.uint8)).rotate(b.uniform(-40, 40)), np.float32)
    return Patch(values, _lens(h, w, 2), additive=b.chance(0.3))


def blobs(b):
    """Lumps in a row or in rows at the pitch of characters, but plain lumps: no strokes, nothing to read."""
    size = b.log(3, 16)
    n, rows = b.integer(3, 16), b.choice((1, 1, 1, 2, 4))
    pitch, lead = size * b.uniform(0.9, 2.4), size * b.uniform(1.3, 2.5)
    s = b.sketch(rows * lead + 2 * size, n * pitch + 2 * size, smooth=True)
    alike, kind = b.chance(0.5), b.choice(('disc', 'lump', 'box', 'dash'))
    jitter = 0 if b.chance(0.4) else size * 0.3
    # Uneven lumps that differ would be the letters of some script: such are all alike, or nearly round.
    shape = b.rng.uniform(0.5, 1.1, 8)
    q = np.linspace(0, 2 * np.pi, 9)[:-1]
    for row in range(rows):
        for k in range(n):
            x = size + k * pitch + b.rng.normal(0, 1) * jitter
            y = size + row * lead + b.rng.normal(0, 1) * jitter * 0.7
            r = size / 2 * (1 if alike else b.uniform(0.5, 1.1))
            if kind == 'disc':
                s.dot(x, y, r)
            elif kind == 'box':
                s.rectangle(x - r * 0.8, y - r, x + r * 0.8, y + r, fill=255)
            elif kind == 'dash':
                s.line([(x - r, y), (x + r, y)], max(1.5, r * 0.5))
            else:
                form = shape if alike else b.rng.uniform(0.85, 1.1, 8)
                s.polygon(list(zip(x + r * form * np.cos(q), y + r * form * np.sin(q))))
    s.blur = b.choice((0, 0, 0.6, 1.2))
    return s


def edges(b):
    """Thin bright or dark edges of every curvature: rims of organs, collimators, skin, folds."""
    h, w = _sides(b, 50, 1.0)
    s = b.sketch(h, w, smooth=b.chance(0.8))
    for _ in range(b.integer(1, 6)):
        start, heading, bend = b.rng.uniform(0, 1, 2) * (w, h), b.uniform(0, 6.3), b.rng.normal(0, 0.05)
        n, step = 40, b.log(1, 12)
        turn = heading + bend * np.arange(n) + np.cumsum(b.rng.normal(0, 0.03, n))
        path = start + np.cumsum(np.stack([np.cos(turn), np.sin(turn)], 1), 0) * step
        s.polyline(path, b.log(1, 5), value=int(b.uniform(80, 255)))
        if b.chance(0.2):
            s.polyline(path + b.uniform(2, 8), b.log(1, 3), value=int(b.uniform(80, 255)))
    s.opacity, s.blur = b.uniform(0.3, 1), b.choice((0, 0.5, 1.0))
    return s


def shutter(b):
    """A collimator or mask: a flat rim with a straight, round or eight-sided hole, where all of it is free."""
    h, w = b.height, b.width
    s = b.sketch(h, w, smooth=False, ink=b.choice(((0, 0, 0), (0, 0, 0), (255, 255, 255), (b.uniform(0, 255),) * 3)))
    s.place = 'whole'
    s.pen.rectangle((0, 0, w, h), fill=255)
    x, y, r = w / 2, h / 2, 0.5 * b.uniform(0.9, 1.25)
    kind = b.choice(('box', 'round', 'eight'))
    if kind == 'round':
        s.ellipse(x, y, r * w, r * h, fill=0)
    elif kind == 'box':
        s.rectangle(
            b.uniform(0, 0.12) * w, b.uniform(0, 0.12) * h, b.uniform(0.88, 1) * w, b.uniform(0.88, 1) * h, fill=0)
    else:
        cut = b.uniform(0.05, 0.2) * min(w, h)
        s.polygon([(cut, 0), (w - cut, 0), (w, cut), (w, h - cut), (w - cut, h), (cut, h), (0, h - cut), (0, cut)], 0)
    return s


KINDS = {
    mosaic: 1.3, islands: 2.2, vessels: 1.2, ringing: 1, flaws: 1, dust: 1, halftone: 0.6, pattern: 1.1, grain: 1.2,
    speckle: 1.2, blobs: 2, edges: 1.5, shutter: 0.3}
