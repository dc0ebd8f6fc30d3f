"""Furniture of screens without letters: frames, buttons, bars, icons, body marks, stripes like barcodes."""
import numpy as np
from PIL import Image

from .sketch import Patch


def buttons(b):
    """Empty frames, buttons or boxes to tick, one or a row or a column; flat, raised, round, ticked."""
    w, h = (b.log(8, 26),) * 2 if b.chance(0.4) else (b.log(18, 130), b.log(9, 36))
    n, gap, column = b.choice((1, 1, 3, 4, 5, 6, 8)), b.integer(1, 14), b.chance(0.4)
    tall, wide = (n * (h + gap), w) if column else (h, n * (w + gap))
    s = b.sketch(tall + 5, wide + 5, smooth=b.chance(0.2))
    face = b.chance(0.5)
    if face:
        s.layer(b.fresh_ink() * np.float32(b.uniform(0.2, 0.9)))
    round_by = max(0, min(w, h) * b.choice((0, 0, 0, 0.25, 0.5)) - 2)
    marks = b.choice(('', '', '', 'tick', 'dot', 'bars', 'shade'))
    boxes = [(2, 2 + k * (h + gap)) if column else (2 + k * (w + gap), 2) for k in range(n)]
    if face:
        for x, y in boxes:
            s.pen.rounded_rectangle(_scaled(s, x, y, w, h), round_by * s.scale, fill=255)
        s.layer()
    if not face or b.chance(0.6):
        for x, y in boxes:
            s.pen.rounded_rectangle(_scaled(s, x, y, w, h), round_by * s.scale, outline=255, width=s.scale)
    if face and b.chance(0.4):
        s.layer((235, 235, 235))
        for x, y in boxes:
            s.line([(x, y + h), (x, y), (x + w, y)])
        s.layer((40, 40, 40))
        for x, y in boxes:
            s.line([(x + w, y), (x + w, y + h), (x, y + h)])
    for x, y in boxes:
        cx, cy, r = x + w / 2, y + h / 2, min(w, h) / 2
        if not marks or b.chance(0.4):
            continue
        if marks == 'tick':
            s.line([(cx - r * 0.5, cy), (cx - r * 0.1, cy + r * 0.45), (cx + r * 0.6, cy - r * 0.5)], b.thickness())
        elif marks == 'dot':
            s.dot(cx, cy, r * 0.4)
        elif marks == 'bars':
            for k in range(3):
                s.line([(x + w * 0.2, y + h * (k + 1) / 4), (x + w * 0.8, y + h * (k + 1) / 4)])
        else:
            s.rectangle(x + 1, y + 1, x + w * b.uniform(0.2, 0.9), y + h - 1, fill=200)
    return s


def _scaled(s, x, y, w, h):
    (x0, y0), (x1, y1) = s._map([(x, y), (x + w, y + h)])
    return (x0, y0, max(x0, x1), max(y0, y1))


def bars(b):
    """Progress bars, sliders, levels, batteries."""
    w, h, n = b.log(30, 260), b.log(5, 20), b.choice((1, 1, 2, 3))
    s = b.sketch(n * h * 1.5 + 6, w + 8, smooth=b.chance(0.2))
    kind = b.choice(('fill', 'fill', 'slider', 'cells'))
    for k in range(n):
        y, share = 2 + k * h * 1.5, b.uniform(0, 1)
        if kind == 'fill':
            if b.chance(0.7):
                s.rectangle(2, y, 2 + w, y + h)
            s.rectangle(3, y + 1, 3 + (w - 2) * share, y + h - 1, fill=255)
        elif kind == 'slider':
            s.line([(2, y + h / 2), (2 + w, y + h / 2)], b.choice((1, 2)))
            x = 4 + (w - 4) * share
            s.polygon([(x - h / 4, y), (x + h / 4, y), (x + h / 4, y + h * 0.7), (x, y + h), (x - h / 4, y + h * 0.7)])
        else:
            step = h * b.uniform(0.5, 1.2)
            for i in range(int(w / step)):
                s.rectangle(
                    3 + i * step, y + 1, 3 + (i + 0.7) * step, y + h, fill=255 if i * step < w * share else None)
    s.place = 'edge' if b.chance(0.5) else 'any'
    return s


def _limbs(h):
    """Left half of a standing body, as (x, y) about the middle axis, for a height h."""
    return np.array([
        (0, 0.0), (0.055, 0.02), (0.06, 0.09), (0.03, 0.13), (0.03, 0.16), (0.12, 0.19), (0.15, 0.30), (0.19, 0.48),
        (0.16, 0.49), (0.115, 0.34), (0.10, 0.30), (0.085, 0.42), (0.11, 0.52), (0.09, 0.74), (0.07, 0.96),
        (0.10, 0.99), (0.03, 0.99), (0.035, 0.74), (0.0, 0.54)]) * h


def body(b):
    """Body marks: an outline of a body, trunk, head, legs, breasts as a clock; with the bar of a probe on it."""
    kind, h, width = (
        b.choice(('whole', 'trunk', 'breasts', 'head', 'foot', 'neck')), b.log(26, 90), b.choice((1, 1, 1, 2)))
    s = b.sketch(h + 6, h * (1.5 if kind == 'breasts' else 1.0) + 6)
    cx, top = (s.width - 1) / 2, 2
    if kind == 'whole':
        side = _limbs(h)
        for sign in (-1, 1):
            s.polyline(side * (sign, 1) + (cx, top), width)
    elif kind == 'breasts':
        r = h * 0.33
        for sign in (-1, 1):
            x = cx + sign * r * 1.08
            s.ellipse(x, top + h / 2, r, r, width=width)
            s.dot(x, top + h / 2, 1.2)
            if b.chance(0.5):
                s.line(
                    [(x + sign * r * 0.7, top + h / 2 - r * 0.7), (x + sign * r * 1.1, top + h / 2 - r * 1.3)], width)
            if b.chance(0.4):
                s.line([(x - r, top + h / 2), (x + r, top + h / 2)])
                s.line([(x, top + h / 2 - r), (x, top + h / 2 + r)])
    elif kind == 'trunk':
        side = (
            np.array([(0.10, 0), (0.12, 0.08), (0.36, 0.16), (0.38, 0.3), (0.27, 0.32), (0.24, 0.6), (0.3, 0.98)]) * h)
        for sign in (-1, 1):
            s.polyline(side * (sign, 1) + (cx, top), width)
        s.arc(cx, top + h * 0.55, h * 0.2, h * 0.25, 200, 340, width)
    elif kind == 'head':
        s.ellipse(cx, top + h * 0.48, h * 0.33, h * 0.45, width=width)
        s.polygon([(cx - h * 0.05, top + h * 0.05), (cx, top), (cx + h * 0.05, top + h * 0.05)], None, width)
        s.line([(cx, top + h * 0.1), (cx, top + h * 0.85)], width)
    elif kind == 'foot':
        points = np.array([(0.4, 0), (0.38, 0.5), (0.3, 0.72), (0.34, 0.9), (0.5, 0.93), (0.9, 0.9), (0.92, 0.8),
                           (0.7, 0.68), (0.6, 0.5), (0.6, 0)]) * h
        s.polyline(points + (2, top), width)
    else:
        for sign in (-1, 1):
            s.arc(cx + sign * h * 0.45, top + h * 0.4, h * 0.3, h * 0.5, *((90, 270) if sign > 0 else (-90, 90)), width)
        s.ellipse(cx, top + h * 0.55, h * 0.08, h * 0.15, width=width)
    if b.chance(0.75):
        s.layer()
        angle, r = b.uniform(0, np.pi), h * b.uniform(0.06, 0.14)
        x, y = cx + b.uniform(-0.2, 0.2) * h, top + b.uniform(0.2, 0.8) * h
        u, v = np.array([np.cos(angle), np.sin(angle)]) * r, np.array([-np.sin(angle), np.cos(angle)]) * max(
            1.0, r * 0.3)
        m = np.array([x, y])
        s.polygon([tuple(m - u - v), tuple(m + u - v), tuple(m + u + v), tuple(m - u + v)])
        s.dot(*(m - u + v * 2), 1)
    return s


def icon(b):
    """Small abstract signs: folder, lens, heart, waves, gear, grid, printer, camera, plug, blobs in a frame."""
    r = b.log(5, 18)
    s = b.sketch(2 * r + 5, 2 * r + 5)
    c, w = (s.width - 1) / 2, b.choice((1, 1, 2))
    kind = b.integer(0, 9)
    if kind == 0:
        s.polygon([(c - r, c - r * 0.6), (c - r * 0.2, c - r * 0.6), (c, c - r * 0.35), (c + r, c - r * 0.35),
                   (c + r, c + r * 0.7), (c - r, c + r * 0.7)], b.choice((255, None)), w)
    elif kind == 1:
        s.ellipse(c - r * 0.2, c - r * 0.2, r * 0.6, r * 0.6, width=w)
        s.line([(c + r * 0.25, c + r * 0.25), (c + r * 0.9, c + r * 0.9)], w + 1)
    elif kind == 2:
        t = np.linspace(0, 2 * np.pi, 40)
        x, y = 16 * np.sin(t) ** 3, -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
        s.polygon(list(zip(c + x * r / 17, c + y * r / 17)), b.choice((255, None)), w)
    elif kind == 3:
        for k in range(1, 4):
            s.arc(c - r * 0.8, c, r * 0.5 * k, r * 0.5 * k, -40, 40, w)
        s.dot(c - r * 0.8, c, r * 0.2)
    elif kind == 4:
        n = b.integer(6, 10)
        t = np.linspace(0, 2 * np.pi, 4 * n, endpoint=False)
        q = np.where(np.arange(4 * n) % 4 < 2, r, r * 0.72)
        s.polygon(list(zip(c + q * np.cos(t), c + q * np.sin(t))))
        s.ellipse(c, c, r * 0.3, r * 0.3, fill=0)
    elif kind == 5:
        n = b.integer(2, 4)
        for i in range(n):
            for j in range(n):
                s.rectangle(c - r + 2 * r * i / n, c - r + 2 * r * j / n, c - r + 2 * r * (i + 0.7) / n,
                            c - r + 2 * r * (j + 0.7) / n, fill=255 if b.chance(0.7) else None)
    elif kind == 6:
        s.rectangle(c - r, c - r * 0.3, c + r, c + r * 0.5)
        s.rectangle(c - r * 0.6, c - r * 0.8, c + r * 0.6, c - r * 0.3)
        s.rectangle(c - r * 0.6, c + r * 0.2, c + r * 0.6, c + r * 0.9, fill=255)
    elif kind == 7:
        s.rectangle(c - r, c - r * 0.5, c + r, c + r * 0.7, fill=255)
        s.ellipse(c, c + r * 0.1, r * 0.4, r * 0.4, fill=0)
        s.rectangle(c - r * 0.3, c - r * 0.8, c + r * 0.3, c - r * 0.5, fill=255)
    elif kind == 8:
        s.line([(c - r, c - r * 0.7), (c - r, c + r * 0.7)], w)
        s.line([(c + r, c - r * 0.7), (c + r, c + r * 0.7)], w)
        t = np.linspace(-1, 1, 12)
        s.polyline(np.stack([c + t * r * 0.85, c + r * 0.4 * np.tanh(3 * t * b.uniform(-1, 1))], 1), w)
    else:
        points = np.cumsum(b.rng.normal(0, r * 0.5, (b.integer(5, 9), 2)), 0)
        points = (points - points.mean(0)) / max(np.abs(points).max(), 1) * r * 0.9 + c
        s.polygon([tuple(p) for p in points])
    if b.chance(0.25):
        s.rectangle(1, 1, s.width - 2, s.height - 2)
    return s


def barcode(b):
    """Upright stripes of uneven width, or square cells at random: no text unless there is some below."""
    if b.chance(0.6):
        unit, n, h = b.choice((1, 1, 2, 3)), b.integer(20, 90), b.log(10, 70)
        widths = b.rng.integers(1, 4, n) * unit
        dark = np.repeat(np.arange(n) % 2 == 0, widths)[None].repeat(int(h), 0)
    else:
        cell, n = b.choice((2, 3, 4, 5)), b.integer(12, 29)
        modules = b.rng.random((n, n)) < 0.5
        if b.chance(0.7):
            finder = np.ones((7, 7), bool)
            finder[1:-1, 1:-1] = False
            finder[2:5, 2:5] = True
            modules[:7, :7] = modules[:7, -7:] = modules[-7:, :7] = finder
        dark = np.kron(modules, np.ones((cell, cell), bool))
    paper, ink = b.uniform(180, 255), b.uniform(0, 60)
    dark = np.pad(dark, b.integer(2, 8))[:b.height, :b.width]
    if b.chance(0.15):
        dark = ~dark
    if b.chance(0.15):
        dark = np.rot90(dark)[:b.height, :b.width]
    values = np.where(dark, ink, paper).astype(np.float32)
    return Patch(values, dark.astype(np.float32) if b.chance(0.2) else None)


def curve_in_brackets(b):
    """The gain or grey map curve in its corner frame."""
    w, h = b.log(24, 90), b.log(12, 60)
    s = b.sketch(h + 4, w + 4)
    t = np.linspace(0, 1, 30)
    y = h * (1 - np.clip(t ** b.log(0.3, 3) + 0.15 * np.sin(t * b.uniform(0, 8)), 0, 1))
    s.polyline(np.stack([2 + t * w, 1 + y], 1), b.choice((1, 1, 2)))
    tab = b.uniform(3, 8)
    if b.chance(0.5):
        for x, sign in ((1, 1), (s.width - 2, -1)):
            s.line([(x + sign * tab, 1), (x, 1), (x, s.height - 2), (x + sign * tab, s.height - 2)])
    else:
        s.line([(1, 1), (1, s.height - 2), (s.width - 2, s.height - 2)])
    return s


def thumbnails(b):
    """A strip of small pictures or panes with frames."""
    n, side, gap = b.integer(2, 7), int(b.log(16, 70)), b.integer(2, 8)
    sheet = np.zeros((side + 4, n * (side + gap) + 4), np.float32)
    cover = np.zeros_like(sheet)
    noise = Image.fromarray(b.rng.integers(0, 256, (6 * n, 6), np.uint8).astype(np.uint8)).resize(
        (side, side * n), Image.Resampling.BICUBIC)
    panes = np.asarray(noise, np.float32).reshape(n, side, side) * np.float32(b.uniform(0.3, 1))
    for k in range(n):
        x = 2 + k * (side + gap)
        panes[k, [0, -1]], panes[k, :, [0, -1]] = 200, 200
        sheet[2:2 + side, x:x + side], cover[2:2 + side, x:x + side] = panes[k], 1
    if b.chance(0.5):
        sheet, cover = sheet.T, cover.T
    return Patch(sheet[:b.height, :b.width], cover[:b.height, :b.width], 'edge')


KINDS = {buttons: 2, bars: 1.2, body: 1.5, icon: 2, barcode: 1, curve_in_brackets: 0.7, thumbnails: 0.9}
