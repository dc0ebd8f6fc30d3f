"""Where lines stand: each layout yields blocks, lists of lines with an anchor, in px of the picture."""
import numpy as np

from . import strings
from .blocks import Bar, Block, Leader, Rules, cap_height, margin, some
from .displays import axis, icons, plate, sheet, video
from ..pictures.noise import log_uniform


def corners(rng, w, h, cap, n):
    """Annotations in one to four corners, and orientation letters at the middles of the edges."""
    m, pitch = margin(rng), float(rng.uniform(1.35, 2.3))
    which = rng.permutation(4)[:rng.integers(1, 5)]
    turn = float(rng.choice((0, 90, 270), p=(.93, .035, .035)))
    room = max(1, int(h * 0.45 / (cap * pitch)))
    for c in which:
        lines = some(rng, int(min(room, rng.integers(1, 2 + max(1, n // len(which))))))
        x, y = (m, w - m)[c % 2], (m, h - m)[c // 2]
        yield Block(lines, x, y, float(c % 2), float(c // 2), cap, pitch, own=rng.random() < .12, turn=turn)
    if rng.random() < 0.35:
        for x, y, a, d in ((m, h / 2, 0, .5), (w - m, h / 2, 1, .5), (w / 2, m, .5, 0), (w / 2, h - m, .5, 1)):
            if rng.random() < 0.7:
                text = strings.pick(rng, strings.MARKERS)[:3]
                yield Block([('single', text)], x, y, a, d, cap * float(rng.choice((1, 1, 1.5))))


def header(rng, w, h, cap, n):
    """One to three rows of fields across the top or the bottom, on a bar or not."""
    rows, top = int(rng.integers(1, 4)), rng.random() < 0.7
    m, pitch = margin(rng), float(rng.uniform(1.5, 2.2))
    fields = int(np.clip(w / (cap * 14), 1, 6))
    xs = np.sort(rng.uniform(0.15, 0.95, fields))
    y = m if top else h - m - rows * cap * pitch
    if rng.random() < 0.35:
        yield Bar(0, y - 4, w, y + rows * cap * pitch + 2)
    for row in range(rows):
        yield Block(some(rng, 1), m, y + row * cap * pitch, 0, 0, cap)
        for x in xs:
            if rng.random() < 0.75:
                yield Block(some(rng, 1), x * w, y + row * cap * pitch, float(x > 0.8), 0, cap)


def column(rng, w, h, cap, n):
    """A column of short lines at a side, as ultrasound displays have, on a bar or not."""
    right, pitch = rng.random() < 0.5, float(rng.uniform(1.4, 2.4))
    count = int(min(h / (cap * pitch), rng.integers(3, 4 + max(4, n))))
    short = [('menu', strings.pick(rng, strings.MENU)) if rng.random() < 0.25 else ('parameter', strings.parameter(rng))
             for _ in range(count)]
    y = float(rng.uniform(0, max(1, h - count * cap * pitch)))
    width = float(rng.uniform(6, 12)) * cap
    x = w - width if right else margin(rng)
    if rng.random() < 0.25:
        yield Bar(x - 4, 0, x + width if not right else w, h)
    if right and rng.random() < 0.4:
        yield Block(short, w - 2, y, 1, 0, cap, pitch)
    else:
        yield Block(short, x, y, 0, 0, cap, pitch)


def form(rng, w, h, cap, n):
    """Fields and values in columns, as worksheets, structured reports and protocols are."""
    cap = min(cap, h / 18)
    style = {'banner': None, 'box': False} if rng.random() < .85 else {}
    pitch = float(rng.uniform(1.6, 2.6))
    if rng.random() < 0.6:
        yield Bar(0, 0, w, h, page=True)
    columns = int(np.clip(w / (cap * 26), 1, int(rng.integers(1, 4))))
    rows = int(min(h * 0.92 / (cap * pitch), 50))
    for c in range(columns):
        x = w * c / columns + cap
        y0 = float(rng.uniform(0, 3)) * cap
        keys = [('field', strings.pick(rng, strings.LABELS) + ('', ':', ' ..')[rng.integers(3)]) for _ in range(rows)]
        gap = float(rng.uniform(9, 14)) * cap
        for row in range(rows):
            if rng.random() < 0.15:
                continue
            y = y0 + row * cap * pitch
            if rng.random() < 0.1:
                yield Block([('prose', strings.prose(rng))], x, y, 0, 0, cap, pitch, style=style)
                continue
            yield Block([keys[row]], x, y, 0, 0, cap, pitch, style=style)
            yield Block(some(rng, 1), x + gap, y, 0, 0, cap, pitch, style=style)


def table(rng, w, h, cap, n):
    """A dose report or table of measurements: heads and numbers in columns, ruled or not."""
    cap = min(cap, h / 12, w / 40)
    style = {'banner': None, 'box': False} if rng.random() < .85 else {}
    pitch = float(rng.uniform(1.7, 2.8))
    columns, rows = int(rng.integers(3, 8)), int(rng.integers(3, 16))
    width = min(w * .98, columns * cap * float(rng.uniform(7, 11)))
    height = (rows + 1) * cap * pitch
    x0, y0 = float(rng.uniform(0, max(1, w - width))), float(rng.uniform(0, max(1, h - height)))
    if rng.random() < 0.6:
        yield Bar(x0 - 4, y0 - 4, x0 + width, y0 + height, page=rng.random() < .5)
    xs = x0 + width * np.arange(columns) / columns
    if rng.random() < 0.55:
        yield Rules([x - 3 for x in xs] if rng.random() < .6 else [],
                    [y0 + 4 + r * cap * pitch - cap * (pitch - 1) / 2 for r in range(rows + 2)],
                    (x0 - 3, y0 + 4 - cap * (pitch - 1) / 2, x0 + width, y0 + 4 + height - cap * (pitch + 1) / 2))
    right = rng.random() < 0.4
    for r in range(rows + 1):
        for c, x in enumerate(xs):
            if r == 0:
                cell = ('parameter', strings.pick(rng, strings.KEYS))
            elif c == 0:
                cell = ('prose', strings.prose(rng, 1))
            else:
                cell = ('parameter', strings.number(rng))
            if rng.random() < 0.93:
                end = right and c > 0
                at = x + (width / columns - 6 if end else 0)
                yield Block([cell], at, y0 + r * cap * pitch, float(end), 0, cap, style=style)


def slide(rng, w, h, cap, n):
    """Centred lines of several sizes: title pages, secondary captures, teaching slides."""
    if rng.random() < 0.5:
        yield Bar(0, 0, w, h, page=True)
    y = float(rng.uniform(0.05, 0.4)) * h
    across = float(rng.choice((0.5, 0.5, 0.1)))
    for _ in range(int(rng.integers(1, 7))):
        c = float(min(h / 6, cap * rng.choice((.7, 1, 1, 1.6, 2.2))))
        yield Block(some(rng, 1), w * across, y, across if across == .5 else 0, 0, c, own=rng.random() < .3)
        y += c * 2.1


def paragraph(rng, w, h, cap, n):
    """Running text of several long lines."""
    cap = min(cap, 24, h / 10)
    count, words = int(rng.integers(2, 12)), int(np.clip(w / (cap * 5), 2, 12))
    lines = [('prose', strings.prose(rng, words)) for _ in range(count)]
    x, y = margin(rng) + rng.uniform(0, .3) * w, rng.uniform(0, .7) * h
    yield Block(lines, x, y, 0, 0, cap, float(rng.uniform(1.5, 2.3)))


def labels(rng, w, h, cap, n):
    """Short labels over the picture, some with a leader line, each with a look of its own or a common one."""
    own = rng.random() < 0.6
    for _ in range(int(rng.integers(1, 2 + max(2, min(14, n))))):
        x, y = rng.uniform(0.02, 0.95) * w, rng.uniform(0.02, 0.95) * h
        lines = some(rng, int(rng.choice((1, 1, 1, 2, 3))))
        turn = float(rng.choice((0, 90, 270, 180), p=(.82, .08, .08, .02)))
        if rng.random() < 0.07:
            turn += float(rng.uniform(-15, 15))
        c = cap_height(rng, h) if own else cap
        if rng.random() < 0.25:
            yield Leader(x, y, x + rng.uniform(-.15, .15) * w, y + rng.uniform(-.15, .15) * h)
        yield Block(lines, x, y, float(rng.choice((0, .5, 1))), 0, c, own=own, turn=turn,
                    stacked=rng.random() < .025)


def marker(rng, w, h, cap, n):
    """Side markers: one or two big letters, mirrored or not, lead or printed, near the border or not."""
    for _ in range(int(rng.choice((1, 1, 1, 2)))):
        most = min(200.0, h * .3)
        c = log_uniform(rng, min(12.0, most), most)
        x = rng.uniform(.01, .99) * w if rng.random() < .4 else (rng.choice((.03, .97)) * w)
        y = rng.uniform(.02, .9) * h
        turn = float(rng.choice((0, 90, 180, 270), p=(.75, .1, .05, .1)))
        if rng.random() < 0.3:
            turn += float(rng.uniform(-20, 20))
        text = strings.pick(rng, strings.MARKERS)
        lead = rng.random() < .5
        style = {'emboss': lead and rng.random() < .5, 'banner': None, 'outline': 0,
                 'soft': float(rng.uniform(.5, 4)) if lead else 0,
                 'mode': ('most', 'any', 'low', 'dark')[rng.choice(4, p=(.6, .2, .14, .06))],
                 'alpha': float(rng.uniform(.5, 1)) if lead else 1.0}
        yield Block([('marker', text)], x, y, float(x > w / 2), 0, c, own=True, turn=turn, kind='marker', style=style,
                    mirrored=rng.random() < .2, lead=rng.random() < (.4 if lead else .1))
        if rng.random() < 0.3:
            yield Block([('marker', strings.pick(rng, ['AB', 'JMK', '12', 'PORTABLE', 'KS', 'TT', '3']))], x,
                        y + c * 1.5, float(x > w / 2), 0, max(6, c * .5), own=True, turn=turn, style=style)


def menu(rng, w, h, cap, n):
    """Buttons and menu items in a row or a column, one of them inverted."""
    cap = min(cap, 16)
    down, count = rng.random() < 0.6, int(rng.integers(3, 12))
    x, y = rng.uniform(0, .85) * w, rng.uniform(0, .85) * h
    if not down:
        x, y = 4, float(rng.choice((2, h - 2 * cap - 4)))
    chosen, boxed = rng.integers(count), rng.random() < 0.5
    for i in range(count):
        style = {'banner': None, 'box': boxed}
        if i == chosen:
            style = {'banner': {'alpha': 1.0, 'pad': 3, 'value': 255.0, 'frame': False}, 'mode': 'dark', 'colour': None}
        yield Block([('menu', strings.pick(rng, strings.MENU))], x, y, 0, 0, cap, style=style)
        x, y = (x, y + cap * 2.3) if down else (x + cap * 9, y)


LAYOUTS = ((corners, .26), (header, .11), (column, .1), (form, .05), (table, .05), (slide, .04), (paragraph, .05),
           (labels, .2), (marker, .14), (menu, .04), (axis, .06), (icons, .02), (plate, .03),
           (sheet, .03), (video, .04))

# These fill a page: only the first layout of a picture may be one.
PAGES = (form, slide, sheet)
# These are left unfinished by no limit of lines.
LONG = (form, table, sheet)
