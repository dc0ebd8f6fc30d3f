"""Traces over time: ECG, breathing, pressure, pulse, and the spectrum of a Doppler recording."""
import numpy as np

from .sketch import Patch

WAVES = ((-0.20, 0.025, 0.12), (-0.035, 0.008, -0.12), (0.0, 0.009, 1.0), (0.03, 0.010, -0.25), (0.26, 0.05, 0.28))


def _ecg(b, n, beat):
    """n samples of an ECG, 0...1 for the R peak; beat in samples; and the places of the R peaks."""
    y, peaks, at = np.zeros(n), [], b.uniform(0, beat)
    scale = b.rng.uniform(0.4, 1.6, 5)
    x = np.arange(n)
    while at < n + beat:
        for (shift, spread, high), gain in zip(WAVES, scale):
            width = max(spread * beat, 0.7)
            low, end = int(max(0, at + shift * beat - 4 * width)), int(max(0, at + shift * beat + 4 * width))
            y[low:end] += high * (gain if high != 1 else 1) * np.exp(
                -0.5 * ((x[low:end] - at - shift * beat) / width) ** 2)
        peaks.append(at)
        at += beat * b.uniform(0.93, 1.07)
    return y, [p for p in peaks if p < n]


def _wave(b, n):
    """(samples [n] in about 0...1, places of the beats)."""
    kind = b.choice(('ecg', 'ecg', 'ecg', 'breath', 'pressure', 'square', 'flat'))
    beat = b.log(18, 260)
    if kind == 'ecg':
        y, peaks = _ecg(b, n, beat)
    else:
        phase = (np.arange(n) / beat + b.uniform(0, 1)) % 1
        peaks = list(np.flatnonzero(np.diff(phase) < 0))
        if kind == 'breath':
            y = 0.5 + 0.5 * np.sin(2 * np.pi * phase + 0.4 * np.sin(2 * np.pi * phase))
        elif kind == 'pressure':
            y = (1 - np.exp(-phase / 0.05)) * np.exp(-phase / 0.45) + 0.15 * np.exp(-((phase - 0.45) / 0.05) ** 2)
        elif kind == 'square':
            y = np.where(phase < 0.5, 0.0, 1.0) if b.chance(0.5) else np.where(phase < 0.12, 1.0, 0.0)
        else:
            y = np.zeros(n)
    y = y + b.choice((0, 0.01, 0.04)) * b.rng.normal(0, 1, n) + 0.05 * np.sin(np.arange(n) * b.uniform(0.001, 0.02))
    return (-y if b.chance(0.08) else y), peaks


def trace(b):
    """A trace along the picture, with marks at the beats, a base line, a sweep bar, calibration pulses, paper."""
    width = int(b.log(60, b.width))
    height = int(b.log(12, 110))
    s = b.sketch(height + 14, width, smooth=b.chance(0.35))
    n = s.width
    if b.chance(0.15):
        pitch = b.choice((4, 5, 6, 8))
        s.layer(b.fresh_ink() * np.float32(0.6))
        for at in np.arange(0, n, pitch):
            s.line([(at, 0), (at, s.height)])
        for at in np.arange(0, s.height, pitch):
            s.line([(0, at), (n, at)])
        s.layer()
    rows = 1 if height < 50 else b.choice((1, 1, 1, 2, 3))
    for row in range(rows):
        y, peaks = _wave(b, n)
        base = 6 + height / rows * (row + 0.8)
        gain = height / rows * b.uniform(0.45, 0.8)
        xy = np.stack([np.arange(n), np.clip(base - gain * y, 1, s.height - 2)], 1)
        if b.chance(0.12):
            cut = b.integer(n // 4, 3 * n // 4)
            gap = b.integer(4, 20)
            s.polyline(xy[:cut])
            s.polyline(xy[cut + gap:]) if cut + gap < n - 2 else None
            if b.chance(0.6):
                s.line([(cut, 2), (cut, s.height - 2)], b.choice((1, 2, 3)))
        else:
            s.polyline(xy, b.choice((1, 1, 1, 2)))
        if b.chance(0.25) and len(peaks) < 60:
            kind = b.choice(('tick', 'triangle', 'line'))
            s.layer()
            for p in peaks:
                if kind == 'tick':
                    s.line([(p, base + 3), (p, base + 7)])
                elif kind == 'line':
                    s.dashes([(p, 0), (p, s.height)], 2, 3)
                else:
                    s.polygon([(p, base + 2), (p - 3, base + 7), (p + 3, base + 7)])
        if b.chance(0.15):
            s.line([(2, base), (6, base), (6, base - gain), (12, base - gain), (12, base), (16, base)])
    if b.chance(0.25):
        base = s.height - 4
        s.line([(0, base), (n - 1, base)])
        for at in np.arange(0, n, b.log(8, 60)):
            s.line([(at, base - 2), (at, base + 2)])
    return s


def spectrum(b):
    """Doppler spectrum: speckle under pulsing envelopes, above or below a base line."""
    height, width = int(b.extent(50, 0.5)), int(b.log(100, b.width))
    height, width = min(height, b.height), min(width, b.width)
    beat = b.log(30, 200)
    phase = (np.arange(width) / beat) % 1
    high = np.abs(np.sin(np.pi * phase)) ** b.uniform(1, 6) * b.uniform(0.4, 0.9) + 0.05
    base = b.uniform(0.15, 0.85) * height
    up = (base - np.arange(height))[:, None] / height * (1 if b.chance(0.6) else -1)
    high = high * b.rng.uniform(0.75, 1.1, width)
    inside = np.clip((high[None] - up) * b.uniform(3, 10), 0, 1) * (up > 0)
    noise = b.rng.random((height, width), np.float32)
    values = (inside * (0.35 + 0.65 * noise) * b.uniform(120, 255)).astype(np.float32)
    values = values * (noise > b.uniform(0.0, 0.5))
    values[int(base)] = b.uniform(100, 255)
    return Patch(values, None if b.chance(0.6) else (values > 0).astype(np.float32))


KINDS = {trace: 4.5, spectrum: 1.1}
