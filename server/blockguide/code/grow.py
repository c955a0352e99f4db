"""From a span to the smallest run of whole statements that holds it."""

import ast
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from blockguide.code.extent import (
    Definition,
    arms_of,
    first_of_arm,
    first_point,
    last_of_arm,
    reach,
)
from blockguide.code.source import Source
from blockguide.code.tree import Tree
from blockguide.text import Span


@dataclass(frozen=True, slots=True)
class Run:
    """Statements of one body in a row, and the compound statements around them, outermost first.

    No statements: the whole module is meant.
    """

    statements: tuple[ast.stmt, ...]
    owners: tuple[ast.stmt, ...]


def run_around(source: Source, tree: Tree, span: Span) -> Run:
    """The smallest run of statements that holds `span`, which has no white space at its ends.

    A span between statements (comments, or empty on a blank line) means the statement after it in
    the same body, or else what the body belongs to. A docstring means what it documents.
    """
    body = tree.module.body
    owners: list[ast.stmt] = []
    while True:
        first, last = _touched(source, tree, body, span)
        if first == len(body):
            return _owner(owners)
        run = body[first : max(first, last) + 1]
        arm = _arm_holding(source, tree, run[0], span) if first == last else None
        if arm is None:
            break
        owners.append(run[0])
        body = arm
    if len(run) == 1 and first == 0 and _is_documented(owners) and _is_string(run[0]):
        return _owner(owners)
    return Run(tuple(run), tuple(owners))


def _owner(owners: list[ast.stmt]) -> Run:
    return Run((owners[-1],), tuple(owners[:-1])) if owners else Run((), ())


def _is_documented(owners: list[ast.stmt]) -> bool:
    return not owners or isinstance(owners[-1], Definition)


def _is_string(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _touched(source: Source, tree: Tree, body: list[ast.stmt], span: Span) -> tuple[int, int]:
    """The first statement that ends behind the span's start, the last that begins before its end.

    The lines give the neighbourhood; comments, decorators and `;` move it by a statement or so.
    """
    first = bisect_left(body, span.start.line + 1, key=_end_lineno)
    while first > 0 and reach(source, tree, body[first - 1]) > span.start:
        first -= 1
    while first < len(body) and reach(source, tree, body[first]) <= span.start:
        first += 1
    last = bisect_right(body, span.end.line + 1, key=_lineno) - 1
    while last + 1 < len(body) and first_point(source, tree, body[last + 1]) < span.end:
        last += 1
    while last >= 0 and first_point(source, tree, body[last]) >= span.end:
        last -= 1
    return first, last


def _lineno(statement: ast.stmt) -> int:
    return statement.lineno


def _end_lineno(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def _arm_holding(
    source: Source, tree: Tree, statement: ast.stmt, span: Span
) -> list[ast.stmt] | None:
    arms = arms_of(statement)
    # Only the last arm that begins at or before the span can hold it.
    at = bisect_right(arms, span.end.line + 1, key=lambda arm: arm[0].lineno)
    for arm in arms[max(at - 1, 0) : at + 1]:
        starts_before = first_of_arm(source, tree, arm) <= span.start
        if starts_before and span.end <= last_of_arm(source, tree, statement, arm):
            return arm
    return None
