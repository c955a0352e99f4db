"""Arguments for the calls of functions whose source is at hand."""

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blockguide.writers.offline.example.data import kind_value, table
from blockguide.writers.offline.example.docstrings import documented_kinds
from blockguide.writers.offline.example.guards import safe_arguments
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.inference import used_value
from blockguide.writers.offline.example.paths import UseKind
from blockguide.writers.offline.example.uses import function_uses
from blockguide.writers.offline.example.value import Certainty, Value, joined
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: the parameter's name, its value, and the keyword it is passed by, or empty."""

    name: str
    value: Value
    keyword: str


def arguments_of(
    function: Function, owner: ast.ClassDef | None, wish: Wish, maker: "Maker"
) -> tuple[Argument, ...]:
    """Arguments for the parameters that have no default, `self` or `cls` left out where `owner` is given."""
    every = function.args
    positional = [*every.posonlyargs, *every.args]
    required = positional[: len(positional) - len(every.defaults)]
    if owner is not None and not is_static(function):
        required = required[1:]
    kinds = documented_kinds(ast.get_docstring(function, clean=False) or "")
    uses = function_uses(function, maker)
    found = [
        Argument(
            item.arg,
            _value(item, kinds, Wish(item.arg, item.arg, uses, owner, wish.depth), maker),
            "",
        )
        for item in required
    ]
    for item, default in zip(every.kwonlyargs, every.kw_defaults, strict=True):
        if default is None:
            own = Wish(item.arg, item.arg, uses, owner, wish.depth)
            found.append(Argument(item.arg, _value(item, kinds, own, maker), item.arg))
    rest = every.vararg
    if rest is not None and not positional[bool(owner) :] and rest.arg != "args":
        own = Wish(_singular(rest.arg), f"{rest.arg}[]", uses, owner, wish.depth)
        if uses.get(f"{rest.arg}[]") or rest.annotation is not None:
            found.append(Argument(rest.arg, _value(rest, {}, own, maker), ""))
    if every.kwarg is not None:
        keys = dict.fromkeys(
            use.node.slice.value
            for use in uses.get(every.kwarg.arg, ())
            if isinstance(use.node, ast.Subscript) and isinstance(use.node.slice, ast.Constant)
        )
        for key in keys:
            if (
                isinstance(key, str)
                and key.isidentifier()
                and key not in {item.name for item in found}
            ):
                value = used_value(
                    Wish(key, f"{every.kwarg.arg}[]", uses, owner, wish.depth), maker
                )
                found.append(Argument(key, value, key))

    def optional(name: str) -> Argument | None:
        """The argument for a parameter that has a default."""
        for item in (*positional[len(positional) - len(every.defaults) :], *every.kwonlyargs):
            if item.arg == name and name not in {known.name for known in found}:
                own = Wish(name, name, uses, owner, wish.depth)
                return Argument(name, _value(item, kinds, own, maker), name)
        return None

    return safe_arguments(function, tuple(found), optional)


def is_static(function: Function) -> bool:
    """Whether a method takes no object: it is a static method."""
    return any(
        isinstance(item, ast.Name) and item.id == "staticmethod" for item in function.decorator_list
    )


def _value(item: ast.arg, kinds: dict[str, str], wish: Wish, maker: "Maker") -> Value:
    if item.annotation is not None:
        typed = maker.typed(item.annotation, wish)
        if typed is not None and typed.certainty > Certainty.STAND_IN:
            return _refined(typed, wish, maker)
    used = used_value(wish, maker)
    kind = kinds.get(item.arg)
    if kind is not None and used.certainty < Certainty.USE:
        documented = kind_value(kind, item.arg)
        if documented is not None:
            return documented.at(Certainty.USE)
    return used


def _refined(typed: Value, wish: Wish, maker: "Maker") -> Value:
    """A string of a better-known meaning, where the code says what the string is for."""
    if not typed.code.startswith('"'):
        return typed
    for use in wish.uses.get(wish.path, ()):
        if use.kind is UseKind.COMPARED or (
            use.kind is UseKind.PASSED and use.detail in table("kinds.toml", "calls")
        ):
            used = used_value(wish, maker)
            if (
                used.code.startswith(('"', 'r"', "folder", "str(path)"))
                and used.certainty is Certainty.USE
            ):
                return used.at(Certainty.TYPE)
            return typed
    return typed


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else name


def call_code(callee: Value, arguments: tuple[Argument, ...]) -> Value:
    """The call of `callee` with these arguments."""
    code = ", ".join(
        f"{item.keyword}={item.value.code}" if item.keyword else item.value.code
        for item in arguments
    )
    values = tuple(item.value for item in arguments)
    return joined(f"{callee.code}({code})", (callee, *values))
