"""Values for what is handed on to another function: what that one asks for."""

import ast
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import lineage_of
from blockguide.writers.offline.example.neighbours import resolve
from blockguide.writers.offline.example.paths import Use, UseKind
from blockguide.writers.offline.example.uses import class_uses, function_uses
from blockguide.writers.offline.example.value import Value
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def handed_on(uses: list[Use], wish: Wish, maker: "Maker") -> Value | None:
    """The value that a function of the same file asks for, where this one is handed on to it."""
    for use in uses:
        if use.kind is UseKind.STORED and use.detail.startswith("self.") and wish.owner is not None:
            if wish.path == use.detail:
                continue
            stored = Wish(
                wish.name, use.detail, class_uses(wish.owner, maker), wish.owner, wish.depth + 1
            )
            return maker.used(stored)
        if use.kind is not UseKind.PASSED or not use.detail:
            continue
        callee = _callee(use.detail, wish, maker)
        if callee is not None:
            function, owner, its_maker = callee
            parameter = _parameter(
                function, use.place, int(owner is not None and not _is_static(function))
            )
            if parameter is not None:
                return parameter_value(parameter, function, owner, wish, its_maker)
    return None


def parameter_value(
    parameter: ast.arg, function: Function, owner: ast.ClassDef | None, wish: Wish, maker: "Maker"
) -> Value:
    """A value for a parameter, by its annotation, else by how the function uses it."""
    own = Wish(parameter.arg, parameter.arg, function_uses(function, maker), owner, wish.depth + 1)
    if parameter.annotation is not None:
        typed = maker.typed(parameter.annotation, own)
        if typed is not None:
            return typed
    return maker.used(own)


def _callee(
    name: str, wish: Wish, maker: "Maker"
) -> tuple[Function, ast.ClassDef | None, "Maker"] | None:
    """The function or method that a call's text means, its class, and the maker for its file."""
    home = maker.home
    if name.startswith("self."):
        if wish.owner is None or "." in name[5:]:
            return None
        found = lineage_of(wish.owner, home).method(name[5:])
        return (
            (*found, maker.at(lineage_of(wish.owner, home).home(found[1])))
            if found is not None
            else None
        )
    if name in home.functions:
        return home.functions[name], None, maker
    definition: object = home.classes.get(name)
    if definition is None and wish.depth < _FARTHEST and not name.startswith("."):
        node = ast.parse(name, mode="eval").body
        resolved = resolve(home.full_name(node), home) if "." in home.full_name(node) else None
        if resolved is not None:
            definition, maker = resolved[1], maker.at(resolved[0])
    if isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef):
        return definition, None, maker
    if isinstance(definition, ast.ClassDef):
        lineage = lineage_of(definition, maker.home)
        made = lineage.method("__init__")
        return (*made, maker.at(lineage.home(made[1]))) if made is not None else None
    return None


def _is_static(function: Function) -> bool:
    return any(
        isinstance(item, ast.Name) and item.id == "staticmethod" for item in function.decorator_list
    )


def _parameter(function: Function, place: str, skipped: int) -> ast.arg | None:
    every = [*function.args.posonlyargs, *function.args.args]
    if place.isdigit():
        index = int(place) + skipped
        return every[index] if index < len(every) else None
    return next((item for item in (*every, *function.args.kwonlyargs) if item.arg == place), None)


_FARTHEST: Final = 3
