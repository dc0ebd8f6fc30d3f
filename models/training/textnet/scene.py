"""One labelled picture: a background, things that look like text, text, and what a recording does to them."""
import numpy as np

from .decoys import add_decoys
from .degrade import degrade, to_grey
from .pictures import background
from .text import add_text

WITHOUT_TEXT = 0.36
"""Share of the pictures without any text."""
WITHOUT_DECOYS = 0.25
"""Share of the pictures that show nothing drawn but text: anatomy must not look like it either."""
REDACTED = 0.25
"""Share of the pictures with text some or all of which is painted over: a box where text was is none."""


def scene(rng, height, width, split='train', stock=None):
    """-> grey uint8 [H, W], labels uint8 [H, W] (1 text, 2 not judged, 0 none), lines (dicts), kind of background.

    Decoys lie under the text or where none is. `stock`: stored pictures that may be backgrounds (`pictures.real`).
    """
    image, kind = background(rng, height, width, split, stock)
    decoys = rng.random()
    if WITHOUT_DECOYS < decoys < 0.7:
        add_decoys(image, rng, np.ones((height, width), bool))
    density = 0 if rng.random() < WITHOUT_TEXT else None
    labels, lines = add_text(image, rng, split, density)
    if decoys > 0.55:
        add_decoys(image, rng, _free(labels, reach=int(rng.integers(0, 9))))
    is_redacted = lines and rng.random() < REDACTED
    recorded = is_redacted and rng.random() < 0.3
    if recorded:
        lines = _paint_out(image, labels, lines, rng)
    grey = np.array(to_grey(degrade(image, rng), rng))
    if is_redacted and not recorded:
        lines = _paint_out(grey, labels, lines, rng)
    return grey, labels, lines, kind


def _paint_out(image, labels, lines, rng):
    """Paints boxes over all or some of the lines, which are labelled no longer; -> the lines that are left."""
    share = 1 if rng.random() < 0.6 else rng.uniform(0.2, 0.9)
    fill = rng.choice((0, 0, 0, 0, 255, rng.integers(0, 256)))
    padding = int(rng.integers(1, 7))
    left = []
    for line in lines:
        if rng.random() > share:
            left.append(line)
            continue
        x, y, width, height = (int(v) for v in line['box'])
        grown = padding if rng.random() < 0.7 else max(3, min(width, height) // 4)
        box = np.s_[max(0, y - grown):y + height + grown, max(0, x - grown):x + width + grown]
        image[box] = fill
        labels[box] = 0
    return left


def _free(labels, reach):
    """bool [H, W]: no text within `reach` pixels."""
    sums = np.pad(labels != 0, reach + 1).astype(np.int32).cumsum(0).cumsum(1)
    side = 2 * reach + 1
    height, width = labels.shape
    counts = (sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side])
    return counts[:height, :width] == 0
