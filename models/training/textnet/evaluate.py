"""Recall and excess of a trained network on scenes held back: python3 -m textnet.evaluate CHECKPOINT.

A line is covered at a threshold when at least 90 % of its label area lies in predicted cells grown by one cell.
Excess is the area of predicted, grown cells that lie farther than two cells from any label.
"""
import argparse
import json
import time

import numpy as np
import torch
import torch.nn.functional as F

from .features import planes
from .gallery import Gallery
from .generate import add_sources, scenes, sources
from .network import CELL, MULTIPLE, load
from .shards import read

THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
SHOWN = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
COVERED = 0.9
NEAR = 2
"""Cells round a label in which a prediction is no excess."""

CONTRASTS, CAPS = (10, 20, 40, 80, 160), (6, 8, 10, 14, 20, 32, 64)


def predict(network, greys):
    """uint8 [N, H, W] -> probabilities float32 [N, ceil(H / 4), ceil(W / 4)]."""
    grey = torch.from_numpy(np.ascontiguousarray(greys))
    height, width = grey.shape[1:]
    pad = (0, -width % MULTIPLE, 0, -height % MULTIPLE)
    # Repeating the edge of integers is not implemented; the planes take values 0...255 as float too.
    padded = F.pad(grey[:, None].float(), pad, mode='replicate')[:, 0]
    with torch.no_grad():
        p = torch.sigmoid(network(planes(padded)))
    return p[:, :-(-height // CELL), :-(-width // CELL)].numpy()


def _grow(x, reach):
    """The maximum over (2 reach + 1)^2 neighbours of a 2-D array."""
    y = torch.from_numpy(np.ascontiguousarray(x, np.float32))[None, None]
    return F.max_pool2d(y, 2 * reach + 1, 1, reach)[0, 0].numpy()


def _cells(mask):
    """bool [H, W] -> float32 [ceil(H / 4), ceil(W / 4)]: the share of each cell's 16 pixels that are set."""
    height, width = mask.shape
    padded = np.pad(mask, ((0, -height % CELL), (0, -width % CELL))).astype(np.float32)
    return padded.reshape(padded.shape[0] // CELL, CELL, padded.shape[1] // CELL, CELL).mean((1, 3))


def line_threshold(grown, labels, box):
    """The highest threshold at which the line in `box` (x, y, w, h) counts as covered; None without label area.

    grown: float32 [H / 4, W / 4], probabilities after growing, so that a pixel is covered at every threshold up
    to the value of its cell.
    """
    x, y, w, h = (int(v) for v in box)
    rows, columns = np.nonzero(labels[max(y, 0):y + h, max(x, 0):x + w] == 1)
    if len(rows) == 0:
        return None
    values = np.sort(grown[(rows + max(y, 0)) // CELL, (columns + max(x, 0)) // CELL])
    return float(values[len(values) - int(np.ceil(COVERED * len(values)))])


def judge(probability, labels, lines, kind):
    """What one scene adds: a dict of counts over THRESHOLDS, and the lines with their own thresholds."""
    steps = np.asarray(THRESHOLDS, np.float32)
    share, known = _cells(labels == 1), _cells(labels != 0) > 0
    text, bare = share >= 0.25, ~known
    grown = _grow(probability, 1)
    far = _grow(known, NEAR) == 0

    def counts(values):
        return (np.searchsorted(np.sort(values), steps, 'left') * -1 + len(values)).tolist()

    found = []
    for line in lines:
        threshold = None if line.get('ignored') else line_threshold(grown, labels, line['box'])
        if threshold is not None:
            found.append({**line, 'threshold': threshold, 'background': kind})
    return {
        'kind': kind, 'area': int(probability.size), 'text': int(text.sum()), 'hits': counts(probability[text]),
        'bare': int(bare.sum()), 'alarms': counts(probability[bare]), 'excess': counts(grown[far]),
        'without': not (labels != 0).any(), 'lines': found}


def _bin(value, edges):
    for low, high in zip((None,) + edges, edges + (None,)):
        if high is None or value < high:
            return f'< {high}' if low is None else f'>= {low}' if high is None else f'{low}-{high}'


def _turn(angle):
    angle = (angle + 180) % 360 - 180
    if abs(angle) < 0.5:
        return 'level'
    for right in (90, -90, 180):
        if abs((angle - right + 180) % 360 - 180) < 0.5:
            return f'turned {right}' if right != -90 else 'turned 270'
    return f'within {next(a for a in (5, 15, 45, 90, 180) if abs(angle) <= a)}'


GROUPS = {
    'contrast': lambda line: _bin(float(np.abs(line['contrast'])), CONTRASTS),
    'cap height': lambda line: _bin(line['cap'], CAPS),
    'rotation': lambda line: _turn(line.get('angle', 0)),
    'script': lambda line: str(line.get('script', '')),
    'style': lambda line: str(line.get('style', '')),
    'font group': lambda line: str(line.get('group', '')),
    'kind of text': lambda line: str(line.get('kind', '')),
    'background': lambda line: line['background'].split('+')[0]}


def _order(name):
    """Bins in the order of their numbers, names by letter."""
    digits = ''.join(c if c.isdigit() else ' ' for c in name).split()
    return (0 if name.startswith('<') else 1, int(digits[0]) if digits else -1, name)


def _recalls(thresholds):
    values = np.asarray(thresholds)
    return [float((values >= t).mean()) for t in np.asarray(THRESHOLDS)]


def summary(scenes):
    """All figures as plain lists over THRESHOLDS: {'overall', 'lines': {group: {bucket: ...}}, 'backgrounds'}."""
    lines = [line for scene in scenes for line in scene['lines']]

    def total(key, chosen=scenes):
        return np.sum([s[key] for s in chosen], 0) if chosen else np.zeros(len(THRESHOLDS))

    def excess(chosen):
        return (total('excess', chosen) / max(1, sum(s['area'] for s in chosen))).tolist()

    hits, alarms = total('hits'), total('alarms')
    without = [s for s in scenes if s['without']]
    overall = {
        'line recall': _recalls([line['threshold'] for line in lines]) if lines else [0.0] * len(THRESHOLDS),
        'cell recall': (hits / max(1, sum(s['text'] for s in scenes))).tolist(),
        'cell precision': (hits / np.maximum(1, hits + alarms)).tolist(),
        'excess, text': excess([s for s in scenes if not s['without']]), 'excess, no text': excess(without),
        'no text, any alarm': np.mean([np.asarray(s['alarms']) > 0 for s in without], 0).tolist() if without
        else [0.0] * len(THRESHOLDS)}
    groups = {}
    for group, of in GROUPS.items():
        buckets = {}
        for line in lines:
            buckets.setdefault(of(line), []).append(line['threshold'])
        groups[group] = {name: {'count': len(buckets[name]), 'recall': _recalls(buckets[name])}
                         for name in sorted(buckets, key=_order)}
    backgrounds = {}
    for name in sorted({s['kind'].split('+')[0] for s in scenes}):
        chosen = [s for s in scenes if s['kind'].split('+')[0] == name]
        backgrounds[name] = {'count': len(chosen), 'excess': excess(chosen)}
    return {'thresholds': list(THRESHOLDS), 'scenes': len(scenes), 'without': len(without), 'judged lines': len(lines),
            'overall': overall, 'lines': groups, 'backgrounds': backgrounds}


def _table(head, rows):
    """Markdown."""
    print('| ' + ' | '.join(head) + ' |\n|' + '---|' * len(head))
    for row in rows:
        print('| ' + ' | '.join(row) + ' |')
    print()


def _percent(values, digits=1):
    picked = [values[THRESHOLDS.index(t)] for t in SHOWN]
    return [f'{100 * v:.{digits}f}' for v in picked]


def report(figures):
    """Prints the summary as markdown tables, in percent."""
    print(f'{figures["scenes"]} scenes ({figures["without"]} without text), {figures["judged lines"]} lines\n')
    marks = [f'{t:g}' for t in THRESHOLDS]
    _table(['%, at threshold'] + marks, [
        [name] + [f'{100 * v:.{2 if "excess" in name else 1}f}' for v in values]
        for name, values in figures['overall'].items()])
    shown = [f'{t:g}' for t in SHOWN]
    for group, buckets in figures['lines'].items():
        _table([f'lines found by {group}', 'lines'] + shown,
               [[name, str(b['count'])] + _percent(b['recall']) for name, b in buckets.items()])
    _table(['excess area by background', 'scenes'] + shown,
           [[name, str(b['count'])] + _percent(b['excess'], 2) for name, b in figures['backgrounds'].items()])


def held(count, side, seed, stock, guard):
    """Yields `count` scenes of fonts and backgrounds held back; each depends on its number alone."""
    for number in range(count):
        yield from scenes(np.random.default_rng((seed, number, 1)), 1, side, 'held', stock, guard)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('checkpoint')
    parser.add_argument('--folder', help='shards of `generate --split held`; without it scenes are made')
    parser.add_argument('--scenes', type=int, default=200, help='how many at most')
    parser.add_argument('--side', type=int, default=640, help='pixels of made scenes')
    parser.add_argument('--seed', type=int, default=99)
    parser.add_argument('--weights', default='network', choices=('network', 'raw'))
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--batch', type=int, default=4)
    parser.add_argument('--json', help='a file for all figures')
    parser.add_argument('--show', help='a folder for pictures of the worst scenes')
    parser.add_argument('--worst', type=int, default=16, help='how many of them')
    add_sources(parser)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    network = load(options.checkpoint, options.weights).to(memory_format=torch.channels_last)
    if options.folder:
        source = read(options.folder)
    else:
        source = held(options.scenes, options.side, options.seed, *sources(options, 'held'))
    begin, results, waiting = time.time(), [], []
    gallery = Gallery(options.worst) if options.show else None

    def flush():
        if not waiting:
            return
        for probability, scene in zip(predict(network, np.stack([s[0] for s in waiting])), waiting):
            results.append(judge(probability, *scene[1:]))
            if gallery:
                gallery.add(scene[0], scene[1], probability, results[-1])
        waiting.clear()

    for number, scene in enumerate(source):
        if number == options.scenes:
            break
        if waiting and waiting[0][0].shape != scene[0].shape or len(waiting) == options.batch:
            flush()
        waiting.append(scene)
    flush()
    figures = summary(results)
    report(figures)
    print(f'{1000 * (time.time() - begin) / max(1, len(results)):.0f} ms a scene')
    if options.json:
        with open(options.json, 'w') as file:
            json.dump(figures, file, indent=1)
    if gallery:
        gallery.save(options.show)


if __name__ == '__main__':
    main()
