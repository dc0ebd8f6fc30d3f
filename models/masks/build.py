#!/usr/bin/env python3
"""Makes models/masks/devices/*.yaml and sets/*.yaml from two collections of facts.

    python3 build.py DEVICE_MASKS.json DEVICE_FILTERS.json [--check]

The first has rows of rules with their criteria, boxes and sources, as they were taken from public rule sets; the second
has filters. Rows of one device and size are merged, what their sources cannot have meant is repaired and said in a
note; rows that are for no device go into sets that are used where they are asked for. The same input gives the same
files. `--check` writes nothing and fails where a file is not what would be written.

Afterwards: scripts/embed-masks, which compiles them in.
"""
import argparse
import collections
import json
import pathlib
import sys

from builder import coverage, devices, merging, sets, text
from builder.criteria import split_size
from builder.reading import WIDTHS, Row

HERE = pathlib.Path(__file__).parent


def rules_of(row):
    """A rule for each size."""
    criterion, sizes = split_size(row.criterion)
    action = 'pass' if row.action == 'pass' else 'mask'
    notes = list(row.notes)
    if not sizes and action == 'mask':
        widths = {width for x, _, width, _ in row.boxes if x == 0 and width in WIDTHS}
        if len(widths) == 1:
            sizes = [(None, min(widths))]
            notes.append('its source names no size: it is for images as wide as its band')
    for size in sizes or [None]:
        boxes, cut = merging.clip(row.boxes, size)
        yield merging.Rule(criterion, size, merging.union(boxes), action, [row.source], notes + cut)


def device_files(rows):
    """{file: its rules}; fails where they paint less than the rows say."""
    by_file = collections.defaultdict(list)
    for row in rows:
        for rule in rules_of(row):
            by_file[devices.maker(rule.criterion)].append(rule)
    found = {}
    for file, rules in sorted(by_file.items()):
        rules = merging.join_sizes(merging.drop_covered(merging.settle(rules)))
        rules.sort(key=lambda rule: (devices.base_id(file, rule), [by_number(size) for size in rule.sizes]))
        devices.assign_ids(file, rules)
        found[file] = rules
    lost = list(coverage.missing(rows, [rule for rules in found.values() for rule in rules]))
    if lost:
        sys.exit('\n'.join(['boxes that no rule paints:'] + lost))
    return {file: [entry(rule) for rule in rules] for file, rules in found.items()}


def by_number(size):
    return [length or 0 for length in size]


def entry(rule):
    """A rule as text.py writes it."""
    found = {'id': rule.id, 'when': rule.criterion, 'size': sorted(rule.sizes, key=by_number), 'action': rule.action,
             'note': '; '.join(rule.notes), 'sources': rule.sources}
    if rule.action == 'mask':
        rows = all(size[0] for size in rule.sizes) and bool(rule.sizes)
        columns = all(size[1] for size in rule.sizes) and bool(rule.sizes)
        found['areas'] = [
            ('blank', (x, y, width, height, (not columns and width is not None) or not rows))
            for x, y, width, height in rule.boxes]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('masks', type=pathlib.Path)
    parser.add_argument('filters', type=pathlib.Path)
    parser.add_argument('--check', action='store_true')
    options = parser.parse_args()
    rows = [Row(row) for row in json.loads(options.masks.read_text(encoding='utf-8'))]
    filters = json.loads(options.filters.read_text(encoding='utf-8'))
    plain = [row for row in rows if sets.is_of_devices(row)]
    head = ['Made by models/masks/build.py; see models/MODELS.md for the sources.']
    files = {f'devices/{name}.yaml': text.document(rules, head) for name, rules in device_files(plain).items()}
    for name, (words, rules) in sets.all_sets(rows, filters).items():
        files[f'sets/{name}.yaml'] = text.document(rules, head + [''] + words)
    wrong = [name for name, content in files.items()
             if not (HERE / name).exists() or (HERE / name).read_text(encoding='utf-8') != content]
    if options.check:
        if wrong:
            sys.exit('not what would be written: ' + ', '.join(wrong))
        return
    for folder in ('devices', 'sets'):
        (HERE / folder).mkdir(exist_ok=True)
        for old in (HERE / folder).glob('*.yaml'):
            old.unlink()
    for name, content in files.items():
        (HERE / name).write_text(content, encoding='utf-8')
    used = sum(len(row.boxes) > 0 for row in plain)
    print(f'{len(plain)} rows of devices, {used} of them with boxes; {len(files)} files')


if __name__ == '__main__':
    main()
