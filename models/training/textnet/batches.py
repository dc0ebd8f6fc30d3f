"""Crops for training, drawn more often from scenes that the network finds hard."""
import numpy as np

CROP = 256


class Sampler:
    """Draws batches; `learn` tells it how hard each scene was."""

    def __init__(self, pool, rng):
        self.pool, self.rng = pool, rng
        self.loss = np.zeros(0)
        self.grow()

    def grow(self):
        self.pool.refresh()
        fresh = len(self.pool) - len(self.loss)
        level = self.loss.mean() if len(self.loss) else 1.0
        # Scenes of shards that join come after those that were there.
        self.loss = np.concatenate([self.loss, np.full(fresh, level)])

    def draw(self, count):
        """-> grey uint8 [N, CROP, CROP], labels uint8 [N, CROP, CROP], the numbers of the scenes."""
        weight = np.clip(self.loss / self.loss.mean(), 0.3, 4)
        chosen = self.rng.choice(len(self.loss), count, p=weight / weight.sum())
        crops = [self.crop(self.pool[i]) for i in chosen]
        return np.stack([c[0] for c in crops]), np.stack([c[1] for c in crops]), chosen

    def crop(self, scene):
        """A window of the scene, two of three times one with text where there is some; turned and varied."""
        rng = self.rng
        height, width = scene.shape[1:]
        wants_text = rng.random() < 0.65
        for _ in range(4):
            y, x = rng.integers(0, height - CROP + 1), rng.integers(0, width - CROP + 1)
            window = scene[:, y:y + CROP, x:x + CROP]
            if not wants_text or (window[1, ::4, ::4] == 1).any():
                break
        if rng.random() < 0.2:
            window = np.rot90(window, rng.integers(1, 4), (1, 2))
        if rng.random() < 0.25:
            window = window[:, :, ::-1]
        return varied(window[0], rng), window[1]

    def learn(self, chosen, losses):
        self.loss[chosen] = 0.7 * self.loss[chosen] + 0.3 * losses


def varied(grey, rng):
    """Other brightness, contrast, polarity and noise: uint8 of the same shape."""
    if rng.random() < 0.3:
        grey = 255 - grey
    if rng.random() < 0.35:
        gain = rng.uniform(0.6, 1.3)
        shift = rng.uniform(-40, 40)
        table = np.clip(np.rint((np.arange(256) - 128) * gain + 128 + shift), 0, 255)
        grey = table.astype(np.uint8)[grey]
    elif rng.random() < 0.2:
        table = np.rint(255 * (np.arange(256) / 255) ** rng.uniform(0.6, 1.6))
        grey = table.astype(np.uint8)[grey]
    if rng.random() < 0.15:
        noise = rng.normal(0, rng.uniform(0.5, 5), grey.shape)
        grey = np.clip(np.rint(grey + noise), 0, 255).astype(np.uint8)
    return grey
