"""Criteria as tuples: ('all', [...]), ('any', [...]), ('not', c), ('test', path, operation, value)."""

TEXT = ('equals', 'contains', 'starts_with', 'ends_with', 'matches')
# Defined terms of Modality (PS3.3 C.7.3.1.1.1) that the sources use. Some of them ask for a part of the value.
MODALITIES = {'CR', 'CT', 'DX', 'MG', 'MR', 'NM', 'OT', 'PT', 'RF', 'US', 'XA'}


def test(path, operation, value=None):
    return ('test', path, operation, value)


def all_of(parts):
    """Flat, each once, without what follows from the others; what stands alone is itself."""
    flat = []
    for part in parts:
        flat += part[1] if part[0] == 'all' else [part]
    flat = strongest(flat)
    return flat[0] if len(flat) == 1 else ('all', flat)


def any_of(parts):
    """Flat, each once, without what another one has in it."""
    flat = []
    for part in parts:
        flat += part[1] if part[0] == 'any' else [part]
    for part in list(flat):
        missing = test(part[1], 'missing') if part[0] == 'test' and part[2] == 'empty' else None
        if missing in flat:
            flat[flat.index(part)] = test(part[1], 'empty_or_missing')
            flat.remove(missing)
    kept = []
    for index, part in enumerate(flat):
        wider = [other for at, other in enumerate(flat)
                 if at != index and implies(part, other) and not (implies(other, part) and at > index)]
        if not wider:
            kept.append(part)
    return kept[0] if len(kept) == 1 else ('any', kept)


def strongest(parts):
    kept = []
    for index, part in enumerate(parts):
        stronger = [other for at, other in enumerate(parts)
                    if at != index and implies(other, part) and not (implies(part, other) and at > index)]
        if not stronger:
            kept.append(part)
    return kept


def conjuncts(criterion):
    return criterion[1] if criterion[0] == 'all' else [criterion]


def implies(one, other):
    """Whether `other` is true wherever `one` is, as far as their forms tell."""
    if one == other:
        return True
    if other[0] == 'all':
        return all(implies(one, part) for part in other[1])
    if one[0] == 'any':
        return all(implies(part, other) for part in one[1])
    if one[0] == 'all':
        if any(implies(part, other) for part in one[1]):
            return True
        # One of the parts may have several branches, each of which leads there in company of the others.
        return other[0] == 'any' and any(implies(one, part) for part in other[1])
    if other[0] == 'any':
        return any(implies(one, part) for part in other[1])
    if one[0] == 'not' and other[0] == 'not':
        return implies(other[1], one[1])
    if one[0] == 'test' and other[0] == 'test' and one[1] == other[1]:
        return implies_value(one[2], one[3], other[2], other[3])
    return False


def implies_value(operation, value, other, text):
    if other == 'present':
        return operation in TEXT or operation == 'number'
    if operation not in TEXT or other not in TEXT or 'matches' in (operation, other):
        return False
    value, text = value.lower().strip(), text.lower().strip()
    if other == 'contains':
        return text in value
    if other == 'equals':
        return operation == 'equals' and value == text
    if other == 'starts_with':
        return operation in ('equals', 'starts_with') and value.startswith(text)
    return operation in ('equals', 'ends_with') and value.endswith(text)


def tests(criterion, positive=True):
    """Every test of a criterion that has to be true, or with `positive` False, false."""
    kind = criterion[0]
    if kind == 'test':
        return [criterion] if positive else []
    if kind == 'not':
        return tests(criterion[1], not positive)
    return [found for part in criterion[1] for found in tests(part, positive)]


def paths(criterion):
    if criterion[0] == 'test':
        return {criterion[1]}
    if criterion[0] == 'not':
        return paths(criterion[1])
    return {path for part in criterion[1] for path in paths(part)}


def words(criterion, path):
    """Of a conjunction, the texts that an element has to have, any of them; None where it may have any."""
    for part in conjuncts(criterion):
        found = part[1] if part[0] == 'any' else [part]
        if all(one[0] == 'test' and one[1] == path and one[2] in TEXT for one in found):
            return [one[3] for one in found]
    return None


def split_size(criterion):
    """(criterion without sizes, [(rows, columns)]): the sizes that every branch asks for."""
    rest, sizes = [], [(None, None)]
    for part in conjuncts(criterion):
        found = size_of(part)
        if found is None:
            rest.append(part)
        else:
            sizes = [merged for one in sizes for two in found if (merged := both(one, two))]
    return all_of(rest), [] if sizes == [(None, None)] else list(dict.fromkeys(sizes))


def both(one, two):
    if all(a is None or b is None or a == b for a, b in zip(one, two)):
        return tuple(a if a is not None else b for a, b in zip(one, two))
    return None


def size_of(part):
    """The sizes that a criterion asks for where it asks for nothing else."""
    if part[0] == 'test' and part[1] in ('Rows', 'Columns') and part[2] == 'number':
        return [(part[3], None) if part[1] == 'Rows' else (None, part[3])]
    if part[0] == 'any':
        found = [size_of(one) for one in part[1]]
        return None if None in found else [size for sizes in found for size in sizes]
    if part[0] == 'all' and part[1]:
        sizes = [(None, None)]
        for one in part[1]:
            found = size_of(one)
            if found is None:
                return None
            sizes = [merged for a in sizes for b in found if (merged := both(a, b))]
        return sizes
    return None
