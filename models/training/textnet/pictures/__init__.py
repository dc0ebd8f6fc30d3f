"""Text-free pictures of every modality, made up: `background`."""
import numpy as np

from . import capture, ct, mr, nuclear, optical, projection, textures, traps, ultrasound
from .finish import scaled, vary
from .noise import chance

REAL_SHARE = 0.25

FAMILIES = [('us', ultrasound, 5), ('ct', ct, 3), ('mr', mr, 3), ('xray', projection, 4), ('nm', nuclear, 2),
            ('vl', optical, 2.5), ('sc', capture, 4), ('plain', textures, 3),
            ('trap', traps, 4)]


def kinds(split='train'):
    """[(name, function, weight)]. `held` has the variants kept from training, and the rest less often."""
    found = []
    for family, module, share in FAMILIES:
        total = sum(weight for _, weight in module.KINDS)
        for function, weight in module.KINDS:
            held = function.__name__ in module.HELD
            if split == 'train' and held:
                continue
            name = f'{family}/{function.__name__.strip("_")}'
            found.append((name, function, share * weight / total * (3 if held else 1)))
    return found


_CUMULATIVE = {}


def pick(rng, split):
    if split not in _CUMULATIVE:
        table = kinds(split)
        _CUMULATIVE[split] = table, np.cumsum([weight for _, _, weight in table])
    table, sums = _CUMULATIVE[split]
    name, function, _ = table[np.searchsorted(sums, rng.random() * sums[-1], 'right')]
    return name, function


def background(rng, height, width, split='train', stock=None):
    """A text-free picture as an 8-bit view shows it.

    Returns (image, kind): float32 [height, width] or [height, width, 3], 0...255; kind such as 'ct/slice'.
    With a `stock` of stored pictures (`real.Stock`) REAL_SHARE of them are real.
    """
    stored = stock.background(rng, height, width) if chance(rng, REAL_SHARE) and stock is not None else None
    if stored is not None:
        return shown(rng, *stored)
    name, make = pick(rng, split)
    if name.startswith('us') and chance(rng, 0.25) or chance(rng, 0.1):
        image = scaled(rng, make, height, width)
    else:
        image = make(rng, height, width)
    return shown(rng, image, name)


def shown(rng, image, name):
    """The picture as displays and pipelines vary it; ultrasound comes as it is more often."""
    image, how = vary(rng, image) if not name.startswith('us') or chance(rng, 0.4) else (image, '')
    if chance(rng, 0.15):
        image = image[:, ::-1]
    if chance(rng, 0.1):
        image = image[::-1]
    return np.ascontiguousarray(np.clip(image, 0, 255), np.float32), name + ('+' + how if how else '')
