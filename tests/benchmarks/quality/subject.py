"""The real code of a block, as the judges read it: its file's tree, and its own nodes."""

import ast
import tokenize
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kinds import Definition
from values import Chosen


@dataclass(frozen=True, slots=True)
class File:
    """A file's text and tree."""

    text: str
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class Subject:
    """A block's code.

    Attributes:
        file: the file that holds it.
        text: its own lines.
        nodes: its statements; the one expression of an expression.
        definition: the definition that it is, if it is one.
    """

    file: File
    text: str
    nodes: tuple[ast.AST, ...]
    definition: Definition | None


@lru_cache(maxsize=64)
def read_file(path: Path) -> File:
    with tokenize.open(path) as file:
        text = file.read()
    return File(text, ast.parse(text))


def subject_of(block: Chosen) -> Subject:
    file = read_file(block.path)
    text = "\n".join(file.text.splitlines()[block.first - 1 : block.last])
    if block.kind in ("module", "script"):
        return Subject(file, file.text, tuple(file.tree.body), None)
    wanted = ast.expr if block.kind == "expression" else ast.stmt
    inside = [
        node for node in ast.walk(file.tree) if isinstance(node, wanted) and _is_inside(node, block)
    ]
    inner = {id(child) for node in inside for child in ast.walk(node) if child is not node}
    nodes = tuple(
        sorted((node for node in inside if id(node) not in inner), key=lambda node: node.lineno)
    )
    definition = nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Definition) else None
    return Subject(file, text, nodes, definition)


def _is_inside(node: ast.stmt | ast.expr, block: Chosen) -> bool:
    return block.first <= node.lineno and node.end_lineno <= block.last
