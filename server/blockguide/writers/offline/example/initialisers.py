"""What the constructors of a class and its bases ask for together, as each hands on to the next."""

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import Lineage, own_method
from blockguide.writers.offline.example.signatures import Argument
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


@dataclass(frozen=True, slots=True)
class _Handing:
    """What a constructor passes to the next one: so many positions, these names, and what is left over."""

    positions: int
    names: frozenset[str | None]
    by_position: bool
    by_name: bool


def constructor_of(owner: ast.ClassDef) -> Function | None:
    """The method of the class itself that takes its arguments: `__init__`, unless only `__new__` names them."""
    made, fresh = (own_method(owner, name) for name in ("__init__", "__new__"))
    if made is not None and fresh is not None:
        takes_all = made.args.vararg is not None and len(made.args.args) <= 1
        return fresh if takes_all and fresh.args.vararg is None else made
    return made or fresh


def constructor_arguments(lineage: Lineage, wish: Wish, maker: "Maker") -> tuple[Argument, ...]:
    """The arguments for the nearest constructor, and for those above that get what it does not take itself."""
    found: tuple[Argument, ...] = ()
    handing: _Handing | None = None
    for owner in lineage.classes:
        function = constructor_of(owner)
        if function is None:
            continue
        asked = maker.at(lineage.home(owner)).arguments(function, owner, wish)
        if owner is not lineage.classes[0]:
            asked = tuple(_narrowed(item, lineage, wish, maker) for item in asked)
        if handing is not None:
            asked = _left_over(function, asked, handing)
        known = {item.name for item in found}
        found += tuple(item for item in asked if item.name not in known)
        handing = _joined(handing, _handing(function))
        if handing is None:
            break
    return tuple(sorted(found, key=lambda item: bool(item.keyword)))


def _handing(function: Function) -> _Handing | None:
    """How a constructor hands on what it does not take; None where it keeps all."""
    rest, words = function.args.vararg, function.args.kwarg
    for node in ast.walk(function):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == function.name
        ):
            continue
        plain = [item for item in node.args if not isinstance(item, ast.Starred)]
        is_bound = isinstance(node.func.value, ast.Call) and function.name != "__new__"
        by_position = rest is not None and any(_is_rest(item, rest) for item in node.args)
        by_name = words is not None and any(
            item.arg is None and isinstance(item.value, ast.Name) and item.value.id == words.arg
            for item in node.keywords
        )
        if by_position or by_name:
            # A position that an optional parameter of its own would take first cannot be handed on.
            open_ended = by_position and not (by_name and function.args.defaults)
            names = frozenset(item.arg for item in node.keywords)
            return _Handing(len(plain) - (not is_bound), names, open_ended, by_name)
    return None


def _is_rest(item: ast.expr, rest: ast.arg) -> bool:
    return (
        isinstance(item, ast.Starred)
        and isinstance(item.value, ast.Name)
        and item.value.id == rest.arg
    )


def _joined(above: _Handing | None, own: _Handing | None) -> _Handing | None:
    """What passes through two constructors, one after the other."""
    if above is None or own is None:
        return own
    return replace(
        own,
        by_position=own.by_position and above.by_position,
        by_name=own.by_name and above.by_name,
    )


def _left_over(
    function: Function, asked: tuple[Argument, ...], handing: _Handing
) -> tuple[Argument, ...]:
    """The arguments that are not given on the way, as they can be handed on."""
    places = [item.arg for item in (*function.args.posonlyargs, *function.args.args)][1:]
    given = {*places[: handing.positions], *handing.names}
    found = []
    for item in asked:
        if item.name in given:
            continue
        if not item.keyword and handing.by_position:
            found.append(item)
        elif handing.by_name and item.name not in _rests(function):
            found.append(replace(item, keyword=item.name))
    return tuple(found)


def _rests(function: Function) -> set[str]:
    return {item.arg for item in (function.args.vararg, function.args.kwarg) if item is not None}


def _narrowed(item: Argument, lineage: Lineage, wish: Wish, maker: "Maker") -> Argument:
    """The argument of an inherited initialiser, by what the class itself says of that attribute's type."""
    for node in lineage.classes[0].body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=None) if (
                name == item.name
            ):
                value = maker.typed(annotation, Wish(name, depth=wish.depth + 1))
                return replace(item, value=value) if value is not None else item
            case _:
                pass
    return item
