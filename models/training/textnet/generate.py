"""Generates labelled scenes, shard after shard, until the count is reached: python3 -m textnet.generate FOLDER.

Stored pictures (`--pictures`) are backgrounds now and then. With `--guard` no picture is used, and no scene written,
that equals one of a test set or correlates above 0.98 with one at 32 x 32.
"""
import argparse
import os
import sys
import time

import numpy as np

from .pictures.guard import Guard
from .pictures.real import Stock
from .scene import scene
from .shards import SCENES, SIDE, name_of, write


def add_sources(parser):
    """The options that `sources` reads."""
    parser.add_argument('--pictures', help='a folder that textnet.pictures.collect wrote; without it all are made up')
    parser.add_argument('--guard', help='fingerprints of pictures to keep out, made by textnet.pictures.guard')


def sources(options, split):
    """(Stock or None, Guard or None) as the options say; what was refused is told on the standard error."""
    guard = Guard.load(options.guard) if options.guard else None
    if not options.pictures:
        return None, guard
    stock = Stock(options.pictures, split, guard)
    print(f'{options.pictures}: {len(stock)} pictures, {stock.refused} refused'
          + ('' if guard else '; no guard keeps the pictures of a test set out'), file=sys.stderr)
    return stock, guard


def scenes(rng, count, side, split='train', stock=None, guard=None):
    """Yields `count` scenes; one that the guard refuses is drawn anew."""
    while count > 0:
        made = scene(rng, side, side, split, stock)
        if guard is None or not guard.refuses(made[0]):
            yield made
            count -= 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folder')
    parser.add_argument('--shards', type=int, default=400, help=f'of {SCENES} scenes, {SIDE} x {SIDE} pixels')
    parser.add_argument('--first', type=int, default=0, help='number of the first shard')
    parser.add_argument('--step', type=int, default=1, help='numbers between shards, for several processes')
    parser.add_argument('--seed', type=int, default=20261121)
    parser.add_argument('--split', default='train', choices=('train', 'held'))
    add_sources(parser)
    options = parser.parse_args()
    stock, guard = sources(options, options.split)
    os.makedirs(options.folder, exist_ok=True)
    for number in range(options.first, options.shards, options.step):
        if os.path.exists(os.path.join(options.folder, name_of(number))):
            continue
        start = time.time()
        # A shard depends on its number, the stored pictures and the guard, whatever was made before it.
        rng = np.random.default_rng((options.seed, number, options.split == 'held'))
        write(options.folder, number, list(scenes(rng, SCENES, SIDE, options.split, stock, guard)))
        print(f'shard {number}: {1000 * (time.time() - start) / SCENES:.0f} ms a scene', flush=True)


if __name__ == '__main__':
    main()
