"""Where a block's names stand: what benchmarks ask the peers about, place by place."""

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blockguide.code.block import Block


class NamePlace(NamedTuple):
    """The first place of a name, or dotted path: the 0-based line and column, in code points, of its last part."""

    name: str
    line: int
    column: int


def first_places(block: Block, names: Iterable[str]) -> Iterator[NamePlace]:
    """Where each of some names and dotted paths stands first in a block; none for what does not stand there."""
    left = set(names)
    for statement in block.nodes:
        for node in ast.walk(statement):
            name = _dotted(node)
            if name in left:
                left.discard(name)
                line = block.source.lines[node.end_lineno - 1]
                end = len(line.encode()[: node.end_col_offset].decode())
                yield NamePlace(name, node.end_lineno - 1, end - len(name.rpartition(".")[2]))


def _dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""
