"""Which font: by script, kind and size, families with equal chances."""
import functools
from collections import defaultdict

import numpy as np

from .fonts import available

GROUPS = {'sans': .44, 'mono': .22, 'serif': .14, 'pixel': .05, 'hand': .07, 'ocr': .04, 'segment': .04}


@functools.lru_cache(maxsize=None)
def vectors(split, script):
    """Group -> list of families, each a list of faces."""
    groups = defaultdict(lambda: defaultdict(list))
    for face in available(split):
        if face.kind == 'vector' and script in face.scripts:
            groups[face.group][face.family].append(face)
    return {g: [f[k] for k in sorted(f)] for g, f in groups.items()}


@functools.lru_cache(maxsize=None)
def bitmaps(split, script):
    """Cap height -> list of families, each a list of faces of about that cap height."""
    near = defaultdict(lambda: defaultdict(list))
    for face in available(split):
        if face.kind == 'bitmap' and script in face.scripts:
            for cap in (face.cap - 1, face.cap, face.cap + 1):
                near[cap][face.family].append(face)
    return {c: [f[k] for k in sorted(f)] for c, f in near.items()}


@functools.lru_cache(maxsize=None)
def strokes(split):
    return [f for f in available(split) if f.kind == 'stroke']


# What workstations, scanners and their web pages are set in.
COMMON = {'Liberation Sans', 'Arimo', 'DejaVu Sans', 'DejaVu Sans Mono', 'Liberation Mono', 'Cousine', 'Nimbus Sans',
          'FreeSans', 'FreeMono', 'Noto Sans', 'Noto Sans Mono', 'Open Sans', 'Lato', 'Carlito', 'Droid Sans Fallback',
          'Nimbus Mono PS', 'Courier Prime', 'Roboto', 'Tinos', 'Liberation Serif', 'Nimbus Sans Narrow',
          'Liberation Sans Narrow', 'Cantarell', 'Nimbus Roman', 'DejaVu Serif'}


@functools.lru_cache(maxsize=None)
def common(split, script):
    """The families of COMMON, each a list of faces."""
    return [f for group in vectors(split, script).values() for f in group if f[0].family in COMMON]


def member(rng, items):
    return items[int(rng.integers(len(items)))]


def vector(rng, split, script):
    if rng.random() < 0.4 and common(split, script):
        return member(rng, member(rng, common(split, script)))
    groups = vectors(split, script) or vectors('all', script)
    names = [n for n in groups if script == 'latin' or n != 'segment']
    weights = np.array([GROUPS.get(n, .02) for n in names])
    return member(rng, member(rng, groups[names[rng.choice(len(names), p=weights / weights.sum())]]))


def bitmap(rng, split, script, cap):
    """A strike that gives `cap` at some whole doubling, or None."""
    tables = bitmaps(split, script)
    if not tables:
        return None
    least = max(1, int(np.ceil(cap / 24)))
    most = max(least, int(cap / 6))
    k = int(rng.integers(least, min(most, least + 3) + 1))
    families = tables.get(int(round(cap / k)))
    return member(rng, member(rng, families)) if families else None


def face(rng, split, script, cap):
    """A face that can draw `script` at a cap height of about `cap` px."""
    roll = rng.random()
    if roll < (0.45 if cap < 50 else 0.22):
        found = bitmap(rng, split, script, cap)
        if found is not None:
            return found
    elif roll > 0.95 and script == 'latin' and cap > 6 and strokes(split):
        return member(rng, strokes(split))
    return vector(rng, split, script)
