"""What layouts are made of: blocks of lines, and the furniture round them that is no text."""
from dataclasses import dataclass, field

from . import strings
from ..pictures.noise import log_uniform


@dataclass
class Block:
    """Lines below each other. `x`, `y` px: the anchor; `across` 0 left, 0.5 centred, 1 right of the anchor;
    `down` 0 below it, 1 above it; `cap` px; `pitch` in cap heights."""
    lines: list
    x: float
    y: float
    across: float = 0.0
    down: float = 0.0
    cap: float = 12.0
    pitch: float = 1.8
    style: dict = field(default_factory=dict)
    own: bool = False        # a font and style of its own
    turn: float = 0.0        # degrees, anticlockwise
    kind: str = ''
    mirrored: bool = False
    stacked: bool = False
    lead: bool = False       # a ring, bar or arrow round it


@dataclass
class Bar:
    """A filled box behind the lines that follow, from (x0, y0) to (x1, y1)."""
    x0: float
    y0: float
    x1: float
    y1: float
    page: bool = False       # paper: bright or dark all over


@dataclass
class Leader:
    """A line from a label to what it names: no text."""
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Rules:
    """Ruled lines at `xs` and `ys`, within `box` (x0, y0, x1, y1): no text."""
    xs: list
    ys: list
    box: tuple


@dataclass
class Ticks:
    """Short marks of a scale at `points`, each from (x, y) to (x + dx, y + dy): no text."""
    points: list
    dx: float
    dy: float


@dataclass
class Ring:
    """A circle or triangle round a letter: no text."""
    x: float
    y: float
    radius: float
    corners: int = 0


def cap_height(rng, height):
    """Log-distributed cap height in px: a fifth 5-8, half 8-22, an eighth 45 to 200."""
    roll = rng.random()
    if roll < 0.22:
        low, high = 5, 8.5
    elif roll < 0.72:
        low, high = 8, 22
    elif roll < 0.87:
        low, high = 20, 56
    else:
        low, high = 45, 200
    return min(log_uniform(rng, low, high), height * 0.45)


def some(rng, count):
    return [strings.line(rng) for _ in range(count)]


def margin(rng):
    return float(rng.choice((0, 1, 2, 4, 6, 8, 12, 20))) if rng.random() < .9 else float(rng.integers(-4, 60))
