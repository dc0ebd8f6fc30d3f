"""Noise fields and resampling, all float32 and quick: coarse noise is made small and scaled up."""
import numpy as np
from scipy import ndimage


def _weights(count, size, kind, shift=0.0):
    """[size, count]: the matrix that resamples `count` samples to `size`."""
    at = (np.arange(size, dtype=np.float32) + 0.5) * (count / size) - 0.5 + shift
    base = np.floor(at).astype(int)
    t = (at - base)[:, None]
    if kind == 'linear':
        taps, weights = [0, 1], [1 - t, t]
    else:
        taps = [-1, 0, 1, 2]
        weights = [((2 - t) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2,
                   ((4 - 3 * t) * t + 1) * t / 2, (t - 1) * t * t / 2]
    matrix = np.zeros((size, count), np.float32)
    rows = np.arange(size)
    for tap, weight in zip(taps, weights):
        np.add.at(matrix, (rows, np.clip(base + tap, 0, count - 1)), weight[:, 0])
    return matrix


def resize(a, height, width, kind='cubic'):
    """[h, w] or [h, w, c] -> the same at height x width; `kind` is nearest, linear or cubic."""
    h, w = a.shape[:2]
    if (h, w) == (height, width):
        return a
    if kind == 'nearest':
        rows = np.minimum((np.arange(height) + 0.5) * h / height, h - 1).astype(int)
        columns = np.minimum((np.arange(width) + 0.5) * w / width, w - 1).astype(int)
        return a[rows][:, columns]
    if a.ndim == 3:
        return np.stack([resize(a[..., c], height, width, kind) for c in range(a.shape[2])], 2)
    return _weights(h, height, kind) @ a.astype(np.float32) @ _weights(w, width, kind).T


def white(rng, height, width):
    return rng.standard_normal((height, width), np.float32)


def blur(a, sigma):
    """Gaussian blur; `sigma` is a number of pixels or one for each axis."""
    if np.isscalar(sigma) and sigma > 6 and a.ndim == 2:
        step = int(sigma / 3)
        return resize(blur(a[step // 2::step, step // 2::step], sigma / step), *a.shape)
    return ndimage.gaussian_filter(a, sigma, truncate=2.5)


def unit(a):
    """Zero mean, variance 1."""
    a = a - a.mean()
    return a / (a.std() + 1e-6)


def grain(rng, height, width, sigma):
    """Correlated noise of grain `sigma` (pixels, or a pair), variance 1."""
    return unit(blur(white(rng, height, width), sigma))


def smooth(rng, height, width, scale):
    """Smooth noise with features about `scale` pixels wide (or a pair), variance about 1."""
    sy, sx = (scale, scale) if np.isscalar(scale) else scale
    h, w = int(height / max(sy, 1)) + 2, int(width / max(sx, 1)) + 2
    return 1.25 * (_weights(h, height, 'cubic') @ white(rng, h, w) @ _weights(w, width, 'cubic').T)


def fractal(rng, height, width, scale, octaves=4, roughness=0.5):
    """Sum of smooth noises, each half as wide as the one before, variance 1."""
    total = np.zeros((height, width), np.float32)
    gain, scale = 1.0, np.broadcast_to(scale, 2)
    for _ in range(octaves):
        total += gain * smooth(rng, height, width, scale)
        gain *= roughness
        scale = np.maximum(scale / 2, 1.5)
    return unit(total)


def spectrum(rng, height, width, power, low=0.0, high=1.0):
    """Noise whose amplitude falls as frequency ** -power between two bounds (1: Nyquist), variance 1."""
    f = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None]).astype(np.float32) * 2
    gain = (f + 2 / max(height, width)) ** np.float32(-power)
    gain[(f < low) | (f > high)] = 0
    return unit(np.fft.irfft2(np.fft.rfft2(white(rng, height, width)) * gain, (height, width)).astype(np.float32))


def speckle(rng, height, width, sigma):
    """Rayleigh speckle, mean 1, of grain `sigma`."""
    a = grain(rng, height, width, sigma)
    b = grain(rng, height, width, sigma)
    return np.sqrt(a * a + b * b) / 1.2533


def ramp(a, low, high):
    """`a` from low...high to 0...1, clipped."""
    return np.clip((a - low) / (high - low), 0, 1)


def grid(height, width):
    """Open rows and columns in pixels, float32."""
    return np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None]


def sample(a, rows, columns):
    """Bilinear samples of `a` at fractional places, held inside."""
    h, w = a.shape
    rows = np.clip(rows, 0, h - 1.001)
    columns = np.clip(columns, 0, w - 1.001)
    r, c = rows.astype(np.int32), columns.astype(np.int32)
    y, x = rows - r, columns - c
    flat = a.ravel()
    at = r * w + c
    return ((flat[at] * (1 - x) + flat[at + 1] * x) * (1 - y)
            + (flat[at + w] * (1 - x) + flat[at + w + 1] * x) * y)


def log_uniform(rng, low, high):
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def chance(rng, probability):
    return bool(rng.random() < probability)
