"""From the way code uses a value to a value that it can use."""

import ast
from collections import Counter
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.data import kind_value, name_kinds, several_of
from blockguide.writers.offline.example.frameworks import framework_name
from blockguide.writers.offline.example.handed_on import handed_on
from blockguide.writers.offline.example.kinds import has_attributes
from blockguide.writers.offline.example.lambdas import called_function
from blockguide.writers.offline.example.paths import BYTES, Use, UseKind
from blockguide.writers.offline.example.spoken import spoken_value
from blockguide.writers.offline.example.standins import stand_in
from blockguide.writers.offline.example.value import Certainty, Value, joined, literal, template
from blockguide.writers.offline.example.votes import kind_of, matches_bytes, vote
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def used_value(wish: Wish, maker: "Maker") -> Value:
    """A value that fits the uses of the wish's path; by its name where these say nothing."""
    if wish.exhausted:
        return stand_in(wish, maker)
    given = _given(wish, maker)
    if given is not None:
        return given
    uses = wish.uses.get(wish.path, [])
    votes: Counter[str] = Counter()
    for use in uses:
        vote(use, votes, maker)
        if use.kind is UseKind.PASSED and matches_bytes(use, maker):
            votes["bytes"] += 4
    for kind in tuple(votes):
        if not has_attributes(kind, (use.detail for use in uses if use.kind is UseKind.ATTRIBUTE)):
            del votes[kind]
    direct = votes.most_common(1)
    if direct and direct[0][1] >= 3:
        return _of_kind(direct[0][0], wish, maker).at(Certainty.USE)
    passed = handed_on(uses, wish, maker)
    if passed is not None and passed.certainty >= Certainty.USE:
        return passed.at(Certainty.USE)
    suggested = tuple(kind for kind in name_kinds(wish.name) if _suits(kind, wish, uses, maker))
    for kind in suggested:
        votes[kind] += 2 if not votes or kind in votes else 0
    if votes:
        kind, weight = votes.most_common(1)[0]
        if weight > 0:
            value = _of_kind(kind, wish, maker)
            return value.at(
                Certainty.NAME if kind in suggested else min(value.certainty, Certainty.USE)
            )
    own = stand_in(wish, maker)
    return passed if passed is not None and "MagicMock" not in own.code else own


def _given(wish: Wish, maker: "Maker") -> Value | None:
    """What the file's docstrings or its framework have under this name, unless constants tell more."""
    if _constant(wish.uses.get(wish.path, [])):
        return None
    spoken = spoken_value(wish.name, maker.home) if wish.path == wish.name else None
    return spoken or framework_name(wish.name, maker.home.package)


def _suits(kind: str, wish: Wish, uses: list[Use], maker: "Maker") -> bool:
    """Whether the kind that a name suggests agrees with the file's imports and the attributes read."""
    if not has_attributes(kind, (use.detail for use in uses if use.kind is UseKind.ATTRIBUTE)):
        return False
    value = kind_value(kind, wish.name)
    if value is None or kind in _COMMON:
        return True
    tops = {item.module.partition(".")[0] for item in maker.home.imports.values()}
    return all(item.module.partition(".")[0] in tops for item in value.imports)


def _constant(uses: list[Use]) -> bool:
    return any(
        use.kind is UseKind.COMPARED
        and isinstance(use.node, ast.Compare)
        and any(isinstance(item, ast.Constant) for item in use.node.comparators)
        for use in uses
    )


def _of_kind(  # noqa: PLR0911 - one return for each kind
    kind: str, wish: Wish, maker: "Maker"
) -> Value:
    if kind == "textio" and (BYTES in wish.uses or _imports_bytes(maker)):
        kind = "binaryio"
    match kind:
        case "callable":
            return called_function(wish)
        case "list" | "strings":
            return _list(kind, wish, maker)
        case "tuple":
            return _tuple(wish, maker)
        case "dict":
            return _dict(wish, maker)
        case "match":
            return _match(wish)
        case "context":
            return template("{contextlib.nullcontext}()")
        case _:
            constant = _compared_constant(kind, wish)
            return constant or kind_value(kind, wish.name) or stand_in(wish, maker)


def _imports_bytes(maker: "Maker") -> bool:
    """Whether the file works on bytes, by what it imports."""
    return not _BYTES_MODULES.isdisjoint(item.module for item in maker.home.imports.values())


def _compared_constant(kind: str, wish: Wish) -> Value | None:
    """The first constant that the code compares the value with for equality."""
    if kind not in ("str", "bytes", "int"):
        return None
    for use in wish.uses.get(wish.path, ()):
        if use.kind is UseKind.COMPARED and isinstance(use.node, ast.Compare):
            if not isinstance(use.node.ops[0], ast.Eq | ast.In):
                continue
            right = use.node.comparators[0]
            options = right.elts if isinstance(right, ast.Tuple | ast.List | ast.Set) else [right]
            for option in options:
                if (
                    isinstance(option, ast.Constant)
                    and kind_of(option.value) == kind
                    and option.value
                ):
                    return Value(literal(option.value), certainty=Certainty.USE)
    return None


def _list(kind: str, wish: Wish, maker: "Maker") -> Value:
    named = kind_value("list", wish.name) if "list" in name_kinds(wish.name) else None
    element_path = f"{wish.path}[]"
    element = wish.part("[]", _singular(wish.name))
    if any(path.startswith(f"{element_path}[") for path in wish.uses) or _unpacks(wish):
        value = _tuple(element, maker)
        return joined(f"[{value.code}]", (value,))
    if wish.uses.get(element_path):
        value = used_value(element, maker)
        nested = value.certainty is Certainty.NAME and value.code.startswith(("[", "("))
        object_like = nested or "MagicMock" in value.code or "SimpleNamespace" in value.code
        if value.certainty >= Certainty.USE or (named is None and object_like):
            return joined(f"[{several_of(value.code)}]", (value,))
    return named or kind_value(kind, wish.name) or Value("[]")


def _match(wish: Wish) -> Value:
    """A match with the groups that the code asks for."""
    calls = [
        use.node.args[0].value
        for use in wish.uses.get(f"{wish.path}.group", ())
        if use.kind is UseKind.CALLED
        and isinstance(use.node, ast.Call)
        and use.node.args
        and isinstance(use.node.args[0], ast.Constant)
    ]
    names = list(dict.fromkeys(group for group in calls if isinstance(group, str)))
    count = max([len(names), *(group for group in calls if isinstance(group, int))], default=2)
    groups = [rf"(?P<{name}>\w+)" for name in names]
    groups += [r"(\w+)"] * (count - len(names))
    words = ["hello", "world", *("again" for _ in groups)][: max(len(groups), 2)]
    pattern = " ".join(groups or [r"(\w+)", r"(\w+)"])
    return template("{re}.match").coded(f're.match(r"{pattern}", "{" ".join(words)}")')


def _unpacks(wish: Wish) -> bool:
    return any(
        use.kind is UseKind.ITERATED and isinstance(use.node, ast.Tuple)
        for use in wish.uses.get(wish.path, ())
    ) or any(use.kind is UseKind.UNPACKED for use in wish.uses.get(f"{wish.path}[]", ()))


def _tuple(wish: Wish, maker: "Maker") -> Value:
    width = 2
    for use in (*wish.uses.get(wish.path, ()), *wish.uses.get(wish.path.removesuffix("[]"), ())):
        if use.kind in (UseKind.UNPACKED, UseKind.ITERATED) and isinstance(use.node, ast.Tuple):
            width = len(use.node.elts)
            break
    parts = tuple(used_value(wish.part(f"[{place}]", ""), maker) for place in range(width))
    parts = tuple(
        part if part.certainty > Certainty.STAND_IN else Value(str(place + 1))
        for place, part in enumerate(parts)
    )
    inside = ", ".join(part.code for part in parts)
    return joined(f"({inside},)" if len(parts) == 1 else f"({inside})", parts)


def _dict(wish: Wish, maker: "Maker") -> Value:
    keys: dict[str, None] = {}
    for use in wish.uses.get(wish.path, ()):
        if isinstance(use.node, ast.Subscript) and isinstance(use.node.slice, ast.Constant):
            keys[literal(use.node.slice.value)] = None
    if not keys:
        return kind_value("dict", wish.name) or Value("{}")
    value = used_value(wish.part("[]"), maker)
    if value.certainty is Certainty.STAND_IN:
        value = Value('"example"')
    return joined("{" + ", ".join(f"{key}: {value.code}" for key in keys) + "}", (value,))


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else ""


_BYTES_MODULES: Final = frozenset({"struct", "binascii", "zlib", "gzip", "bz2", "lzma"})
_COMMON: Final = frozenset({"textio", "binaryio", "class", "function", "file", "pathobject"})
