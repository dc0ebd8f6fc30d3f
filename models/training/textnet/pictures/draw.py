"""Shapes on a float canvas: blobs, curves, trees of vessels. Points are (x, y) in pixels."""
import numpy as np
from PIL import Image, ImageDraw


class Canvas:
    """A float image that is painted; values are whatever the caller takes them for (grey, HU)."""

    def __init__(self, height, width, value=0.0):
        self.image = Image.new('F', (width, height), float(value))
        self.pen = ImageDraw.Draw(self.image)

    def fill(self, points, value):
        self.pen.polygon([tuple(p) for p in points.tolist()], fill=float(value))

    def line(self, points, value, width=1):
        width = max(1, int(round(width)))
        flat = [tuple(p) for p in points.tolist()]
        self.pen.line(flat, fill=float(value), width=width, joint='curve' if width > 3 else None)

    def disc(self, x, y, radius, value):
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=float(value))

    def dots(self, points, radius, value):
        for x, y in points.tolist():
            self.disc(x, y, radius, value)

    def ring(self, points, value, width=1):
        self.line(np.concatenate([points, points[:2]]), value, width)

    def array(self):
        return np.array(self.image, np.float32)


def blob(rng, x, y, rx, ry, rough=0.1, angle=0.0, lobes=6, count=72, power=1.0):
    """A closed outline [count, 2] round (x, y): an ellipse with smooth dents of size `rough`."""
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    k = np.arange(2, 2 + lobes)
    a = rng.normal(0, rough, lobes) / k ** 0.7
    r = 1 + (a * np.cos(np.outer(t, k) + rng.uniform(0, 7, lobes))).sum(1)
    c, s = np.cos(t), np.sin(t)
    px = rx * r * np.sign(c) * np.abs(c) ** power
    py = ry * r * np.sign(s) * np.abs(s) ** power
    ca, sa = np.cos(angle), np.sin(angle)
    return np.stack([x + ca * px - sa * py, y + sa * px + ca * py], 1)


def about(points, scale, shift=(0, 0)):
    """The outline scaled round its own middle."""
    middle = points.mean(0)
    return (points - middle) * scale + middle + np.asarray(shift)


def walk(rng, x, y, heading, length, bend, step=4.0, inertia=0.85):
    """A curve [n, 2] of `length` pixels whose heading drifts by about `bend` radians a step."""
    n = max(int(length / step), 2)
    turns = rng.normal(0, bend, n)
    for i in range(1, n):
        turns[i] = inertia * turns[i - 1] + (1 - inertia) * turns[i] * 2
    angles = heading + np.cumsum(turns)
    moves = np.stack([np.cos(angles), np.sin(angles)], 1) * step
    return np.concatenate([[[x, y]], [x, y] + np.cumsum(moves, 0)])


def tree(rng, x, y, heading, length, width, bend=0.12, depth=5, spread=0.7, shrink=0.72, least=0.6):
    """Branching vessels: a list of (points, width)."""
    branches, todo = [], [(x, y, heading, length, width, depth)]
    while todo:
        x, y, heading, length, width, depth = todo.pop()
        points = walk(rng, x, y, heading, length * rng.uniform(0.6, 1.4), bend)
        branches.append((points, width))
        if depth == 0 or width < least or len(branches) > 400:
            continue
        end = points[-1] - points[-2]
        last = np.arctan2(end[1], end[0])
        for side in (-1, 1):
            todo.append((*points[-1], last + side * rng.uniform(0.15, spread), length * shrink,
                         width * rng.uniform(0.6, 0.85), depth - 1))
        if len(points) > 6 and rng.random() < 0.6:
            i = rng.integers(2, len(points) - 2)
            todo.append((*points[i], last + rng.choice([-1, 1]) * rng.uniform(0.5, 1.3), length * shrink * 0.7,
                         width * 0.5, depth - 2 if depth > 1 else 0))
    return branches


def spline(points, count):
    """Catmull-Rom curve [count, 2] through the points."""
    p = np.concatenate([points[:1], points, points[-1:]])
    at = np.linspace(0, len(points) - 1.001, count)
    i = at.astype(int)
    t = (at - i)[:, None]
    a, b, c, d = p[i], p[i + 1], p[i + 2], p[i + 3]
    return b + t * ((c - a) + t * ((2 * a - 5 * b + 4 * c - d) + t * (3 * (b - c) + d - a))) / 2
