"""Layouts of certain devices: scales, icon letters, film labels, film sheets, endoscopy and video screens."""
import numpy as np

from . import strings
from .blocks import Bar, Block, Ring, Ticks, margin, some


def axis(rng, w, h, cap, n):
    """Numbers along a depth, time or velocity scale, and the limits of a grey or colour bar."""
    cap = min(cap, 16)
    count = int(rng.integers(2, 12))
    start, step = int(rng.choice((0, 0, -3, -20, 1))), float(rng.choice((1, 1, 2, 5, 10, 20, .5, .2)))
    plain = {'banner': None, 'box': False, 'underline': 0}
    texts = [f'{start + i * step:g}' for i in range(count)]
    if rng.random() < 0.2:
        texts = [t.replace('0.', '.') for t in texts]
    upright = rng.random() < 0.6
    length = rng.uniform(.3, .9) * (h if upright else w)
    at = np.linspace(0, length, count) + rng.uniform(0, .1) * h
    if length / count < cap * (1.6 if upright else 3):
        return
    tick = float(rng.choice((0, 3, 5, 8)))
    if upright:
        x = float(rng.choice((margin(rng), w - 3 * cap, rng.uniform(0, .9) * w)))
        left = rng.random() < 0.5
        if tick:
            yield Ticks([(x + (2 * cap + 3 if left else -3), y + cap / 2) for y in at], tick if left else -tick, 0)
        for t, y in zip(texts, at):
            yield Block([('axis', t)], x + (2 * cap if left else 0), y - 4, float(left), 0, cap, style=plain)
    else:
        y = float(rng.choice((h - 2.2 * cap, margin(rng) + tick, rng.uniform(.1, .9) * h)))
        if tick:
            yield Ticks([(x, y - tick - 3) for x in at], 0, tick)
        for t, x in zip(texts, at):
            yield Block([('axis', t)], x, y - 4, .5, 0, cap, style=plain)
    if rng.random() < 0.5:
        unit = strings.pick(rng, strings.UNITS)
        yield Block([('axis', f'[{unit}]' if rng.random() < .3 else unit)], (x if upright else at[-1] + 3 * cap),
                    (at[-1] + 1.6 * cap if upright else y), .5, 0, cap, style=plain)


def icons(rng, w, h, cap, n):
    """Letters in circles and triangles, as focus, orientation and probe marks."""
    cap = min(cap, 20)
    x, y = rng.uniform(.03, .9) * w, rng.uniform(.03, .9) * h
    for _ in range(int(rng.integers(1, 4))):
        corners = int(rng.choice((0, 0, 3, 4)))
        yield Ring(x, y, cap * float(rng.uniform(1.0, 1.5)), corners)
        letter = strings.pick(rng, list('PGRVMLSTBAK123?i+') + ['GE', 'hp', 'M3'])
        yield Block([('single', letter)], x, y - cap / 2 - 4, .5, 0, cap, style={'banner': None, 'box': False})
        x, y = (x + cap * 3.2, y + float(rng.choice((0, 2 * cap))))


def plate(rng, w, h, cap, n):
    """The label of a film or a plate: a few typed or written lines in a plain box, soft and askew."""
    cap = float(np.clip(cap, 8, h / 12))
    count = int(rng.integers(2, 6))
    pitch = float(rng.uniform(1.7, 2.4))
    width, height = cap * float(rng.uniform(12, 24)), cap * pitch * (count + .6)
    turn = float(rng.choice((0, 0, 180, 90, 270)))
    if turn % 180:
        width, height = height, width
    x = float(rng.choice((margin(rng), w - width, rng.uniform(0, .8) * w)))
    y = float(rng.choice((margin(rng), h - height)))
    if rng.random() < 0.75:
        yield Bar(x, y, x + width, y + height)
    turn += float(rng.uniform(-4, 4)) if rng.random() < .5 else 0
    style = {'soft': float(rng.uniform(.3, 1.4)), 'banner': None, 'mode': 'against' if rng.random() < .7 else 'any'}
    lines = [('name', strings.name(rng)), ('id', strings.identifier(rng)), ('date', strings.date(rng)), *some(rng, 4)]
    lying = 45 < turn % 180 < 135
    yield Block(lines[:count], x + (width if lying else cap) / 2, y + (height if lying else cap) / 2, .5 * lying, 0,
                cap, pitch, turn=turn, style=style, own=True, mirrored=rng.random() < .12)


def sheet(rng, w, h, cap, n):
    """A printed film sheet: a grid of pictures with the same tiny annotations in each."""
    cap = min(cap, 9, h / 60)
    if cap < 4.5:
        return
    across, down = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    lines = some(rng, int(rng.integers(1, 5)))
    right = some(rng, int(rng.integers(0, 4)))
    foot = [('parameter', strings.parameter(rng))]
    side = ('single', strings.single(rng))
    style = {'banner': None, 'box': False, 'mode': 'most'} if rng.random() < .85 else {}
    for j in range(down):
        for i in range(across):
            x0, y0, x1, y1 = w * i / across, h * j / down, w * (i + 1) / across, h * (j + 1) / down
            frame = strings.digits(rng, 2)
            yield Block([*lines, ('parameter', f'Im {frame}')], x0 + 4, y0 + 4, 0, 0, cap, style=style)
            if right:
                yield Block(right, x1 - 4, y0 + 4, 1, 0, cap, style=style)
            yield Block(foot, x0 + 4, y1 - 4, 0, 1, cap, style=style)
            yield Block([side], x0 + 3, (y0 + y1) / 2, 0, .5, cap, style=style)


def video(rng, w, h, cap, n):
    """A video processor's screen: fixed pitch capitals at wide lines at the left, counters at the right."""
    cap = float(np.clip(cap, 6, h / 20))
    pitch = float(rng.uniform(1.6, 2.4))
    style = {'banner': None, 'mode': 'most'}
    left = [('id', strings.identifier(rng)), ('name', strings.name(rng).upper()), ('age', strings.age(rng)),
            ('date', strings.date(rng)), ('time', strings.time(rng)),
            ('parameter', strings.single(rng) + '------' + strings.digits(rng, 1)),
            ('parameter', strings.parameter(rng)),
            ('parameter', f'CR:{strings.single(rng)} EH:{strings.single(rng)}0')]
    rng.shuffle(left)
    y = float(rng.uniform(.02, .2)) * h
    x = margin(rng) + float(rng.uniform(0, .05)) * w
    for kind, text in left[:int(rng.integers(3, 9))]:
        yield Block([(kind, text)], x, y, 0, 0, cap, style=style)
        y += cap * pitch * float(rng.choice((1, 1, 1, 2)))
    if rng.random() < 0.5:
        foot = [('name', 'Dr.' + strings.name(rng)), ('prose', strings.prose(rng, 2).upper())]
        yield Block(foot, x, h - margin(rng), 0, 1, cap, pitch, style=style)
    if rng.random() < 0.6:
        clock = [('date', strings.date(rng)), ('time', strings.time(rng))]
        yield Block(clock, w - margin(rng), margin(rng), 1, 0, cap, pitch, style=style)
