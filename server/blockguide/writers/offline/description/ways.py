"""The ways through a run of statements: what happens on some of them alone, and what changed on the way."""

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blockguide.code.facts.bindings import bound_by
from blockguide.code.facts.mutations import MUTATORS
from blockguide.code.facts.nodes import statements
from blockguide.text import Lines
from blockguide.writers.offline.phrases.comparisons import is_main_test


class Change(NamedTuple):
    """A name that was bound anew, or whose object was changed, at a place: its line and column."""

    place: tuple[int, int]
    name: str


def conditional_lines(body: Sequence[ast.stmt]) -> list[Lines]:
    """The lines that are run only where a test holds, a pattern fits or an error is caught."""
    found: list[Lines] = []
    for statement in statements(body):
        suites: list[Sequence[ast.stmt]] = []
        match statement:
            case ast.If(test=test, body=then, orelse=other) if not is_main_test(test):
                suites = [then, other]
            case ast.Try(handlers=handlers) | ast.TryStar(handlers=handlers):
                suites = [handler.body for handler in handlers]
            case ast.Match(cases=cases):
                suites = [case.body for case in cases]
            case _:
                pass
        found += [Lines(suite[0].lineno, suite[-1].end_lineno or 0) for suite in suites if suite]
    return found


def changes_in(body: Sequence[ast.stmt]) -> list[Change]:
    """What a run of statements binds anew or changes; a parameter's default filled in is no change."""
    filled = {
        id(inner)
        for statement in statements(body)
        if isinstance(statement, ast.If) and _asked_for_none(statement.test) is not None
        for inner in statement.body
        if bound_by(inner) == [_asked_for_none(statement.test)]
    }
    return [
        change
        for statement in statements(body)
        if id(statement) not in filled
        for change in _changes_of(statement)
    ]


def _changes_of(statement: ast.stmt) -> Iterator[Change]:
    place = statement.lineno, statement.col_offset
    yield from (Change(place, name) for name in bound_by(statement))
    if isinstance(statement, ast.Assign | ast.AugAssign | ast.Expr | ast.Return):
        for node in ast.walk(statement.value) if statement.value is not None else ():
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if (
                    method in MUTATORS
                ):
                    yield Change(place, name)
                case ast.NamedExpr(target=ast.Name(id=name)):
                    yield Change(place, name)
                case _:
                    pass


def _asked_for_none(test: ast.expr) -> str | None:
    """The name that a test asks for being `None` or falsy."""
    match test:
        case ast.Compare(
            left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)]
        ):
            return name
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
            return name
        case _:
            return None
