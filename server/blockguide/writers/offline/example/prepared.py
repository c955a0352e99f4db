"""Brings an object into the state that a method needs: what it takes out must have been put in."""

import ast
from collections.abc import Iterator
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
    setter = _setter(function, lineage, maker)
    if setter is not None:
        sheet.line(f"{bound}.{setter.name}()")
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


def _setter(function: Function, lineage: Lineage, maker: Maker) -> ast.FunctionDef | None:
    """A public method without arguments that sets what `function` reads two attributes deep."""
    read = {
        f"{path}.{use.detail}"
        for path, uses in function_uses(function, maker).items()
        if path.startswith("self.") and path.isascii() and path.count(".") == 1
        for use in uses
        if use.kind is UseKind.ATTRIBUTE
    } - set(_stored(function))
    if not read:
        return None
    for owner in lineage.classes:
        for node in owner.body:
            if (
                isinstance(node, ast.FunctionDef)
                and node is not function
                and not node.name.startswith("_")
                and len(node.args.args) == 1
                and not node.decorator_list
                and read & set(_stored(node))
            ):
                return node
    return None


def _stored(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="self"), attr=outer),
                attr=name,
                ctx=ast.Store(),
            ):
                yield f"self.{outer}.{name}"
            case _:
                pass


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
