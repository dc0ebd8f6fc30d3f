"""A contact sheet: `python3 -m textnet.text sheet.png` shows scenes, and their labels over them."""
import argparse
import time
from collections import Counter

import numpy as np
from PIL import Image

from . import add_text, available


def background(rng, height, width, colour):
    """A plain stand-in for a picture: dark, bright, gradient or textured."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    low = np.asarray(Image.fromarray(rng.uniform(0, 255, (7, 7)).astype(np.float32)).resize((width, height), 3))
    kind = rng.integers(4)
    image = (
        np.full((height, width), rng.uniform(0, 60)),
        low * .6,
        255 * np.exp(-((x / width - .5) ** 2 + (y / height - .5) ** 2) * 6),
        low * rng.uniform(.2, 1, (height, width)))[kind].astype(np.float32)
    image = np.clip(image + rng.normal(0, rng.uniform(0, 8), image.shape), 0, 255).astype(np.float32)
    return np.repeat(image[..., None], 3, 2).copy() if colour else image


def overlaid(image, labels):
    """The picture with its labels: green where text is, red where it is ignored."""
    shown = np.clip(image if image.ndim == 3 else np.repeat(image[..., None], 3, 2), 0, 255)
    shown[labels == 1] = shown[labels == 1] * .65 + np.array((0, 90, 0))
    shown[labels == 2] = shown[labels == 2] * .65 + np.array((90, 0, 0))
    return shown.astype(np.uint8)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('sheet', help='the PNG to write')
    parser.add_argument('--scenes', type=int, default=9)
    parser.add_argument('--size', type=int, default=512)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--split', default='train')
    parser.add_argument('--plain', action='store_true', help='without the labels')
    options = parser.parse_args()
    faces = available(options.split)
    print(len(faces), 'faces', dict(Counter(f.kind for f in faces)), dict(Counter(f.group for f in faces)))
    across = int(np.ceil(np.sqrt(options.scenes)))
    sheet = Image.new('RGB', (across * options.size, -(-options.scenes // across) * options.size))
    spent, count = 0.0, 0
    for i in range(options.scenes):
        rng = np.random.default_rng((options.seed, i))
        image = background(rng, options.size, options.size, rng.random() < .4)
        start = time.process_time()
        labels, lines = add_text(image, rng, options.split)
        spent, count = spent + time.process_time() - start, count + len(lines)
        shown = overlaid(image, labels * 0 if options.plain else labels)
        sheet.paste(Image.fromarray(shown), (i % across * options.size, i // across * options.size))
    sheet.save(options.sheet)
    print(f'{options.sheet}: {count} lines, {1000 * spent / options.scenes:.0f} ms a scene')


if __name__ == '__main__':
    main()
