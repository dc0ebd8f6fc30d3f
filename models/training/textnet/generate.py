"""Generates labelled scenes, shard after shard, until the count is reached: python3 -m textnet.generate FOLDER."""
import argparse
import os
import time

import numpy as np

from .scene import scene
from .shards import SCENES, SIDE, write


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('folder')
    parser.add_argument('--shards', type=int, default=400, help=f'of {SCENES} scenes, {SIDE} x {SIDE} pixels')
    parser.add_argument('--first', type=int, default=0, help='number of the first shard')
    parser.add_argument('--step', type=int, default=1, help='numbers between shards, for several processes')
    parser.add_argument('--seed', type=int, default=20261121)
    parser.add_argument('--split', default='train', choices=('train', 'held'))
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    for number in range(options.first, options.shards, options.step):
        if os.path.exists(os.path.join(options.folder, f'shard-{number:06d}.npy')):
            continue
        start = time.time()
        # A shard depends on its number alone, whatever was made before it.
        rng = np.random.default_rng((options.seed, number, options.split == 'held'))
        write(options.folder, number, [scene(rng, SIDE, SIDE, options.split) for _ in range(SCENES)])
        print(f'shard {number}: {1000 * (time.time() - start) / SCENES:.0f} ms a scene', flush=True)


if __name__ == '__main__':
    main()
