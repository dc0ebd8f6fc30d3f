"""Projection X-ray: thickness adds up; bones with cortex and trabeculae, devices, collimation, vessels."""
import numpy as np

from .draw import Canvas, about, blob, tree, walk
from .noise import blur, chance, fractal, log_uniform, smooth


class Layers:
    """Thickness that adds up; every layer is drawn on its own and blurred."""

    def __init__(self, height, width):
        self.total = np.zeros((height, width), np.float32)
        self.shape = height, width

    def add(self, draw, weight, sigma=1.0):
        canvas = Canvas(*self.shape)
        draw(canvas)
        a = canvas.array()
        self.total += (blur(a, sigma) if sigma > 0.3 else a) * weight


def long_bone(rng, canvas, x0, y0, x1, y1, r):
    """A shaft with bright sides and wider ends."""
    a, b = np.array([x0, y0]), np.array([x1, y1])
    n = 24
    t = np.linspace(0, 1, n)[:, None]
    middle = a + (b - a) * t
    d = (b - a) / (np.hypot(*(b - a)) + 1e-6)
    normal = np.array([-d[1], d[0]])
    half = r * (0.62 + 0.6 * (np.abs(t - 0.5) * 2) ** rng.uniform(2, 5)) * (1 + 0.03 * np.sin(t * 12))
    left, right = middle + normal * half, middle - normal * half
    outline = np.concatenate([left, right[::-1]])
    canvas.fill(outline, 0.55)
    for side, points in ((-1, left), (1, right)):
        canvas.line(points + normal * side * r * 0.08, 1.0, max(r * rng.uniform(0.1, 0.3), 1))
    canvas.ring(outline, 0.85, max(r * 0.05, 1))


def hand(rng, layers):
    """Fan of small bones: hand, wrist or foot."""
    h, w = layers.shape
    cx, cy = w * rng.uniform(0.4, 0.6), h * rng.uniform(0.75, 1.0)
    size = min(h, w) * rng.uniform(0.6, 1.1)
    spread = rng.uniform(0.12, 0.28)
    fingers = rng.integers(3, 6)

    def flesh(canvas):
        canvas.fill(blob(rng, cx, cy - size * 0.2, size * 0.3, size * 0.35, 0.06), 1)
        for k in range(fingers):
            t = (k - fingers / 2 + 0.5) * spread
            canvas.line(
                np.array([[cx, cy - size * 0.2], [cx + size * 0.9 * np.sin(t), cy - size * 0.9 * np.cos(t)]]), 1,
                size * 0.1)

    def bones(canvas):
        for k in range(fingers):
            t = (k - fingers / 2 + 0.5) * spread
            r, at = size * 0.035, 0.3
            for part in (0.25, 0.16, 0.11, 0.08):
                p = [cx + size * at * np.sin(t), cy - size * at * np.cos(t)]
                at += part
                q = [cx + size * (at - 0.012) * np.sin(t), cy - size * (at - 0.012) * np.cos(t)]
                long_bone(rng, canvas, *p, *q, r)
                r *= 0.85
        for _ in range(rng.integers(6, 10)):
            carpal = blob(
                rng, cx + rng.normal(0, 0.09) * size, cy - size * rng.uniform(0.14, 0.3), size * 0.045, size * 0.04,
                0.12)
            canvas.fill(carpal, 0.6)
            canvas.ring(carpal, 0.9, max(size * 0.005, 1))
        for side in (-1, 1):
            long_bone(
                rng, canvas, cx + side * size * 0.09, cy - size * 0.13, cx + side * size * 0.1, cy + size * 0.3,
                size * 0.07)

    layers.add(flesh, 0.8, size * 0.012)
    layers.add(bones, rng.uniform(0.5, 1.2), rng.uniform(0.8, 2))


def limb(rng, layers):
    """One joint: knee, hip, elbow, shoulder."""
    h, w = layers.shape
    size = min(h, w)
    t = rng.normal(0, 0.35)
    cx, cy = w * rng.uniform(0.35, 0.65), h * rng.uniform(0.35, 0.65)
    r = size * rng.uniform(0.06, 0.16)
    up = np.array([np.sin(t), -np.cos(t)])
    down = -np.array([np.sin(t + rng.normal(0, 0.3)), -np.cos(t + rng.normal(0, 0.3))])
    reach = size * 0.8
    layers.add(
        lambda c: [
            c.line(
                np.array([[cx, cy], [cx + d[0] * reach * 1.3, cy + d[1] * reach * 1.3]]), 1, r * rng.uniform(2.5, 4.5))
            for d in (up, down)],
        0.9,
        r * 0.3)

    def bones(canvas):
        for d in (up, down):
            p = np.array([cx, cy]) + d * r * 0.15
            long_bone(rng, canvas, *p, *(p + d * reach), r)
        if chance(rng, 0.5):
            q = np.array([cx + r * 0.9, cy]) + down * r
            long_bone(rng, canvas, *q, *(q + down * reach), r * 0.4)
        if chance(rng, 0.5):
            canvas.fill(blob(rng, cx, cy - r * 0.6, r * 0.5, r * 0.6, 0.06), 0.5)
    layers.add(bones, rng.uniform(0.4, 1.0), rng.uniform(0.8, 2.2))


def chest(rng, layers):
    """Lungs, ribs, heart, spine, vessels."""
    h, w = layers.shape
    cx = w * rng.uniform(0.45, 0.55)
    top, low = h * rng.uniform(0.05, 0.15), h * rng.uniform(0.65, 0.9)
    rx = w * rng.uniform(0.32, 0.45)
    layers.total += 0.6
    layers.add(
        lambda c: [
            c.fill(blob(rng, cx + s * rx * 0.52, (top + low) / 2, rx * 0.42, (low - top) * 0.5, 0.06, power=0.85), 1)
            for s in (-1, 1)],
        -rng.uniform(0.5, 1),
        w * 0.012)
    layers.add(
        lambda c: c.fill(blob(rng, cx + rx * 0.2, low - (low - top) * 0.2, rx * 0.42, (low - top) * 0.25, 0.08), 1),
        rng.uniform(0.4, 0.8), w * 0.01)
    layers.add(
        lambda c: [c.fill(blob(rng, cx + s * rx * 0.5, h * 1.02, rx * 0.65, h - low, 0.05), 1) for s in (-1, 1)], 0.6,
        w * 0.008)

    def rib_cage(canvas):
        count = rng.integers(7, 12)
        for y in np.linspace(top, low, count):
            for s in (-1, 1):
                t = np.linspace(0, 1, 20)
                back = np.stack(
                    [
                        cx + s * rx * (0.1 + 0.9 * np.sin(t * np.pi / 2)),
                        y + (t**2 * 0.16 - 0.05 * np.sin(t * np.pi)) * h],
                    1)
                wide = h * rng.uniform(0.015, 0.024)
                canvas.line(back, 0.5, wide)
                for edge in (-0.5, 0.5):
                    canvas.line(back + [0, edge * wide], 1.0, 1)
                if chance(rng, 0.6):
                    front = np.stack([cx + s * rx * (1 - 0.75 * t), y + h * (0.11 + 0.12 * t)], 1)
                    canvas.line(front, 0.3, wide)
        for s in (-1, 1):
            canvas.line(
                walk(rng, cx + s * rx * 0.12, top + h * 0.02, np.pi / 2 - s * 1.75, rx * 0.8, 0.03), 0.9, h * 0.02)
    layers.add(rib_cage, rng.uniform(0.1, 0.35), rng.uniform(0.6, 1.5))
    spine(rng, layers, cx, h, 0.3)

    def lungs(canvas):
        for s in (-1, 1):
            for _ in range(3):
                for points, width in tree(
                        rng, cx + s * rx * 0.2, (top + low) / 2, np.pi / 2 - s * rng.uniform(-0.3, 2.4), rx * 0.2,
                        rx * 0.03, 0.1, 4, 0.8):
                    canvas.line(points, 1, width)
    layers.add(lungs, rng.uniform(0.05, 0.2), 1.2)


def spine(rng, layers, cx, h, weight):
    step = h * rng.uniform(0.045, 0.16)

    def column(canvas):
        for y in np.arange(-step / 2, h + step, step):
            x = cx + step * 0.2 * np.sin(y / h * 5)
            body = blob(rng, x, y, step * 0.6, step * 0.4, 0.04, power=0.55)
            canvas.fill(body, 0.6)
            canvas.ring(body, 1, max(step * 0.03, 1))
            for s in (-1, 1):
                eye = blob(rng, x + s * step * 0.35, y, step * 0.09, step * 0.14, 0.05)
                canvas.ring(eye, 1.2, max(step * 0.03, 1))
                canvas.fill(blob(rng, x + s * step * 0.9, y, step * 0.35, step * 0.1, 0.1), 0.4)
            canvas.fill(blob(rng, x, y + step * 0.25, step * 0.07, step * 0.25, 0.08), 1.1)
    layers.add(column, weight, rng.uniform(0.7, 2))


def trunk(rng, layers):
    """Belly or pelvis: spine, hips, gas."""
    h, w = layers.shape
    cx = w * rng.uniform(0.4, 0.6)
    layers.total += fractal(*((rng,) + layers.shape), w / 4, 3) * 0.08 + 0.7
    spine(rng, layers, cx, h, rng.uniform(0.3, 0.6))

    def hips(canvas):
        for s in (-1, 1):
            wing = blob(rng, cx + s * w * 0.25, h * 0.65, w * 0.17, h * 0.18, 0.12, s * 0.5)
            canvas.fill(wing, 0.5)
            canvas.ring(wing, 0.9, 2)
            canvas.disc(cx + s * w * 0.27, h * 0.88, w * 0.05, 0.9)
            ring = blob(rng, cx + s * w * 0.11, h * 0.95, w * 0.06, h * 0.05, 0.1)
            canvas.ring(ring, 0.9, w * 0.02)
    if chance(rng, 0.7):
        layers.add(hips, 0.5, rng.uniform(0.8, 2))
    layers.add(
        lambda c: [
            c.fill(
                blob(
                    rng, rng.uniform(0, w), rng.uniform(0, h), log_uniform(rng, 0.01, 0.07) * w,
                    log_uniform(rng, 0.01, 0.05) * h, 0.3),
                1)
            for _ in range(rng.integers(5, 50))],
        -rng.uniform(0.1, 0.4),
        rng.uniform(1, 5))


def skull(rng, layers):
    """Head from the side, or the jaw rolled out with rows of teeth."""
    h, w = layers.shape
    if chance(rng, 0.5):
        return jaw(rng, layers)
    cx, cy, r = w * rng.uniform(0.4, 0.6), h * rng.uniform(0.3, 0.45), min(h, w) * rng.uniform(0.28, 0.4)
    vault = blob(rng, cx, cy, r * 1.15, r, 0.03)
    layers.add(lambda c: c.fill(vault, 1), 0.5, 2)
    layers.add(lambda c: c.ring(about(vault, 0.97), 1, r * 0.06), rng.uniform(0.3, 0.7), 1.5)
    spine(rng, layers, cx + r * 0.3, h, 0.2)

    def face(canvas):
        for _ in range(rng.integers(15, 50)):
            canvas.line(
                walk(
                    rng, cx - r * rng.uniform(0.1, 1), cy + r * rng.uniform(0.2, 1.5), rng.uniform(0, 7),
                    r * rng.uniform(0.1, 0.6), 0.2, 4),
                rng.uniform(0.3, 1),
                rng.integers(1, 5))
        for _ in range(rng.integers(6, 16)):
            canvas.fill(
                blob(rng, cx - r * rng.uniform(0.5, 1), cy + r * rng.uniform(0.9, 1.2), r * 0.05, r * 0.12, 0.1), 1.1)
    layers.add(face, rng.uniform(0.2, 0.5), 1.2)


def jaw(rng, layers):
    h, w = layers.shape
    n = rng.integers(8, 18)
    layers.total += 0.3 + smooth(rng, h, w, w / 5) * 0.1

    def teeth(canvas):
        for row in (-1, 1):
            for k in range(n):
                t = (k - n / 2 + 0.5) / n
                x = w * (0.5 + 0.85 * t)
                size = w / n * rng.uniform(0.32, 0.42)
                y = h * (0.5 - 0.25 * t * t * 2) + row * size * 1.7
                tooth = blob(rng, x, y, size, size * 1.6, 0.08, t * 0.4, power=0.7)
                canvas.fill(tooth, rng.uniform(0.8, 1.1))
                canvas.fill(blob(rng, x, y, size * 0.2, size, 0.1), 0.6)
                if chance(rng, 0.15):
                    canvas.fill(blob(rng, x, y - row * size * 0.8, size * 0.7, size * 0.4, 0.2), 2.5)
                if chance(rng, 0.1):
                    canvas.line(np.array([[x, y], [x, y + row * size * 2]]), 2.2, 2)
    layers.add(teeth, 0.6, rng.uniform(0.8, 2))
    layers.add(lambda c: c.line(walk(rng, w * 0.05, h * 0.5, 0.9, w * 1.1, 0.05), 1, h * 0.04), 0.3, 2)


def flesh(rng, layers):
    """Thickness only."""
    h, w = layers.shape
    layers.total += fractal(rng, h, w, w / rng.uniform(1, 4), 4, 0.6) * 0.3


PARTS = [hand, limb, chest, chest, trunk, skull, flesh]
