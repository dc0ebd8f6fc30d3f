"""Text in pictures of any size: labels lie where they should, and a seed decides them."""
import unittest

import numpy as np

from textnet.text import add_text, burn, furniture, layouts, render
from textnet.text.blocks import Bar, Block, Leader, Ring, Rules, Ticks, cap_height
from textnet.text.compose import Page, unturned

SHAPES = ((20, 20), (24, 24), (25, 900), (900, 25), (37, 41), (61, 333), (200, 27), (240, 320), (400, 131))


def picture(seed, shape, colour):
    rng = np.random.default_rng(seed)
    return rng.uniform(0, 255, (*shape, 3) if colour else shape).astype(np.float32)


def run(height, width, cap=12.0):
    """A Run with one word that fills all but its margin."""
    ink, words = np.zeros((height, width), np.float32), np.zeros((height, width), np.uint8)
    m = min(render.MARGIN, height // 3, width // 3)
    ink[m:height - m:2, m:width - m] = 1
    words[max(m - 1, 0):height - m + 1, max(m - 1, 0):width - m + 1] = 1
    return render.Run(ink, words, cap)


class AddText(unittest.TestCase):
    def test_pictures_of_any_shape_get_labels_of_their_shape_and_stay_in_range(self):
        for split in ('train', 'held'):
            for number, shape in enumerate(SHAPES):
                for colour in (False, True):
                    with self.subTest(split=split, shape=shape, colour=colour):
                        image = picture(number, shape, colour)
                        labels, lines = add_text(image, np.random.default_rng(number), split, 1.5)
                        self.assertEqual((labels.shape, labels.dtype), (shape, np.uint8))
                        self.assertEqual((image.shape[:2], image.dtype), (shape, np.float32))
                        self.assertTrue(np.isfinite(image).all() and image.min() >= 0 and image.max() <= 255.01)
                        self.assertLessEqual(set(np.unique(labels)), {0, 1, 2})
                        for line in lines:
                            x, y, w, h = line['box']
                            self.assertTrue(0 <= x < x + w <= shape[1] and 0 <= y < y + h <= shape[0])
                            self.assertTrue(labels[y:y + h, x:x + w].any())

    def test_many_seeds_leave_no_label_outside_the_lines(self):
        for seed in range(40):
            rng = np.random.default_rng(seed)
            shape = tuple(int(v) for v in rng.integers(20, 260, 2))
            labels, lines = add_text(picture(seed, shape, seed % 2), rng, ('train', 'held')[seed % 3 == 0])
            for line in lines:
                x, y, w, h = line['box']
                labels[y:y + h, x:x + w] = 0
            self.assertEqual(labels.max(), 0, (seed, shape))

    def test_a_seed_decides(self):
        for colour in (False, True):
            images = [picture(3, (160, 220), colour) for _ in range(2)]
            (labels, lines), (again, same) = (add_text(i, np.random.default_rng(8)) for i in images)
            np.testing.assert_array_equal(*images)
            np.testing.assert_array_equal(labels, again)
            self.assertEqual(repr(lines), repr(same))

    def test_without_density_nothing_is_written(self):
        image = picture(1, (80, 90), False)
        before = image.copy()
        labels, lines = add_text(image, np.random.default_rng(1), density=0)
        np.testing.assert_array_equal(image, before)
        self.assertEqual((labels.max(), lines), (0, []))

    def test_a_box_is_turned_with_its_picture(self):
        labels = np.zeros((50, 70), np.uint8)
        labels[10:14, 20:45] = 1
        for quarters in range(4):
            for flipped in (False, True):
                view = np.rot90(labels, quarters)
                view = view[:, ::-1] if flipped else view
                ys, xs = np.nonzero(view)
                box = (xs.min(), ys.min(), np.ptp(xs) + 1, np.ptp(ys) + 1)
                self.assertEqual(unturned(box, view.shape[1], view.shape[0], quarters, flipped), (20, 10, 25, 4))


class Layouts(unittest.TestCase):
    def test_every_layout_fits_pictures_of_every_size(self):
        for maker, _ in layouts.LAYOUTS:
            for height, width in SHAPES:
                for seed in range(6):
                    with self.subTest(layout=maker.__name__, height=height, width=width):
                        rng = np.random.default_rng(seed)
                        cap = cap_height(rng, height)
                        items = list(maker(rng, width, height, cap, 20))
                        self.assertTrue(all(item.cap > 0 for item in items if isinstance(item, Block)))


class Burning(unittest.TestCase):
    def test_narrow_patches_take_every_style(self):
        """What of a line lies in the picture may be 3 pixels wide or high."""
        for seed in range(150):
            rng = np.random.default_rng(seed)
            colour = seed % 2 == 1
            shape = tuple(int(v) for v in rng.choice((3, 4, 5, 9, 40), 2))
            image = picture(seed, shape, colour)
            style = burn.style(rng, colour)
            style.update(underline=1, box=seed % 3 == 0)
            if seed % 4 == 0:
                style['banner'] = {'alpha': 1.0, 'pad': seed % 3, 'value': 0.0, 'frame': True}
            if seed % 5 == 0:
                style['emboss'] = True
            x, y = (int(v) for v in rng.integers(-12, 12, 2))
            with self.subTest(seed=seed, shape=shape, at=(x, y)):
                done = burn.burn(image, run(16, 30), x, y, style, rng)
                self.assertTrue(np.isfinite(image).all())
                if done is not None:
                    labels, (rows, columns), _ = done
                    self.assertEqual(labels.shape, image[rows, columns].shape[:2])

    def test_a_line_outside_the_picture_is_none(self):
        for x, y in ((-30, 5), (60, 5), (5, -16), (5, 40), (-28, 5), (58, 5)):
            image = picture(1, (40, 60), True)
            before = image.copy()
            self.assertIsNone(burn.burn(image, run(16, 30), x, y, burn.style(np.random.default_rng(1), True),
                                        np.random.default_rng(1)))
            np.testing.assert_array_equal(image, before)


class Furniture(unittest.TestCase):
    ITEMS = (
        Bar(-30, -20, 500, 10), Bar(50, 30, 900, 900), Bar(200, 300, 400, 500), Bar(-50, -50, -10, -10),
        Bar(70, 5, 20, 2), Bar(0, 0, 64, 48, page=True), Bar(63.5, 47.5, 64.5, 48.5), Leader(-9, -9, 200, 100),
        Rules([-5, 10, 80], [-5, 20, 60], (-10, -10, 100, 100)), Ticks([(-3, 4), (70, 50)], 5, 0), Ring(60, 2, 15),
        Ring(-40, -40, 9, 3))

    def test_what_reaches_beyond_the_picture_is_cut(self):
        for colour in (False, True):
            for item in self.ITEMS:
                for seed in range(8):
                    with self.subTest(item=item, colour=colour):
                        image = picture(seed, (48, 64), colour)
                        page = Page(image, np.random.default_rng(seed), 'train')
                        furniture.draw(page, item)
                        self.assertTrue(np.isfinite(image).all() and image.min() >= 0 and image.max() <= 255.01)
                        self.assertEqual(page.labels.max(), 0)

    def test_nothing_is_drawn_over_text(self):
        for item in self.ITEMS:
            image = picture(1, (48, 64), True)
            page = Page(image, np.random.default_rng(1), 'train')
            page.labels[:], page.taken[:] = 1, True
            before = image.copy()
            furniture.draw(page, item)
            np.testing.assert_array_equal(image, before)


if __name__ == '__main__':
    unittest.main()
