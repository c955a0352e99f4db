"""Objects that stand in for what cannot be made from the code alone."""

import ast
from typing import TYPE_CHECKING

from blockguide.writers.offline.example.data import kind_value, table
from blockguide.writers.offline.example.paths import UseKind
from blockguide.writers.offline.example.value import Certainty, Import, Value
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def stand_in(wish: Wish, maker: "Maker") -> Value:  # noqa: ARG001 - every way to a value takes the maker
    """A mock with the plain attributes that the code reads; a string where it reads none."""
    uses = wish.uses.get(wish.path, [])
    if any(use.kind is UseKind.RAISED for use in uses):
        return Value('ValueError("example")', certainty=Certainty.STAND_IN)
    if not any(use.kind in _OBJECT_USES for use in uses):
        return Value('"example"', certainty=Certainty.STAND_IN)
    settings = []
    for use in uses:
        if (
            use.kind is UseKind.ATTRIBUTE
            and use.detail.isidentifier()
            and not use.detail.startswith("_")
        ):
            code = _attribute(wish, use.detail)
            if code and f"{use.detail}={code}" not in settings:
                settings.append(f"{use.detail}={code}")
    if settings and _is_plain_record(wish):
        plain = frozenset({Import("types", "SimpleNamespace")})
        code = f"SimpleNamespace({', '.join(settings)})"
        return Value(code, plain, certainty=Certainty.STAND_IN)
    needs = frozenset({Import("unittest.mock", "MagicMock")})
    return Value(f"MagicMock({', '.join(settings[:4])})", needs, certainty=Certainty.STAND_IN)


def _is_plain_record(wish: Wish) -> bool:
    """Whether the code only reads attributes whose kinds are known."""
    uses = wish.uses.get(wish.path, ())
    return all(
        use.kind is UseKind.ATTRIBUTE
        and not use.detail.startswith("_")
        and bool(_attribute(wish, use.detail))
        for use in uses
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


_OBJECT_USES = frozenset(
    {
        UseKind.ATTRIBUTE,
        UseKind.CALLED,
        UseKind.ENTERED,
        UseKind.AWAITED,
        UseKind.PASSED,
        UseKind.STORED,
    }
)
