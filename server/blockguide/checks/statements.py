"""The statements of a block that its steps must tell of."""

import ast
from collections.abc import Iterator, Sequence
from itertools import islice

from blockguide.code.block import Block, BlockKind
from blockguide.text import Lines

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SCOPED = (*_DEFINITIONS, ast.Module)
_SILENT = (ast.Pass, ast.Global, ast.Nonlocal)


def untold_statements(block: Block, told: Sequence[Lines]) -> Iterator[ast.stmt]:
    """The statements of `block` that none of the `told` lines touch with their first line.

    A docstring, `pass` and `...` need no telling. A definition is told by the statements in it. A
    FUNCTION's own header is the description's to tell.
    """
    covered = _joined(told)
    body: Sequence[ast.stmt] = block.nodes
    if block.kind is BlockKind.FUNCTION and len(body) == 1 and isinstance(body[0], _DEFINITIONS):
        body = body[0].body
    yield from _untold(body, covered)


def count_statements(block: Block, limit: int) -> int:
    """How many statements `block` has, counted up to `limit`, docstrings left out."""
    return sum(1 for _ in islice(untold_statements(block, ()), limit))


def _untold(body: Sequence[ast.stmt], covered: Sequence[Lines]) -> Iterator[ast.stmt]:
    pending = list(reversed(body))
    while pending:
        node = pending.pop()
        first = _first_line(node)
        around = next((each for each in covered if each.first <= first <= each.last), None)
        if around is not None and (node.end_lineno or first) <= around.last:
            continue
        inner = [each for part in _bodies(node) for each in part if not _is_silent(each)]
        if around is None and not _is_silent(node) and not (inner and isinstance(node, _SCOPED)):
            yield node
        pending.extend(reversed(inner))


def _bodies(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(node, name, [])
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body


def _is_silent(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return isinstance(node.value.value, str) or node.value.value is ...
    return isinstance(node, _SILENT)


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _joined(told: Sequence[Lines]) -> list[Lines]:
    joined: list[Lines] = []
    for lines in sorted(told):
        if joined and lines.first <= joined[-1].last + 1:
            joined[-1] = Lines(joined[-1].first, max(joined[-1].last, lines.last))
        else:
            joined.append(lines)
    return joined
