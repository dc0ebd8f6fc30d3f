"""Scales and instruments: rulers, fans with depth marks, wedges, colour bars, grids, tables, plots."""
import numpy as np

from .sketch import Patch


def ruler(b):
    """Ticks of one to three lengths along a line, or dots, without numbers; mostly upright or level."""
    upright = b.chance(0.65)
    side = b.height if upright else b.width
    length = b.log(40, 0.97 * side)
    pitch = b.log(3, 45)
    every = b.choice((2, 4, 5, 5, 5, 10, 10))
    ticks = np.sort(np.array([b.log(2, 6), b.log(3, 10), b.log(5, 16)]))
    tall = b.choice((1, 2, 2, 3))
    reach = ticks[-1] + 4
    slant = np.deg2rad(b.uniform(-40, 40)) if b.chance(0.2) else 0.0
    long, across = np.array([np.cos(slant), np.sin(slant)]), np.array([-np.sin(slant), np.cos(slant)])
    wide = length * abs(long[0]) + 2 * reach * abs(across[0]) + 4
    high = length * abs(long[1]) + 2 * reach * abs(across[1]) + 4
    s = b.sketch(*((wide, high) if upright else (high, wide)), smooth=b.chance(0.25 if slant == 0 else 0.5))
    w, h = (s.height, s.width) if upright else (s.width, s.height)
    middle = np.array([(w - 1) / 2, (h - 1) / 2])
    start = middle - long * (w - 6) / 2 / max(abs(long[0]), 0.3)
    turn = (lambda p: (p[1], p[0])) if upright else (lambda p: (p[0], p[1]))
    style, width = b.choice(('in', 'out', 'both', 'both', 'dots')), b.choice((1, 1, 1, 2))
    major = b.choice(('', '', '', 'ring', 'diamond', 'triangle'))
    for k in range(int(min(length / pitch, 200)) + 1):
        level = 2 if k % every == 0 else 1 if every % 2 == 0 and k % (every // 2) == 0 else 0
        size = ticks[min(level, tall - 1) if tall > 1 else 0]
        at = start + long * k * pitch
        if level == 2 and major:
            _major(s, turn(at), major, min(size / 2, 4) + 1)
            continue
        if style == 'dots':
            s.dot(*turn(at), (0.5, 0.5, 1.0)[level] * width)
            continue
        low = -size if style != 'out' else 0
        high_end = size if style != 'in' else 0
        s.line([turn(at + across * low), turn(at + across * high_end)], width)
    if b.chance(0.5):
        s.line([turn(start), turn(start + long * length)], width)
    s.place = 'edge' if b.chance(0.7) else 'any'
    return s


def _major(s, at, form, r):
    """Every fifth or tenth mark of some rulers."""
    x, y = at
    if form == 'ring':
        s.ellipse(x, y, r * 0.7, r * 0.7)
    elif form == 'diamond':
        s.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)])
    else:
        s.polygon([(x - r, y), (x + r, y - r), (x + r, y + r)])


def fan(b):
    """Outline of an ultrasound sector with depth marks along a side, focus marks, and a colour box within."""
    radius = b.uniform(0.4, 0.9) * b.height
    half = np.deg2rad(b.uniform(22, 50))
    inner = b.choice((0.0, b.uniform(0.05, 0.35))) * radius
    s = b.sketch(min(radius * 1.05 + 8, b.height), min(2 * radius * np.sin(half) + 40, b.width), smooth=b.chance(0.5))
    cx, cy = (s.width - 1) / 2, 4 - inner * np.cos(half)
    t = np.linspace(-half, half, 40)

    def at(r, angle):
        return np.stack([cx + r * np.sin(angle), cy + r * np.cos(angle)], -1)

    if b.chance(0.5):
        s.polyline(at(radius, t))
        if inner:
            s.polyline(at(inner, t))
    side, shift = b.choice((-1, 1)), b.uniform(0, 14)
    if b.chance(0.35):
        s.line([tuple(at(inner, side * half)), tuple(at(radius, side * half))])
    pitch, every = b.log(6, 40), b.choice((5, 10))
    normal = np.array([np.cos(side * half), -np.sin(side * half)]) * side
    style = b.choice(('dots', 'ticks', 'ticks'))
    for k in range(int((radius - inner) / pitch) + 1):
        p = at(inner + k * pitch, side * half) + normal * shift
        size = 2.5 if k % every else 5.0
        if style == 'dots':
            s.dot(p[0], p[1], 0.5 if k % every else 1.0)
        else:
            s.line([tuple(p), tuple(p + normal * size)])
    if b.chance(0.5):
        r, a = np.sort(b.rng.uniform(0.3, 0.95, 2)) * radius, np.sort(b.rng.uniform(-half, half, 2)) * 0.9
        t = np.linspace(a[0], a[1], 12)
        s.layer()
        s.polyline(np.concatenate([at(r[0], t), at(r[1], t[::-1]), at(r[0], t[:1])]), b.choice((1, 1, 2)))
    s.place = 'any'
    return s


MAPS = {
    'grey': [(0, 0, 0), (255, 255, 255)],
    'hot': [(0, 0, 0), (200, 0, 0), (255, 200, 0), (255, 255, 255)],
    'jet': [(0, 0, 140), (0, 80, 255), (0, 255, 255), (120, 255, 120), (255, 255, 0), (255, 80, 0), (140, 0, 0)],
    'flow': [(0, 255, 255), (0, 0, 255), (0, 0, 60), (0, 0, 0), (60, 0, 0), (255, 0, 0), (255, 255, 0)],
    'sepia': [(10, 5, 0), (150, 100, 60), (255, 240, 210)],
    'rainbow': [(255, 0, 255), (0, 0, 255), (0, 255, 0), (255, 255, 0), (255, 0, 0)]}


def colours(b, t, name=None):
    """The colours float32 [..., 3] of a map at t in 0...1."""
    stops = np.asarray(MAPS[name or b.choice(list(MAPS))], np.float32)
    x = np.linspace(0, 1, len(stops))
    return np.stack([np.interp(t, x, stops[:, c]) for c in range(3)], -1).astype(np.float32)


def wedge(b):
    """A grey wedge or colour bar, smooth or in steps, upright or level, framed or with marks beside it."""
    length, breadth = int(b.log(30, 0.7 * b.height)), int(b.log(5, 34))
    t = np.linspace(0, 1, length)
    if b.chance(0.35):
        steps = b.integer(3, 24)
        t = np.floor(t * steps).clip(0, steps - 1) / (steps - 1)
    if b.chance(0.5):
        t = t[::-1]
    bar = colours(b, t, 'grey' if b.chance(0.5) else None)
    sheet = np.zeros((length + 4, breadth + 14, 3), np.float32)
    cover = np.zeros(sheet.shape[:2], np.float32)
    sheet[2:-2, 2:2 + breadth], cover[2:-2, 2:2 + breadth] = bar[:, None], 1
    ink = b.ink()
    if b.chance(0.4):
        sheet[1:-1, [1, 2 + breadth]], sheet[[1, -2], 1:3 + breadth] = ink, ink
        cover[1:-1, [1, 2 + breadth]], cover[[1, -2], 1:3 + breadth] = 1, 1
    if b.chance(0.35):
        rows = np.linspace(2, length + 1, b.integer(2, 12)).astype(int)
        end = 5 + breadth + b.integer(2, 8)
        sheet[rows, 5 + breadth:end], cover[rows, 5 + breadth:end] = ink, 1
    if b.chance(0.5):
        sheet, cover = sheet[:, ::-1], cover[:, ::-1]
    if b.chance(0.2):
        sheet, cover = sheet.transpose(1, 0, 2), cover.T
    sheet, cover = sheet[:b.height, :b.width], cover[:b.height, :b.width]
    return Patch(sheet, cover, 'edge' if b.chance(0.7) else 'any')


def grid(b):
    """Crossing lines: paper of an ECG, a measuring grid, dots at the crossings."""
    s = b.sketch(b.extent(60, 1.0), b.extent(60, 1.0), smooth=False)
    s.opacity = b.uniform(0.1, 0.7) if b.chance(0.7) else 1.0
    pitch = b.log(5, 60)
    kind, every = b.choice(('lines', 'lines', 'dots', 'dashes')), b.choice((1, 5))
    for axis, size, other in ((0, s.width, s.height), (1, s.height, s.width)):
        for k, at in enumerate(np.arange(1, size, pitch)):
            ends = [(at, 0), (at, other)] if axis == 0 else [(0, at), (other, at)]
            if kind == 'lines':
                s.line(ends, 2 if every == 5 and k % 5 == 0 else 1)
            elif kind == 'dashes':
                s.dashes(ends, 1, b.choice((3, 4)) if size < 300 else 5)
            elif axis == 0:
                for y in np.arange(1, other, pitch):
                    s.dot(at, y, 0.5)
    return s


def table(b):
    """Ruled lines of an empty table, with shaded heads or cells."""
    rows, columns = b.integer(2, 9), b.integer(1, 5)
    row, column = b.log(10, 34), b.log(24, 110)
    s = b.sketch(rows * row + 3, columns * column + 3, smooth=False)
    w, h = min(columns * column, s.width - 2), min(rows * row, s.height - 2)
    if b.chance(0.4):
        s.layer(b.fresh_ink() * np.float32(0.5))
        for k in range(0, rows, b.choice((1, 2, rows))):
            s.rectangle(1, 1 + k * row, w, (k + 1) * row, fill=255)
        s.layer()
    for k in range(rows + 1):
        s.line([(1, 1 + k * row), (w, 1 + k * row)])
    if b.chance(0.75):
        for k in range(columns + 1):
            s.line([(1 + k * column, 1), (1 + k * column, h)])
    s.opacity = b.uniform(0.3, 1)
    return s


def plot(b):
    """Axes with ticks, and bars, curves or points between them."""
    s = b.sketch(b.extent(40, 0.6), b.extent(50, 0.8), smooth=b.chance(0.3))
    left, bottom = 8, s.height - 9
    span, rise = s.width - left - 4, bottom - 4
    if b.chance(0.85):
        s.line([(left, 2), (left, bottom), (s.width - 3, bottom)], b.choice((1, 1, 2)))
        for k in np.arange(0, span, b.log(6, 50)):
            s.line([(left + k, bottom), (left + k, bottom + 4)])
        for k in np.arange(0, rise, b.log(6, 40)):
            s.line([(left - 4, bottom - k), (left, bottom - k)])
    kind = b.choice(('bars', 'curves', 'points', 'curves'))
    s.layer()
    if kind == 'bars':
        n = b.integer(5, max(6, span // 2))
        heights = np.abs(np.convolve(b.rng.random(n + 8), np.hanning(b.choice((3, 9))), 'same')[:n])
        heights = heights / heights.max() * rise * b.uniform(0.4, 1)
        step = span / n
        for k, high in enumerate(heights):
            s.rectangle(left + k * step + 1, bottom - high, left + (k + b.choice((0.6, 1))) * step, bottom,
                        fill=255)
    for _ in range(b.integer(1, 3) if kind != 'bars' else 0):
        x = np.linspace(left, s.width - 4, 80)
        t = np.linspace(0, 1, 80)
        y = sum(b.rng.normal() / k * np.sin(k * 4 * t + b.uniform(0, 6)) for k in range(1, 5))
        y = bottom - (y - y.min()) / max(np.ptp(y), 1e-3) * rise * b.uniform(0.5, 1)
        if kind == 'curves':
            s.polyline(np.stack([x, y], 1), b.choice((1, 1, 2)))
        else:
            for px, py in zip(x[::5], y[::5] + b.rng.normal(0, 3, 16)):
                s.dot(px, py, b.choice((0.5, 1, 2)))
        s.layer()
    return s


KINDS = {ruler: 5, fan: 2, wedge: 3, grid: 1, table: 1.2, plot: 1.8}
