"""Places decoys in a picture, only where it is free."""
import numpy as np

from . import icons, marks, objects, scales, textures, traces
from .sketch import Board
from ..luma import LUMA

KINDS = {kind.__name__: (kind, weight)
         for part in (scales, traces, marks, icons, objects, textures) for kind, weight in part.KINDS.items()}
_NAMES = list(KINDS)
_SHARES = np.array([KINDS[name][1] for name in _NAMES])
_SHARES = np.cumsum(_SHARES / _SHARES.sum())
TRIES = 8


def _position(b, drawing):
    """(top, left); a little of the drawing may lie outside the picture."""
    spare_y, spare_x = b.height - drawing.height, b.width - drawing.width
    if drawing.place == 'whole':
        return spare_y // 2, spare_x // 2
    if drawing.place == 'edge':
        margin = b.integer(0, max(4, min(b.height, b.width) // 10))
        if drawing.height >= drawing.width:
            x = margin if b.chance(0.5) else spare_x - margin
            return b.integer(0, spare_y), int(np.clip(x, 0, spare_x))
        y = margin if b.chance(0.4) else spare_y - margin
        return int(np.clip(y, 0, spare_y)), b.integer(0, spare_x)
    if b.chance(0.1):
        over_y, over_x = drawing.height // 3, drawing.width // 3
        return b.integer(-over_y, spare_y + over_y), b.integer(-over_x, spare_x + over_x)
    return b.integer(0, spare_y), b.integer(0, spare_x)


def _fits(layers, room, part, loss):
    """Whether no more than a share `loss` of the ink lies where there is no room."""
    if room.all():
        return True
    taken = ink = 0
    for cover, _ in layers:
        cover = cover[part] > 0
        ink += np.count_nonzero(cover)
        taken += np.count_nonzero(cover & ~room)
    return taken <= loss * ink


def _blend(view, room, cover, ink, opacity, additive):
    """Paints one layer: view [h, w] or [h, w, 3], cover uint8 [h, w], ink [3], [h, w] or [h, w, 3]."""
    grey = view.ndim == 2
    if grey and ink.shape[-1:] == (3,) and ink.ndim != 2:
        ink = ink @ LUMA
    # Most drawings are thin lines on a large sheet: only the pixels with ink are touched.
    at = np.nonzero(cover & (room.view(np.uint8) * np.uint8(255)))
    share = cover[at] * np.float32(opacity / 255)
    values = ink[at] if ink.ndim >= 2 else ink
    if not grey:
        share = share[:, None]
        values = values[:, None] if ink.ndim == 2 else values
    old = view[at]
    view[at] = np.clip(old + share * values, 0, 255) if additive else old + share * (values - old)


def _paint(image, free, drawing, layers, top, left, loss):
    """Blends the layers in at (top, left). False, and nothing done, where more than `loss` of the ink is not free."""
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + drawing.height, image.shape[0]), min(left + drawing.width, image.shape[1])
    if y1 - y0 < 2 or x1 - x0 < 2:
        return False
    part = np.s_[y0 - top:y1 - top, x0 - left:x1 - left]
    room = free[y0:y1, x0:x1]
    if not _fits(layers, room, part, loss):
        return False
    mean = float(image[y0:y1:4, x0:x1:4].mean())
    for cover, ink in layers:
        if ink.ndim == 1 and not drawing.additive and abs(float(ink @ LUMA) - mean) < 25:
            ink = np.full(3, mean + (110 if mean < 128 else -110), np.float32)
        _blend(image[y0:y1, x0:x1], room, cover[part], ink[part] if ink.ndim > 1 else ink,
               drawing.opacity, drawing.additive)
    return True


def _opacity(b):
    draw = b.rng.random()
    return 1.0 if draw < 0.7 else b.uniform(0.3, 1) if draw < 0.9 else b.uniform(0.05, 0.3)


def add_decoy(image, b, free, name=None):
    """One kind of decoy, once or repeated. True if it found a place."""
    if name is None:
        name = _NAMES[int(np.searchsorted(_SHARES, b.rng.random() * 0.999999))]
    drawing = KINDS[name][0](b)
    drawing.opacity *= _opacity(b)
    layers = drawing.layers()
    loss = (
        0.12
        if drawing.place == 'whole' or drawing.height * drawing.width > 0.1 * image.shape[0] * image.shape[1]
        else 0)
    for _ in range(1 if drawing.place == 'whole' else TRIES):
        top, left = _position(b, drawing)
        if _paint(image, free, drawing, layers, top, left, loss):
            break
    else:
        return False
    small = drawing.height < 60 and drawing.width < 60
    if small and name != 'pointer' and b.chance(0.3):
        step = b.integer(2, 14)
        row, column = b.choice(((0, 1), (1, 0), (0, 1), (1, 1)))
        for k in range(1, b.integer(2, 8)):
            _paint(image, free, drawing, layers, top + k * row * (drawing.height + step),
                   left + k * column * (drawing.width + step), 0)
    return True


def add_decoys(image, rng, free, count=None):
    """Draws decoys into a picture.

    image: float32 [H, W] or [H, W, 3], 0...255, changed in place.
    free: bool [H, W], True where decoys may be drawn; nothing else is touched. A decoy that finds no
    place is left out.
    count: how many to try; by itself none to two dozen, seven on average.
    """
    height, width = free.shape
    if count is None:
        count = 0 if rng.random() < 0.12 else int(min(rng.geometric(0.13), 24))
    if count == 0 or min(height, width) < 16 or not free.any():
        return
    mean = float(image[::8, ::8].mean())
    board = Board(rng, height, width, mean, image.ndim == 3 or rng.random() < 0.3)
    for _ in range(count):
        add_decoy(image, board, free)
