"""What the kinds of decoys draw with: inks, sizes, and layers of ink on a small sheet."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from ..pictures.noise import log_uniform

COLOURS = (
    (255, 255, 0), (0, 255, 0), (0, 255, 255), (255, 160, 0), (255, 0, 0), (80, 140, 255),
    (255, 0, 255), (120, 255, 160), (255, 230, 150), (190, 220, 255))


class Board:
    """The generator, the size of the picture in pixels, and the few inks that one picture has."""

    def __init__(self, rng, height, width, mean=60.0, colour=True):
        self.rng, self.height, self.width = rng, height, width
        self.dark = mean > 140 and rng.random() < 0.6
        self.colour = colour
        self.inks = [self.fresh_ink() for _ in range(rng.integers(1, 4))]

    def uniform(self, low, high):
        return float(self.rng.uniform(low, high))

    def log(self, low, high):
        """Log-uniform in low...high."""
        return log_uniform(self.rng, low, max(low, high))

    def integer(self, low, high):
        """Uniform in low...high, both included."""
        return int(self.rng.integers(low, max(low, high) + 1))

    def chance(self, probability):
        return bool(self.rng.random() < probability)

    def choice(self, values):
        return values[int(self.rng.integers(len(values)))]

    def extent(self, low, share):
        """A length between `low` pixels and a share of the shorter side of the picture."""
        return self.log(low, max(low + 1, share * min(self.height, self.width)))

    def fresh_ink(self):
        """float32 [3], 0...255."""
        draw = self.rng.random()
        if draw < 0.15:
            level = self.rng.uniform(0, 255)
        elif draw < 0.40 and self.colour:
            colour = np.asarray(self.choice(COLOURS), np.float32)
            return colour * np.float32(self.rng.uniform(0.5, 1))
        elif self.dark or draw > 0.95:
            level = self.rng.uniform(0, 70)
        elif draw < 0.6:
            level = self.rng.uniform(110, 210)
        else:
            level = self.rng.uniform(200, 256)
        return np.full(3, min(level, 255), np.float32)

    def ink(self):
        return self.choice(self.inks) if self.chance(0.75) else self.fresh_ink()

    def thickness(self):
        """Width of a line: 1, seldom more."""
        return self.choice((1, 1, 1, 1, 2, 2, 3))

    def sketch(self, height, width, smooth=None, ink=None):
        return Sketch(self, int(round(height)), int(round(width)), smooth, ink)


class Sketch:
    """A sheet of height x width pixels with layers of (coverage, ink).

    `place` says where it goes: 'any', 'edge' (along its nearer sides) or 'whole' (as large as the
    picture). Coordinates are pixels, centres at whole numbers. A smooth sheet is drawn larger and
    averaged; another has hard pixels, as overlays of machines have.
    """

    def __init__(self, board, height, width, smooth=None, ink=None):
        self.height = int(np.clip(height, 3, board.height))
        self.width = int(np.clip(width, 3, board.width))
        small = self.height * self.width < 40000
        if smooth is None:
            smooth = board.chance(0.55 if small else 0.35)
        self.scale = 1 if not smooth else 3 if small else 2
        self.board, self.place = board, 'any'
        self.opacity, self.additive, self.blur = 1.0, False, 0.0
        self.sheets = []
        self.layer(ink)

    def layer(self, ink=None):
        """Begins a layer; what is drawn next has this ink."""
        sheet = Image.new('L', (self.width * self.scale, self.height * self.scale), 0)
        self.sheets.append((sheet, self.board.ink() if ink is None else np.asarray(ink, np.float32)))
        self.pen = ImageDraw.Draw(sheet)
        return self

    def _map(self, points):
        s = self.scale
        if s == 1:
            return [(int(np.floor(x + 0.5)), int(np.floor(y + 0.5))) for x, y in points]
        return [((x + 0.5) * s - 0.5, (y + 0.5) * s - 0.5) for x, y in points]

    def line(self, points, width=1, value=255):
        self.pen.line(self._map(points), fill=value, width=max(1, round(width * self.scale)))

    def polyline(self, xy, width=1, value=255):
        """A line through an array [N, 2] of (x, y): fast for long ones."""
        s = self.scale
        xy = np.floor(xy + 0.5) if s == 1 else (xy + 0.5) * s - 0.5
        self.pen.line(xy.ravel().tolist(), fill=value, width=max(1, round(width * s)),
                      joint='curve' if width * s > 3 else None)

    def dashes(self, xy, on, off, width=1, value=255):
        """A dashed line through [N, 2]; `on` and `off` in pixels of its length."""
        xy = np.asarray(xy, np.float64)
        steps = np.hypot(*np.diff(xy, axis=0).T)
        length = np.concatenate([[0], np.cumsum(steps)])
        starts = np.arange(0, length[-1], on + off)[:400]
        for start in starts:
            at = np.linspace(start, min(start + max(on - 1, 0), length[-1]), 2 if on < 12 else 6)
            piece = np.stack([np.interp(at, length, xy[:, 0]), np.interp(at, length, xy[:, 1])], 1)
            if on <= 1.5:
                self.dot(piece[0, 0], piece[0, 1], width / 2, value)
            else:
                self.polyline(piece, width, value)

    def dot(self, x, y, radius, value=255):
        if self.scale == 1 and radius <= 1:
            (x, y), n = self._map([(x, y)])[0], int(2 * radius + 0.5)
            self.pen.rectangle((x, y, x + max(n, 1) - 1, y + max(n, 1) - 1), fill=value)
        else:
            self.ellipse(x, y, radius, radius, fill=value)

    def ellipse(self, x, y, rx, ry, fill=None, width=1, value=255):
        (x0, y0), (x1, y1) = self._map([(x - rx, y - ry), (x + rx, y + ry)])
        outline = None if fill is not None else value
        self.pen.ellipse((x0, y0, x1, y1), fill=fill, outline=outline,
                         width=max(1, round(width * self.scale)))

    def arc(self, x, y, rx, ry, start, end, width=1, value=255):
        """Angles in degrees, clockwise from the right."""
        (x0, y0), (x1, y1) = self._map([(x - rx, y - ry), (x + rx, y + ry)])
        self.pen.arc((x0, y0, x1, y1), start, end, fill=value, width=max(1, round(width * self.scale)))

    def polygon(self, points, fill=255, width=1):
        if fill is None:
            points = list(points)
            self.line(points + points[:1], width)
        else:
            self.pen.polygon(self._map(points), fill=fill)

    def rectangle(self, x0, y0, x1, y1, fill=None, width=1, value=255):
        (a, b), (c, d) = self._map([(x0, y0), (x1, y1)])
        if c < a or d < b:
            return
        outline = None if fill is not None else value
        self.pen.rectangle((a, b, c, d), fill=fill, outline=outline,
                           width=max(1, round(width * self.scale)))

    def layers(self):
        """Pairs of coverage uint8 [height, width], 255 for full, and ink float32 [3]."""
        out = []
        for sheet, ink in self.sheets:
            if not sheet.getbbox():
                continue
            if self.scale > 1:
                sheet = sheet.reduce(self.scale)
            if self.blur > 0:
                sheet = sheet.filter(ImageFilter.GaussianBlur(self.blur))
            out.append((np.asarray(sheet), ink))
        return out


def _bytes(coverage):
    """Coverage 0...1 as 0...255."""
    return (np.clip(coverage, 0, 1) * 255 + 0.5).astype(np.uint8)


class Patch:
    """Values float32 [height, width] or [height, width, 3], 0...255, with coverage [height, width]."""

    def __init__(self, values, coverage=None, place='any', opacity=1.0, additive=False):
        self.values = np.asarray(values, np.float32)
        self.height, self.width = self.values.shape[:2]
        self.coverage = np.ones(self.values.shape[:2], np.float32) if coverage is None else coverage
        self.place, self.opacity, self.additive = place, opacity, additive

    def layers(self):
        return [(_bytes(self.coverage), self.values)]
