"""Contact sheet of every kind of decoy, then of scattered pictures: `python3 -m textnet.decoys OUT.png`."""
import argparse
import time

import numpy as np
from PIL import Image

from .scatter import KINDS, add_decoy, add_decoys
from .sketch import Board


def _background(rng, height, width):
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    level = rng.choice((0, 20, 60, 110, 200))
    grey = level + 15 * np.sin(x / 40 + rng.uniform(0, 6)) * np.cos(y / 33) + rng.normal(0, 3, (height, width))
    return np.repeat(np.clip(grey if rng.random() < 0.7 else 0 * grey, 0, 255)[..., None], 3, 2).astype(np.float32)


def _sheet(tiles, columns, gap=3):
    h, w = tiles[0].shape[:2]
    rows = -(-len(tiles) // columns)
    sheet = np.full((rows * (h + gap), columns * (w + gap), 3), 90, np.uint8)
    for k, tile in enumerate(tiles):
        y, x = k // columns * (h + gap), k % columns * (w + gap)
        sheet[y:y + h, x:x + w] = np.clip(tile, 0, 255)
    return sheet


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('out', help='the PNG to write')
    parser.add_argument('--kind', action='append', help='only these kinds, eight of each')
    parser.add_argument('--scattered', action='store_true', help='whole pictures of 640 x 640')
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    rng, tiles, names = np.random.default_rng(options.seed), [], []
    side, times = (640, []) if options.scattered else (240, [])
    for name in [None] * 12 if options.scattered else (options.kind or list(KINDS)):
        for _ in range(1 if options.scattered else 8 if options.kind else 3):
            tile = _background(rng, side, side)
            free = np.ones((side, side), bool)
            begin = time.perf_counter()
            if name:
                add_decoy(tile, Board(rng, side, side, float(tile.mean())), free, name)
            else:
                add_decoys(tile, rng, free)
            times.append(time.perf_counter() - begin)
            tiles.append(tile)
        names.append(name)
    Image.fromarray(_sheet(tiles, 4 if options.scattered else 8 if options.kind else 9)).save(options.out)
    print(f'{len(tiles)} tiles, {1000 * np.mean(times):.1f} ms each: {" ".join(n for n in names if n)}')


if __name__ == '__main__':
    main()
