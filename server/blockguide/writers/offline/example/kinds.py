"""Whether a kind of value has the attributes that code reads from it."""

import ast
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Final

from blockguide.writers.offline.example.data import table


def has_attributes(kind: str, names: Iterable[str]) -> bool:
    """Whether values of the kind have all these attributes; true of a kind whose type is not known."""
    known = _attributes(kind)
    return known is None or all(name in known for name in names)


@cache
def _attributes(kind: str) -> frozenset[str] | None:
    if kind in ("ast", "node"):
        return _NODES
    owner = table("kinds.toml", "owners").get(kind)
    if owner is None:
        return None
    module, _, name = owner.rpartition(".")
    found = frozenset(dir(getattr(import_module(module), name)))
    return (
        found | {"__name__", "__qualname__"}
        if kind in ("function", "callable", "module")
        else found
    )


_NODES: Final = frozenset(
    name
    for item in vars(ast).values()
    if isinstance(item, type) and issubclass(item, ast.AST)
    for name in (*item._fields, *item._attributes, *dir(item))  # noqa: SLF001 - ast documents both names
)
