"""A string as a mask: ink 0...1 per pixel, and the boxes of its words."""
import functools

import numpy as np
from PIL import Image, ImageDraw

from .fonts import opened

SHAPED = {'arabic', 'devanagari', 'thai', 'bengali', 'tamil', 'telugu', 'gujarati', 'hebrew'}
GAP = 0.6  # of a cap height: wider gaps part two words
PART = 2.5  # cap heights: whether text is seen is judged for parts of about this width
SPECKS = 255
MARGIN = 4  # px round the ink of a Run


class Run:
    """`ink` float32 [h, w], 0...1; `words` uint8 [h, w]: in the ink box of a word grown by 1 px the number of the
    part of it (1...254; SPECKS: only dots and dashes), 0 elsewhere; `cap` the cap height in px."""

    def __init__(self, ink, words, cap):
        self.ink, self.words, self.cap = ink, words, cap

    @property
    def shape(self):
        return self.ink.shape


def array(core):
    """A PIL core image as float32 0...1."""
    picture = np.asarray(Image.Image()._new(core))
    return picture.astype(np.float32) if picture.dtype == bool else picture.astype(np.float32) / 255


def resized(ink, width, height, how):
    """Ink at another size in px (rounded), 0...1 whatever the filter does."""
    size = max(1, int(width + .5)), max(1, int(height + .5))
    return np.clip(np.asarray(Image.fromarray(ink).resize(size, how)), 0, 1)


def text_mask(font, text, mode, spacing=0, jitter=None):
    """Ink of a text in a PIL font, the letters `spacing` px further apart than the font has them; `jitter` =
    (generator, px) moves each letter a little."""
    if not spacing and jitter is None:
        core, _ = font.getmask2(text, mode)
        return array(core) if core.size[0] * core.size[1] > 0 else None
    pieces, at = [], 0.0
    for c in text:
        core, offset = font.getmask2(c, mode)
        pieces.append((array(core) if core.size[0] * core.size[1] else None, at + offset[0], offset[1]))
        at += font.getlength(c, mode) + spacing
    if jitter is not None:
        moves = jitter[0].normal(0, jitter[1], (len(pieces), 2))
        pieces = [(p, x + a, y + b) for (p, x, y), (a, b) in zip(pieces, moves)]
    drawn = [(p, int(round(x)), int(round(y))) for p, x, y in pieces if p is not None]
    if not drawn:
        return None
    x0, y0 = min(x for _, x, _ in drawn), min(y for _, _, y in drawn)
    w = max(x + p.shape[1] for p, x, _ in drawn) - x0
    h = max(y + p.shape[0] for p, _, y in drawn) - y0
    ink = np.zeros((h, w), np.float32)
    for p, x, y in drawn:
        part = ink[y - y0:y - y0 + p.shape[0], x - x0:x - x0 + p.shape[1]]
        np.maximum(part, p, out=part)
    return ink


def vector(face, text, cap, script, rng, plan):
    """Ink of a scalable font. `plan['way']`: smooth, mono, fine (drawn larger, reduced) or pixels."""
    way, factor = plan['way'], 1
    if way == 'fine':
        factor = 2 if cap > 60 else 3
    size = max(4, int(round(cap * factor / face.cap)))
    if way == 'pixels':
        size = max(6, int(round(cap / plan['double'][0] / face.cap)))
    font = opened(face.path, face.index, size, script in SHAPED)
    spacing = 0 if script in SHAPED else plan['spacing'] * size * 0.7
    mode = '1' if way in ('mono', 'pixels') else 'L'
    jitter = (rng, plan['shake'] * size * .7) if plan['shake'] and script not in SHAPED else None
    ink = text_mask(font, text, mode, spacing, jitter)
    if ink is None:
        return None
    if way == 'fine':
        how = (Image.Resampling.BOX, Image.Resampling.BILINEAR, Image.Resampling.LANCZOS)[plan['filter']]
        ink = resized(ink, ink.shape[1] / factor * plan['stretch'], ink.shape[0] / factor, how)
    elif plan['stretch'] != 1 and way == 'smooth':
        ink = resized(ink, ink.shape[1] * plan['stretch'], ink.shape[0], Image.Resampling.BICUBIC)
    return doubled(ink, plan) if way == 'pixels' else ink


def bitmap(face, text, cap, script, rng, plan):
    """Ink of a bitmap font at its own size, doubled as the plan says."""
    font = opened(face.path, 0, face.size, False)
    ink = text_mask(font, text, '1', int(round(plan['spacing'] * 6)))
    return None if ink is None else doubled(ink, plan)


def doubled(ink, plan):
    """Every pixel as a block of `double` = (height, width) px; as a dot in it where the plan says; or
    smoothed as video and scaled screen pictures are."""
    down, right = plan['double']
    if plan['smooth'] and (down > 1 or right > 1):
        scale = plan['smooth']
        padded = np.pad(ink, 1)
        how = Image.Resampling.BILINEAR if plan['filter'] < 2 else Image.Resampling.BICUBIC
        return resized(padded, padded.shape[1] * right * scale, padded.shape[0] * down * scale, how)
    ink = ink.repeat(down, 0).repeat(right, 1)
    if plan['dots'] and down > 1:
        dot = np.ones((down, right), np.float32)
        dot[-1, :] = plan['dots'] - 1
        if right > 1:
            dot[:, -1] = plan['dots'] - 1
        if down > 3 and right > 3:
            dot[0, 0] = dot[0, -2] = dot[-2, 0] = dot[-2, -2] = 0.3
        ink = ink * np.tile(dot, (ink.shape[0] // down, ink.shape[1] // right))
    return ink


@functools.lru_cache(maxsize=None)
def hershey(path):
    """Character -> (left, right, strokes): strokes are lists of (x, y), y downwards."""
    with open(path) as file:
        raw = file.read().splitlines()
    glyphs, code, i = {}, 32, 0
    while i < len(raw):
        count, data = int(raw[i][5:8]), raw[i][8:]
        while len(data) < 2 * count and i + 1 < len(raw):
            i += 1
            data += raw[i]
        pairs = [(ord(data[j]) - 82, ord(data[j + 1]) - 82) for j in range(0, 2 * count - 1, 2)]
        strokes, current = [], []
        for pair in pairs[1:]:
            if pair == (-50, 0):
                strokes.append(current)
                current = []
            else:
                current.append(pair)
        strokes.append(current)
        glyphs[chr(code)] = (pairs[0][0], pairs[0][1], [s for s in strokes if s])
        code, i = code + 1, i + 1
    return glyphs


def stroke(face, text, cap, script, rng, plan):
    """Ink of a pen: the strokes of a Hershey font with any width, aliased or smooth, unsteady or not."""
    glyphs = hershey(face.path)
    smooth = plan['way'] in ('smooth', 'fine')
    fine = 2 if smooth else 1
    scale = cap * fine / 21
    width = max(1, int(round(cap * fine * plan['pen'])))
    shake = plan['shake'] * cap * fine
    lines, at = [], 0.0
    for c in text:
        left, right, strokes = glyphs.get(c, glyphs['?'])
        lift = rng.normal(0, shake * 1.5) if shake else 0
        for s in strokes:
            points = np.array(s, np.float32) * scale + (at - left * scale, 12 * scale + lift)
            if shake:
                points += rng.normal(0, shake, points.shape)
            lines.append(points)
        at += (right - left) * scale + plan['spacing'] * cap * fine
    if not lines:
        return None
    points = np.concatenate(lines)
    low = points.min(0) - width
    size = np.ceil(points.max(0) - low + width).astype(int)
    picture = Image.new('L', (int(size[0]), int(size[1])))
    draw = ImageDraw.Draw(picture)
    for s in lines:
        draw.line([tuple(p) for p in (s - low).tolist()], fill=255, width=width, joint='curve' if width > 3 else None)
    if fine > 1:
        picture = picture.reduce(fine)
    return np.asarray(picture, np.float32) / 255


def changed(ink, cap, plan):
    """Slant and weight that the font itself doesn't have."""
    if plan['slant']:
        h, w = ink.shape
        reach = int(abs(plan['slant']) * h) + 1
        shift = plan['slant'] * h if plan['slant'] > 0 else 0
        picture = Image.fromarray(ink).transform(
            (w + reach, h), Image.Transform.AFFINE, (1, plan['slant'], -shift, 0, 1, 0),
            Image.Resampling.NEAREST if plan['way'] == 'mono' else Image.Resampling.BILINEAR)
        ink = np.asarray(picture)
    if plan['weight'] > 0:
        ink = np.pad(ink, ((0, 0), (0, plan['weight'])))
        wide = ink.copy()
        for k in range(1, plan['weight'] + 1):
            np.maximum(wide[:, k:], ink[:, :-k], out=wide[:, k:])
        ink = wide
    return ink


def words_of(ink, cap, margin):
    """Ink with `margin` px of nothing on every side, and the map of the boxes of its words, in parts."""
    solid = ink > 0.2
    columns = np.flatnonzero(solid.any(0))
    if not len(columns):
        return None, None
    rows = np.flatnonzero(solid.any(1))
    ink = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    solid = solid[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    columns -= columns[0]
    breaks = np.flatnonzero(np.diff(columns) > max(2, GAP * cap)) + 1
    words = np.zeros((ink.shape[0] + 2 * margin, ink.shape[1] + 2 * margin), np.uint8)
    number = 0
    for part in np.split(columns, breaks):
        left, right = part[0], part[-1] + 1
        rows = np.flatnonzero(solid[:, left:right].any(1))
        top, bottom = margin - 1 + rows[0], margin + 2 + rows[-1]
        # Dots and dashes on their own are text that need not be found.
        if rows[-1] - rows[0] + 1 < 0.35 * cap:
            words[top:bottom, margin - 1 + left:margin + 1 + right] = SPECKS
            continue
        parts = max(1, int((right - left) / (PART * cap)))
        edges = np.linspace(margin - 1 + left, margin + 1 + right, parts + 1).astype(int)
        for a, b in zip(edges[:-1], edges[1:]):
            number = min(number + 1, SPECKS - 1)
            words[top:bottom, a:b] = number
    return np.pad(ink, margin), words


DRAW = {'vector': vector, 'bitmap': bitmap, 'stroke': stroke}


def render(face, text, cap, script, rng, plan, margin=MARGIN):
    """The Run of a string with a cap height of about `cap` px, or None when nothing shows."""
    try:
        ink = DRAW[face.kind](face, text, cap, script, rng, plan)
    except (OSError, ValueError):
        return None
    if ink is None:
        return None
    ink = changed(ink, cap, plan)
    ink, words = words_of(ink, cap, margin)
    return None if ink is None else Run(np.ascontiguousarray(ink, np.float32), words, cap)


def stacked(face, text, cap, script, rng, plan, margin=MARGIN):
    """Letters below each other, as some video overlays have them."""
    runs = [render(face, c, cap, script, rng, plan, 1) for c in text if c != ' ']
    runs = [r for r in runs if r is not None]
    if not runs:
        return None
    gap = max(1, int(cap * 0.35))
    w = max(r.shape[1] for r in runs)
    ink = np.zeros((sum(r.shape[0] + gap for r in runs), w), np.float32)
    y = 0
    for r in runs:
        x = (w - r.shape[1]) // 2
        ink[y:y + r.shape[0], x:x + r.shape[1]] = r.ink
        y += r.shape[0] + gap
    ink, words = words_of(ink.T, cap, margin)
    return None if ink is None else Run(np.ascontiguousarray(ink.T), np.ascontiguousarray(words.T), cap)


def plan(rng, face, cap):
    """The random decisions that a block of lines has in common."""
    ways = ('smooth', 'mono', 'fine', 'pixels')
    way = ways[rng.choice(4, p=(.52, .18, .18, .12) if cap > 9 else (.6, .22, .18, 0))]
    bits = {'way': way, 'double': (1, 1), 'smooth': 0, 'dots': 0, 'filter': int(rng.integers(3)), 'stretch': 1.0,
            'spacing': 0.0, 'slant': 0.0, 'weight': 0, 'pen': float(rng.uniform(.05, .2)), 'shake': 0.0}
    if face.kind == 'vector' and way == 'pixels':
        k = max(1, min(8, int(round(cap / rng.uniform(6, 11)))))
        bits['double'] = (k, max(1, k + int(rng.choice(3, p=(.2, .65, .15))) - 1))
    if face.kind == 'bitmap':
        k = max(1, int(round(cap / face.cap)))
        bits['double'] = (k, k)
        if rng.random() < 0.15:
            bits['double'] = (k, max(1, k - 1)) if rng.random() < 0.6 else (k, k + 1)
    if bits['double'] != (1, 1):
        bits['smooth'] = float(rng.choice((1, 1, .8, .7, 1.25))) if rng.random() < 0.22 else 0
        bits['dots'] = 1 + float(rng.choice((0, .15, .4))) if rng.random() < 0.2 else 0
    if rng.random() < 0.25:
        bits['stretch'] = float(rng.uniform(.7, 1.4))
    if rng.random() < 0.12:
        bits['spacing'] = float(rng.choice((.1, .2, .4, .8, -.08)))
    if rng.random() < 0.05:
        bits['slant'] = float(rng.uniform(-.1, .35))
    if rng.random() < 0.08:
        bits['weight'] = 1 + int(cap * 0.06 * rng.random())
    if rng.random() < {'stroke': .35, 'hand': .4}.get(face.group, .015):
        bits['shake'] = float(rng.uniform(.01, .04))
    return bits
