"""The one change that makes a new text of an old one, as small as it can be told."""

from collections.abc import Callable
from typing import NamedTuple

from blockguide.text import Point, Span, split_lines


class Change(NamedTuple):
    """Puts `text` in the place of `span` of the old text."""

    span: Span
    text: str

    @property
    def replaces(self) -> bool:
        """Whether it takes something away; else it puts something in."""
        return self.span.start != self.span.end


def change_between(old: str, new: str) -> Change | None:
    r"""The change that makes `new` of `old`; None where they are the same.

    What is appended after a last `\n` is put before it instead, and ends without it: no client has to be
    asked for a place behind its last line, and several have none.
    """
    if old == new:
        return None
    start = _longest(min(len(old), len(new)), lambda size: old[:size] == new[:size])
    most = min(len(old), len(new)) - start
    kept = _longest(most, lambda size: old[len(old) - size :] == new[len(new) - size :])
    end = len(old) - kept
    text = new[start : len(new) - kept]
    if start == end == len(old) and old.endswith("\n") and text.endswith("\n"):
        start, end, text = start - 1, end - 1, f"\n{text[:-1]}"
    return Change(Span(_point(old, start), _point(old, end)), text)


def first_changed_line(old: str, new: str) -> int:
    r"""The first line that differs, 0-based, both texts split at `\n`."""
    start = _longest(min(len(old), len(new)), lambda size: old[:size] == new[:size])
    return old.count("\n", 0, start)


def _longest(most: int, fits: Callable[[int], bool]) -> int:
    """The greatest size up to `most` that fits, where every smaller one fits too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _point(text: str, offset: int) -> Point:
    lines = split_lines(text[:offset])
    if not lines or lines[-1].endswith(("\n", "\r")):
        return Point(len(lines), 0)
    return Point(len(lines) - 1, len(lines[-1]))
