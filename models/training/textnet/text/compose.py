"""add_text: layouts, fonts and styles put together in one picture."""
import numpy as np
from PIL import Image

from . import burn, choose, layouts, render, strings

MAKERS = [f for f, _ in layouts.LAYOUTS]
WEIGHTS = np.array([p for _, p in layouts.LAYOUTS]) / sum(p for _, p in layouts.LAYOUTS)
CELL = 2  # px of a cell of the map of what is taken


class Page:
    """The picture that is written on, its labels, and what is taken already."""

    def __init__(self, image, rng, split):
        self.image, self.rng, self.split = image, rng, split
        self.height, self.width = image.shape[:2]
        self.labels = np.zeros((self.height, self.width), np.uint8)
        self.taken = np.zeros((self.height // CELL + 1, self.width // CELL + 1), bool)
        self.lines = []
        self.colour = image.ndim == 3

    def is_free(self, words, x, y):
        h, w = words.shape
        y0, x0 = max(0, y) // CELL, max(0, x) // CELL
        return not self.taken[y0:max(0, y + h) // CELL + 1, x0:max(0, x + w) // CELL + 1].any()

    def put(self, run, x, y, style, about):
        """Burns a line where nothing else is written; says whether it did."""
        x, y = int(round(x)), int(round(y))
        inner = 3
        if not self.is_free(run.words[inner:-inner, inner:-inner], x + inner, y + inner):
            return False
        done = burn.burn(self.image, run, x, y, style, self.rng)
        if done is None:
            return False
        labels, (rows, columns), contrast = done
        np.maximum(self.labels[rows, columns], labels, out=self.labels[rows, columns])
        self.taken[rows.start // CELL:rows.stop // CELL + 1, columns.start // CELL:columns.stop // CELL + 1] = True
        ys, xs = np.flatnonzero(labels.any(1)), np.flatnonzero(labels.any(0))
        if len(ys):
            self.lines.append({
                'box': (int(columns.start + xs[0]), int(rows.start + ys[0]), int(xs[-1] - xs[0] + 1), int(ys[-1] - ys[0] + 1)),
                'cap': float(run.cap), 'contrast': contrast, 'ignored': not (labels == 1).any(), **about})
        return True


class Hand:
    """A font, its plan and a style: what the lines of a block have in common."""

    def __init__(self, rng, split, script, cap, colour):
        self.script = script
        self.face = choose.face(rng, split, script, cap)
        self.plan = render.plan(rng, self.face, cap)
        self.style = burn.style(rng, colour)


def turned(run, degrees, rng):
    """The Run rotated anticlockwise, words with it."""
    quarter, rest = divmod(degrees + 45, 90)
    rest -= 45
    ink, words = run.ink, run.words
    if abs(rest) > 0.5:
        ink = np.asarray(Image.fromarray(ink).rotate(rest, Image.Resampling.BILINEAR, expand=True))
        words = np.asarray(Image.fromarray(words).rotate(rest, Image.Resampling.NEAREST, expand=True))
    if quarter % 4:
        ink, words = np.rot90(ink, int(quarter)), np.rot90(words, int(quarter))
    return render.Run(np.ascontiguousarray(ink), np.ascontiguousarray(words), run.cap)


def write(page, block, hand, budget):
    """Renders the lines of a block and puts them on the page; returns how many stand there."""
    rng, placed = page.rng, 0
    style = {**hand.style, **block.style}
    cap = block.cap
    turn = block.turn % 360
    upright = turn % 180 < 45 or turn % 180 > 135
    step = max(cap * block.pitch, cap + 4)
    total = step * len(block.lines)
    for i, (kind, text) in enumerate(block.lines):
        if placed >= budget:
            break
        if hand.face.group == 'segment':
            text = strings.segments(rng)
        elif 'accents' not in hand.face.scripts:
            text = strings.folded(text)
        draw = render.stacked if block.stacked else render.render
        run = draw(hand.face, text, cap, hand.script, rng, hand.plan)
        if run is None or run.shape[1] > 4 * page.width:
            continue
        if block.mirrored:
            run = render.Run(run.ink[:, ::-1].copy(), run.words[:, ::-1].copy(), run.cap)
        if turn:
            run = turned(run, turn, rng)
        h, w = run.shape
        if upright:
            x, y = block.x - block.across * w, block.y + i * step - block.down * total
            if block.down:
                y += step - h
        else:
            x, y = block.x + i * step, block.y - block.across * h
        x, y = kept(page, x, y, w, h, rng)
        about = {'kind': kind, 'script': hand.script, 'angle': float(turn), 'style': style['mode'],
                 'font': hand.face.name, 'group': hand.face.group}
        placed += page.put(run, x, y, style, about)
    return placed


def kept(page, x, y, w, h, rng):
    """Mostly moved so that the line lies within the picture; sometimes left partly outside."""
    if rng.random() < 0.04:
        return x, y
    # The Run has a margin of 4 px round its ink; it may hang over the border by three of them.
    if w <= page.width + 6:
        x = min(max(x, -3), page.width - w + 3)
    if h <= page.height + 6:
        y = min(max(y, -3), page.height - h + 3)
    return x, y


def bar(page, b):
    """Fills a bar or a page; half transparent at times."""
    rng = page.rng
    y0, x0 = max(0, int(b.y0)), max(0, int(b.x0))
    patch = page.image[y0:max(y0, int(b.y1)), x0:max(x0, int(b.x1))]
    if b.page:
        value = float(rng.choice((0, 0, 255, 255, 240, 30, rng.uniform(0, 255))))
    else:
        value = float(rng.choice((0, 40, 60, 90, 255, rng.uniform(0, 255))))
    if page.colour and rng.random() < 0.3:
        value = rng.uniform(0, 255, 3).astype(np.float32) * (0.5 if rng.random() < .6 else 1)
    burn.fill(patch, value, 1.0 if rng.random() < 0.85 else float(rng.uniform(.4, .9)))


def segment(page, x0, y0, x1, y1, value):
    """A one pixel line."""
    n = int(max(abs(x1 - x0), abs(y1 - y0))) + 1
    xs = np.clip(np.linspace(x0, x1, n).astype(int), 0, page.width - 1)
    ys = np.clip(np.linspace(y0, y1, n).astype(int), 0, page.height - 1)
    page.image[ys, xs] = burn.tint(page.image, value)


def furniture(page, item):
    """Bars, leader lines and rules: drawn, not labelled."""
    value = float(page.rng.choice((255, 200, 128, 0)))
    if isinstance(item, layouts.Bar):
        bar(page, item)
    elif isinstance(item, layouts.Leader):
        segment(page, item.x0, item.y0, item.x1, item.y1, value)
    else:
        x0, y0, x1, y1 = item.box
        for y in item.ys:
            segment(page, x0, y, x1, y, value)
        for x in item.xs:
            segment(page, x, y0, x, y1, value)


def script_of(rng):
    return 'latin'


def add_text(image, rng, split='train', density=None):
    """Burns text into a picture.

    `image`: float32 [H, W] or [H, W, 3], 0...255, changed in place. `split`: `train` or `held` fonts. `density`:
    0 for none, 1 for the usual number of lines, 2 for twice as many; None draws it.
    Returns `labels` uint8 [H, W] (1 in the box of a word, 2 where text is too faint to be seen, 0 elsewhere) and
    `lines`, one dict a line: box (x, y, w, h) px, cap px, contrast, angle, script, style, kind, font, ignored.
    """
    page = Page(image, rng, split)
    density = float(np.exp(rng.normal(0, .5))) if density is None else density
    if density <= 0:
        return page.labels, page.lines
    target = int(np.clip(density * np.exp(rng.normal(2.6, .8)), 1, 140))
    cap = layouts.cap_height(rng, page.height)
    hand = Hand(rng, split, script_of(rng), cap, page.colour)
    for attempt in range(8):
        left = target - len(page.lines)
        if left <= 0:
            break
        maker = MAKERS[rng.choice(len(MAKERS), p=WEIGHTS)]
        if attempt and rng.random() < 0.6:
            cap = layouts.cap_height(rng, page.height)
            hand = Hand(rng, split, script_of(rng), cap, page.colour)
        for item in maker(rng, page.width, page.height, cap, left):
            if not isinstance(item, layouts.Block):
                if not getattr(item, 'page', False) or not page.lines:
                    furniture(page, item)
                continue
            if len(page.lines) >= target:
                break
            own = hand
            if item.own or abs(item.cap / cap - 1) > 0.15:
                own = Hand(rng, split, script_of(rng), item.cap, page.colour)
                own.style = own.style if item.own else hand.style
            write(page, item, own, target - len(page.lines))
    return page.labels, page.lines
