"""Places in a source, and the text there; `ast` counts UTF-8 bytes, people count characters."""

import ast
import sys
from typing import Protocol

from blockguide.code.source import Source
from blockguide.text import Point, Span, without_end

_WHITE = " \t\f"


class Located(Protocol):
    """A node with a place in the file: a statement, expression, handler, argument, alias."""

    lineno: int
    col_offset: int
    end_lineno: int | None
    end_col_offset: int | None


def point_of(source: Source, lineno: int, byte_column: int) -> Point:
    """The place `byte_column` UTF-8 bytes into the 1-based line `lineno`, clamped to that line."""
    if lineno > len(source.lines):
        return Point(max(len(source.lines) - 1, 0), 0)
    line = source.lines[lineno - 1]
    if line.isascii():
        column = byte_column
    else:
        head = line.encode()[:byte_column]
        # A character has one byte that is no continuation byte.
        column = sum((byte & 0xC0) != 0x80 for byte in head)
    if column > len(line) - 2:
        column = min(column, len(without_end(line)))
    return Point(lineno - 1, column)


def span_of(source: Source, node: Located) -> Span:
    """The place of `node`, decorators not included."""
    start = point_of(source, node.lineno, node.col_offset)
    if node.end_lineno is None or node.end_col_offset is None:
        return Span(start, start)
    return Span(start, point_of(source, node.end_lineno, node.end_col_offset))


def segment(source: Source, node: ast.AST) -> str:
    """The source text of `node` as it stands in the file; empty for a node without a place.

    `ast.get_source_segment` splits the whole text at every call; this reads the node's lines alone.
    """
    if not hasattr(node, "lineno"):
        return ""
    return cut(source, span_of(source, node))  # type: ignore[arg-type]


def end_of(source: Source) -> Point:
    """The place behind the last character of `source`."""
    if not source.lines:
        return Point(0, 0)
    last = source.lines[-1]
    if without_end(last) != last:
        return Point(len(source.lines), 0)
    return Point(len(source.lines) - 1, len(last))


def clamp(source: Source, point: Point) -> Point:
    """The nearest place in `source` to `point`; no place lies behind or within a line end."""
    if point.line < 0:
        return Point(0, 0)
    if point.line >= len(source.lines):
        return end_of(source)
    content = without_end(source.lines[point.line])
    return Point(point.line, min(max(point.column, 0), len(content)))


def cut(source: Source, span: Span) -> str:
    """The text of `span`, line ends as they stand; both ends are clamped to the text."""
    start, end = clamp(source, span.start), clamp(source, span.end)
    if start >= end:
        return ""
    if start.line == end.line:
        return source.lines[start.line][start.column : end.column]
    first = source.lines[start.line][start.column :]
    last = source.lines[end.line][: end.column] if end.line < len(source.lines) else ""
    return "".join((first, *source.lines[start.line + 1 : end.line], last))


def trimmed(source: Source, span: Span) -> Span | None:
    """`span` clamped to the text, without white space at its ends; None if nothing else is in it."""
    start, end = clamp(source, span.start), clamp(source, span.end)
    while start < end:
        content = without_end(source.lines[start.line])
        rest = content[start.column :].lstrip(_WHITE)
        if rest:
            start = Point(start.line, len(content) - len(rest))
            break
        start = Point(start.line + 1, 0)
    while start < end:
        head = source.lines[end.line][: end.column].rstrip(_WHITE) if end.column else ""
        if head:
            end = Point(end.line, len(head))
            break
        end = clamp(source, Point(end.line - 1, sys.maxsize))
    return Span(start, end) if start < end else None
