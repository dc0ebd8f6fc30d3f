"""Things in or on a patient: staples, wires, stents, screws, coils, needles, boxes, fillings, chalk, bones."""
import numpy as np


def _dense(b, s, faint=0.25):
    """Makes a drawing look like something dense in an X-ray: added light (or taken away), a soft rim."""
    s.blur = b.uniform(0.4, 1.4)
    level = b.log(20, 90) if b.chance(faint) else b.uniform(70, 220)
    sign = -1.0 if b.dark or b.chance(0.15) else 1.0
    if b.chance(0.75):
        s.additive = True
        s.sheets = [(sheet, np.full(3, sign * level, np.float32)) for sheet, _ in s.sheets]
    else:
        s.sheets = [(sheet, np.full(3, min(level + 90, 255) if sign > 0 else 40, np.float32)) for sheet, _ in s.sheets]
    return s


def _path(b, n, length, bend=0.15):
    """A smooth random path [n, 2] from (0, 0) of about that length."""
    turn = np.cumsum(np.convolve(b.rng.normal(0, bend, n + 12), np.ones(13) / 13, 'valid')[:n])
    if length < 400:
        # A short line that winds further would be a digit or a letter.
        turn *= min(1.0, 2.2 / max(np.ptp(turn), 1e-6))
    turn = turn - turn[0] + b.uniform(0, 2 * np.pi)
    step = np.stack([np.cos(turn), np.sin(turn)], 1) * length / n
    return np.cumsum(step, 0)


def _framed(b, path, margin, smooth=True):
    """A sketch that holds the path, and the path moved into it."""
    low, high = path.min(0) - margin, path.max(0) + margin
    s = b.sketch(high[1] - low[1] + 1, high[0] - low[0] + 1, smooth=smooth)
    return s, path - low


def staples(b):
    """A row of short dashes, brackets or rings along a line: surgical staples, sutures, stitches, sternal wires."""
    n, pitch = b.integer(4, 30), b.log(6, 26)
    path, size = _path(b, n, n * pitch, b.choice((0.02, 0.1, 0.4))), pitch * b.uniform(0.25, 0.45)
    s, path = _framed(b, path, size + 4)
    turn = b.choice((0.0, np.pi / 2, np.pi / 2, b.uniform(0, np.pi)))
    kind, width = b.choice(('dash', 'dash', 'bracket', 'loop', 'knot')), b.choice((1, 1, 2, 3))
    along = np.gradient(path, axis=0)
    for (x, y), (dx, dy) in zip(path, along):
        a = np.arctan2(dy, dx) + turn + b.rng.normal(0, 0.12)
        u, v = np.array([np.cos(a), np.sin(a)]) * size, np.array([-np.sin(a), np.cos(a)]) * size * 0.5
        p = np.array([x, y])
        if kind == 'dash':
            s.line([tuple(p - u), tuple(p + u)], width)
        elif kind == 'bracket':
            s.line([tuple(p - u + v), tuple(p - u), tuple(p + u), tuple(p + u + v)], width)
        elif kind == 'loop':
            s.ellipse(x, y, size * 0.9, size * 0.55, width=width)
        else:
            s.line([tuple(p - u), tuple(p + u)], width)
            s.dot(x, y, max(1, size * 0.3))
    return _dense(b, s)


def wire(b):
    """A guide wire, catheter, electrode lead or tube, maybe with beads, a coil at its end, or two walls."""
    length = b.extent(60, 1.3)
    path = _path(b, 90, length, b.choice((0.05, 0.15, 0.4)))
    s, path = _framed(b, path, 8)
    kind, width = b.choice(('plain', 'plain', 'beads', 'walls', 'dashed', 'coil')), b.log(1, 4)
    if kind == 'walls':
        s.polyline(path, width + 4)
        s.polyline(path, width + 2, value=60)
    elif kind == 'dashed':
        s.dashes(path, b.uniform(3, 12), b.uniform(2, 8), width)
    elif kind == 'coil':
        t = np.arange(len(path)) * b.uniform(0.8, 2.2)
        s.polyline(path + np.stack([np.cos(t), np.sin(t)], 1) * b.uniform(2, 6), max(1, width / 2))
    else:
        s.polyline(path, width)
    if kind == 'beads':
        for k in range(0, len(path), b.integer(4, 20)):
            s.dot(path[k, 0], path[k, 1], width * b.uniform(1, 1.8))
    return _dense(b, s)


def mesh(b):
    """A stent or mesh: crossing waves along a tube."""
    length, breadth, angle = b.log(30, 200), b.log(8, 40), b.uniform(0, np.pi)
    x = np.linspace(-length / 2, length / 2, 60)
    u, v = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    bend = (x / length) ** 2 * length * b.uniform(-0.3, 0.3)
    waves, turns = [], length / breadth * b.uniform(0.5, 2.5)
    for phase in np.linspace(0, 2 * np.pi, b.integer(2, 5), endpoint=False):
        y = breadth / 2 * np.sin(2 * np.pi * turns * x / length + phase) + bend
        waves.append(x[:, None] * u + y[:, None] * v)
    s, points = _framed(b, np.concatenate(waves), 4)
    for piece in np.split(points, len(waves)):
        s.polyline(piece, 1)
    return _dense(b, s)


def screw(b):
    """Screws with threads, or plates with holes."""
    length, breadth, angle = b.log(40, 150), b.log(4, 16), b.uniform(0, np.pi)
    u, v = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    ends = np.array([-u * length / 2, u * length / 2])
    s, points = _framed(b, np.concatenate([ends, [v * breadth, -v * breadth]]), breadth + 4)
    a, z = points[0], points[1]
    if b.chance(0.6):
        s.line([tuple(a), tuple(z)], breadth * 0.6)
        for t in np.arange(0.2, 1, max(2.5, breadth * 0.35) / length):
            p = a + (z - a) * t
            s.line([tuple(p - v * breadth * 0.5), tuple(p + v * breadth * 0.5 + u)], 1.3)
        s.line([tuple(a - v * breadth * 0.8), tuple(a + v * breadth * 0.8)], breadth * 0.4)
    else:
        s.line([tuple(a), tuple(z)], breadth, value=200)
        for t in np.arange(0.08, 1, b.uniform(1.4, 2.5) * breadth / length):
            p = a + (z - a) * t
            s.ellipse(p[0], p[1], breadth * 0.3, breadth * 0.3, fill=b.choice((40, 255)))
    return _dense(b, s)


def needle(b):
    """A thin bright line with a bevel, or several of them side by side."""
    length, angle = b.log(40, 300), b.uniform(0, np.pi)
    n, gap = b.choice((1, 1, 2, 5)), b.uniform(6, 16)
    u, v = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    starts = np.arange(n)[:, None] * gap * v + b.rng.uniform(-0.1, 0.1, (n, 1)) * length * u
    s, points = _framed(b, np.concatenate([starts, starts + u * length]), 5)
    for k in range(n):
        s.line([tuple(points[k]), tuple(points[k + n])], b.uniform(1, 2.5))
    return _dense(b, s)


def device(b):
    """An implanted box with rounded corners, inner parts, and a lead."""
    w, h = b.log(25, 110), b.log(25, 90)
    s = b.sketch(h + 20, w + 20, smooth=True)
    k = s.scale
    s.pen.rounded_rectangle((8 * k, 8 * k, (8 + w) * k, (8 + h) * k), max(0, b.uniform(0.15, 0.5) * min(w, h) - 2) * k, fill=150)
    for _ in range(b.integer(2, 7)):
        x, y = 8 + b.uniform(0.1, 0.6) * w, 8 + b.uniform(0.1, 0.6) * h
        s.rectangle(x, y, x + b.uniform(0.1, 0.35) * w, y + b.uniform(0.1, 0.35) * h, fill=b.choice((60, 200, 255)))
    return _dense(b, s)


def specks(b):
    """A cluster of chalk, gravel or seeds: small bright grains of uneven shape."""
    radius, n = b.log(10, 70), int(b.log(5, 90))
    s = b.sketch(2 * radius + 12, 2 * radius + 12, smooth=True)
    c = (s.width - 1) / 2
    grain = b.log(0.5, 3)
    long = b.chance(0.3)
    for x, y in b.rng.normal(0, radius * 0.45, (n, 2)) + c:
        r = grain * b.uniform(0.5, 1.8)
        if long:
            a = b.uniform(0, np.pi)
            s.line([(x - 2 * r * np.cos(a), y - 2 * r * np.sin(a)), (x + 2 * r * np.cos(a), y + 2 * r * np.sin(a))], r)
        else:
            s.ellipse(x, y, r, r * b.uniform(0.5, 1), fill=int(b.uniform(120, 255)))
    return _dense(b, s, 0.4)


def fillings(b):
    """Lumps in one or two arched rows: fillings, crowns, teeth."""
    n, pitch = b.integer(4, 14), b.log(8, 36)
    span = n * pitch
    s = b.sketch(span * 0.35 + 2 * pitch, span + 2 * pitch, smooth=True)
    bow = b.uniform(-0.2, 0.2) * span
    for row in range(b.integer(1, 2)):
        for k in range(n):
            if b.chance(0.25):
                continue
            t = (k + 0.5) / n * 2 - 1
            x, y = s.width / 2 + t * span / 2, s.height / 2 + bow * (t * t - 0.5) + row * pitch * 1.1
            q = np.linspace(0, 2 * np.pi, 9)[:-1]
            r = pitch * 0.45 * b.rng.uniform(0.55, 1.1, 8)
            s.polygon(list(zip(x + r * np.cos(q), y + r * np.sin(q))), int(b.uniform(110, 255)))
    return _dense(b, s)


def vertebrae(b):
    """A column of alike soft boxes or ovals, as bones of the spine or fingers repeat."""
    n, side = b.integer(3, 10), b.log(10, 60)
    ratio, gap = b.uniform(0.6, 1.6), b.uniform(1.08, 1.4)
    path = _path(b, n, n * side * gap, 0.12)
    s, path = _framed(b, path, side * max(1, ratio) + 4)
    along = np.gradient(path, axis=0)
    hollow = b.chance(0.5)
    for p, d in zip(path, along):
        a = np.arctan2(d[1], d[0])
        u, v = np.array([np.cos(a), np.sin(a)]) * side / 2, np.array([-np.sin(a), np.cos(a)]) * side * ratio / 2
        corners = [tuple(p - u - v), tuple(p + u - v * 0.95), tuple(p + u + v), tuple(p - u + v * 0.95)]
        if hollow:
            s.polygon(corners, 90)
        s.polygon(corners, None if hollow else int(b.uniform(120, 255)), b.uniform(1, 3))
    s = _dense(b, s, 0.6)
    s.blur = b.uniform(0.6, 2.5)
    return s


def ribs(b):
    """Broad bows that run across one another."""
    w, h = b.extent(80, 0.9), b.extent(60, 0.7)
    s = b.sketch(h, w, smooth=False)
    n, width = b.integer(3, 8), b.log(2, 12)
    for mirrored in (False, True)[:b.integer(1, 2)]:
        for k in range(n):
            x = np.linspace(0, s.width, 30)
            y = s.height * (k + 0.5) / n + s.height * 0.25 * np.sin(np.pi * x / s.width * b.uniform(0.8, 1.1) - 0.4)
            x = s.width - x if mirrored else x
            s.polyline(np.stack([x, y], 1), width, value=130 if mirrored else 200)
            if b.chance(0.5):
                s.polyline(np.stack([x, y + width], 1), 1)
    s = _dense(b, s, 0.7)
    s.blur = b.uniform(0.6, 2)
    return s


def chain(b):
    """Clothes and jewels: a zip, a chain of links, hooks, snap buttons, a safety pin's outline."""
    n, pitch = b.integer(5, 40), b.log(4, 14)
    path = _path(b, n, n * pitch, b.choice((0.02, 0.25)))
    s, path = _framed(b, path, pitch + 4)
    kind, along = b.choice(('zip', 'links', 'snaps')), np.gradient(path, axis=0)
    for k, (p, d) in enumerate(zip(path, along)):
        v = np.array([-d[1], d[0]])
        if kind == 'zip':
            sign = 1 if k % 2 else -1
            s.line([tuple(p), tuple(p + sign * v * 0.6)], pitch * 0.45)
        elif kind == 'links':
            r = pitch * (0.5 if k % 2 else 0.3)
            s.ellipse(p[0], p[1], r, pitch * 0.35, width=max(1, pitch / 7))
        elif k % 3 == 0:
            s.ellipse(p[0], p[1], pitch * 0.8, pitch * 0.8, width=max(1, pitch / 5))
            s.dot(p[0], p[1], pitch * 0.25)
    return _dense(b, s)


KINDS = {
    staples: 2.5, wire: 2, mesh: 0.8, screw: 1, needle: 0.7, device: 0.5, specks: 1.5, fillings: 1.5, vertebrae: 1.2,
    ribs: 0.6, chain: 0.8}
