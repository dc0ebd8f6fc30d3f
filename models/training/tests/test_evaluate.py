"""Judging a prediction against labels, worked by hand."""
import contextlib
import io
import os
import tempfile
import unittest

import numpy as np
import torch

from textnet import evaluate, gallery
from textnet.evaluate import THRESHOLDS, judge, line_threshold, predict, summary
from textnet.network import TextNetwork

LINE = {'box': (8, 8, 40, 8), 'cap': 8.0, 'contrast': 60.0, 'angle': 0.0, 'script': 'latin', 'style': 'most',
        'kind': 'name', 'group': 'sans', 'ignored': False}


def scene():
    """Labels uint8 [64, 80] with one line of 10 x 2 cells."""
    labels = np.zeros((64, 80), np.uint8)
    labels[8:16, 8:48] = 1
    return labels


class Judging(unittest.TestCase):
    def test_the_labels_as_prediction_find_all_and_nothing_else(self):
        labels = scene()
        result = judge(evaluate._cells(labels == 1), labels, [LINE], 'ct/slice')
        self.assertEqual(result['hits'], [20] * len(THRESHOLDS))
        self.assertEqual(result['alarms'], [0] * len(THRESHOLDS))
        self.assertEqual(result['excess'], [0] * len(THRESHOLDS))
        self.assertEqual(result['lines'][0]['threshold'], 1)

    def test_a_line_counts_up_to_the_threshold_at_which_nine_tenths_are_covered(self):
        grown = np.zeros((16, 20), np.float32)
        grown[2:4, 2:11] = 0.7    # nine of ten columns of cells
        grown[2:4, 11] = 0.2
        self.assertAlmostEqual(line_threshold(grown, scene(), LINE['box']), 0.7, places=6)
        grown[3, 10] = 0.3
        self.assertAlmostEqual(line_threshold(grown, scene(), LINE['box']), 0.3, places=6)

    def test_growing_by_a_cell_covers_a_gap_of_two(self):
        labels, p = scene(), np.zeros((16, 20), np.float32)
        p[2:4, 2:12] = 0.6
        p[2:4, 5:7] = 0
        self.assertAlmostEqual(judge(p, labels, [LINE], 'k')['lines'][0]['threshold'], 0.6, places=6)

    def test_excess_begins_beyond_two_cells_and_is_grown(self):
        labels, p = scene(), np.zeros((16, 20), np.float32)
        p[5, 5] = 1                # two cells below the label: its growth reaches the third
        near = judge(p, labels, [], 'k')
        p[5, 5], p[12, 15] = 0, 1  # far away: nine cells
        far = judge(p, labels, [], 'k')
        self.assertEqual((near['excess'][0], far['excess'][0]), (3, 9))
        self.assertEqual((near['alarms'][0], far['alarms'][0]), (1, 1))

    def test_what_is_not_judged_counts_for_nothing(self):
        labels = scene() * 2
        result = judge(np.ones((16, 20), np.float32), labels, [{**LINE, 'ignored': True}], 'k')
        self.assertEqual((result['text'], result['lines'], result['without']), (0, [], False))
        self.assertEqual(result['bare'], 16 * 20 - 20)

    def test_a_line_without_label_area_is_left_out(self):
        self.assertIsNone(line_threshold(np.ones((16, 20), np.float32), scene(), (60, 40, 10, 10)))


class Figures(unittest.TestCase):
    def test_buckets_count_lines(self):
        labels, p = scene(), np.zeros((16, 20), np.float32)
        lost = judge(p, labels, [{**LINE, 'contrast': 5, 'angle': -90}], 'us/fan+flip')
        found = judge(evaluate._cells(labels == 1), labels, [LINE], 'ct/slice')
        empty = judge(p, np.zeros_like(labels), [], 'ct/slice')
        figures = summary([lost, found, empty])
        self.assertEqual((figures['scenes'], figures['without'], figures['judged lines']), (3, 1, 2))
        self.assertEqual(figures['overall']['line recall'], [0.5] * len(THRESHOLDS))
        self.assertEqual({k: v['recall'][0] for k, v in figures['lines']['contrast'].items()}, {'< 10': 0, '40-80': 1})
        self.assertEqual(list(figures['lines']['rotation']), ['level', 'turned 270'])
        self.assertEqual({k: v['count'] for k, v in figures['backgrounds'].items()}, {'ct/slice': 2, 'us/fan': 1})
        with contextlib.redirect_stdout(io.StringIO()) as out:
            evaluate.report(figures)
        self.assertIn('| line recall | 50.0 |', out.getvalue())

    def test_a_prediction_has_a_value_for_each_cell_whatever_the_size(self):
        p = predict(TextNetwork().eval(), np.zeros((2, 50, 71), np.uint8))
        self.assertEqual((p.shape, p.dtype), ((2, 13, 18), np.float32))

    def test_the_planes_of_a_padded_picture_are_those_of_its_bytes(self):
        grey = np.random.default_rng(1).integers(0, 256, (1, 32, 48), np.uint8)
        network = TextNetwork().eval()
        with torch.no_grad():
            direct = torch.sigmoid(network(evaluate.planes(torch.from_numpy(grey)))).numpy()
        np.testing.assert_allclose(predict(network, grey), direct, atol=1e-5)

    def test_the_worst_scenes_are_kept(self):
        labels, p = scene(), np.zeros((16, 20), np.float32)
        best = gallery.Gallery(1)
        for probability in (evaluate._cells(labels == 1), p):
            best.add(labels * 200, labels, probability, judge(probability, labels, [LINE], 'ct/slice'))
        with tempfile.TemporaryDirectory() as folder:
            best.save(folder)
            self.assertEqual(os.listdir(folder), ['000-scene1-ct-slice.png'])


if __name__ == '__main__':
    unittest.main()
