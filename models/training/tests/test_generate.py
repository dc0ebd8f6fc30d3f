"""What a guard keeps out reaches no scene; shards give back what was written."""
import pathlib
import tempfile
import unittest
from unittest import mock

import numpy as np

from textnet import generate, shards
from textnet.pictures.guard import Guard
from textnet.pictures.real import Stock, side


def relief(seed):
    """uint8 [96, 96], smooth and unlike one of another seed."""
    a = np.random.default_rng(seed).standard_normal((96, 96)).cumsum(0).cumsum(1)
    return (255 * (a - a.min()) / np.ptp(a)).astype(np.uint8)


def near(picture):
    """The same picture with other contrast and noise: no pixel needs to be equal."""
    changed = picture * 0.6 + 50 + np.random.default_rng(1).normal(0, 4, picture.shape)
    return np.clip(changed, 0, 255).astype(np.uint8)


class StoredPictures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.volume = next(f'volume{k}' for k in range(100) if side(f'package.volume{k}') == 'train')
        self.known = relief(5)
        self.guard = Guard.of([self.known])

    def store(self, *pictures):
        for number, picture in enumerate(pictures):
            np.save(self.folder / f'package.{self.volume}.{number:03d}.npy', picture)

    def test_an_equal_and_a_near_picture_are_refused_and_others_stay(self):
        self.assertFalse(np.array_equal(near(self.known), self.known))
        self.store(self.known, near(self.known), relief(6), relief(7))
        stock = Stock(self.folder, 'train', self.guard)
        self.assertEqual((len(stock), stock.refused), (2, 2))
        for seed in range(20):
            self.assertFalse(self.guard.refuses(stock.draw(np.random.default_rng(seed))[0]))

    def test_nothing_is_refused_without_a_guard(self):
        self.store(self.known, near(self.known))
        self.assertEqual(len(Stock(self.folder)), 2)

    def test_a_crop_that_shows_a_known_picture_is_no_background(self):
        wide = np.zeros((96, 288), np.uint8)
        wide[:, 96:192] = self.known
        self.store(wide)
        stock = Stock(self.folder, 'train', self.guard)
        self.assertEqual(len(stock), 1)
        with mock.patch('textnet.pictures.real.fitted', lambda rng, a, *size: a[:, 96:192].astype(np.float32)):
            self.assertIsNone(stock.background(np.random.default_rng(1), 96, 96))

    def test_the_options_reach_pictures_and_guard(self):
        self.store(near(self.known), relief(6))
        self.guard.save(self.folder / 'guard.npz')
        options = mock.Mock(pictures=str(self.folder), guard=str(self.folder / 'guard.npz'))
        with mock.patch('sys.stderr'):
            stock, guard = generate.sources(options, 'train')
        self.assertEqual((len(stock), stock.refused), (1, 1))
        self.assertTrue(guard.refuses(self.known))


class Scenes(unittest.TestCase):
    def test_a_scene_that_is_refused_is_drawn_anew(self):
        def make(rng, *_):
            return relief(int(rng.integers(3))), None, [], ''
        guard = Guard.of([near(relief(0))])
        with mock.patch('textnet.generate.scene', make):
            made = list(generate.scenes(np.random.default_rng(2), 12, 96, guard=guard))
            free = list(generate.scenes(np.random.default_rng(2), 12, 96))
        self.assertEqual(len(made), 12)
        self.assertFalse(any(guard.refuses(grey) for grey, *_ in made))
        self.assertTrue(any(guard.refuses(grey) for grey, *_ in free))

    def test_a_folder_gives_back_what_was_written(self):
        scenes = [(relief(k), relief(k + 9) // 100, [{'box': [k, 1, 2, 3]}], f'kind{k}') for k in range(3)]
        with tempfile.TemporaryDirectory() as folder:
            shards.write(folder, 7, scenes[:2])
            pool = shards.Pool(folder)
            shards.write(folder, 3, scenes[2:])
            pool.refresh()
            # Those of a shard that joins later come last.
            for number, (grey, labels, _, _) in enumerate(scenes):
                np.testing.assert_array_equal(pool[number], [grey, labels])
            for found, made in zip(shards.read(folder), (scenes[2], *scenes[:2])):
                np.testing.assert_array_equal(found[:2], made[:2])
                self.assertEqual(found[2:], made[2:])


if __name__ == '__main__':
    unittest.main()
