"""Stored real pictures: crops, mirrored and scaled, from the folder that `collect` wrote."""
import hashlib
import pathlib

import numpy as np

from .finish import stretch
from .noise import chance, log_uniform, resize

HELD_PERCENT = 15


def side(volume):
    """'train' or 'held', by the name of the source volume alone."""
    return 'held' if int(hashlib.sha256(volume.encode()).hexdigest(), 16) % 100 < HELD_PERCENT else 'train'


class Stock:
    """The stored pictures of one side, less those that a guard refuses.

    `paths`: {package: [[path of a picture] of a volume]}, so that packages are drawn first, then their volumes, then
    the pictures; `refused`: how many were left out.
    """

    def __init__(self, folder, split='train', guard=None):
        self.guard, self.paths, self.refused = guard, {}, 0
        volumes = {}
        for path in sorted(pathlib.Path(folder).glob('*.npy')):
            package, volume, _ = path.name[:-4].split('.')
            if side(f'{package}.{volume}') != split:
                continue
            if guard is not None and guard.refuses(np.load(path)):
                self.refused += 1
                continue
            volumes.setdefault((package, volume), []).append(str(path))
        for (package, _), paths in volumes.items():
            self.paths.setdefault(package, []).append(paths)

    def __len__(self):
        return sum(len(paths) for volumes in self.paths.values() for paths in volumes)

    def draw(self, rng):
        """One stored picture uint8 and the name of its package."""
        names = sorted(self.paths)
        weights = np.array([min(sum(map(len, self.paths[name])), 60) ** 0.5 for name in names])
        name = names[rng.choice(len(names), p=weights / weights.sum())]
        volume = self.paths[name][rng.integers(len(self.paths[name]))]
        return np.load(volume[rng.integers(len(volume))], mmap_mode='r'), name

    def background(self, rng, height, width):
        """(image, kind): a stored picture cropped, turned, scaled; None where there is none, or its crop is refused."""
        if not self.paths:
            return None
        stored, name = self.draw(rng)
        image = fitted(rng, stored, height, width)
        if self.guard is not None and self.guard.refuses(image):
            return None
        return toned(rng, image), 'real/' + name


def fitted(rng, a, height, width):
    """A crop of uint8 [H, W] or [H, W, 3], or all of it inside black, as float32 of height x width."""
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
    return image


def toned(rng, image):
    """Mirrored, without its colour, stretched, or as it is."""
    if chance(rng, 0.5):
        image = image[:, ::-1]
    if chance(rng, 0.3):
        image = image[::-1]
    if image.ndim == 3 and chance(rng, 0.3):
        image = image.mean(2)
    if chance(rng, 0.25):
        image = stretch(image, rng.choice([0, 1, 5]), rng.choice([100, 99, 95]))
    return np.clip(image, 0, 255)
