"""A contact sheet: `python3 -m textnet.text sheet.png` shows scenes, and their labels over them."""
import argparse
import time
from collections import Counter

import numpy as np

from . import add_text, available
from ..contact import plain, save


def overlaid(image, labels):
    """The picture with its labels: green where text is, red where it is not judged."""
    shown = image.copy() if image.ndim == 3 else np.repeat(image[..., None], 3, 2)
    shown[labels == 1] = shown[labels == 1] * .65 + np.array((0, 90, 0))
    shown[labels == 2] = shown[labels == 2] * .65 + np.array((90, 0, 0))
    return shown


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('sheet', help='the PNG to write')
    parser.add_argument('--scenes', type=int, default=9)
    parser.add_argument('--size', type=int, default=512)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--split', default='train', choices=('train', 'held'))
    parser.add_argument('--plain', action='store_true', help='without the labels')
    options = parser.parse_args()
    faces = available(options.split)
    print(len(faces), 'faces', dict(Counter(f.kind for f in faces)), dict(Counter(f.group for f in faces)))
    spent, count, tiles = 0.0, 0, []
    for number in range(options.scenes):
        rng = np.random.default_rng((options.seed, number))
        image = plain(rng, options.size, options.size, rng.random() < .4)
        start = time.process_time()
        labels, lines = add_text(image, rng, options.split)
        spent, count = spent + time.process_time() - start, count + len(lines)
        tiles.append(overlaid(image, labels * 0 if options.plain else labels))
    save(options.sheet, tiles, int(np.ceil(np.sqrt(options.scenes))))
    print(f'{options.sheet}: {count} lines, {1000 * spent / options.scenes:.0f} ms a scene')


if __name__ == '__main__':
    main()
