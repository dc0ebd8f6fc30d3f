"""Text that isn't straight: turned, mirrored, bent, in perspective; soft edges; rings and bars of lead markers."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .render import Run


def turned(run, degrees):
    """The Run rotated anticlockwise, its word boxes with it."""
    quarter, rest = divmod(degrees + 45, 90)
    rest -= 45
    ink, words = run.ink, run.words
    if abs(rest) > 0.3:
        ink = np.asarray(Image.fromarray(ink).rotate(rest, Image.Resampling.BILINEAR, expand=True))
        words = np.asarray(Image.fromarray(words).rotate(rest, Image.Resampling.NEAREST, expand=True))
    if quarter % 4:
        ink, words = np.rot90(ink, int(quarter)), np.rot90(words, int(quarter))
    return Run(np.ascontiguousarray(ink), np.ascontiguousarray(words), run.cap)


def mirrored(run):
    return Run(np.ascontiguousarray(run.ink[:, ::-1]), np.ascontiguousarray(run.words[:, ::-1]), run.cap)


def bent(run, rng):
    """Every column moved up or down along an arc or a wave."""
    h, w = run.shape
    x = np.linspace(-1, 1, w)
    rise = min(h * 1.5, w * .2) * rng.uniform(.2, 1) * rng.choice((-1, 1))
    shift = np.rint(rise * (x * x if rng.random() < .6 else np.sin(x * rng.uniform(2, 5)) / 2 + .5)).astype(int)
    shift -= shift.min()
    rows = np.arange(h + shift.max())[:, None] - shift
    inside = (rows >= 0) & (rows < h)
    rows = np.clip(rows, 0, h - 1)
    columns = np.arange(w)
    return Run(run.ink[rows, columns] * inside, run.words[rows, columns] * inside.astype(np.uint8), run.cap)


def leaning(run, rng):
    """Seen from the side: one end smaller."""
    h, w = run.shape
    d = rng.uniform(-.25, .25, 4) * h
    quad = (0, min(0, d[0]), 0, h - min(0, d[1]), w, h - min(0, d[2]), w, min(0, d[3]))
    ink = Image.fromarray(run.ink).transform((w, h), Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
    words = Image.fromarray(run.words).transform((w, h), Image.Transform.QUAD, quad, Image.Resampling.NEAREST)
    return Run(np.asarray(ink).copy(), np.asarray(words).copy(), run.cap)


def softened(run, radius):
    """Edges blurred by a Gaussian of `radius` px."""
    ink = Image.fromarray((run.ink * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(radius))
    return Run(np.asarray(ink, np.float32) / 255, run.words, run.cap)


def lead(run, rng):
    """A ring, a bar, an arrow, a frame or shot round the letters of a lead marker; not part of the labels."""
    h, w = run.shape
    pad = int(run.cap * .5) + 2
    ink, words = np.pad(run.ink, pad), np.pad(run.words, pad)
    picture = Image.new('L', (ink.shape[1], ink.shape[0]))
    draw = ImageDraw.Draw(picture)
    width = max(1, int(run.cap * rng.uniform(.06, .16)))
    right, bottom = ink.shape[1] - 1, ink.shape[0] - 1
    kind = rng.integers(5)
    if kind == 0 and w < 2 * h:
        r = max(right, bottom) / 2 - 1
        draw.ellipse((right / 2 - r, bottom / 2 - r, right / 2 + r, bottom / 2 + r), outline=255, width=width)
    elif kind == 1:
        y = int(rng.choice((pad // 2, bottom - pad // 2 - width)))
        draw.rectangle((pad // 2, y, right - pad // 2, y + width), fill=255)
    elif kind == 2:
        draw.rectangle((1, 1, right - 1, bottom - 1), outline=255, width=width)
    elif kind == 3:
        y, tip = bottom - pad // 3, run.cap * .25
        draw.line((pad, y, right - pad, y), fill=255, width=width)
        draw.polygon([(right - pad - tip, y - tip), (right - pad - tip, y + tip), (right - pad + tip, y)], fill=255)
    else:
        for x in np.linspace(pad, right - pad, int(rng.integers(2, 5))):
            r = run.cap * .1
            draw.ellipse((x - r, bottom - pad / 2 - r, x + r, bottom - pad / 2 + r), fill=255)
    return Run(np.maximum(ink, np.asarray(picture, np.float32) / 255), words, run.cap)


def worn(run, rng):
    """Ink that has gone at random, faded to one side, or only round the letters."""
    kind, ink = rng.integers(3), run.ink
    if kind == 0:
        ink = ink * (rng.random(ink.shape, np.float32) > rng.uniform(.05, .3))
    elif kind == 1:
        fade = np.linspace(1, rng.uniform(.25, .8), run.shape[1], dtype=np.float32)
        ink = ink * (fade if rng.random() < .5 else fade[::-1])
    elif run.cap > 9:
        wide = np.pad(ink, 1)
        wide = np.maximum.reduce([wide[1:-1, :-2], wide[1:-1, 2:], wide[:-2, 1:-1], wide[2:, 1:-1], ink])
        ink = wide - ink
    return Run(np.ascontiguousarray(ink, np.float32), run.words, run.cap)
