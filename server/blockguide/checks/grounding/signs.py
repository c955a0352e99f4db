"""What the syntax of a block does, line by line: the signs that a verb or a word can stand on."""

import ast
import builtins
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from blockguide.text import Lines

_BODIES: Final = frozenset({"body", "orelse", "finalbody", "handlers", "cases"})
_HEADED: Final = (
    *(
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.If,
        ast.For,
        ast.AsyncFor,
        ast.While,
    ),
    *(ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match, ast.ExceptHandler, ast.match_case),
)
_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_REACHING_BUILTINS: Final = frozenset(
    {
        "print",
        "open",
        "input",
        "exec",
        "eval",
        "compile",
        "__import__",
        "next",
        "iter",
        "setattr",
        "breakpoint",
    }
)
_VALUES: Final = (str, bytes, bytearray, int, float, list, tuple, dict, set, frozenset, deque)
_COMPUTING: Final = frozenset(
    {name for name in dir(builtins) if callable(getattr(builtins, name))} - _REACHING_BUILTINS
) | {name for kind in _VALUES for name in dir(kind) if not name.startswith("_")}
"""Names of calls that only compute or change a container, whatever object they are called on."""


class Signs:
    """The signs of a run of statements, by line; reading them walks each node once.

    A sign is the name of a kind of node, `Store` (of an attribute or an item), `Decorated`, `Reaching` (a
    call of anything but what only computes), `Backwards` (a slice by negative steps), `call:name` for each
    call, `const:type` for each literal.
    """

    def __init__(self, nodes: Sequence[ast.stmt]) -> None:
        units = sorted(_units(nodes), key=lambda unit: unit[0])
        self._units = units
        self._firsts = [unit[0] for unit in units]
        self._reach = max((unit[1] - unit[0] for unit in units), default=0)

    def at(self, lines: Lines) -> frozenset[str]:
        """The signs of all that stands on any of `lines`."""
        stop = bisect_right(self._firsts, lines.last)
        start = bisect_right(self._firsts, lines.first - self._reach - 1)
        found = (signs for _, last, signs in self._units[start:stop] if last >= lines.first)
        return frozenset().union(*found)

    def all(self) -> frozenset[str]:
        """The signs of the whole run."""
        return frozenset().union(*(signs for _, _, signs in self._units))


def _units(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, int, set[str]]]:
    """Each simple statement, and each head of a compound one: its first and last line and its signs."""
    pending = list(nodes)
    while pending:
        node = pending.pop()
        signs: set[str] = set()
        if not isinstance(node, _HEADED):
            first = getattr(node, "lineno", 1)
            _read(node, signs)
            yield first, getattr(node, "end_lineno", None) or first, signs
            continue
        signs.add(type(node).__name__)
        inner: list[ast.AST] = []
        head: list[ast.AST] = []
        for name in node._fields:
            part = getattr(node, name, None)
            parts = part if isinstance(part, list) else (part,)
            (inner if name in _BODIES else head).extend(
                each for each in parts if isinstance(each, ast.AST)
            )
        for each in head:
            _read(each, signs)
        first = _first_line(node)
        if getattr(node, "decorator_list", None):
            signs.add("Decorated")
        last = max([first, *(getattr(each, "end_lineno", None) or first for each in head)])
        if isinstance(node, _DEFINITIONS):
            last = max(last, node.lineno)
        yield first, last, signs
        pending.extend(inner)


def _first_line(node: ast.AST) -> int:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([getattr(node, "lineno", 1), *(each.lineno for each in decorators)])


def _read(top: ast.AST, signs: set[str]) -> None:
    pending = [top]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is ast.Name or kind is ast.Load:
            continue
        signs.add(kind.__name__)
        if kind is ast.Constant:
            signs.add(_constant(node.value))  # type: ignore[attr-defined]
            continue
        if kind is ast.Call:
            func = node.func  # type: ignore[attr-defined]
            name = str(getattr(func, "attr", None) or getattr(func, "id", ""))
            signs.add(f"call:{name}")
            if name not in _COMPUTING and not name.endswith(("Error", "Exception", "Warning")):
                signs.add("Reaching")
        elif kind is ast.Slice and isinstance(node.step, ast.UnaryOp):  # type: ignore[attr-defined]
            signs.add("Backwards")
        elif (kind is ast.Attribute or kind is ast.Subscript) and type(node.ctx) is ast.Store:  # type: ignore[attr-defined]
            signs.add("Store")
        for name in node._fields:
            part = getattr(node, name)
            if part.__class__ is list:
                pending.extend([each for each in part if isinstance(each, ast.AST)])
            elif isinstance(part, ast.AST):
                pending.append(part)


def _constant(value: object) -> str:
    return "const:None" if value is None else f"const:{type(value).__name__}"
