"""What the facts of any block in a file stand on: its text, its syntax and what its top level binds."""

import ast
from dataclasses import dataclass

from blockguide.code.facts.bindings import bindings, imported_names
from blockguide.code.source import Source
from blockguide.code.tree import Tree


@dataclass(frozen=True, slots=True)
class File:
    """A file while facts are read from it.

    Attributes:
        source: its text.
        tree: its syntax.
        bound: the names bound at its top level, each with the last statement that does so.
        imports: the names that its imports bind at the top level, and the dotted names they stand for.
    """

    source: Source
    tree: Tree
    bound: dict[str, ast.stmt]
    imports: dict[str, str]


def read_file(source: Source, tree: Tree) -> File:
    """What the top level of a file binds; functions and classes are not entered."""
    bound: dict[str, ast.stmt] = {}
    imports: dict[str, str] = {}
    for name, statement in bindings(tree.module.body):
        bound[name] = statement
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imports.update(pair for pair in imported_names(statement) if pair[0] == name)
    return File(source, tree, bound, imports)
