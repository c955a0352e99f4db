"""The statements of a block as places that a step can tell of."""

import ast
import re
from dataclasses import dataclass
from typing import Final

from blockguide.code.block import Block, BlockKind
from blockguide.guide.terms import stems_in
from blockguide.text import Lines

_NAME = re.compile(r"[^\W\d]\w*")
_INNER: Final = ("body", "orelse", "finalbody", "handlers", "cases")


@dataclass(frozen=True, slots=True)
class Place:
    """A statement, or the head of a compound one: its lines, its depth, the names on it, their stems."""

    lines: Lines
    depth: int
    names: frozenset[str]
    stems: frozenset[str]


def places_of(block: Block) -> tuple[Place, ...]:
    """The statements of a block in the order of their lines, compound ones by their heads.

    Docstrings and `pass` need no telling. A block without statements gives each of its lines.
    """
    function = block.kind is BlockKind.FUNCTION and len(block.nodes) == 1
    nodes = getattr(block.nodes[0], "body", ()) if function else block.nodes
    found: list[Place] = []
    pending: list[tuple[ast.AST, int]] = [(node, 0) for node in nodes]
    while pending:
        node, depth = pending.pop()
        inner = [
            each
            for name in _INNER
            for each in getattr(node, name, ()) or ()
            if isinstance(each, ast.AST)
        ]
        first = getattr(node, "lineno", 0)
        if first and not _is_silent(node):
            start = min([first, *(each.lineno for each in getattr(node, "decorator_list", ()))])
            below = min((getattr(each, "lineno", first) for each in inner), default=0)
            last = max(start, below - 1) if inner else (getattr(node, "end_lineno", None) or first)
            found.append(_place(block, Lines(start, last), depth))
        pending.extend((each, depth + 1) for each in inner)
    if not found:
        lines = range(block.lines.first, block.lines.last + 1)
        found = [_place(block, Lines(at, at), 0) for at in lines]
    return tuple(sorted(found, key=lambda place: place.lines))


def _is_silent(node: ast.AST) -> bool:
    """Whether nobody tells of a statement: a docstring, `pass`, `...`."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return isinstance(node.value.value, str) or node.value.value is ...
    return isinstance(node, ast.Pass)


def _place(block: Block, lines: Lines, depth: int) -> Place:
    text = "".join(block.source.lines[lines.first - 1 : lines.last])
    return Place(lines, depth, frozenset(_NAME.findall(text)), frozenset(stems_in(text)))
