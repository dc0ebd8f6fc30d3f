"""Contact sheet of every kind of decoy, or of whole pictures with many: `python3 -m textnet.decoys OUT.png`."""
import argparse
import time

import numpy as np

from .scatter import KINDS, add_decoy, add_decoys
from .sketch import Board
from ..contact import plain, save


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('out', help='the PNG to write')
    parser.add_argument('--kind', action='append', choices=sorted(KINDS), help='only these kinds, eight of each')
    parser.add_argument('--scattered', action='store_true', help='whole pictures of 640 x 640')
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    rng, tiles, times = np.random.default_rng(options.seed), [], []
    names, each, columns, side = options.kind or list(KINDS), 8 if options.kind else 3, 8 if options.kind else 9, 240
    if options.scattered:
        names, each, columns, side = [None] * 12, 1, 4, 640
    for name in names:
        for _ in range(each):
            tile, free = plain(rng, side, side, True), np.ones((side, side), bool)
            begin = time.perf_counter()
            if name:
                add_decoy(tile, Board(rng, side, side, float(tile.mean())), free, name)
            else:
                add_decoys(tile, rng, free)
            times.append(time.perf_counter() - begin)
            tiles.append(tile)
    save(options.out, tiles, columns)
    print(f'{len(tiles)} tiles, {1000 * np.mean(times):.1f} ms each: {" ".join(n for n in names if n)}')


if __name__ == '__main__':
    main()
