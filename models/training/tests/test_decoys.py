"""Decoys stay where they may, and a seed decides them."""
import unittest

import numpy as np

from textnet.decoys import KINDS, add_decoys
from textnet.decoys.scatter import add_decoy
from textnet.decoys.sketch import Board


def picture(seed, shape=(200, 240, 3)):
    return np.random.default_rng(seed).uniform(0, 200, shape).astype(np.float32)


class Decoys(unittest.TestCase):
    def test_a_seed_decides_the_picture(self):
        for shape in ((200, 240), (200, 240, 3)):
            with self.subTest(shape=shape):
                pictures = [picture(1, shape) for _ in range(2)]
                for image in pictures:
                    add_decoys(image, np.random.default_rng(5), np.ones(shape[:2], bool), count=20)
                np.testing.assert_array_equal(*pictures)
                self.assertFalse(np.array_equal(pictures[0], picture(1, shape)))

    def test_only_free_pixels_change(self):
        for seed in range(12):
            rng = np.random.default_rng(seed)
            image, free = picture(seed), rng.random((200, 240)) < 0.999
            free[60:90, 50:150] = False
            before = image.copy()
            add_decoys(image, rng, free, count=25)
            np.testing.assert_array_equal(image[~free], before[~free])

    def test_nothing_is_drawn_where_nothing_is_free(self):
        image = picture(3)
        before = image.copy()
        add_decoys(image, np.random.default_rng(3), np.zeros((200, 240), bool), count=20)
        np.testing.assert_array_equal(image, before)

    def test_every_kind_keeps_type_shape_and_range_in_pictures_of_any_size(self):
        for name in KINDS:
            for k, shape in enumerate(((64, 40), (40, 300, 3), (16, 16), (333, 257, 3))):
                with self.subTest(kind=name, shape=shape):
                    image = picture(k, shape)
                    for seed in range(6):
                        rng = np.random.default_rng(seed)
                        board = Board(rng, *shape[:2], 80.0, len(shape) == 3)
                        add_decoy(image, board, np.ones(shape[:2], bool), name)
                    self.assertEqual((image.dtype, image.shape), (np.float32, shape))
                    self.assertTrue(np.isfinite(image).all() and image.min() >= 0 and image.max() <= 255.01)


if __name__ == '__main__':
    unittest.main()
