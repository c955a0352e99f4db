"""The statements of a block that its steps must tell of."""

import ast
from collections.abc import Iterator, Sequence

from blockguide.code.block import Block, BlockKind
from blockguide.text import Lines

_SCOPED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SILENT = (ast.Pass, ast.Global, ast.Nonlocal)


def untold_statements(block: Block, told: Sequence[Lines]) -> Iterator[ast.stmt]:
    """The statements of `block` that none of the `told` lines touch with their first line.

    A docstring, `pass` and `...` need no telling. A definition is told by the statements in it. A
    FUNCTION's own header is the description's to tell.
    """
    yield from _untold(_body(block), _joined(told))


def count_statements(block: Block) -> int:
    """How many statements stand side by side in `block`; docstrings and the like are not counted."""
    body = _body(block)
    if len(body) == 1 and isinstance(body[0], ast.ClassDef):
        body = body[0].body
    return sum(not _is_silent(statement) for statement in body)


def _body(block: Block) -> Sequence[ast.stmt]:
    """The statements of a block; of a FUNCTION those of its body."""
    match block.kind, block.nodes:
        case BlockKind.FUNCTION, (ast.FunctionDef() | ast.AsyncFunctionDef() as function,):
            return function.body
        case _:
            return block.nodes


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
