import unittest

import numpy as np
import torch

from textnet.batches import varied
from textnet.features import planes
from textnet.network import TextNetwork
from textnet.train import POSITIVE, losses, targets


class Features(unittest.TestCase):
    def test_local_contrast_is_what_its_definition_says(self):
        grey = np.random.default_rng(1).integers(0, 256, (20, 33), dtype=np.uint8)
        contrast = planes(torch.from_numpy(grey[None]))[0, 1].numpy()
        padded = np.pad(grey.astype(np.float64) / 255, 7, mode='edge')
        for y, x in [(0, 0), (10, 16), (19, 32), (5, 0)]:
            window = padded[y:y + 15, x:x + 15]
            expected = (grey[y, x] / 255 - window.mean()) / (window.std() + 6 / 255)
            self.assertAlmostEqual(contrast[y, x], 0.5 * expected, places=5)

    def test_sums_of_large_pictures_do_not_lose_precision(self):
        grey = np.full((1, 2000, 1500), 255, np.uint8)
        self.assertEqual(planes(torch.from_numpy(grey))[0, 1].abs().max().item(), 0)


class Targets(unittest.TestCase):
    def test_cells_by_what_they_hold(self):
        labels = np.zeros((1, 4, 20), np.uint8)
        labels[0, 0, 4:7] = 1      # 3 pixels of 16: touched only
        labels[0, 0, 8:12] = 1     # 4 of 16: text
        labels[0, 0, 12] = 2       # not judged
        labels[0, 3, 16:20], labels[0, 0, 16] = 1, 2  # text counts where both are
        text, weight = targets(torch.from_numpy(labels))
        self.assertEqual(text[0, 0].tolist(), [0, 0, 1, 0, 1])
        self.assertEqual(weight[0, 0].tolist(), [1, 0, POSITIVE, 0, POSITIVE])

    def test_a_right_answer_costs_less_than_a_wrong_one(self):
        text = torch.zeros(1, 4, 4)
        text[0, 1] = 1
        weight = torch.ones(1, 4, 4)
        right, wrong = (losses(sign * (20 * text - 10), text, weight)[1] for sign in (1, -1))
        self.assertLess(right.item(), 0.01)
        self.assertGreater(wrong.item(), 5)


class Network(unittest.TestCase):
    def test_four_pixels_a_cell(self):
        network = TextNetwork().eval()
        with torch.no_grad():
            logits = network(torch.zeros(2, 2, 48, 80))
        self.assertEqual(tuple(logits.shape), (2, 12, 20))


class Variation(unittest.TestCase):
    def test_keeps_shape_and_type_and_repeats_with_the_seed(self):
        grey = np.random.default_rng(2).integers(0, 256, (64, 64), dtype=np.uint8)
        for seed in range(20):
            one, two = (varied(grey, np.random.default_rng(seed)) for _ in range(2))
            self.assertEqual((one.shape, one.dtype), (grey.shape, np.uint8))
            np.testing.assert_array_equal(one, two)


if __name__ == '__main__':
    unittest.main()
