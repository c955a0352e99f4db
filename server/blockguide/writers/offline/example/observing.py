"""What of an object a reader can look at after a method has changed it."""

import ast
from collections.abc import Iterator
from typing import Final

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import Lineage, last_name


def observed(bound: str, method: Function, lineage: Lineage) -> str:
    """An expression that shows what the method left on the object named `bound`; empty where nothing does."""
    changed = list(dict.fromkeys(_changed(method)))
    for name in changed:
        if not name.startswith("_") and lineage.method(name) is None:
            return f"{bound}.{name}"
    for name in changed:
        reader = _reader(name, lineage)
        if reader:
            return f"{bound}.{reader}"
    if not changed:
        return ""
    if lineage.method("__len__") is not None:
        return f"len({bound})"
    shown = lineage.method("__repr__") is not None or lineage.method("__str__") is not None
    return bound if shown or lineage.decorated(_RECORDS) else ""


def _changed(method: Function) -> Iterator[str]:
    """The attributes of `self` that the method sets, or has one of their changing methods called."""
    for node in ast.walk(method):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
            case ast.Subscript(
                value=ast.Attribute(value=ast.Name(id="self"), attr=name), ctx=ast.Store()
            ):
                yield name
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Attribute(value=ast.Name(id="self"), attr=name), attr=how
                )
            ) if how in CHANGING:
                yield name
            case _:
                pass


def _reader(name: str, lineage: Lineage) -> str:
    """A public property that returns just the attribute."""
    for owner in lineage.classes:
        for node in owner.body:
            match node:
                case ast.FunctionDef(
                    name=found,
                    decorator_list=[decorator],
                    body=[
                        *_,
                        ast.Return(value=ast.Attribute(value=ast.Name(id="self"), attr=attribute)),
                    ],
                ) if (
                    attribute == name
                    and not found.startswith("_")
                    and last_name(decorator) == "property"
                ):
                    return found
                case _:
                    pass
    return ""


CHANGING: Final = frozenset(
    {"add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popleft"}
    | {"popitem", "put", "remove", "setdefault", "sort", "update"}
)
"""Methods that change the object that they are called on."""

_RECORDS: Final = frozenset({"dataclass", "define", "frozen", "mutable", "attrs", "s"})
