"""Whether a selection is one expression of a statement."""

import ast
import sys
from collections.abc import Iterator

from blockguide.code.comments import Comment, with_newlines
from blockguide.code.grammar import UNPARSABLE, parse_text
from blockguide.code.position import clamp, cut, span_of, trimmed
from blockguide.code.source import Source
from blockguide.text import Point, Span, without_end

# Before Python 3.12 the nodes inside an f-string do not stand where they say.
_F_STRINGS_ARE_OPEN = sys.version_info >= (3, 12)
_NO_EXPRESSIONS = (ast.Starred, ast.Slice, ast.FormattedValue)


def expression_at(source: Source, statement: ast.stmt, span: Span) -> ast.expr | None:
    """The expression of `statement` that `span` marks, with its parentheses or without.

    A name that is assigned to or deleted is none, nor is `*rest`, a slice, a piece of an f-string or
    anything in a nested statement.
    """
    wanted = [span, *_peeled(source, span)]
    within = _in_parentheses(source, span)
    for node in _expressions(source, statement, span):
        place = span_of(source, node)
        if place in wanted:
            return node
        # These two own the parentheses around them.
        if place == within and isinstance(node, ast.Tuple | ast.GeneratorExp):
            return node
    return None


def elements(source: Source, span: Span, comment: Comment | None) -> Iterator[Span]:
    """What `span` may mean as one element of a list or call: itself, and less and less around it.

    Left out are first `comment`, the one on the span's last line, then a comma at either end.
    """
    yield span
    bare = _before_comment(source, span, comment) if comment else span
    if bare is None:
        return
    if bare != span:
        yield bare
    text = cut(source, bare)
    before, behind = int(text.startswith(",")), int(text.endswith(","))
    if before or behind:
        element = trimmed(source, Span(_moved(bare.start, before), _moved(bare.end, -behind)))
        if element is not None:
            yield element


def expression_text(source: Source, span: Span) -> str:
    r"""The text of an expression as it parses alone, in parentheses if need be; lines end in `\n`."""
    text = with_newlines(cut(source, span))
    try:
        if len(parse_text(text).body) == 1:
            return text
    except UNPARSABLE:
        pass
    return f"({text})"


def _expressions(source: Source, root: ast.stmt, span: Span) -> Iterator[ast.expr]:
    """The expressions that hold `span`, or lie in it where it has parentheses; outermost first."""
    waiting: list[ast.AST] = [root]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.stmt):
                continue
            if isinstance(node, ast.expr):
                place = span_of(source, node)
                if place.end <= span.start or span.end <= place.start:
                    continue
                if not isinstance(node, _NO_EXPRESSIONS) and _is_loaded(node):
                    yield node
                if isinstance(node, ast.JoinedStr) and not _F_STRINGS_ARE_OPEN:
                    continue
            waiting.append(node)


def _is_loaded(node: ast.expr) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Load | None)


def _peeled(source: Source, span: Span) -> Iterator[Span]:
    """The span without the parentheses at its ends, pair by pair."""
    while True:
        text = cut(source, span)
        if not (text.startswith("(") and text.endswith(")")):
            return
        inner = trimmed(source, Span(_moved(span.start, 1), _moved(span.end, -1)))
        if inner is None:
            return
        yield inner
        span = inner


def _before_comment(source: Source, span: Span, comment: Comment) -> Span | None:
    line = without_end(source.lines[span.end.line])[: span.end.column]
    starts = [
        column
        for column, character in enumerate(line)
        if character == "#" and line[column + 1 :].strip() == comment.text
    ]
    if not starts:
        return span
    return trimmed(source, Span(span.start, Point(span.end.line, starts[0])))


def _moved(point: Point, by: int) -> Point:
    return Point(point.line, point.column + by)


def _in_parentheses(source: Source, span: Span) -> Span:
    """The span with the characters directly around it, where these are parentheses."""
    start, end = clamp(source, _moved(span.start, -1)), clamp(source, _moved(span.end, 1))
    around = Span(start, end)
    text = cut(source, around)
    return around if text.startswith("(") and text.endswith(")") else span
