"""Marks that a person or a machine sets: callipers, crosshairs, arrows, pointers, outlines, guides."""
import numpy as np


def _cross(s, x, y, reach, diagonal, width, gap=0):
    for sign in (-1, 1):
        for a, b in (((1, 1), (1, -1)) if diagonal else ((1, 0), (0, 1))):
            s.line([(x + sign * gap * a, y + sign * gap * b),
                    (x + sign * reach * a, y + sign * reach * b)], width)


def _ellipse_points(x, y, rx, ry, turn=0.0, n=90):
    t = np.linspace(0, 2 * np.pi, n)
    u, v = rx * np.cos(t), ry * np.sin(t)
    return np.stack([x + u * np.cos(turn) - v * np.sin(turn), y + u * np.sin(turn) + v * np.cos(turn)], 1)


def _calliper_end(b, s, x, y, reach, shape, width):
    if shape in ('plus', 'cross'):
        _cross(s, x, y, reach, shape == 'cross', width)
    elif shape == 'star':
        _cross(s, x, y, reach, True, width)
        _cross(s, x, y, reach, False, width)
    elif shape == 'tee':
        s.line([(x - reach, y), (x + reach, y)], width)
    elif shape == 'open':
        _cross(s, x, y, reach, False, width, gap=max(1, reach / 3))
    else:
        s.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], None, width)


def callipers(b):
    """Two ends, mostly with a dotted line or ellipse between."""
    reach = b.log(2.5, 9)
    length = b.extent(25, 0.5)
    angle = b.uniform(0, np.pi)
    dx, dy = length / 2 * np.cos(angle), length / 2 * np.sin(angle)
    minor = length * b.uniform(0.2, 0.5)
    ring = b.chance(0.3)
    room = reach + 3 + (minor if ring else 0)
    s = b.sketch(2 * (abs(dy) + room), 2 * (abs(dx) + room))
    cx, cy = (s.width - 1) / 2, (s.height - 1) / 2
    width = b.choice((1, 1, 1, 2))
    shape = b.choice(('plus', 'plus', 'cross', 'cross', 'star', 'tee', 'open', 'diamond'))
    ends = [(cx - dx, cy - dy), (cx + dx, cy + dy)]
    if ring:
        on = b.choice((1, 1, 2, 4))
        s.dashes(_ellipse_points(cx, cy, length / 2, minor, angle), on, b.uniform(2, 7), width)
        if b.chance(0.5):
            nx, ny = -np.sin(angle) * minor, np.cos(angle) * minor
            ends += [(cx - nx, cy - ny), (cx + nx, cy + ny)]
    elif b.chance(0.75):
        if b.chance(0.8):
            s.dashes(ends, b.choice((1, 1, 1, 2, 4)), b.uniform(2, 8), width)
        else:
            s.line(ends, width)
    for x, y in ends:
        _calliper_end(b, s, x, y, reach, shape, width)
    return s


def crosshair(b):
    """A reticle: long crossing lines with a gap, a ring, ticks; or lines across the whole picture."""
    if b.chance(0.25):
        s = b.sketch(b.height, b.width, smooth=False)
        s.place = 'whole'
        x, y = b.uniform(0.1, 0.9) * b.width, b.uniform(0.1, 0.9) * b.height
        gap = b.choice((0, 6, 12, 20))
        on, off = b.choice(((3, 3), (6, 4), (1, 3), (1e9, 1), (1e9, 1)))
        for line in ([(0, y), (x - gap, y)], [(x + gap, y), (b.width, y)],
                     [(x, 0), (x, y - gap)], [(x, y + gap), (x, b.height)]):
            s.dashes(line, on, off, 1) if on < 1e6 else s.line(line)
        return s
    reach = b.extent(12, 0.15)
    s = b.sketch(2 * reach + 4, 2 * reach + 4)
    c = (s.width - 1) / 2
    width = b.thickness()
    _cross(s, c, c, reach, False, width, gap=b.choice((0, 2, 4, reach / 3)))
    if b.chance(0.6):
        s.ellipse(c, c, reach * 0.6, reach * 0.6, width=width)
    if b.chance(0.3):
        for k in range(1, 4):
            for sign in (-1, 1):
                at, t = c + sign * reach * k / 4, reach / 10
                s.line([(at, c - t), (at, c + t)])
                s.line([(c - t, at), (c + t, at)])
    return s


def arrow(b):
    """An arrow, or its head alone: filled, open, hollow."""
    length, head = b.log(14, 90), b.log(5, 18)
    angle = b.uniform(0, 2 * np.pi) if b.chance(0.6) else b.integer(0, 7) * np.pi / 4
    alone = b.chance(0.35)
    length = head * 1.2 if alone else length
    s = b.sketch(length + 2 * head, length + 2 * head)
    c = (s.width - 1) / 2
    u, v = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    tip, tail = c + u * length / 2, c - u * length / 2
    spread, width = head * b.uniform(0.3, 0.6), b.thickness()
    back = tip - u * head
    kind = b.choice(('filled', 'filled', 'open', 'hollow', 'barbed'))
    if not alone:
        s.line([tuple(tail), tuple(back if kind != 'open' else tip)], width)
    wings = [tuple(back + v * spread), tuple(tip), tuple(back - v * spread)]
    if kind == 'open':
        s.line(wings, width)
    elif kind == 'barbed':
        s.polygon(wings + [tuple(back + u * head * 0.35)])
    else:
        s.polygon(wings, 255 if kind == 'filled' else None, width)
    return s


POINTER = np.array([(0, 0), (0, 16), (4, 12.5), (6.5, 18), (9, 17), (6.5, 11.5), (11.5, 11.5)])


def pointer(b):
    """A mouse pointer: white with a black rim, or the reverse; seldom a hand-like or I-beam cursor."""
    scale = b.choice((0.7, 1, 1, 1.4, 2))
    s = b.sketch(20 * scale + 3, 14 * scale + 3, ink=(0, 0, 0))
    points = [tuple(p) for p in POINTER * scale + 1]
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        s.polygon([(x + dx, y + dy) for x, y in points])
    s.layer((255, 255, 255)).polygon(points)
    if b.chance(0.25):
        s.sheets = [(sheet, 255 - ink) for sheet, ink in s.sheets]
    return s


def outline(b):
    """A region of interest: ellipse, rectangle, polygon or free hand; solid, dashed or dotted, with handles."""
    w, h = b.extent(28, 0.6), b.extent(28, 0.6)
    s = b.sketch(h + 8, w + 8)
    x, y = (s.width - 1) / 2, (s.height - 1) / 2
    rx, ry = x - 3, y - 3
    kind = b.choice(('ellipse', 'box', 'polygon', 'free', 'box'))
    if kind == 'ellipse':
        points = _ellipse_points(x, y, rx, ry)
    elif kind == 'box':
        points = np.array([(x - rx, y - ry), (x + rx, y - ry), (x + rx, y + ry), (x - rx, y + ry), (x - rx, y - ry)])
    else:
        n = b.integer(4, 9) if kind == 'polygon' else 60
        t = np.linspace(0, 2 * np.pi, n + 1)
        wobble = b.rng.uniform(0.6, 1, n + 1) if kind == 'polygon' else sum(
            0.12 * b.rng.normal() * np.sin(k * t + b.uniform(0, 6)) for k in range(2, 6)) + 0.8
        wobble[-1] = wobble[0]
        wobble = np.clip(wobble, 0.3, 1)
        points = np.stack([x + rx * wobble * np.cos(t), y + ry * wobble * np.sin(t)], 1)
    on, off = b.choice(((1, 2), (1, 4), (3, 3), (6, 4), (10, 3), (0, 0), (0, 0), (0, 0)))
    width = b.thickness()
    if on:
        s.dashes(points, on, off, width)
    else:
        s.polyline(points, width)
    if b.chance(0.25):
        for px, py in points[::max(1, len(points) // 8)]:
            s.rectangle(px - 2, py - 2, px + 2, py + 2, fill=255)
    return s


def guide(b):
    """Biopsy guide: one or two dotted lines that cross the picture."""
    s = b.sketch(b.extent(80, 0.95), b.extent(60, 0.7), smooth=b.chance(0.3))
    x0, y0 = b.uniform(0, 0.2) * s.width, 0
    x1, y1 = b.uniform(0.5, 1) * s.width, s.height - 1
    if b.chance(0.5):
        x0, x1 = s.width - 1 - x0, s.width - 1 - x1
    off, width = b.uniform(3, 14), b.choice((1, 2, 2, 3))
    on = b.choice((1, 1, 3))
    s.dashes([(x0, y0), (x1, y1)], on, off, width)
    if b.chance(0.5):
        shift = b.uniform(5, 25)
        s.dashes([(x0 + shift, y0), (x1 + shift * b.uniform(0.6, 1.8), y1)], on, off, width)
    return s


def focus(b):
    """Focus markers: triangles, hourglasses or carets, alone or a few in a column."""
    size, n = b.log(4, 12), b.choice((1, 1, 2, 3, 5, 8))
    pitch = b.uniform(2.2, 8) * size
    s = b.sketch(n * pitch + 2 * size, 2 * size + 3)
    kind, side, width = b.choice(('left', 'hourglass', 'caret', 'up')), b.choice((-1, 1)), b.thickness()
    c = (s.width - 1) / 2
    solid = 255 if b.chance(0.7) else None
    for k in range(n):
        y = size + 1 + k * pitch
        r = size * 0.5
        if kind == 'left':
            s.polygon([(c - side * r, y), (c + side * r, y - r), (c + side * r, y + r)], solid, width)
        elif kind == 'up':
            s.polygon([(c, y - side * r), (c - r, y + side * r), (c + r, y + side * r)], solid, width)
        elif kind == 'caret':
            s.line([(c + side * r, y - r), (c - side * r, y), (c + side * r, y + r)], width)
        else:
            s.polygon([(c - r, y - size), (c + r, y - size), (c, y)], solid, width)
            s.polygon([(c - r, y + size), (c + r, y + size), (c, y)], solid, width)
    s.place = 'edge' if b.chance(0.5) else 'any'
    return s


def orientation(b):
    """Probe orientation mark: a filled dot, a dot in a ring, a small fan or arrow sign."""
    r = b.log(4, 11)
    s = b.sketch(2 * r + 5, 2 * r + 5, smooth=b.chance(0.8))
    c = (s.width - 1) / 2
    kind = b.choice(('dot', 'target', 'fan', 'half', 'bars'))
    if kind == 'dot':
        s.dot(c, c, r * 0.7)
    elif kind == 'target':
        s.ellipse(c, c, r, r, width=max(1, r / 7))
        s.dot(c, c, r * 0.45)
    elif kind == 'fan':
        s.pen.pieslice([(c - r) * s.scale, (c - r) * s.scale, (c + r) * s.scale, (c + r) * s.scale], 50, 130, fill=255)
    elif kind == 'half':
        s.ellipse(c, c, r, r, width=max(1, r / 7))
        s.pen.pieslice([(c - r) * s.scale, (c - r) * s.scale, (c + r) * s.scale, (c + r) * s.scale], -90, 90, fill=255)
    else:
        for k in range(3):
            s.rectangle(c - r + k * r * 0.7, c - r * (k + 1) / 3, c - r + k * r * 0.7 + r * 0.35, c + r * 0.6, fill=255)
    return s


KINDS = {callipers: 3, crosshair: 1.5, arrow: 2, pointer: 0.7, outline: 2.5, guide: 1, focus: 2, orientation: 1}
