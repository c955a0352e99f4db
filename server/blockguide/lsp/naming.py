"""What a person calls the block that a selection means, told from the lines alone, in microseconds.

A name is given only where the lines leave no doubt: that the selection lies in a definition's decorators or
head, or begins there and ends in its body. Whoever needs the block itself asks `code.select.block_at`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.lsp.long_strings import LongStrings, masked_tokens
from blockguide.text import Point, Span, without_end

_WHITE: Final = " \t\f"
_HEAD: Final = re.compile(
    r"(?:async[ \t]+)?(?:def[ \t]+(?P<function>\w+)[ \t]*[(\[]|class[ \t]+(?P<class>\w+)[ \t]*[(:\[])"
)
_MOST_LINES_ABOVE_A_HEAD: Final = 60


def name_of(lines: Sequence[str], span: Span, strings: LongStrings) -> str | None:
    """The name of the definition that `span` means, or None where the lines leave a doubt.

    Args:
        lines: the text's lines with their ends kept.
        span: a selection or cursor as marked, in order.
        strings: those of `lines`.
    """
    marked = _trimmed(lines, span)
    if marked is None or (span.start <= Point(0, 0) and span.end.line >= len(lines)):
        return None
    head = _head_below(lines, marked.start)
    if head is None or strings.hold(lines, head.line):
        return None
    if marked.start > head.start and not _is_in_head(lines[head.line], head, marked.start):
        return None
    if marked.end.line > head.line and not _is_in_body(lines, head, marked.end.line):
        return None
    return head.name if head.name.isascii() else unicodedata.normalize("NFKC", head.name)


def definition_around(lines: Sequence[str], line: int, strings: LongStrings) -> Point | None:
    """Where the head of the innermost definition stands whose lines hold the 0-based `line`; None for none."""
    strings.follow(lines)
    margin: int | None = None
    for number in range(min(line, len(lines) - 1), -1, -1):
        text = lines[number].lstrip(_WHITE)
        if not text.strip() or text[0] in "#)]}" or strings.held(number):
            continue
        own = len(lines[number]) - len(text)
        if margin is not None and own >= margin:
            continue
        if _HEAD.match(text):
            return Point(number, own)
        margin = own
        if margin == 0:
            break
    return None


@dataclass(frozen=True, slots=True)
class _Head:
    """The line on which `def` or `class` stands, its column, and where the name ends."""

    line: int
    column: int
    end: int
    name: str

    @property
    def start(self) -> Point:
        return Point(self.line, self.column)


def _head_below(lines: Sequence[str], start: Point) -> _Head | None:
    """The head that `start` is in, or that follows its decorators and comments; the margin stays the same."""
    margin = _margin(lines[start.line])
    if start.column < len(margin):
        return None
    first = lines[start.line][len(margin) : len(margin) + 1]
    if first in "@#" and start.column > len(margin):
        return None
    in_decorator = False
    for number in range(start.line, min(start.line + _MOST_LINES_ABOVE_A_HEAD, len(lines))):
        line = lines[number]
        text = line.lstrip(_WHITE)
        own = line[: len(line) - len(text)]
        if own == margin and (match := _HEAD.match(text)):
            end = match.end("function") if match["function"] else match.end("class")
            return _Head(number, len(own), len(own) + end, match["function"] or match["class"])
        if own == margin and text.startswith("@"):
            in_decorator = True
        elif not text.strip() or (own == margin and text.startswith("#")):
            continue
        elif not (in_decorator and (text[0] in ")]}" if own == margin else len(own) > len(margin))):
            return None
    return None


def _is_in_head(line: str, head: _Head, start: Point) -> bool:
    """Whether a place on the head's own line stands before the colon that ends the head."""
    if start.line != head.line:
        return False
    if start.column <= head.end:
        return True
    masked = masked_tokens(line)
    if masked is None:
        return False
    depth = 0
    for character in masked[head.end : start.column]:
        depth += (character in "([{") - (character in ")]}")
        if character in ":#" and depth == 0:
            return False
    return depth >= 0


def _is_in_body(lines: Sequence[str], head: _Head, last: int) -> bool:
    """Whether all lines below the head up to `last` are deeper than it, or close its brackets."""
    margin = head.column
    open_head = not without_end(lines[head.line]).rstrip().endswith(":")
    for number in range(head.line + 1, last + 1):
        text = lines[number].lstrip(_WHITE)
        if len(lines[number]) - len(text) > margin or not text.strip():
            continue
        if open_head and text[0] in ")]":
            open_head = False
            continue
        if text[0] == "#" and number < last:
            continue
        return False
    return True


def _trimmed(lines: Sequence[str], span: Span) -> Span | None:
    """What is marked, white space at its ends left out; for a cursor the character at it; or None."""
    start, end = span.start, min(span.end, Point(len(lines), 0))
    while start < end and start.line < len(lines):
        line = lines[start.line]
        rest = line[start.column :].lstrip()
        if rest:
            start = Point(start.line, len(line) - len(rest))
            break
        start = Point(start.line + 1, 0)
    if start >= end:
        return _under_cursor(lines, span.end)
    while start < end:
        head = lines[end.line][: end.column].rstrip() if end.line < len(lines) else ""
        if head:
            return Span(start, Point(end.line, len(head)))
        end = Point(end.line - 1, len(lines[end.line - 1]))
    return None


def _under_cursor(lines: Sequence[str], cursor: Point) -> Span | None:
    if cursor.line >= len(lines):
        return None
    content = lines[cursor.line].rstrip()
    if not content:
        return None
    column = min(cursor.column, len(content) - 1)
    column += len(content[column:]) - len(content[column:].lstrip())
    return Span(Point(cursor.line, column), Point(cursor.line, column + 1))


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(_WHITE))]
