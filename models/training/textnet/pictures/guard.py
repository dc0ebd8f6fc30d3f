"""Keeps pictures of a test set out of training: equal pixels, or the same picture at 32 x 32 however turned."""
import argparse
import hashlib
import pathlib

import numpy as np
from PIL import Image

SIDE = 32
LIMIT = 0.98


def grey(image):
    """[H, W] or [H, W, 3] -> float32 [H, W]."""
    image = np.asarray(image, np.float32)
    return image.mean(2) if image.ndim == 3 else image


def reduced(image):
    """Area means on a 32 x 32 grid, float32."""
    image = grey(image)
    for axis in (0, 1):
        count = image.shape[axis]
        if count < SIDE:
            image = np.repeat(image, -(-SIDE // count), axis)
            count = image.shape[axis]
        edges = np.linspace(0, count, SIDE + 1).astype(int)
        image = np.add.reduceat(image, edges[:-1], axis)
        image = image / np.diff(edges).reshape((-1, 1) if axis == 0 else (1, -1))
    return image


def signature(image):
    """Zero mean, unit length, 1024 values; None where the picture is flat."""
    a = reduced(image).ravel()
    a = a - a.mean()
    length = np.sqrt((a * a).sum())
    return a / length if length > 1e-3 * SIDE else None


def turned(a):
    """The eight ways a square can lie; inversion is a matter of the sign."""
    a = a.reshape(SIDE, SIDE)
    return np.stack([np.rot90(b, k).ravel() for b in (a, a[:, ::-1]) for k in range(4)])


def digest(image):
    """Of the pixels as bytes, as they lie."""
    a = np.ascontiguousarray(np.clip(np.asarray(image), 0, 255).astype(np.uint8))
    return hashlib.sha256(repr(a.shape).encode() + a.tobytes()).hexdigest()


class Guard:
    """Fingerprints of the pictures to keep out: `signatures` float32 [n, 1024], `digests` a set."""

    def __init__(self, signatures, digests):
        self.signatures = np.asarray(signatures, np.float32).reshape(-1, SIDE * SIDE)
        self.digests = set(digests)

    @classmethod
    def of(cls, images):
        signatures, digests = [], set()
        for image in images:
            digests.add(digest(image))
            found = signature(image)
            if found is not None:
                signatures.append(found)
        return cls(np.array(signatures), digests)

    def refuses(self, image):
        """True where the picture is one of those kept out: whole, mirrored, turned by quarters or inverted."""
        if digest(image) in self.digests:
            return True
        found = signature(image)
        if found is None or len(self.signatures) == 0:
            return False
        return bool(np.abs(self.signatures @ turned(found).T).max() > LIMIT)

    def save(self, path):
        np.savez_compressed(path, signatures=self.signatures.astype(np.float16), digests=np.array(sorted(self.digests)))

    @classmethod
    def load(cls, path):
        with np.load(path) as file:
            return cls(file['signatures'], file['digests'].tolist())


def pictures(folder):
    """Every 8-bit view below a folder: PNG, JPEG, and .npy of [H, W], [H, W, 3] or frames of these [N, ...]."""
    for path in sorted(pathlib.Path(folder).rglob('*')):
        if path.suffix == '.npy':
            a = np.load(path)
            if a.ndim == 2 or a.ndim == 3 and a.shape[2] == 3:
                yield a
            else:
                yield from a
        elif path.suffix.lower() in ('.png', '.jpg', '.jpeg'):
            with Image.open(path) as file:
                yield np.array(file if file.mode in ('L', 'RGB') else file.convert('RGB'))


def main():
    options = argparse.ArgumentParser(description='Fingerprints of folders of 8-bit views: PNG, JPEG or .npy.')
    options.add_argument('folder', nargs='+')
    options.add_argument('--output', required=True)
    chosen = options.parse_args()
    guard = Guard.of(image for folder in chosen.folder for image in pictures(folder))
    guard.save(chosen.output)
    print(f'{len(guard.signatures)} signatures, {len(guard.digests)} digests')


if __name__ == '__main__':
    main()
