"""How ink gets into a picture: values and colours, banners, outlines, shadows, and what is then seen."""
import numpy as np

from .render import SPECKS
from ..luma import luma

COLOURS = ((255, 255, 0), (0, 255, 0), (0, 255, 255), (255, 255, 255), (255, 128, 0), (255, 0, 0), (255, 0, 255),
           (64, 128, 255), (0, 0, 255), (255, 200, 120), (180, 255, 180), (0, 160, 0), (255, 220, 0), (120, 220, 255),
           (200, 160, 80), (0, 0, 0), (128, 0, 0), (0, 0, 128))
FAINT = 8.0


def style(rng, colour):
    """The random decisions about the look of a block of lines."""
    modes = ('most', 'against', 'low', 'any', 'dark', 'both', 'xor')
    mode = modes[rng.choice(7, p=(.36, .12, .21, .13, .12, .045, .015))]
    s = {'mode': mode, 'value': float(rng.choice((255, 255, 250, 235, rng.uniform(190, 255)))), 'alpha': 1.0,
         'delta': float(np.exp(rng.uniform(np.log(8), np.log(42)))) * (1 if rng.random() < 0.55 else -1), 'outline': 0, 'shadow': None,
         'banner': None, 'underline': 0, 'box': False, 'emboss': False, 'worn': rng.random() < .04,
         'limit': 190.0 if rng.random() < .7 else 256.0,
         'any': float(rng.uniform(0, 255)), 'colour': None}
    if colour and rng.random() < 0.5:
        c = np.array(COLOURS[rng.integers(len(COLOURS))] if rng.random() < 0.7 else rng.uniform(0, 255, 3), np.float32)
        s['colour'] = c * (1 if rng.random() < 0.6 else rng.uniform(.5, 1))
    if rng.random() < 0.1:
        s['alpha'] = float(rng.uniform(.35, .9))
    roll = rng.random()
    if roll < 0.1 or (mode == 'both' and roll < 0.6):
        s['outline'] = 1 + int(rng.random() < 0.25)
    elif roll < 0.18:
        s['shadow'] = (int(rng.choice((1, 1, 2, -1))), int(rng.choice((1, 1, 2))))
    roll = rng.random()
    if roll < 0.13:
        s['banner'] = {
            'alpha': 1.0 if rng.random() < .65 else float(rng.uniform(.3, .8)), 'pad': int(rng.integers(0, 6)),
            'value': float(rng.choice((0, 0, 255, 255, rng.uniform(0, 255), rng.uniform(20, 70)))),
            'frame': rng.random() < .2}
        if colour and rng.random() < 0.4:
            s['banner']['value'] = rng.uniform(0, 255, 3).astype(np.float32)
    if rng.random() < 0.03:
        s['underline'] = 1
    if rng.random() < 0.04:
        s['box'] = True
    return s


def tint(image, value):
    """`value` as the picture takes it: grey, or three channels."""
    value = np.asarray(value, np.float32)
    if image.ndim == 3:
        return value if value.ndim else np.repeat(value, 3)
    return luma(value) if value.ndim else value


def grown(a, n):
    for _ in range(n):
        b = a.copy()
        np.maximum(b[1:], a[:-1], out=b[1:])
        np.maximum(b[:-1], a[1:], out=b[:-1])
        a = b.copy()
        np.maximum(a[:, 1:], b[:, :-1], out=a[:, 1:])
        np.maximum(a[:, :-1], b[:, 1:], out=a[:, :-1])
    return a


def mix(patch, value, alpha):
    """Paints `value` over `patch` (changed in place) where `alpha` [h, w] is."""
    a = alpha if patch.ndim == 2 else alpha[..., None]
    patch += (value - patch) * a


def fill(patch, value, alpha=1.0):
    """Paints a whole patch."""
    patch += (tint(patch, value) - patch) * alpha


def ink_value(s, patch, local, noise, rng):
    """The value or colour of the ink, from the mean grey `local` behind it and the noise there."""
    mode, colour = s['mode'], s['colour']
    if mode == 'low':
        least = min(60, noise * 1.4) if rng.random() < .8 else 0
        delta = float(np.copysign(max(abs(s['delta']), least), s['delta']))
        v = local + delta if 0 <= local + delta <= 255 else local - delta
        return tint(patch, float(np.clip(v, 0, 255)))
    if s['banner'] is not None and rng.random() < .9:
        # Nobody chooses a bar of the colour of the writing.
        wanted = luma(colour) if colour is not None else 255 - s['value'] if mode == 'dark' else s['value']
        if abs(float(wanted) - local) < 40:
            return tint(patch, 0.0 if local > 127 else 255.0)
    if colour is not None and mode != 'xor':
        return tint(patch, colour)
    if mode == 'most' or mode == 'both':
        v = s['value'] if local < (150 if s['banner'] is not None else s['limit']) else 255 - s['value']
    elif mode == 'dark':
        v = 255 - s['value']
    elif mode == 'any':
        v = s['any'] if abs(s['any'] - local) > 30 else (s['any'] + 128) % 256
    else:
        v = 255 - s['value'] if local > 127 else s['value']
    return tint(patch, float(v))


def burn(image, run, x, y, s, rng):
    """Burns a Run into `image` with its upper left corner at (x, y).

    Returns (label patch uint8 [h, w]: 1 text and 2 too faint, its slices in the image, contrast), or None when
    nothing of the text lies in the picture.
    """
    h, w = run.shape
    y0, x0, y1, x1 = max(0, y), max(0, x), min(image.shape[0], y + h), min(image.shape[1], x + w)
    if y1 - y0 < 3 or x1 - x0 < 3:
        return None
    where = (slice(y0, y1), slice(x0, x1))
    cut = (slice(y0 - y, y1 - y), slice(x0 - x, x1 - x))
    patch, mask, words = image[where], run.ink[cut], run.words[cut]
    if s['banner'] is not None:
        pad = max(0, 3 - s['banner']['pad'])
        inner = patch[pad:-pad, pad:-pad] if pad and min(mask.shape) > 2 * pad + 2 else patch
        fill(inner, s['banner']['value'], s['banner']['alpha'])
        if s['banner']['frame']:
            for edge in (inner[:1], inner[-1:], inner[:, :1], inner[:, -1:]):
                fill(edge, 255 - float(luma(s['banner']['value'])))
    behind = luma(patch).copy()
    local = float(behind.mean())
    lag = max(1, int(run.cap * 0.25))
    steps = np.abs(behind[:, lag:] - behind[:, :-lag]) if behind.shape[1] > lag else np.zeros(1)
    noise = float(np.median(steps)) * 1.05
    value = ink_value(s, patch, local, noise, rng)
    opposite = 0.0 if float(luma(value)) > 110 else 255.0
    if s['outline']:
        mix(patch, tint(patch, opposite), grown(mask, s['outline']) * s['alpha'])
    if s['shadow'] is not None:
        dx, dy = s['shadow']
        mix(patch, tint(patch, opposite), np.roll(mask, (dy, dx), (0, 1)) * s['alpha'])
    if s['emboss']:
        value = shaded(value, mask, patch, rng)
    if s['mode'] == 'xor':
        mix(patch, 255 - patch, (mask > 0.5).astype(np.float32))
    else:
        mix(patch, value, mask * s['alpha'])
    labels, contrast = seen(patch, mask, words, noise, run, cut)
    furniture(patch, words, value, s)
    return labels, where, contrast


def shaded(value, mask, patch, rng):
    """Ink of a lead marker: not flat but lit from one side."""
    light = np.roll(mask, 1, 0) - np.roll(mask, -1, 0) + np.roll(mask, 1, 1) - np.roll(mask, -1, 1)
    light = light * float(rng.uniform(10, 60))
    light = light if patch.ndim == 2 else light[..., None]
    return np.clip(value + light, 0, 255).astype(np.float32)


def furniture(patch, words, value, s):
    """Underline and field box: drawn with the ink, but no text."""
    value = value if np.ndim(value) < 2 else tint(patch, 230.0)
    if s['underline'] and patch.shape[0] > 4:
        mix(patch[-2:-1, 3:-3], value, np.full(patch[-2:-1, 3:-3].shape[:2], s['alpha'], np.float32))
    if s['box']:
        for edge in (patch[:1], patch[-1:], patch[:, :1], patch[:, -1:]):
            mix(edge, value, np.full(edge.shape[:2], s['alpha'], np.float32))


def seen(patch, mask, words, noise, run, cut):
    """Labels of a patch: 2 for parts of words too faint or too much cut off; and the mean contrast."""
    count = int(run.words.max()) + 1
    flat = words.ravel()
    ink, paper = (mask > 0.5).ravel(), (mask < 0.1).ravel()
    if not ink.any():
        ink = (mask > 0.3).ravel()
    views = [luma(patch)] if patch.ndim == 2 else [luma(patch), patch.max(2)]
    n_ink = np.bincount(flat, ink, count)
    n_paper = np.bincount(flat, paper, count)
    contrast = np.full(count, 255.0)
    for view in views:
        v = view.ravel()
        a = np.bincount(flat, v * ink, count) / np.maximum(n_ink, 1)
        b = np.bincount(flat, v * paper, count) / np.maximum(n_paper, 1)
        contrast = np.minimum(contrast, np.abs(a - b))
    whole = np.bincount(run.words.ravel(), minlength=count)
    shown = np.bincount(flat, minlength=count)
    bad = (contrast < max(FAINT, 0.9 * noise)) | (shown < 0.35 * whole) | (n_ink == 0)
    bad[SPECKS:] = True
    table = np.where(bad, 2, 1).astype(np.uint8)
    table[0] = 0
    there = shown[1:] > 0
    mean = float(contrast[1:][there].mean()) if there.any() else 0.0
    return table[words], mean
