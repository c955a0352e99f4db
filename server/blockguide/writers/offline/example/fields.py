"""The arguments that the generated `__init__` of a dataclass, an attrs class or a named tuple asks for."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.evaluation import evaluated
from blockguide.writers.offline.example.inference import used_value
from blockguide.writers.offline.example.lineage import Lineage, last_name
from blockguide.writers.offline.example.signatures import Argument
from blockguide.writers.offline.example.uses import class_uses
from blockguide.writers.offline.example.value import Certainty
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def fields_of(lineage: Lineage, wish: Wish, maker: "Maker") -> tuple[Argument, ...]:
    """One keyword argument for each field without a default, the bases' fields first."""
    found: dict[str, Argument] = {}
    stripped = lineage.decorated(_STRIPPING)
    records = [owner for owner in lineage.classes if is_record(owner)]
    for owner in reversed(records or lineage.classes):
        its_maker = maker.at(lineage.home(owner))
        for name, annotation in _required(owner):
            uses = class_uses(owner, its_maker)
            own = Wish(name, f"self.{name}", uses, owner, wish.depth)
            value = its_maker.typed(annotation, own) if annotation is not None else None
            if value is None or value.certainty is Certainty.STAND_IN:
                value = used_value(own, its_maker)
            found[name] = Argument(name, value, name.lstrip("_") if stripped else name)
        for name in _defaulted(owner):
            found.pop(name, None)
    return tuple(found.values())


def is_record(owner: ast.ClassDef) -> bool:
    """Whether a decorator makes fields of what the class annotates."""
    return any(last_name(item) in RECORD_DECORATORS for item in owner.decorator_list)


def named_tuple_fields(lineage: Lineage) -> tuple[str, ...]:
    """The fields of the `namedtuple(...)` call that the class derives from, defaults left out."""
    for owner, home in zip(lineage.classes, lineage.homes, strict=True):
        for base in owner.bases:
            call = home.assigned.get(base.id) if isinstance(base, ast.Name) else base
            if (
                isinstance(call, ast.Call)
                and last_name(call.func).endswith("namedtuple")
                and len(call.args) > 1
            ):
                names = evaluated(call.args[1], {})
                listed = names.replace(",", " ").split() if isinstance(names, str) else names
                optional = next(
                    (item.value for item in call.keywords if item.arg == "defaults"), None
                )
                if isinstance(listed, list | tuple) and optional is None:
                    return tuple(str(name) for name in listed)
    return ()


def _required(owner: ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
    for node in owner.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                if last_name(annotation) in ("ClassVar", "KW_ONLY") or not _needed(value):
                    continue
                yield name, annotation
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                if last_name(call.func) in _MAKERS and _needed(call):
                    yield name, None
            case _:
                pass


def _defaulted(owner: ast.ClassDef) -> Iterator[str]:
    for node in owner.body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and not _needed(node.value)
        ):
            yield node.target.id


def _needed(value: ast.expr | None) -> bool:
    """Whether a field with this right-hand side must be given."""
    if value is None:
        return True
    if not isinstance(value, ast.Call) or last_name(value.func) not in _MAKERS:
        return False
    for keyword in value.keywords:
        if keyword.arg in ("default", "default_factory", "factory"):
            return False
        if (
            keyword.arg == "init"
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is False
        ):
            return False
    return not value.args


RECORD_DECORATORS: Final = frozenset(
    {"dataclass", "define", "frozen", "mutable", "attrs", "attributes", "s"}
)
_STRIPPING: Final = frozenset({"define", "frozen", "mutable", "attrs", "attributes", "s"})
"""Decorators whose initialisers leave the underscores before a field's name out."""

_MAKERS: Final = frozenset({"field", "ib", "attrib", "attr", "Field", "mapped_column"})
