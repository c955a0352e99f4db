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
    released = _release(function, lineage)
    if released is not None:
        sheet.line(f"{bound}.{released}")
        return
    for node, owner in _filling(function, lineage, maker):
        arguments = maker.arguments(node, owner, Wish())
        if len(arguments) <= _MOST and all(
            item.value.certainty > Certainty.STAND_IN for item in arguments
        ):
            sheet.line(f"{bound}.{node.name}({bound_arguments(sheet, arguments)})")
            return


def _release(function: Function, lineage: Lineage) -> str | None:
    """The call without which one that waits would wait for ever, by the names that such pairs have."""
    for name in _PARTNERS.get(function.name, ()):
        for owner in lineage.classes:
            for node in owner.body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    needed = len(node.args.args) - len(node.args.defaults) - 1
                    return {0: f"{name}()", 1: f'{name}("example")'}.get(needed)
    return None


def _filling(
    function: Function, lineage: Lineage, maker: Maker
) -> Iterator[tuple[ast.FunctionDef, ast.ClassDef]]:
    """The methods that put something where `function` takes something out."""
    emptied = _changed(function, _TAKES, maker)
    for owner in lineage.classes[:1] if emptied else ():
        for node in owner.body:
            if (
                isinstance(node, ast.FunctionDef)
                and node is not function
                and not node.name.startswith("_")
                and not node.decorator_list
                and emptied & _changed(node, _PUTS, maker)
            ):
                yield node, owner


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
_PARTNERS: Final = {
    "get": ("put_nowait", "put"),
    "get_nowait": ("put_nowait", "put"),
    "result": ("set_result",),
    "exception": ("set_result",),
    "wait": ("set",),
    "join": ("start",),
}
_PUTS: Final = frozenset({"append", "appendleft", "add", "insert", "put", "push"})
