"""A card in a document that is edited on: where its block stands now, told from the lines alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from blockguide.text import Lines
from blockguide.workshop.values import Card

_WHITE: Final = " \t\f"
_DEFINES: Final = re.compile(r"@|#|(async[ \t]+)?def\b|class\b")
_NEIGHBOURHOOD: Final = 500
"""How many lines a block may have to be looked for where no edit that was seen brought it."""


class Standing(StrEnum):
    """How well a card fits the text as it is now.

    Attributes:
        KNOWN: its reasons and findings were told of this very text.
        UNTOLD: the block's text stands, but something was edited since.
        EDITED: the block itself was edited since.
    """

    KNOWN = "known"
    UNTOLD = "untold"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Found:
    """A card, the lines of the document on which its block stands, and how well it fits."""

    card: Card
    lines: Lines
    standing: Standing


class Placed:
    """A card and the place of its block.

    What was found out about a text is remembered until the next edit.

    Attributes:
        card: the card.
        first: the block's first line, 0-based, as far as it is known.
    """

    __slots__ = ("_block", "_count", "_end", "_grown", "_opening", "_stands", "card", "first")

    def __init__(self, card: Card, lines: Sequence[str], own: Lines) -> None:
        """`own` are the block's lines in the document's `lines`."""
        self.card = card
        self.first = own.first - 1
        self._block = list(lines[self.first : own.last])
        self._opening = self._block[0].strip() if self._block else ""
        self._count = len(lines)
        self._grown = 0
        self._stands: bool | None = None
        self._end: int | None = None

    def __len__(self) -> int:
        return len(self._block)

    def follow(self, lines: Sequence[str]) -> None:
        """Moves with an edit that was made somewhere in the document."""
        by = len(lines) - self._count
        self._count = len(lines)
        self._stands = self._end = None
        if not by or not self._opens(lines, self.first + by):
            self._grown += max(by, 0)
        elif not self._opens(lines, self.first) or self.stands_on(lines, self.first + by):
            self.first += by
        else:
            self._grown += max(by, 0)

    def stands(self, lines: Sequence[str]) -> bool:
        """Whether the block's text still stands in its place."""
        if self._stands is None:
            self._stands = self.stands_on(lines, self.first)
        return self._stands

    def stands_on(self, lines: Sequence[str], first: int) -> bool:
        """Whether the block's text is what begins on the line `first`, at whatever margin."""
        if not self._opens(lines, first):
            return False
        there = list(lines[first : first + len(self._block)])
        return there == self._block or _is_moved(self._block, there)

    def move(self, first: int) -> None:
        """Takes the line `first` for its place, on which its text stands."""
        self.first, self._stands = first, True

    def end(self, lines: Sequence[str]) -> int:
        """The line after its last; where the block is edited, as far as its lines tell."""
        if self.stands(lines):
            return self.first + len(self._block)
        if self._end is None:
            self._end = self._end_where_edited(lines)
        return self._end

    def may_hold(self, within: range) -> bool:
        """Whether the block in its place could hold the lines `within`, however it was edited."""
        last = self.first + len(self._block) + self._grown
        return self.first <= within.start and within.stop <= last

    def _end_where_edited(self, lines: Sequence[str]) -> int:
        if not self._opens(lines, self.first):
            return self.first
        if not _DEFINES.match(self._opening):
            return min(self.first + len(self._block), len(lines))
        return _end_of_definition(lines, self.first)

    def _opens(self, lines: Sequence[str], first: int) -> bool:
        if not 0 <= first < len(lines):
            return False
        line = lines[first]
        return self._opening in line and line.strip() == self._opening


def find(
    cards: Iterable[Placed], lines: Sequence[str], within: range, *, edited: bool
) -> Found | None:
    """The card of the smallest block that holds the 0-based lines `within`.

    Args:
        cards: those of the document, which have followed its edits.
        lines: the document's lines now.
        within: lines in a row, not empty.
        edited: whether the document was edited since the cards were told.
    """
    found: list[Found] = []
    for placed in cards:
        if placed.may_hold(within) and within.stop <= placed.end(lines):
            found.append(_found(placed, lines, edited))
        elif len(placed) <= _NEIGHBOURHOOD and not placed.stands(lines):
            first = _stray_at(placed, lines, within)
            if first is not None:
                placed.move(first)
                found.append(_found(placed, lines, edited))
    return min(found, key=_rank, default=None)


def all_of(cards: Iterable[Placed], lines: Sequence[str], *, edited: bool) -> tuple[Found, ...]:
    """The cards whose blocks still have a place, in the order of their lines; arguments as of `find`."""
    placed = (_found(each, lines, edited) for each in cards if each.end(lines) > each.first)
    return tuple(sorted(placed, key=lambda found: (found.lines, found.card.key)))


def _found(placed: Placed, lines: Sequence[str], edited: bool) -> Found:  # noqa: FBT001 - `find`'s own
    place = Lines(placed.first + 1, placed.end(lines))
    if not placed.stands(lines):
        return Found(placed.card, place, Standing.EDITED)
    return Found(placed.card, place, Standing.UNTOLD if edited else Standing.KNOWN)


def _rank(found: Found) -> tuple[int, int, int]:
    length = found.lines.last - found.lines.first
    return (length, found.standing is Standing.EDITED, len(found.card.reasons))


def _stray_at(placed: Placed, lines: Sequence[str], within: range) -> int | None:
    """Where above `within` a block that an unseen edit moved stands now."""
    lowest = max(within.stop - len(placed), 0)
    for first in range(within.start, lowest - 1, -1):
        if placed.stands_on(lines, first):
            return first
    return None


def _is_moved(block: Sequence[str], there: Sequence[str]) -> bool:
    """Whether `there` is `block` with all its lines at another margin."""
    if len(block) != len(there):
        return False
    was, now = _margin(block[0]), _margin(there[0])
    if was == now:
        return block[:-1] == there[:-1] and block[-1].rstrip("\r\n") == there[-1].rstrip("\r\n")
    for ours, theirs in zip(block, there, strict=True):
        if ours == theirs:
            continue
        if not (ours.strip() or theirs.strip()):
            continue
        if not (ours.startswith(was) and theirs.startswith(now)):
            return False
        if ours[len(was) :].rstrip("\r\n") != theirs[len(now) :].rstrip("\r\n"):
            return False
    return True


def _end_of_definition(lines: Sequence[str], first: int) -> int:
    """The line after the last of what is indented deeper than its head, as a definition's body is."""
    deeper = len(_margin(lines[first])) + 1
    end = first + 1
    has_head = False
    for number in range(first, len(lines)):
        line = lines[number]
        if line[:deeper].isspace():
            end = number + 1 if line.strip() else end
        elif line.strip()[0] in ")]}":
            end = number + 1
        elif has_head:
            break
        else:
            has_head = line.strip()[0] not in "@#"
            end = number + 1
    return end


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(_WHITE))]
