"""Writes rules in pixredact's own form, in the very words of its writer (`pixredact masks export pixredact`)."""
import re

LINE_LENGTH = 120
RESERVED = {'null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', '~'}


def scalar(text):
    plain = re.fullmatch(r'[A-Za-z][A-Za-z0-9 _.+/()-]*', text, re.ASCII) and not text.endswith(' ')
    return text if plain and text.lower() not in RESERVED else "'" + text.replace("'", "''") + "'"


def document(rules, head=()):
    lines = [f'# {line}'.rstrip() for line in head] + ['schema: pixredact.masks/1', 'rules:']
    for index, rule in enumerate(rules):
        lines += [''] * (index > 0) + rule_lines(rule)
    return '\n'.join(lines) + '\n'


def rule_lines(rule):
    """`rule` is a dictionary with the keys of the form; `when` is a criterion, `areas` pairs."""
    lines = [f'  - id: {scalar(rule["id"])}']
    if rule.get('note'):
        lines.append(f'    note: {scalar(rule["note"])}')
    if rule.get('when', ('all', [])) != ('all', []):
        lines.append('    when:')
        when = rule['when']
        if when[0] == 'all':
            lines += item_lines(when[1], '      ', 6)
        else:
            lines += ['      ' + line for line in criterion_lines(when, 6)]
    sizes = ['{' + ', '.join(f'{name}: {length}' for name, length in zip(('rows', 'columns'), size) if length) + '}'
             for size in rule.get('size', [])]
    lines += [f'    size: {sizes[0]}'] if len(sizes) == 1 else ['    size:'] * bool(sizes) + [
        f'      - {size}' for size in sizes]
    if rule.get('areas'):
        lines += ['    areas:'] + [f'      - {kind}: {region_text(region)}' for kind, region in rule['areas']]
    if rule.get('action', 'mask') != 'mask':
        lines.append(f'    action: {rule["action"]}')
    if rule.get('priority'):
        lines.append(f'    priority: {rule["priority"]}')
    if rule.get('sources'):
        lines += ['    sources:'] + [f'      - {scalar(f"{name}: {place}")}' for name, place in rule['sources']]
    return lines


def region_text(region):
    if isinstance(region, str):
        return region
    x, y, width, height, clipped = region
    sides = ', '.join(f'{name}: {"edge" if length is None else length}'
                      for name, length in (('width', width), ('height', height)))
    return f'{{x: {x}, y: {y}, {sides}{", clip: true" if clipped else ""}}}'


def item_lines(parts, indent, room):
    """`room`: columns that are taken before the lines of the list."""
    lines = []
    for part in parts:
        first, *rest = criterion_lines(part, room + 2)
        lines += [f'{indent}- {first}'] + [f'{indent}  {line}' for line in rest]
    return lines


def criterion_lines(criterion, room):
    """Lines without the columns before them, which only say how much room there is."""
    kind = criterion[0]
    if kind == 'test':
        return test_lines([criterion], room)
    if kind == 'not':
        return ['not:'] + ['  ' + line for line in criterion_lines(criterion[1], room + 2)]
    if kind == 'any' and is_alike(criterion[1]):
        return test_lines(criterion[1], room)
    return [f'{kind}:'] + item_lines(criterion[1], '  ', room + 2) if criterion[1] else [f'{kind}: []']


def is_alike(parts):
    return len(parts) > 1 and all(
        part[0] == 'test' and part[1:3] == parts[0][1:3] and part[2] not in ('number', 'present') and part[3]
        for part in parts)


def test_lines(tests, room):
    _, path, operation, _ = tests[0]
    start = scalar(path) + ': '
    if operation == 'number':
        number = tests[0][3]
        if isinstance(number, dict):
            number = '{' + ', '.join(f'{name}: {bound}' for name, bound in number.items()) + '}'
        return [f'{start}{{number: {number}}}']
    if operation in ('present', 'missing', 'empty', 'empty_or_missing'):
        return [f'{start}{{state: {operation}}}']
    values = [scalar(one[3]) for one in tests]
    if len(values) == 1:
        return [f'{start}{{{operation}: {values[0]}}}']
    line = f'{start}{{{operation}: [{", ".join(values)}]}}'
    if room + len(line) <= LINE_LENGTH:
        return [line]
    return [start.rstrip(), f'  {operation}:'] + [f'    - {value}' for value in values]
