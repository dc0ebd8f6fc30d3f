"""Contact sheets, and plain stand-ins for pictures on which things are shown."""
import numpy as np
from PIL import Image


def plain(rng, height, width, colour):
    """float32 [H, W] or [H, W, 3], 0...255: flat, cloudy, or bright in the middle, with a little noise."""
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None]
    clouds = Image.fromarray(rng.uniform(0, 255, (7, 7)).astype(np.float32)).resize((width, height), 3)
    image = (
        np.full((height, width), rng.choice((0, 20, 60, 110, 200))),
        np.asarray(clouds) * rng.uniform(0.2, 1),
        255 * np.exp(-1.5 * (x * x + y * y)))[rng.integers(3)]
    image = np.clip(image + rng.normal(0, rng.uniform(0, 8), image.shape), 0, 255).astype(np.float32)
    return np.repeat(image[..., None], 3, 2) if colour else image


def save(path, tiles, columns, gap=3):
    """Writes tiles [H, W] or [H, W, 3], 0...255 and all of one size, in rows of `columns`."""
    h, w = tiles[0].shape[:2]
    sheet = np.full((-(-len(tiles) // columns) * (h + gap), columns * (w + gap), 3), 90, np.uint8)
    for k, tile in enumerate(tiles):
        y, x = k // columns * (h + gap), k % columns * (w + gap)
        sheet[y:y + h, x:x + w] = np.clip(tile if tile.ndim == 3 else tile[..., None], 0, 255)
    Image.fromarray(sheet).save(path)
