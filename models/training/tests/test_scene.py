import unittest

import numpy as np

from textnet.scene import _paint_out, scene


class Scenes(unittest.TestCase):
    def test_repeat_with_the_seed(self):
        one, two = (scene(np.random.default_rng(3), 320, 320) for _ in range(2))
        np.testing.assert_array_equal(one[0], two[0])
        np.testing.assert_array_equal(one[1], two[1])

    def test_shapes_and_labels(self):
        for seed in range(12):
            grey, labels, _, kind = scene(np.random.default_rng(seed), 200, 312)
            self.assertEqual((grey.shape, grey.dtype, labels.shape), ((200, 312), np.uint8, (200, 312)), kind)
            self.assertLessEqual(set(np.unique(labels)), {0, 1, 2})

    def test_painted_text_is_labelled_no_longer(self):
        grey = np.full((50, 80), 90, np.uint8)
        labels = np.zeros((50, 80), np.uint8)
        labels[10:20, 5:40] = 1
        lines = [{'box': (5, 10, 35, 10)}]
        for seed in range(40):
            image, marks = grey.copy(), labels.copy()
            left = _paint_out(image, marks, lines, np.random.default_rng(seed))
            if not left:
                self.assertEqual(marks.max(), 0)
                self.assertEqual(len(np.unique(image[9:21, 4:41])), 1)


if __name__ == '__main__':
    unittest.main()
