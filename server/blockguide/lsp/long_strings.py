"""Where the strings in three quotes of a text stand, kept up with its edits at the cost of what they touch."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

_QUOTES: Final = ('"""', "'''")
# One token of a line outside of long strings: a comment, the beginning of a long string, or a short string.
_TOKEN: Final = re.compile(r"""\#.*|\"\"\"|'''|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.DOTALL)
_ENDS: Final = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
}
_STRIDE: Final = 512


class LongStrings:
    """The strings in three quotes of one text as it changes.

    It remembers the lines that it saw last; of new ones it reads those that lie between the unchanged first
    and the unchanged last ones.
    """

    __slots__ = ("_lines", "_numbers", "_quotes")

    def __init__(self) -> None:
        self._lines: list[str] = []
        # The lines with three quotes in them, ascending, and what quotes are open behind each.
        self._numbers: list[int] = []
        self._quotes: list[str] = []

    def hold(self, lines: Sequence[str], line: int) -> bool:
        """Whether in the text `lines` the 0-based `line` begins inside such a string."""
        self.follow(lines)
        return self.held(line)

    def held(self, line: int) -> bool:
        """Whether in the text that was followed last the 0-based `line` begins inside such a string."""
        return bool(self._before(line))

    def follow(self, lines: Sequence[str]) -> None:
        """Reads what of `lines` is new."""
        old = self._lines
        first = _alike_from_start(old, lines)
        if first == len(old) == len(lines):
            return
        behind = _alike_from_end(old, lines, min(len(old), len(lines)) - first)
        kept, rest = len(old) - behind, len(lines) - behind
        head, tail = bisect_left(self._numbers, first), bisect_left(self._numbers, kept)
        before, was = self._before(first), self._before(kept)
        numbers, states = _read(lines, first, rest, before)
        now = states[-1] if states else before
        if now == was:
            by = rest - kept
            numbers += [number + by for number in self._numbers[tail:]]
            states += self._quotes[tail:]
        else:
            their_numbers, their_states = _read(lines, rest, len(lines), now)
            numbers += their_numbers
            states += their_states
        self._numbers[head:] = numbers
        self._quotes[head:] = states
        self._lines[first:kept] = lines[first:rest]

    def _before(self, line: int) -> str:
        at = bisect_left(self._numbers, line)
        return self._quotes[at - 1] if at else ""


def masked_tokens(line: str) -> str | None:
    """One line of code, its strings as `_` and its comment as `#`; None where it holds three quotes."""
    if '"""' in line or "'''" in line:
        return None
    return _TOKEN.sub(_masked, line) if "'" in line or '"' in line else line


def _masked(match: re.Match[str]) -> str:
    text = match[0]
    return ("#" if text[0] == "#" else "_") * len(text)


def _alike_from_start(some: Sequence[str], others: Sequence[str]) -> int:
    """How many lines the two begin with in common."""
    at, most = 0, min(len(some), len(others))
    while at < most and some[at : at + _STRIDE] == others[at : at + _STRIDE]:
        at += _STRIDE
    while at < most and some[at] == others[at]:
        at += 1
    return min(at, most)


def _alike_from_end(some: Sequence[str], others: Sequence[str], most: int) -> int:
    """How many lines, at most `most`, the two end with in common."""
    at, ours, theirs = 0, len(some), len(others)
    while (
        at + _STRIDE <= most
        and some[ours - at - _STRIDE : ours - at] == others[theirs - at - _STRIDE : theirs - at]
    ):
        at += _STRIDE
    while at < most and some[ours - at - 1] == others[theirs - at - 1]:
        at += 1
    return at


def _read(lines: Sequence[str], first: int, end: int, quotes: str) -> tuple[list[int], list[str]]:
    numbers: list[int] = []
    states: list[str] = []
    for number in range(first, end):
        line = lines[number]
        if '"""' in line or "'''" in line:
            quotes = _quotes_after(line, quotes)
            numbers.append(number)
            states.append(quotes)
    return numbers, states


def _quotes_after(line: str, quotes: str) -> str:
    """The quotes of the string that the next line begins in, or none; `quotes` are those of this line."""
    at = 0
    while True:
        if quotes:
            match = _ENDS[quotes].match(line, at)
            if match is None:
                return quotes
            at, quotes = match.end(), ""
        match = _TOKEN.search(line, at)
        if match is None:
            return ""
        at = match.end()
        if match[0] in _QUOTES:
            quotes = match[0]
