"""What befalls a picture between the screen that showed it and the file: compression, scaling, noise, tone.

Nothing here moves a pixel by more than half a pixel, so that labels stay valid.
"""
import io

import numpy as np
from PIL import Image, ImageFilter

from .luma import LUMA
from .pictures.noise import log_uniform

CLEAN = 0.4


def _u8(values):
    return np.clip(values + np.float32(0.5), 0, 255).astype(np.uint8)


def _through_pil(image, change):
    """`change` of a PIL image, for uint8 [H, W] or [H, W, 3]."""
    return np.asarray(change(Image.fromarray(image)))


# Compression

def jpeg(image, rng):
    """One to three generations of JPEG; seldom on a grid that is not the picture's own."""
    quality = int(rng.integers(30, 96))
    for _ in range(int(rng.choice((1, 1, 1, 1, 2, 3)))):
        top, left = rng.integers(0, 8, 2) if rng.random() < 0.25 else (0, 0)
        if top or left:
            image = np.pad(image, ((top, 0), (left, 0)) + ((0, 0),) * (image.ndim - 2), 'edge')
        buffer = io.BytesIO()
        Image.fromarray(image).save(
            buffer, 'JPEG', quality=quality, subsampling=int(rng.choice((0, 2, 2, 1))) if image.ndim == 3 else 0)
        buffer.seek(0)
        image = np.asarray(Image.open(buffer))[top:, left:]
        quality = int(np.clip(quality + rng.integers(-15, 16), 30, 95))
    return image


def _lift(x, axis):
    """One level of the 5/3 wavelet along an axis: (low, high); odd lengths lose nothing."""
    x = np.moveaxis(x, axis, 0)
    even, odd = x[0::2], x[1::2]
    after = np.concatenate([even[1:], even[-1:]]) if len(even) == len(odd) else even[1:]
    high = odd - 0.5 * (even[:len(odd)] + after[:len(odd)])
    before = np.concatenate([high[:1], high])
    behind = np.concatenate([high, high[-1:]])
    low = even + 0.25 * (before[:len(even)] + behind[:len(even)])
    return np.moveaxis(low, 0, axis), np.moveaxis(high, 0, axis)


def _unlift(low, high, axis):
    low, high = np.moveaxis(low, axis, 0), np.moveaxis(high, axis, 0)
    before = np.concatenate([high[:1], high])
    behind = np.concatenate([high, high[-1:]])
    even = low - 0.25 * (before[:len(low)] + behind[:len(low)])
    after = np.concatenate([even[1:], even[-1:]]) if len(low) == len(high) else even[1:]
    out = np.empty((len(low) + len(high),) + low.shape[1:], np.float32)
    out[0::2] = even
    out[1::2] = high + 0.5 * (even[:len(high)] + after[:len(high)])
    return np.moveaxis(out, 0, axis)


def _quantise(band, step):
    """Dead zone of twice the step; what is left is rebuilt at the middle of its bin."""
    index = np.trunc(band * np.float32(1 / step))
    return (index + np.float32(0.4) * np.sign(index)) * np.float32(step)


def wavelet(image, rng):
    """Coarse quantisation in a wavelet of two or three levels, as strong JPEG 2000 leaves it."""
    if min(image.shape[:2]) < 32:
        return image
    step, levels = log_uniform(rng, 4, 40), int(rng.integers(2, 4))

    def code(plane, depth):
        low, high = _lift(plane, 0)
        (ll, hl), (lh, hh) = _lift(low, 1), _lift(high, 1)
        weight = 0.5 ** (levels - depth)
        ll = code(ll, depth - 1) if depth > 1 else ll
        hl, lh, hh = (_quantise(band, max(1.0, step * weight)) for band in (hl, lh, hh))
        return _unlift(_unlift(ll, hl, 1), _unlift(lh, hh, 1), 0)

    if image.ndim == 2:
        return _u8(code(image.astype(np.float32), levels))
    luma = image @ LUMA
    return _u8(image + (code(luma, levels) - luma)[..., None])


# Sharpness

def blur(image, rng):
    """Gauss or box of small radius."""
    radius = rng.uniform(0.4, 1.1)
    kernel = ImageFilter.GaussianBlur(radius) if rng.random() < 0.6 else ImageFilter.BoxBlur(min(radius, 0.8))
    return _through_pil(image, lambda i: i.filter(kernel))


def sharpen(image, rng):
    """Unsharp mask with visible halos."""
    kernel = ImageFilter.UnsharpMask(rng.uniform(0.6, 2.5), int(rng.integers(50, 250)), int(rng.choice((0, 0, 4))))
    return _through_pil(image, lambda i: i.filter(kernel))


def resample(image, rng):
    """Down by 1-2.5 and up again, or up and down: what a capture of another size does."""
    height, width = image.shape[:2]
    bilinear, bicubic, nearest = Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.NEAREST
    factor = log_uniform(rng, 1.05, 2.5) if rng.random() < 0.5 else rng.uniform(1.05, 1.5)
    up = (bilinear, bicubic, bicubic, nearest)[int(rng.integers(4))]
    # Picking the nearest pixel moves it by up to half the coarser pitch: only for factors near 1.
    down = (bilinear, bicubic, Image.Resampling.BOX, nearest if factor < 1.4 else bicubic)[int(rng.integers(4))]
    size = (max(8, round(width / factor)), max(8, round(height / (factor if rng.random() < 0.85 else 1))))
    if up == nearest and factor > 1.6:
        up = bilinear
    return _through_pil(image, lambda i: i.resize(size, down).resize((width, height), up))


def _across(x, taps):
    """Convolution along rows with symmetric taps (middle first); float32 in and out, edges repeated."""
    reach = len(taps) - 1
    padded = np.concatenate([x[:, :1]] * reach + [x] + [x[:, -1:]] * reach, 1)
    n = x.shape[1]
    out = x * np.float32(taps[0])
    for k in range(1, reach + 1):
        out += np.float32(taps[k]) * (padded[:, reach - k:reach - k + n] + padded[:, reach + k:reach + k + n])
    return out


def video(image, rng):
    """Blur along the rows as analogue video has it, colour more than light; mostly with some peaking."""
    x = image.astype(np.float32)
    soft = rng.uniform(0.15, 0.3)
    taps = [1 - 2 * soft, soft] if rng.random() < 0.5 else [0.4, 0.2, 0.1]
    peak = rng.uniform(0, 0.35)
    if image.ndim == 3 and rng.random() < 0.7:
        luma = x @ LUMA
        colour = _across(x - luma[..., None], [0.2, 0.2, 0.2])
        light = _across(luma, taps)
        light += peak * (light - _across(light, [0.34, 0.2, 0.13]))
        return _u8(colour + light[..., None])
    x = _across(x, taps)
    x += peak * (x - _across(x, [0.34, 0.2, 0.13]))
    return _u8(x)


def interlace(image, rng):
    """Combed fields: even and odd rows half a pixel apart to either side, of other brightness, or one field doubled."""
    x = image.astype(np.float32)
    kind = rng.integers(3)
    if kind == 0:
        left, right = x[0::2], x[1::2]
        left[:, :-1] = 0.5 * (left[:, :-1] + left[:, 1:])
        right[:, 1:] = 0.5 * (right[:, 1:] + right[:, :-1])
    elif kind == 1:
        x[1::2] *= np.float32(rng.uniform(0.75, 0.97))
    else:
        inner = x[1:-1:2]
        share = np.float32(rng.uniform(0.4, 1))
        x[1:-1:2] = (1 - share) * inner + share * 0.5 * (x[0:-2:2][:len(inner)] + x[2::2][:len(inner)])
    return _u8(x)


# Noise

def _normal(rng, image):
    shape = image.shape if image.ndim == 2 or rng.random() < 0.4 else image.shape[:2] + (1,)
    return rng.standard_normal(shape, np.float32)


def noise(image, rng):
    """Gaussian noise, even or growing with the light (Poisson), or multiplied (speckle); fine or in grains."""
    n, kind = _normal(rng, image), rng.integers(4)
    if rng.random() < 0.3:
        n = (n + np.roll(n, 1, 0) + np.roll(n, 1, 1) + np.roll(n, (1, 1), (0, 1))) * np.float32(0.6)
    x = image.astype(np.float32)
    if kind < 2:
        return _u8(x + n * np.float32(log_uniform(rng, 0.7, 14)))
    if kind == 2:
        return _u8(x + n * np.sqrt(x) * np.float32(log_uniform(rng, 0.1, 1.0)))
    return _u8(x * (1 + n * np.float32(log_uniform(rng, 0.03, 0.25))))


def rows(image, rng):
    """Noise that whole rows or columns share."""
    axis = int(rng.integers(2))
    shape = [1] * image.ndim
    shape[axis] = image.shape[axis]
    return _u8(image + rng.normal(0, log_uniform(rng, 0.7, 8), shape).astype(np.float32))


# Tone

def _through_table(image, values):
    return _u8(np.asarray(values, np.float32))[image]


def gamma(image, rng):
    return _through_table(image, 255 * (np.arange(256) / 255) ** log_uniform(rng, 0.5, 1.9))


def window(image, rng):
    """Contrast stretched, the ends clipped; beyond a knee a little contrast is mostly left."""
    reach = 1.6 if rng.random() < 0.25 else 1.0
    low, high = reach * rng.uniform(0, 0.2) * 255, 255 * (1 - reach * rng.uniform(0, 0.25))
    v = np.arange(256, dtype=np.float32)
    out = (v - low) * 255 / (high - low)
    if rng.random() < 0.6:
        low_room, high_room = rng.uniform(4, 40), rng.uniform(4, 60)
        out = np.interp(v, [0, max(low, 0.1), min(high, 254.9), 255], [0, low_room, 255 - high_room, 255])
    return _through_table(image, out)


def squeeze(image, rng):
    """All but the brightest pressed into few dark levels: a deep picture shown whole, its text at the top."""
    v = np.arange(256, dtype=np.float32)
    top = rng.uniform(25, 140)
    out = np.where(v >= 246, 255, np.round(v / 246 * top / (step := rng.choice((1, 1, 2, 4, 8)))) * step)
    if (image >= 246).mean() > 0.15:
        return gamma(image, rng)
    return _through_table(image, out)


def levels(image, rng):
    """Few levels, evenly spaced, seldom with ordered or random dithering."""
    count = int(log_uniform(rng, 3, 48))
    step = 255 / (count - 1)
    draw = rng.random()
    if draw < 0.5:
        return _through_table(image, np.round(np.arange(256) / step) * step)
    if draw < 0.75:
        tile = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47
        h, w = image.shape[:2]
        shift = np.tile(tile, (h // 4 + 1, w // 4 + 1))[:h, :w]
    else:
        shift = rng.random(image.shape[:2], np.float32) - np.float32(0.5)
    shift = shift if image.ndim == 2 else shift[..., None]
    return _u8(np.round(image * np.float32(1 / step) + shift) * np.float32(step))


def vignette(image, rng):
    h, w = image.shape[:2]
    y, x = np.linspace(-1, 1, h, dtype=np.float32), np.linspace(-1, 1, w, dtype=np.float32)
    y, x = y - np.float32(rng.uniform(-0.3, 0.3)), x - np.float32(rng.uniform(-0.3, 0.3))
    fall = 1 - np.float32(rng.uniform(0.1, 0.5)) * np.clip(0.5 * (y[:, None] ** 2 + x[None] ** 2), 0, 1)
    return _u8(image * (fall if image.ndim == 2 else fall[..., None]))


def invert(image, rng):
    return 255 - image


# In the order in which they befall a picture, each with its probability for one that is not clean.
STAGES = (
    (0.14, gamma), (0.14, window), (0.05, vignette), (0.05, invert),
    (0.20, resample), (0.18, blur), (0.09, video), (0.05, interlace), (0.12, sharpen),
    (0.28, noise), (0.05, rows), (0.08, squeeze), (0.08, levels), (0.45, jpeg), (0.10, wavelet))


def degrade(image, rng):
    """float32 (0...255) or uint8 [H, W] or [H, W, 3] -> uint8 of the same shape. About 40 % are only rounded."""
    image = image if image.dtype == np.uint8 else _u8(image)
    if rng.random() < CLEAN:
        return image
    chosen = [stage for share, stage in STAGES if rng.random() < share]
    if not chosen:
        chosen = [STAGES[int(rng.integers(len(STAGES)))][1]]
    for stage in chosen:
        image = stage(image, rng)
    return np.ascontiguousarray(image)


def to_grey(image, rng):
    """uint8 [H, W] or [H, W, 3] -> uint8 [H, W]: one of the two views that the detector makes of a colour frame."""
    if image.ndim == 2:
        return image
    if rng.random() < 0.5:
        return image.max(-1)
    wide = image.astype(np.uint32)
    return ((299 * wide[..., 0] + 587 * wide[..., 1] + 114 * wide[..., 2] + 500) // 1000).astype(np.uint8)
