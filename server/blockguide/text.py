"""Places in a text: 0-based points in code points, and 1-based lines as people name them."""

import io
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Point:
    r"""A place between two characters.

    Attributes:
        line: 0-based line. Lines end at `\n`, `\r\n` or `\r` and nowhere else, as in Python's
            tokenizer.
        column: 0-based column in code points.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The text from `start` up to, not including, `end`."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True, order=True)
class Lines:
    """Whole lines, 1-based and inclusive, as an editor's margin and `FILE:START-END` count them."""

    first: int
    last: int

    def __contains__(self, other: "Lines") -> bool:
        return self.first <= other.first and other.last <= self.last

    def touch(self, other: "Lines") -> bool:
        """Whether a line is in both."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def split_lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` with their ends kept; `"".join` gives `text` back.

    Lines end at `\n`, `\r\n` or `\r`, as in Python's tokenizer; `str.splitlines` knows more.
    """
    return tuple(io.StringIO(text, newline=""))


def without_end(line: str) -> str:
    """A line without the line end that `split_lines` kept."""
    return line.rstrip("\r\n")
