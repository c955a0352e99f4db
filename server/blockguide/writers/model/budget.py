"""Fits what is told to a model into its window; what has no room is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_CODE_POINTS: Final = 3.2
"""Code points a token, on the safe side of what tokenizers of code reach (3.3 to 4)."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of what can be told: what it is, for a person, and its text. The first are the most needed."""

    what: str
    text: str


def tokens_in(text: str) -> int:
    """An estimate, on the safe side; text beyond ASCII counts double."""
    wide = sum(not sign.isascii() for sign in text) if not text.isascii() else 0
    return int((len(text) + wide) / _CODE_POINTS) + 1


def fitting(
    portions: Sequence[Portion], tokens: int
) -> tuple[tuple[Portion, ...], tuple[str, ...]]:
    """The portions that fit into `tokens` in all, in their order, and what the others are."""
    kept, dropped = [], []
    for portion in portions:
        cost = tokens_in(portion.text)
        if cost <= tokens:
            kept.append(portion)
            tokens -= cost
        else:
            dropped.append(portion.what)
    return tuple(kept), tuple(dropped)
