"""The protocol's ranges, and ours: three ways to count columns, any range at all.

Every function is total: lines past the end, columns past the end of a line or inside a line end, columns in
the middle of a character, and reversed ranges all name the nearest place that there is.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from lsprotocol import types

from blockguide.text import Point, Span, without_end


class Encoding(StrEnum):
    """What a client counts in a line: bytes, UTF-16 units, or code points."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class PositionLike(Protocol):
    """A position: the protocol's, or one of our own methods'."""

    @property
    def line(self) -> int:
        """0-based line."""
        ...

    @property
    def character(self) -> int:
        """0-based column in the client's units."""
        ...


class RangeLike(Protocol):
    """A range: the protocol's, or one of our own methods'."""

    @property
    def start(self) -> PositionLike:
        """One end."""
        ...

    @property
    def end(self) -> PositionLike:
        """The other end."""
        ...


def point_from(position: PositionLike, lines: Sequence[str], encoding: Encoding) -> Point:
    """The place in `lines` (line ends kept) that a position names.

    A column past the end of its line names the line's end, as the protocol says; in pygls it names the place
    before the line's last character.
    """
    if position.line < 0:
        return Point(0, 0)
    if position.line >= len(lines):
        return end_of(lines)
    body = without_end(lines[position.line])
    return Point(position.line, _column(position.character, body, encoding))


def span_from(range_: RangeLike, lines: Sequence[str], encoding: Encoding) -> Span:
    """The span in `lines` (line ends kept) that a range names; a reversed range is turned round."""
    start = point_from(range_.start, lines, encoding)
    end = point_from(range_.end, lines, encoding)
    return Span(start, end) if start <= end else Span(end, start)


def position_of(point: Point, lines: Sequence[str], encoding: Encoding) -> types.Position:
    """The position of a place in `lines`, as the client counts."""
    if point.line >= len(lines):
        return types.Position(point.line, 0)
    return types.Position(point.line, width(lines[point.line][: point.column], encoding))


def range_of(span: Span, lines: Sequence[str], encoding: Encoding) -> types.Range:
    """The range of a span in `lines`, as the client counts."""
    return types.Range(
        position_of(span.start, lines, encoding), position_of(span.end, lines, encoding)
    )


def end_of(lines: Sequence[str]) -> Point:
    """The place behind the last character of `lines`."""
    if not lines:
        return Point(0, 0)
    last = lines[-1]
    if without_end(last) != last:
        return Point(len(lines), 0)
    return Point(len(lines) - 1, len(last))


def width(text: str, encoding: Encoding) -> int:
    """How many units a client counts in `text`."""
    if encoding is Encoding.UTF32 or text.isascii():
        return len(text)
    if encoding is Encoding.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def _column(units: int, body: str, encoding: Encoding) -> int:
    """The column in code points; one inside a character names the place before it."""
    if units <= 0:
        return 0
    if encoding is Encoding.UTF32 or body.isascii():
        return min(units, len(body))
    if encoding is Encoding.UTF16:
        head = body.encode("utf-16-le", "surrogatepass")[: units * 2]
        column = len(head.decode("utf-16-le", "surrogatepass"))
        # Half of a pair was decoded as a character of its own.
        return column - 1 if width(body[:column], encoding) > units else column
    encoded = body.encode("utf-8", "surrogatepass")
    while units < len(encoded) and encoded[units] & 0xC0 == 0x80:
        units -= 1
    return len(encoded[:units].decode("utf-8", "surrogatepass"))
