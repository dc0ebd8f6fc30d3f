"""Stored real pictures: crops, mirrored and scaled, from the folder that `collect` wrote."""
import functools
import hashlib
import os
import pathlib

import numpy as np

from .finish import stretch
from .noise import chance, log_uniform, resize

HELD_PERCENT = 15


def side(volume):
    """'train' or 'held', by the name of the source volume alone."""
    return 'held' if int(hashlib.sha256(volume.encode()).hexdigest(), 16) % 100 < HELD_PERCENT else 'train'


@functools.lru_cache(maxsize=8)
def listing(folder, split):
    """Paths by volume: packages draw evenly, then their volumes, then the slices."""
    packages = {}
    for path in sorted(pathlib.Path(folder).glob('*.npy')):
        package, volume, _ = path.name[:-4].split('.')
        if side(f'{package}.{volume}') == split:
            packages.setdefault(package, {}).setdefault(volume, []).append(str(path))
    return {package: list(volumes.values()) for package, volumes in packages.items()}


def draw(rng, folder, split):
    """One stored picture uint8 and the name of its package; None when there are none."""
    packages = listing(str(folder), split)
    if not packages:
        return None
    names = sorted(packages)
    weights = np.array([min(sum(map(len, packages[name])), 60) ** 0.5 for name in names])
    name = names[rng.choice(len(names), p=weights / weights.sum())]
    volume = packages[name][rng.integers(len(packages[name]))]
    return np.load(volume[rng.integers(len(volume))], mmap_mode='r'), name


def picture(rng, height, width, folder=None, split='train'):
    """(image, kind) from the folder, or None without one: cropped, turned, scaled to height x width."""
    folder = folder or os.environ.get('TEXTNET_PICTURES')
    found = draw(rng, folder, split) if folder else None
    if found is None:
        return None
    a, name = found
    h, w = a.shape[:2]
    scale = max(height / h, width / w) * (log_uniform(rng, 1, 3) if chance(rng, 0.7) else 1)
    ch, cw = min(h, max(int(height / scale), 16)), min(w, max(int(width / scale), 16))
    if chance(rng, 0.2):                                       # the whole picture, however wide, inside black
        fit = min(height / h, width / w)
        inner = resize(np.asarray(a, np.float32), max(int(h * fit), 1), max(int(w * fit), 1), 'linear')
        image = np.zeros((height, width) + a.shape[2:], np.float32)
        y, x = (height - inner.shape[0]) // 2, (width - inner.shape[1]) // 2
        image[y:y + inner.shape[0], x:x + inner.shape[1]] = inner
    else:
        y, x = rng.integers(0, h - ch + 1), rng.integers(0, w - cw + 1)
        crop = np.asarray(a[y:y + ch, x:x + cw], np.float32)
        image = resize(crop, height, width, rng.choice(['linear', 'linear', 'cubic', 'nearest']))
    if chance(rng, 0.5):
        image = image[:, ::-1]
    if chance(rng, 0.3):
        image = image[::-1]
    if image.ndim == 3 and chance(rng, 0.3):
        image = image.mean(2)
    if chance(rng, 0.25):
        image = stretch(image, rng.choice([0, 1, 5]), rng.choice([100, 99, 95]))
    return np.clip(image, 0, 255), 'real/' + name
