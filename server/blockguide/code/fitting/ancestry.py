"""The classes that a call of a class may run, in the order in which Python asks them."""

import ast
from collections.abc import Sequence
from typing import Final, TypeAlias

from blockguide.code.fitting.definitions import last_names
from blockguide.code.fitting.signatures import Signature
from blockguide.code.fitting.world import Found, World

Ancestor: TypeAlias = Found | Signature | str
"""A class of the project, what the class takes that a call made, or the dotted name of one of the language."""

_LANGUAGE: Final = frozenset(
    {"builtins", "typing", "typing_extensions", "abc", "collections.abc", "enum"}
)
_DEEPEST: Final = 12


def ancestry(world: World, owner: Found) -> tuple[Ancestor, ...] | None:
    """A class and all its bases in the order of method resolution; None where a base is not certain."""
    return _line(world, owner, 0)


def _line(world: World, owner: Found, depth: int) -> tuple[Ancestor, ...] | None:
    if not isinstance(owner.node, ast.ClassDef) or depth > _DEEPEST:
        return None
    lines: list[tuple[Ancestor, ...]] = []
    for base in owner.node.bases:
        above = _above(world, owner, base, depth)
        if above is None:
            return None
        lines.append(above)
    merged = _merged([*lines, tuple(line[0] for line in lines)])
    return None if merged is None else (owner, *merged)


def _above(world: World, owner: Found, base: ast.expr, depth: int) -> tuple[Ancestor, ...] | None:
    if isinstance(base, ast.Call):
        made = _named_tuple(base)
        return (made,) if made is not None else None
    plain = base.value if isinstance(base, ast.Subscript) else base
    origin = world.origin(owner.file, plain)
    if origin.rpartition(".")[0] in _LANGUAGE:
        return (origin,)
    found = world.base(owner.file, plain)
    return _line(world, found, depth + 1) if found is not None else None


def _merged(lines: Sequence[tuple[Ancestor, ...]]) -> tuple[Ancestor, ...] | None:
    """The lines as one that keeps the order of each; None where they contradict each other."""
    waiting = [list(line) for line in lines if line]
    found: list[Ancestor] = []
    while waiting:
        later = {_key(one) for line in waiting for one in line[1:]}
        head = next((line[0] for line in waiting if _key(line[0]) not in later), None)
        if head is None:
            return None
        found.append(head)
        rest = [[one for one in line if _key(one) != _key(head)] for line in waiting]
        waiting = [line for line in rest if line]
    return tuple(found)


def _key(one: Ancestor) -> object:
    return (one.file.path, one.node.lineno) if isinstance(one, Found) else one


def _named_tuple(call: ast.Call) -> Signature | None:
    """What the class that `namedtuple` makes takes, where its fields are written out."""
    if last_names([call.func]) != frozenset({"namedtuple"}) or call.keywords or len(call.args) != 2:
        return None
    try:
        given = ast.literal_eval(call.args[1])
    except (ValueError, SyntaxError, RecursionError):
        return None
    names = given.replace(",", " ").split() if isinstance(given, str) else given
    if not isinstance(names, list | tuple):
        return None
    return Signature(tuple(map(str, names)), 0, len(names))
