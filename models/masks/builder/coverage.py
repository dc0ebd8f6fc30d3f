"""Whether the rules that were made still paint what each row says: asked with headers made up from its criterion."""
import itertools

from .criteria import TEXT, split_size
from .merging import clip, covers


def headers(criterion):
    """A header for every way through the criterion: {path: text}; an element with several texts has all of them."""
    for branch in ways(criterion):
        header = {}
        for _, path, operation, value in branch:
            if operation == 'present':
                header.setdefault(path, 'x')
            elif operation in TEXT and value not in header.get(path, ''):
                header[path] = header[path] + '\\' + value if path in header else value
            elif operation == 'number':
                header[path] = str(value)
        if holds(criterion, header):
            yield header


def ways(criterion):
    if criterion[0] == 'test':
        return [[criterion]]
    if criterion[0] == 'any':
        return [way for part in criterion[1] for way in ways(part)]
    if criterion[0] == 'all':
        return [sum(parts, []) for parts in itertools.product(*map(ways, criterion[1]))]
    # What must not be empty has something.
    inner = criterion[1]
    if inner[0] == 'test' and inner[2] in ('empty_or_missing', 'missing'):
        return [[('test', inner[1], 'present', None)]]
    return [[]]


def holds(criterion, header):
    if criterion[0] == 'all':
        return all(holds(part, header) for part in criterion[1])
    if criterion[0] == 'any':
        return any(holds(part, header) for part in criterion[1])
    if criterion[0] == 'not':
        return not holds(criterion[1], header)
    _, path, operation, value = criterion
    found = header.get(path)
    if operation in ('missing', 'empty_or_missing'):
        return found is None
    if operation == 'present':
        return found is not None
    if found is None or operation == 'empty':
        return False
    if operation == 'number':
        return found == str(value)
    for text in [found.lower()] + found.lower().split('\\'):
        word = value.lower()
        if {'equals': text == word, 'contains': word in text, 'starts_with': text.startswith(word),
                'ends_with': text.endswith(word)}.get(operation):
            return True
    return False


def missing(rows, rules):
    """What of the rows the rules do not paint, in words."""
    for row in rows:
        criterion, sizes = split_size(row.criterion)
        for size, header in itertools.product(sizes or [None], headers(criterion)):
            painted = []
            for rule in rules:
                if rule.action == 'mask' and fits(rule, size, row) and holds(rule.criterion, header):
                    painted += rule.boxes
            for box in clip(row.boxes, size)[0]:
                if not any(covers(other, box) for other in painted) and not tiles(painted, box):
                    yield f'{row.id}: {box} at {size}: {header}'


def fits(rule, size, row):
    """A size that a rule without one was given is taken for meant: see build.py."""
    for rows, columns in rule.sizes or [(None, None)]:
        if size is None:
            if rows is None and (columns is None or any(box[2] == columns for box in row.boxes)):
                return True
        elif (rows in (None, size[0])) and (columns is None or size[1] in (None, columns)):
            return True
    return False


def tiles(boxes, wanted):
    """Whether several boxes together hold another one."""
    left, top, width, height = wanted
    if None in wanted:
        return False
    covered = set()
    for x, y, w, h in boxes:
        for row in range(max(y, top), min(y + h if h else top + height, top + height)):
            start, end = max(x, left), min(x + w if w else left + width, left + width)
            covered.update((row, column) for column in range(start, end))
    return len(covered) == width * height
