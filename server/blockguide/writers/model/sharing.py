"""Shares places out among steps that name no lines: in order, each step the run that fits it best."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from blockguide.guide.form import code_spans
from blockguide.guide.loose import LooseStep
from blockguide.guide.terms import stems_in
from blockguide.text import Lines
from blockguide.writers.model.places import Place

_NAME = re.compile(r"[^\W\d]\w*")
_QUOTED: Final = 3.0
_SPOKEN: Final = 1.0
_OUT: Final = -0.5
_DEEPER: Final = -1.0
"""What it counts that a quoted name of a step, a word of it, or nothing of it stands in a place, divided by the
places that have it too; and that a step begins one level deeper than another could."""

_NEVER: Final = float("-inf")


def shared_out(steps: Sequence[LooseStep], places: Sequence[Place]) -> list[Lines]:
    """The lines of each step, so that together they fit best; every place belongs to one step.

    Where there are more steps than places, some share one.
    """
    if len(steps) > len(places):
        return [places[at * len(places) // len(steps)].lines for at in range(len(steps))]
    starts = _best_starts(_fits(steps, places), _beginnings(places))
    ends = [*(start - 1 for start in starts[1:]), len(places) - 1]
    return [
        Lines(places[start].lines.first, max(place.lines.last for place in places[start : end + 1]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _best_starts(fits: Sequence[Sequence[float]], beginnings: Sequence[float]) -> list[int]:
    """Where each row's run of columns begins, in the partition of the columns that is worth most."""
    count, wide = len(fits), len(beginnings)
    worth = [_NEVER] * wide
    begins: list[list[bool]] = []
    for row in range(count):
        before, worth = worth, [_NEVER] * wide
        begun = [False] * wide
        for column in range(row, wide - (count - row - 1)):
            stay = worth[column - 1] if column else _NEVER
            move = (before[column - 1] if row else 0.0) if (column > 0) == (row > 0) else _NEVER
            move += beginnings[column]
            begun[column] = move >= stay
            worth[column] = max(stay, move) + fits[row][column]
        begins.append(begun)
    starts = [0] * count
    column = wide - 1
    for row in range(count - 1, 0, -1):
        while not begins[row][column]:
            column -= 1
        starts[row] = column
        column -= 1
    return starts


def _beginnings(places: Sequence[Place]) -> list[float]:
    shallowest = min(place.depth for place in places)
    return [_DEEPER * (place.depth - shallowest) for place in places]


def _fits(steps: Sequence[LooseStep], places: Sequence[Place]) -> list[list[float]]:
    names = Counter(name for place in places for name in place.names)
    stems = Counter(each for place in places for each in place.stems)
    told = [_told(step) for step in steps]
    return [
        [
            sum(_QUOTED / names[each] for each in quoted & place.names)
            + sum(_SPOKEN / stems[each] for each in words & place.stems)
            or _OUT
            for place in places
        ]
        for quoted, words in told
    ]


def _told(step: LooseStep) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a step and its children quote, and the stems of their words."""
    prose = _prose(step)
    quoted = {name for code in code_spans(prose) for name in _NAME.findall(code)}
    return frozenset(quoted), frozenset(stems_in(prose))


def _prose(step: LooseStep) -> str:
    return " ".join([step.title, step.text, *map(_prose, step.children)])
