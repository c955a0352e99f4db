"""Brings an object into the state that a method needs: what it takes out must have been put in."""

import ast
from typing import Final

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import Lineage
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.paths import UseKind
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.showing import bound_arguments
from blockguide.writers.offline.example.uses import function_uses
from blockguide.writers.offline.example.value import Certainty
from blockguide.writers.offline.example.wish import Wish


def prepare(sheet: Sheet, bound: str, function: Function, lineage: Lineage, maker: Maker) -> None:
    """Adds the call of a method that puts something where `function` takes something out."""
    emptied = _changed(function, _TAKES, maker)
    if not emptied:
        return
    for owner in lineage.classes[:1]:
        for node in owner.body:
            if (
                not isinstance(node, ast.FunctionDef)
                or node is function
                or node.name.startswith("_")
                or node.decorator_list
                or not emptied & _changed(node, _PUTS, maker)
            ):
                continue
            arguments = maker.arguments(node, owner, Wish())
            if len(arguments) <= _MOST and all(
                item.value.certainty > Certainty.STAND_IN for item in arguments
            ):
                sheet.line(f"{bound}.{node.name}({bound_arguments(sheet, arguments)})")
                return


def _changed(function: Function, methods: frozenset[str], maker: Maker) -> set[str]:
    """The paths from `self` on which one of these methods is called."""
    return {
        path
        for path, uses in function_uses(function, maker).items()
        if path == "self" or (path.startswith("self.") and "(" not in path)
        for use in uses
        if use.kind is UseKind.ATTRIBUTE and use.detail in methods
    }


_MOST: Final = 2
_TAKES: Final = frozenset({"pop", "popleft", "popitem", "remove"})
_PUTS: Final = frozenset({"append", "appendleft", "add", "insert", "put", "push"})
