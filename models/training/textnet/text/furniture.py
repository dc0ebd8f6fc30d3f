"""What stands round text and is none: bars, pages, leader lines, ruled lines, scale marks, rings."""
import numpy as np

from . import burn
from .blocks import Bar, Leader, Rules, Ticks


def segment(page, x0, y0, x1, y1, value):
    """A one pixel line, left out where text stands."""
    n = int(max(abs(x1 - x0), abs(y1 - y0))) + 1
    xs, ys = np.linspace(x0, x1, n).astype(int), np.linspace(y0, y1, n).astype(int)
    inside = (xs >= 0) & (xs < page.width) & (ys >= 0) & (ys < page.height)
    xs, ys = xs[inside], ys[inside]
    free = page.labels[ys, xs] == 0
    page.image[ys[free], xs[free]] = burn.tint(page.image, value)


def bar(page, b):
    """Fills a bar or a page, unless text stands there; half transparent at times."""
    rng = page.rng
    y0, x0 = max(0, int(b.y0)), max(0, int(b.x0))
    y1, x1 = max(y0, int(b.y1)), max(x0, int(b.x1))
    if page.is_taken(x0, y0, x1, y1):
        return
    patch = page.image[y0:y1, x0:x1]
    if b.page:
        value = float(rng.choice((0, 0, 255, 255, 240, 30, rng.uniform(0, 255))))
    else:
        value = float(rng.choice((0, 40, 60, 90, 255, rng.uniform(0, 255))))
    if page.colour and rng.random() < 0.3:
        value = rng.uniform(0, 255, 3).astype(np.float32) * (0.5 if rng.random() < .6 else 1)
    burn.fill(patch, value, 1.0 if rng.random() < 0.85 else float(rng.uniform(.4, .9)))
    if rng.random() < 0.2 and patch.size:
        slope = np.linspace(0, rng.uniform(-60, 60), patch.shape[0], dtype=np.float32)
        patch += slope.reshape(-1, *(1,) * (patch.ndim - 1))
        np.clip(patch, 0, 255, out=patch)


def ring(page, r, value):
    """A circle or polygon of segments."""
    corners = r.corners or max(12, int(r.radius * 2))
    angles = np.linspace(0, 2 * np.pi, corners + 1) - np.pi / 2
    reach = r.radius * (1.5 if 0 < r.corners < 5 else 1.1)
    xs, ys = r.x + reach * np.cos(angles), r.y + reach * np.sin(angles)
    for i in range(corners):
        segment(page, xs[i], ys[i], xs[i + 1], ys[i + 1], value)


def draw(page, item):
    """Draws one piece of furniture on the page."""
    value = float(page.rng.choice((255, 200, 128, 0)))
    if isinstance(item, Bar):
        bar(page, item)
    elif isinstance(item, Leader):
        segment(page, item.x0, item.y0, item.x1, item.y1, value)
    elif isinstance(item, Ticks):
        for x, y in item.points:
            segment(page, x, y, x + item.dx, y + item.dy, max(value, 90))
    elif isinstance(item, Rules):
        x0, y0, x1, y1 = item.box
        for y in item.ys:
            segment(page, x0, y, x1, y, value)
        for x in item.xs:
            segment(page, x, y0, x, y1, value)
    else:
        ring(page, item, value)
