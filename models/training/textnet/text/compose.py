"""add_text: layouts, fonts and styles put together in one picture."""
import numpy as np

from . import burn, choose, furniture, layouts, render, scripts, strings, warp
from .blocks import Bar, Block, cap_height

MAKERS = [f for f, _ in layouts.LAYOUTS]
WEIGHTS = np.array([p for _, p in layouts.LAYOUTS]) / sum(p for _, p in layouts.LAYOUTS)
CELL = 2  # px of a cell of the map of what is taken
LOW = frozenset('acegmnopqrsuvwxyz.,:;-_=~+ ')


class Page:
    """The picture that is written on, its labels, and what is taken already."""

    def __init__(self, image, rng, split):
        self.image, self.rng, self.split = image, rng, split
        self.height, self.width = image.shape[:2]
        self.labels = np.zeros((self.height, self.width), np.uint8)
        self.taken = np.zeros((self.height // CELL + 1, self.width // CELL + 1), bool)
        self.lines = []
        self.colour = image.ndim == 3

    def cells(self, x0, y0, x1, y1):
        return (slice(max(0, y0) // CELL, max(0, y1) // CELL + 1), slice(max(0, x0) // CELL, max(0, x1) // CELL + 1))

    def is_taken(self, x0, y0, x1, y1):
        return self.taken[self.cells(x0, y0, x1, y1)].any()

    def put(self, run, x, y, style, about):
        """Burns a line where nothing else is written; says whether it did."""
        x, y = int(round(x)), int(round(y))
        h, w = run.shape
        reach = 0 if style['banner'] is not None or style['box'] else render.MARGIN - 1
        if self.is_taken(x + reach, y + reach, x + w - reach - 1, y + h - reach - 1):
            return False
        done = burn.burn(self.image, run, x, y, style, self.rng)
        if done is None:
            return False
        labels, (rows, columns), contrast = done
        np.maximum(self.labels[rows, columns], labels, out=self.labels[rows, columns])
        self.taken[self.cells(x + reach, y + reach, x + w - reach - 1, y + h - reach - 1)] = True
        ys, xs = np.flatnonzero(labels.any(1)), np.flatnonzero(labels.any(0))
        if len(ys):
            box = (columns.start + xs[0], rows.start + ys[0], xs[-1] - xs[0] + 1, ys[-1] - ys[0] + 1)
            self.lines.append({
                'box': tuple(int(v) for v in box), 'cap': float(run.cap), 'contrast': contrast,
                'ignored': not (labels == 1).any(), **about})
        return True


class Hand:
    """A font, its plan and a style: what the lines of a block have in common."""

    def __init__(self, page, cap, script='latin', style=None):
        self.face = choose.face(page.rng, page.split, script, cap)
        self.script = script
        self.plan = render.plan(page.rng, self.face, cap)
        self.style = style or burn.style(page.rng, page.colour)

    def words(self, rng, text):
        """`text` as this font can show it."""
        if self.face.group == 'segment':
            return strings.segments(rng)
        if self.script != 'latin':
            text = scripts.line(rng, self.script, text, 'latin' in self.face.scripts)
        elif 'accents' not in self.face.scripts:
            text = strings.folded(text)
        return text


def shaped(run, block, style, turn, rng):
    """Bent, mirrored, soft, turned: what the block asks for, and rare accidents."""
    if style.get('soft') and run.cap > 7:
        run = warp.softened(run, min(style['soft'], run.cap * .08))
    if style['worn']:
        run = warp.worn(run, rng)
    if block.lead:
        run = warp.lead(run, rng)
    if block.mirrored:
        run = warp.mirrored(run)
    roll = rng.random()
    if roll < 0.008 and run.shape[1] > 40:
        run = warp.bent(run, rng)
    elif roll < 0.016:
        run = warp.leaning(run, rng)
    return warp.turned(run, turn) if turn else run


def fitting(page, text, draw, hand, cap, long):
    """The Run of a text, mostly cut after the words that fit into `long` px."""
    run = draw(hand.face, text, cap, hand.script, page.rng, hand.plan)
    if run is None or run.shape[1] <= long or page.rng.random() < 0.08:
        return run
    keep = int(len(text) * long / run.shape[1])
    return draw(hand.face, text[:max(1, keep)], cap, hand.script, page.rng, hand.plan)


def write(page, block, hand, budget):
    """Renders the lines of a block and puts them on the page; returns how many stand there."""
    rng, placed, cap, turn = page.rng, 0, block.cap, block.turn % 360
    style = {**hand.style, **block.style}
    if turn == 0 and (block.own or len(block.lines) > 1) and rng.random() < 0.03:
        turn = float(rng.uniform(-12, 12)) % 360
    draw = render.stacked if block.stacked else render.render
    upright = turn % 180 < 45 or turn % 180 > 135
    boxed = style['banner'] is not None or style['box']
    step = max(cap * block.pitch, cap + (2.4 * render.MARGIN if boxed else 4))
    offset = 0.0
    for kind, text in block.lines:
        if placed >= budget:
            break
        text = hand.words(rng, text)
        run = fitting(page, text, draw, hand, cap, page.width if upright else page.height)
        if run is None:
            continue
        # Letters without ascenders stand on the base line too; Runs begin at their ink.
        drop = max(0.0, cap - run.shape[0] + 2 * render.MARGIN) if LOW.issuperset(text) else 0.0
        run = shaped(run, block, style, turn, rng)
        h, w = run.shape
        if upright:
            x = block.x - block.across * w
            y = block.y + offset + drop
            if block.down:
                y = block.y + offset + step - h - block.down * step * len(block.lines)
        else:
            x = block.x - block.across * step * len(block.lines) + offset
            y = block.y - (block.down or block.across) * h
        x, y = kept(page, x, y, w, h, rng)
        placed += page.put(run, x, y, style, {
            'kind': kind, 'script': hand.script, 'angle': float(turn), 'mirrored': block.mirrored,
            'style': style['mode'], 'font': hand.face.name, 'group': hand.face.group})
        offset += max(step, (h if upright else w) if hand.script != 'latin' or turn % 90 else 0)
    return placed


def kept(page, x, y, w, h, rng):
    """Mostly moved so that the line lies within the picture; sometimes left partly outside."""
    if rng.random() < 0.035:
        cut = rng.uniform(.1, .6)
        return ((-w * cut, y), (page.width - w * cut, y), (x, -h * cut), (x, page.height - h * cut))[rng.integers(4)]
    over = render.MARGIN - 1   # the margin round the ink may hang over the border
    if w <= page.width + 2 * over:
        x = min(max(x, -over), page.width - w + over)
    if h <= page.height + 2 * over:
        y = min(max(y, -over), page.height - h + over)
    return x, y


def fill(page, density):
    """Layouts one after another, until there are enough lines."""
    rng = page.rng
    target = int(np.clip(density * np.exp(rng.normal(2.85, .8)), 1, 140))
    cap = cap_height(rng, page.height)
    script = scripts.script(rng)
    hand = Hand(page, cap, script)
    for attempt in range(8):
        if len(page.lines) >= target:
            break
        maker = MAKERS[rng.choice(len(MAKERS), p=WEIGHTS)]
        limit = target
        if maker in layouts.PAGES and page.lines:
            continue
        if maker in layouts.LONG:
            limit = max(target, 90)
        if attempt and rng.random() < 0.6:
            cap = cap_height(rng, page.height)
            hand = Hand(page, cap, script if rng.random() < .6 else scripts.script(rng))
        hands = {round(cap, 1): hand}
        for item in maker(rng, page.width, page.height, cap, target - len(page.lines)):
            if not isinstance(item, Block):
                if not (isinstance(item, Bar) and item.page and page.lines):
                    furniture.draw(page, item)
                continue
            if len(page.lines) >= limit:
                break
            own = hands.get(round(item.cap, 1))
            if item.own or own is None:
                latin = item.kind == 'marker' or rng.random() < (.5 if item.own else .1)
                own = Hand(page, item.cap, 'latin' if latin else hand.script, None if item.own else hand.style)
                if not item.own:
                    hands[round(item.cap, 1)] = own
            write(page, item, own, limit - len(page.lines))
    return page


def unturned(box, width, height, quarters, flipped):
    """A box (x, y, w, h) of a picture of `width` x `height` as it lies before np.rot90 by `quarters` and a flip."""
    x, y, w, h = box
    if flipped:
        x = width - x - w
    for _ in range(quarters):
        # Turned clockwise: the lower edge becomes the left one.
        x, y, w, h, width, height = height - y - h, x, h, w, height, width
    return x, y, w, h


def add_text(image, rng, split='train', density=None):
    """Burns text into a picture.

    `image`: float32 [H, W] or [H, W, 3], 0...255, changed in place. `split`: `train` or `held` fonts. `density`:
    0 for none, 1 for the usual number of lines, 2 for twice as many; None draws it.
    Returns `labels` uint8 [H, W] (1 in the box of a word, 2 where text is too faint to be seen, 0 elsewhere) and
    `lines`, one dict a line: box (x, y, w, h) px, cap px, contrast, angle (degrees anticlockwise), mirrored,
    script, style, kind, font, group, ignored.
    """
    density = float(np.exp(rng.normal(0, .5))) if density is None else density
    if density <= 0 or min(image.shape[:2]) < 24:
        return np.zeros(image.shape[:2], np.uint8), []
    # Some pictures were turned or flipped after they had been written on.
    quarters, flipped = int(rng.choice(4, p=(.925, .03, .015, .03))), rng.random() < .012
    view = np.rot90(image, quarters)
    page = fill(Page(view[:, ::-1] if flipped else view, rng, split), density)
    labels = np.rot90(page.labels[:, ::-1] if flipped else page.labels, -quarters)
    for line in page.lines:
        line['box'] = unturned(line['box'], page.width, page.height, quarters, flipped)
        line['angle'] = (line['angle'] - 90.0 * quarters) % 360
        line['mirrored'] ^= flipped
    return np.ascontiguousarray(labels), page.lines
