"""Secondary captures, layouts of several pictures, rendered surfaces, digitised film, parametric maps."""
import numpy as np

from . import ct, mr, nuclear, projection, ultrasound
from .draw import Canvas, walk
from .finish import HOT, RAINBOW, colour
from .noise import blur, chance, fractal, grain, grid, log_uniform, ramp, resize, smooth, white


def single(rng, height, width):
    """One small picture of another family."""
    makers = [
        ct.slice_, ct.slice_, mr.slice_, mr.slice_, projection.radiograph, ultrasound.fan, nuclear.slice_, surface]
    return makers[rng.integers(0, len(makers))](rng, height, width)


def rgb(image):
    return image if image.ndim == 3 else np.repeat(image[..., None], 3, 2)


def layout(rng, height, width):
    """A sheet of pictures in rows and columns with gaps, frames, empty cells."""
    rows, columns = rng.integers(1, 6), rng.integers(1, 6)
    base = rng.choice([0, 0, 0, 255, rng.uniform(0, 80)])
    image = np.full((height, width, 3), base, np.float32)
    gap = int(rng.choice([0, 1, 2, 6, rng.integers(0, 30)]))
    h, w = max((height - gap) // rows - gap, 24), max((width - gap) // columns - gap, 24)
    makers = [single(rng, max(h, 64), max(w, 64)) for _ in range(min(rows * columns, rng.integers(1, 4)))]
    frame = rng.uniform(60, 255) if chance(rng, 0.4) else None
    for r in range(rows):
        for c in range(columns):
            y, x = gap + r * (h + gap), gap + c * (w + gap)
            if y + 8 > height or x + 8 > width or chance(rng, 0.08):
                continue
            tile = rgb(resize(makers[(r * columns + c) % len(makers)], h, w, 'linear'))
            tile = tile[:height - y, :width - x]
            image[y:y + h, x:x + w] = tile[:, ::-1] if chance(rng, 0.2) else tile
            if frame is not None and gap:
                image[max(y - 1, 0), x:x + w] = image[y:y + h, max(x - 1, 0)] = frame
                image[min(y + h, height - 1), x:x + w] = image[y:y + h, min(x + w, width - 1)] = frame
    return image


def windows(rng, height, width):
    """A desktop: panels, bars, rounded buttons and boxes without any label, a picture or two."""
    image = np.full((height, width, 3), rng.uniform(0, 255, 3) if chance(rng, 0.5) else rng.uniform(0, 230), np.float32)
    for _ in range(rng.integers(2, 14)):
        y0, x0 = rng.integers(0, height - 8), rng.integers(0, width - 8)
        y1, x1 = min(height, y0 + int(log_uniform(rng, 8, height))), min(width, x0 + int(log_uniform(rng, 8, width)))
        level = rng.uniform(0, 255)
        if chance(rng, 0.3) and y1 - y0 > 70 and x1 - x0 > 70:
            image[y0:y1, x0:x1] = rgb(single(rng, y1 - y0, x1 - x0))
        elif chance(rng, 0.3):
            image[y0:y1, x0:x1] = np.linspace(level, rng.uniform(0, 255), y1 - y0)[:, None, None]
        else:
            image[y0:y1, x0:x1] = level
        light, dark = min(level + 60, 255), max(level - 60, 0)
        image[y0, x0:x1] = image[y0:y1, x0] = light
        image[y1 - 1, x0:x1] = image[y0:y1, x1 - 1] = dark
    canvas = Canvas(height, width, -1)
    for _ in range(rng.integers(0, 5)):                        # rows of equal boxes: buttons, sliders, swatches
        x, y, s = rng.uniform(0, width), rng.uniform(0, height), log_uniform(rng, 4, 34)
        step = s * rng.uniform(1.1, 2.5)
        for k in range(rng.integers(1, 12)):
            canvas.pen.rounded_rectangle(
                (x + k * step, y, x + k * step + s, y + s * 0.7), radius=s * 0.15, outline=float(rng.uniform(0, 255)),
                fill=float(rng.uniform(0, 255)) if chance(rng, 0.5) else None)
    over = canvas.array()
    image[over >= 0] = over[over >= 0][:, None]
    return image


def surface(rng, height, width):
    """A shaded 3-D surface on a plain ground: skull, vessels, organs."""
    h, w = height // 2 + 1, width // 2 + 1
    y, x = grid(h, w)
    r = np.hypot((y - h / 2) / (h * rng.uniform(0.3, 0.45)), (x - w / 2) / (w * rng.uniform(0.25, 0.45)))
    r = r + 0.12 * smooth(rng, h, w, w / rng.uniform(2, 7))
    depth = np.sqrt(np.clip(1 - r * r, 0, 1)) * w * 0.35 + fractal(
        rng, h, w, w / rng.uniform(5, 25), 4, 0.5) * rng.uniform(1, 7)
    gy, gx = np.gradient(blur(depth, 0.8))
    light = rng.normal(0, 0.5, 2)
    shade = (1 + gx * light[0] + gy * light[1]) / np.sqrt(1 + gx * gx + gy * gy)
    inside = (r < 1) & ~((fractal(rng, h, w, w / 8, 3) > rng.uniform(1.4, 3)) & chance(rng, 0.6))
    grey = np.where(inside, np.clip(shade, 0, 1.2) / 1.2, 0).astype(np.float32)
    ground = rng.choice([0, 0, 0, 40, 255])
    tone = np.array([255, rng.uniform(140, 245), rng.uniform(100, 220)], np.float32)
    image = grey[..., None] * tone + np.where(inside, 0, ground)[..., None]
    return resize(image.astype(np.float32), height, width, 'linear')


def film(rng, height, width):
    """Digitised film: a radiograph or sheet with dust, scratches, clear corners, light box and base density."""
    image = projection.radiograph(rng, height, width) if chance(rng, 0.7) else layout(rng, height, width).mean(2)
    image = image * rng.uniform(0.6, 0.95) + rng.uniform(5, 40)
    canvas = Canvas(height, width, 0)
    for _ in range(rng.integers(5, 160)):                      # dust and hairs
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        if chance(rng, 0.7):
            canvas.disc(x, y, log_uniform(rng, 0.4, 2.5), rng.uniform(-1, 1))
        else:
            canvas.line(walk(rng, x, y, rng.uniform(0, 7), log_uniform(rng, 5, 60), 0.35, 3), rng.uniform(-1, 1), 1)
    for _ in range(rng.integers(0, 12)):                       # scratches along the feed
        x = rng.uniform(0, width)
        canvas.line(
            np.array([[x, rng.uniform(0, height)], [x + rng.normal(0, 4), rng.uniform(0, height)]]),
            rng.uniform(-0.6, 0.6), 1)
    image = image + canvas.array() * rng.uniform(20, 140)
    for _ in range(rng.integers(0, 3)):                        # label shields and notches: clear or dark blocks
        y, x = rng.integers(0, height - 8), rng.integers(0, width - 8)
        image[y:y + rng.integers(6, height // 5 + 8), x:x + rng.integers(6, width // 4 + 8)] = (
            rng.choice([5, 20, 235, 250]))
    if chance(rng, 0.5):                                       # the sheet lies askew on the light box
        rows, columns = grid(height, width)
        slant = rng.normal(0, 0.015)
        edge = (columns + slant * rows > rng.uniform(0, 0.06) * width) & (
            columns + slant * rows < rng.uniform(0.94, 1.02) * width)
        edge = edge & (rows - slant * columns > rng.uniform(0, 0.05) * height)
        image = np.where(edge, image, rng.choice([250, 0, 255]))
    return image + white(rng, height, width) * rng.uniform(0, 4)


def parametric(rng, height, width):
    """Calculated maps: holes, speckled rims, saturated patches, hard thresholds, blocky artefacts."""
    factor = rng.choice([1, 2, 2.5, 4])
    h, w = max(int(height / factor), 64), max(int(width / factor), 64)
    y, x = grid(h, w)
    r = np.hypot((y - h / 2) / (h * rng.uniform(0.3, 0.5)), (x - w / 2) / (w * rng.uniform(0.25, 0.5)))
    r = r + 0.05 * smooth(rng, h, w, w / 5)
    a = ramp(fractal(rng, h, w, w / rng.uniform(4, 20), 4, 0.7), -2, 2)
    if chance(rng, 0.5):
        a = 0.85 + 0.15 * a
    field = fractal(rng, h, w, rng.uniform(3, 20), 3, 0.8) + (r - 0.7) * rng.uniform(0, 2)
    a = np.where(field > rng.uniform(0.9, 2.2), rng.choice([0, 0, 1]), a)
    outside = grain(rng, h, w, 0.4) > rng.uniform(0, 3) if chance(rng, 0.5) else np.zeros((h, w), bool)
    a = np.where(r < 1, a, outside * rng.uniform(0.2, 1))
    if chance(rng, 0.3):
        n = int(rng.integers(2, 9))
        a = resize(resize(a.astype(np.float32), h // n, w // n, 'linear'), h, w, rng.choice(['nearest', 'cubic']))
    if chance(rng, 0.3):
        a = (a > rng.uniform(0.2, 0.9)) * 1.0
    image = np.clip(
        resize((a * 255).astype(np.float32), height, width, 'nearest' if chance(rng, 0.7) else 'linear'), 0, 255)
    return colour(image, HOT if chance(rng, 0.5) else RAINBOW) if chance(rng, 0.35) else image


def inset(rng, height, width):
    """A picture, and a small one of something else over a corner; a coloured overlay now and then."""
    image = rgb(single(rng, height, width)).copy()
    h, w = int(height * rng.uniform(0.15, 0.45)), int(width * rng.uniform(0.15, 0.45))
    y, x = int(rng.choice([4, height - h - 5])), int(rng.choice([4, width - w - 5]))
    image[y:y + h, x:x + w] = rgb(single(rng, max(h, 64), max(w, 64)))[:h, :w]
    if chance(rng, 0.5):
        shown = fractal(rng, height, width, width / 6, 3) > rng.uniform(0.8, 2)
        hot = colour(ramp(smooth(rng, height, width, width / 8), -2, 2) * 255, HOT)
        image[shown] = image[shown] * 0.4 + hot[shown] * 0.6
    return image


KINDS = [(layout, 2), (windows, 1.5), (surface, 1), (film, 1.5), (parametric, 2), (inset, 1)]
HELD = ['inset']
