"""Degradation keeps the shape and the places of things, and a seed decides it."""
import unittest

import numpy as np

from textnet import degrade as module
from textnet.degrade import STAGES, degrade, to_grey


def picture(seed, shape):
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


class Degrade(unittest.TestCase):
    def test_shape_and_type_stay(self):
        for shape in ((64, 80), (61, 47, 3), (17, 16)):
            for seed in range(20):
                out = degrade(picture(seed, shape).astype(np.float32), np.random.default_rng(seed))
                self.assertEqual((out.dtype, out.shape), (np.uint8, shape))

    def test_every_stage_keeps_shape_and_type_and_its_input(self):
        for _, stage in STAGES:
            for shape in ((64, 80), (61, 47, 3), (16, 17)):
                with self.subTest(stage=stage.__name__, shape=shape):
                    for seed in range(5):
                        image = picture(seed, shape)
                        out = stage(image, np.random.default_rng(seed))
                        self.assertEqual((out.dtype, out.shape), (np.uint8, shape))
                        np.testing.assert_array_equal(image, picture(seed, shape))

    def test_a_seed_decides(self):
        image = picture(2, (50, 70, 3))
        for seed in range(10):
            a, b = (degrade(image, np.random.default_rng(seed)) for _ in range(2))
            np.testing.assert_array_equal(a, b)

    def test_about_two_fifths_stay_clean(self):
        image = picture(4, (24, 24))
        clean = [np.array_equal(degrade(image, np.random.default_rng(s)), image) for s in range(400)]
        self.assertTrue(0.33 < np.mean(clean) < 0.47, np.mean(clean))

    def test_a_bar_stays_in_its_place_within_half_a_pixel(self):
        bar = np.full((64, 64), 40, np.uint8)
        bar[28:35, 20:43] = 220
        y, x = np.mgrid[0:64, 0:64]
        for name in ('blur', 'resample', 'video', 'interlace', 'sharpen', 'jpeg', 'wavelet'):
            for seed in range(12):
                with self.subTest(stage=name, seed=seed):
                    out = getattr(module, name)(bar, np.random.default_rng(seed)).astype(float)
                    weight = np.clip(out - 70, 0, None)
                    self.assertAlmostEqual(31, (weight * y).sum() / weight.sum(), delta=0.55)
                    self.assertAlmostEqual(31, (weight * x).sum() / weight.sum(), delta=0.55)

    def test_the_wavelet_is_reversible(self):
        for shape in ((8, 10), (7, 9), (33, 40)):
            image = picture(1, shape).astype(np.float32)
            for axis in (0, 1):
                low, high = module._lift(image, axis)
                np.testing.assert_allclose(module._unlift(low, high, axis), image, atol=1e-3)

    def test_grey_is_luma_or_maximum(self):
        image = picture(6, (20, 30, 3))
        views = {to_grey(image, np.random.default_rng(s)).tobytes() for s in range(12)}
        luma = np.rint(image @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
        self.assertEqual(2, len(views))
        self.assertIn(image.max(-1).tobytes(), views)
        other = next(v for v in views if v != image.max(-1).tobytes())
        close = np.abs(np.frombuffer(other, np.uint8).reshape(20, 30).astype(int) - luma)
        self.assertLessEqual(close.max(), 1)
        grey = image[..., 0]
        self.assertIs(grey, to_grey(grey, np.random.default_rng(0)))


if __name__ == '__main__':
    unittest.main()
