"""Objects that stand in for what cannot be made from the code alone."""

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.data import kind_value, table
from blockguide.writers.offline.example.paths import UseKind
from blockguide.writers.offline.example.value import Certainty, Import, Value, joined
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def stand_in(wish: Wish, maker: "Maker") -> Value:
    """A record of what the code reads; a mock where a record is too little, a string where nothing is read."""
    uses = wish.uses.get(wish.path, [])
    if any(use.kind is UseKind.RAISED for use in uses):
        return Value('ValueError("example")', certainty=Certainty.STAND_IN)
    if not any(use.kind in _OBJECT_USES for use in uses):
        flag = wish.name.startswith(_FLAGS) or wish.name.endswith("_only")
        return Value("True" if flag else '"example"', certainty=Certainty.STAND_IN)
    record = _record(wish, maker)
    if record is not None:
        return record
    settings = []
    for name in _attributes(wish):
        code = _attribute(wish, name) if not name.startswith("_") else ""
        if code:
            settings.append(f"{name}={code}")
    needs = frozenset({Import("unittest.mock", "MagicMock")})
    return Value(f"MagicMock({', '.join(settings[:4])})", needs, certainty=Certainty.STAND_IN)


def _record(wish: Wish, maker: "Maker") -> Value | None:
    """A namespace with just the attributes and methods that the code reads; None where these are not plain."""
    names = _attributes(wish)
    uses = wish.uses.get(wish.path, ())
    if (
        wish.depth > _DEEPEST
        or not 0 < len(names) <= _MOST
        or any(use.kind not in _OF_RECORDS for use in uses)
        or any(name.startswith("_") for name in names)
    ):
        return None
    parts = {name: _member(name, wish, maker) for name in names}
    known = {name: part for name, part in parts.items() if part is not None}
    if len(known) < len(parts):
        return None
    settings = ", ".join(f"{name}={part.code}" for name, part in known.items())
    made = joined(f"SimpleNamespace({settings})", tuple(known.values()), Certainty.STAND_IN)
    if len(made.code) > _LONGEST:
        return None
    return replace(made, imports=made.imports | {Import("types", "SimpleNamespace")})


def _member(name: str, wish: Wish, maker: "Maker") -> Value | None:
    """An attribute's value: a plain one, or a small function where the code calls it."""
    path = f"{wish.path}.{name}"
    uses = wish.uses.get(path, ())
    if any(use.kind in (UseKind.AWAITED, UseKind.ENTERED) for use in uses):
        return None
    calls = [use.node for use in uses if use.kind is UseKind.CALLED]
    if not calls:
        value = maker.used(wish.part(f".{name}", name))
        return None if "MagicMock" in value.code or value.definitions else value
    result = wish.uses.get(f"{path}()", ())
    if any(use.kind is UseKind.AWAITED for use in result):
        return None
    takes = any(isinstance(node, ast.Call) and (node.args or node.keywords) for node in calls)
    named = any(isinstance(node, ast.Call) and node.keywords for node in calls)
    head = "lambda *args, **kwargs: " if named else "lambda *args: " if takes else "lambda: "
    value = maker.used(wish.part(f".{name}()", "")) if result else Value("None")
    return (
        None if "MagicMock" in value.code or value.definitions else value.coded(head + value.code)
    )


def _attributes(wish: Wish) -> list[str]:
    """The names that the code reads from the value, each once."""
    return list(
        dict.fromkeys(
            use.detail
            for use in wish.uses.get(wish.path, ())
            if use.kind is UseKind.ATTRIBUTE and use.detail.isidentifier()
        )
    )


def _attribute(wish: Wish, name: str) -> str:
    """A plain value for an attribute whose name or use tells its kind."""
    path = f"{wish.path}.{name}"
    for use in wish.uses.get(path, ()):
        if use.kind is UseKind.CALLED:
            return ""
        kinds = (
            table("kinds.toml", "attributes").get(use.detail)
            if use.kind is UseKind.ATTRIBUTE
            else None
        )
        if kinds in ("str", "bytes", "dict", "list", "int"):
            value = kind_value(kinds, name)
            return (
                value.code if value is not None and not value.imports and not value.folder else ""
            )
        if use.kind is UseKind.COMPARED and isinstance(use.node, ast.Compare):
            for side in use.node.comparators:
                if isinstance(side, ast.Constant) and isinstance(side.value, str | int):
                    value = kind_value("str" if isinstance(side.value, str) else "int", name)
                    return value.code if value is not None else ""
        if use.kind is UseKind.ITERATED:
            return "[]"
        if use.kind is UseKind.OPERATED:
            return "1"
    return ""


_FLAGS: Final = ("is_", "has_", "should_", "use_", "allow_", "enable_", "with_")
_DEEPEST: Final = 4
_MOST: Final = 5
_LONGEST: Final = 150
_OF_RECORDS: Final = frozenset({UseKind.ATTRIBUTE, UseKind.CHECKED, UseKind.COMPARED})
_OBJECT_USES: Final = frozenset(
    {
        UseKind.ATTRIBUTE,
        UseKind.CALLED,
        UseKind.ENTERED,
        UseKind.AWAITED,
    }
)
