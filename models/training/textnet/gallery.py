"""Pictures of the scenes that a network got most wrong: what it missed in red, what it found for nothing in blue."""
import heapq
import os

import numpy as np
from PIL import Image

from .network import CELL

THRESHOLD = 0.5


class Gallery:
    """Keeps the worst scenes: by the share of missed lines plus the excess."""

    def __init__(self, count):
        self.count, self.heap, self.number = count, [], 0

    def add(self, grey, labels, probability, result):
        """grey, labels: uint8 [H, W]; probability: float32 [H / 4, W / 4]; result: of `evaluate.judge`."""
        missed = sum(line['threshold'] < THRESHOLD for line in result['lines'])
        found = probability >= THRESHOLD
        badness = missed / max(4, len(result['lines'])) + min(1.0, 40 * result['excess'][5] / result['area'])
        self.number += 1
        heapq.heappush(self.heap, (badness, self.number, grey, labels, found, result))
        if len(self.heap) > self.count:
            heapq.heappop(self.heap)

    def save(self, folder):
        os.makedirs(folder, exist_ok=True)
        worst = sorted(self.heap, reverse=True, key=lambda entry: entry[:2])
        for rank, (_, number, grey, labels, found, result) in enumerate(worst):
            name = f'{rank:03d}-scene{number - 1}-{result["kind"].replace("/", "-")}.png'
            Image.fromarray(painted(grey, labels, found, result)).save(os.path.join(folder, name))


def painted(grey, labels, found, result):
    """uint8 [H, W, 3]: found cells tinted green over text and blue elsewhere, missed lines framed in red."""
    rgb = np.repeat(grey[..., None], 3, 2).astype(np.float32)
    cells = found.repeat(CELL, 0).repeat(CELL, 1)[:grey.shape[0], :grey.shape[1]]
    rgb[cells & (labels != 0)] += (-30, 50, -30)
    rgb[cells & (labels == 0)] += (-30, 0, 90)
    rgb = np.clip(rgb, 0, 255).astype(np.uint8)
    for line in result['lines']:
        if line['threshold'] < THRESHOLD:
            x, y, w, h = (int(v) for v in line['box'])
            x0, y0 = max(x - 2, 0), max(y - 2, 0)
            x1, y1 = min(x + w + 1, grey.shape[1] - 1), min(y + h + 1, grey.shape[0] - 1)
            rgb[[y0, y1], x0:x1 + 1] = (255, 40, 40)
            rgb[y0:y1 + 1, [x0, x1]] = (255, 40, 40)
    return rgb
