"""Backgrounds come as promised, and the guard knows a picture again however it is turned."""
import pathlib
import tempfile
import unittest

import numpy as np
from PIL import Image

from textnet.pictures import background, kinds
from textnet.pictures.guard import Guard, pictures
from textnet.pictures.real import Stock, side


def example(seed, height=90, width=120):
    return background(np.random.default_rng(seed), height, width)[0]


class GuardTest(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(5)
        self.known = np.cumsum(np.cumsum(rng.standard_normal((96, 96)), 0), 1)
        self.known = (255 * (self.known - self.known.min()) / np.ptp(self.known)).astype(np.uint8)
        self.guard = Guard.of([self.known])

    def refuses(self, image):
        return self.guard.refuses(image)

    def test_the_same_pixels_are_refused(self):
        self.assertTrue(self.refuses(self.known))

    def test_every_turn_mirror_and_inversion_is_refused(self):
        for turns in range(4):
            for mirrored in (self.known, self.known[:, ::-1], self.known[::-1]):
                for shown in (mirrored, 255 - mirrored):
                    self.assertTrue(self.refuses(np.rot90(shown, turns)))

    def test_another_size_window_and_noise_are_refused(self):
        larger = np.repeat(np.repeat(self.known, 3, 0), 2, 1) * 0.5 + 40
        larger = larger + np.random.default_rng(6).normal(0, 6, larger.shape)
        self.assertTrue(self.refuses(larger))

    def test_a_flat_picture_is_refused_only_when_it_is_known(self):
        flat = np.full((40, 40), 7, np.uint8)
        self.assertFalse(self.refuses(flat))
        self.assertTrue(Guard.of([flat]).refuses(flat))

    def test_other_pictures_pass(self):
        for seed in range(12):
            self.assertFalse(self.refuses(example(seed)))

    def test_a_saved_guard_refuses_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'guard.npz'
            self.guard.save(path)
            self.assertTrue(Guard.load(path).refuses(self.known.T))

    def test_every_view_of_a_folder_gets_a_fingerprint(self):
        shapes = {'grey': (9, 7), 'colour': (9, 7, 3), 'frames': (4, 9, 7), 'film': (2, 9, 7, 3)}
        with tempfile.TemporaryDirectory() as folder:
            for name, shape in shapes.items():
                np.save(pathlib.Path(folder) / f'{name}.npy', np.zeros(shape, np.uint8))
            (pathlib.Path(folder) / 'inner').mkdir()
            Image.fromarray(self.known).save(pathlib.Path(folder) / 'inner' / 'one.png')
            found = list(pictures(folder))
        self.assertEqual(sorted(a.shape for a in found), [(9, 7)] * 5 + [(9, 7, 3)] * 3 + [(96, 96)])
        self.assertTrue(self.refuses(next(a for a in found if a.shape == (96, 96))))


class BackgroundTest(unittest.TestCase):
    def test_every_kind_fills_the_picture_with_finite_values(self):
        for split in ('train', 'held'):
            for name, make, _ in kinds(split):
                with self.subTest(name):
                    image = make(np.random.default_rng(3), 96, 130)
                    self.assertEqual(image.shape[:2], (96, 130))
                    self.assertTrue(np.isfinite(image).all())

    def test_a_background_is_float32_of_0_to_255(self):
        for seed in range(20):
            image = example(seed)
            self.assertEqual(image.dtype, np.float32)
            self.assertTrue(image.min() >= 0 and image.max() <= 255)

    def test_the_seed_alone_decides(self):
        self.assertTrue(np.array_equal(example(4), example(4)))

    def test_training_never_sees_the_variants_held_back(self):
        train = {name for name, _, _ in kinds('train')}
        held = {name for name, _, _ in kinds('held')}
        self.assertTrue(held > train)

    def test_stored_pictures_stay_on_the_side_of_their_volume(self):
        with tempfile.TemporaryDirectory() as folder:
            np.save(pathlib.Path(folder) / 'package.volume.000.npy', np.full((50, 60), 9, np.uint8))
            for split in ('train', 'held'):
                found = Stock(folder, split).background(np.random.default_rng(1), 64, 64)
                self.assertEqual(found is not None, split == side('package.volume'))


if __name__ == '__main__':
    unittest.main()
