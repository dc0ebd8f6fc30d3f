"""Readers of the files that `collect` unpacks: NIfTI volumes, slices of volumes, GIMP patterns, photographs."""
import gzip
import struct

import numpy as np
from PIL import Image

from .noise import resize

TYPES = {2: 'u1', 4: 'i2', 8: 'i4', 16: 'f4', 64: 'f8', 256: 'i1', 512: 'u2', 768: 'u4'}
LARGEST = 1400


def nifti(path):
    """The first volume of a single-file NIfTI-1, float32 [x, y, z]."""
    with open(path, 'rb') as file:
        data = file.read()
    if data[:2] == b'\x1f\x8b':
        data = gzip.decompress(data)
    order = '<' if struct.unpack('<i', data[:4])[0] == 348 else '>'
    shape = struct.unpack(order + '8h', data[40:56])[1:4]
    kind = np.dtype(order + TYPES[struct.unpack(order + 'h', data[70:72])[0]])
    offset = int(struct.unpack(order + 'f', data[108:112])[0])
    a = np.frombuffer(data, kind, int(np.prod(shape)), offset).reshape(shape, order='F')
    return np.nan_to_num(a.astype(np.float32))


def bytes_of(a, low, high):
    return np.clip((a - low) * (255 / max(high - low, 1e-6)) + 0.5, 0, 255).astype(np.uint8)


def slices(volume, count, axes=(0, 1, 2), least=32):
    """Up to `count` slices along each axis, uint8; nearly empty ones are left out."""
    low, high = np.percentile(volume, [0.5, 99.8])
    for axis in axes:
        a = np.moveaxis(volume, axis, 0)
        if min(a.shape[1:]) < least:
            continue
        for i in np.linspace(0.1 * len(a), 0.9 * len(a), count).astype(int):
            picture = bytes_of(np.rot90(a[i]), low, high)
            if (picture > 25).mean() > 0.04:
                yield np.ascontiguousarray(picture)


def windows(volume, count, pairs):
    """CT slices [z, y, x] shown in windows (centre, width)."""
    for i in np.linspace(0.03 * len(volume), 0.97 * len(volume), count).astype(int):
        for centre, width in pairs:
            yield bytes_of(volume[i].astype(np.float32), centre - width / 2, centre + width / 2)


def photograph(path):
    """uint8 [H, W] or [H, W, 3], no longer than 1400 pixels."""
    with Image.open(path) as file:
        if file.mode not in ('L', 'RGB'):
            file = file.convert('L' if file.mode in ('1', 'I', 'I;16', 'F') else 'RGB')
        file.draft('RGB', (LARGEST, LARGEST)) if file.format == 'JPEG' else None
        picture = file.copy()
        picture.thumbnail((LARGEST, LARGEST))
        return np.array(picture)


def pattern(path):
    """A GIMP pattern, tiled to at least 256 x 256."""
    data = path.read_bytes()
    header, _, width, height, depth = struct.unpack('>5I', data[:20])
    a = np.frombuffer(data, np.uint8, width * height * depth, header).reshape(height, width, depth)
    a = a[..., 0] if depth < 3 else a[..., :3]
    repeats = (max(1, -(-256 // height)), max(1, -(-256 // width))) + (1,) * (a.ndim - 2)
    return np.tile(a, repeats)


def shortened(picture):
    scale = LARGEST / max(picture.shape[:2])
    if scale >= 1:
        return picture
    h, w = int(picture.shape[0] * scale), int(picture.shape[1] * scale)
    return np.clip(resize(picture.astype(np.float32), h, w, 'linear'), 0, 255).astype(np.uint8)
