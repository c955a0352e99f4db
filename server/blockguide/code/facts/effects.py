"""The calls that touch the world, recognised by a catalogue kept as data in `effects.json`.

The catalogue's groups have a kind, say what their verbs speak of (`argument`: the first argument;
`receiver`: the object whose method is called; `nothing`: the phrase stands alone), and name their calls by
dotted name. A class stands for its instances there. A name that begins with a dot is a method of an object
of unknown class.
"""

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from blockguide.code.facts.meanings import Meanings
from blockguide.code.facts.nodes import dotted
from blockguide.code.facts.places import lines_of
from blockguide.code.facts.values import Effect, EffectKind


class ActsOn(StrEnum):
    """What of a call a verb speaks of."""

    ARGUMENT = "argument"
    RECEIVER = "receiver"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue; its name begins with a dot if it holds for a method of any object."""

    name: str
    kind: EffectKind
    verb: str
    acts_on: ActsOn


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue.

    Attributes:
        entries: by dotted name.
        last_names: the last parts of all names; no other call can be in the catalogue.
        makes: what calls (`open()`) and attributes (`pathlib.Path.parent`) give, by dotted name.
        receivers: what an object of unknown origin is taken for by its own name, such as `logger`.
    """

    entries: dict[str, Entry]
    last_names: frozenset[str]
    makes: dict[str, str]
    receivers: dict[str, str]


@cache
def catalogue() -> Catalogue:
    """The catalogue, read from its file once."""
    data = json.loads(Path(__file__).with_name("effects.json").read_text("utf-8"))
    entries = {
        name: Entry(name, EffectKind(group["kind"]), verb, ActsOn(group["acts_on"]))
        for group in data["groups"]
        for name, verb in group["calls"].items()
    }
    last_names = frozenset(name.rpartition(".")[2] for name in entries)
    return Catalogue(entries, last_names, data["makes"], data["receivers"])


def effects_of(
    touches: Iterable[ast.Call | ast.Subscript], meanings: Meanings
) -> tuple[Effect, ...]:
    """Those of `touches` that touch the world; a subscript counts as a call of `__getitem__` and its like."""
    known = catalogue()
    found: list[Effect] = []
    for touch in touches:
        call = _as_call(touch) if isinstance(touch, ast.Subscript) else touch
        if call is None or not _may_be_known(call.func, meanings, known):
            continue
        entry = _entry(call.func, meanings, known)
        if entry is not None:
            name = entry.name.removeprefix(".")
            found.append(
                Effect(entry.kind, name, entry.verb, call, lines_of(call), _spoken_of(call, entry))
            )
    return tuple(found)


def _as_call(place: ast.Subscript) -> ast.Call | None:
    """A call that stands for a subscript, at its place; only mappings that the catalogue may know have one."""
    if _last_name(place.value) not in _MAPPINGS:
        return None
    function = ast.Attribute(place.value, _SUBSCRIPTS[type(place.ctx)], ast.Load())
    return ast.copy_location(ast.Call(ast.copy_location(function, place), [place.slice], []), place)


def _last_name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _may_be_known(function: ast.expr, meanings: Meanings, known: Catalogue) -> bool:
    """A cheap test that spares most calls the dear one."""
    if _last_name(function) in known.last_names:
        return True
    return isinstance(function, ast.Name) and meanings.may_rename(function.id)


def _entry(function: ast.expr, meanings: Meanings, known: Catalogue) -> Entry | None:
    meaning = meanings.of(function)
    if meaning is not None and meaning in known.entries:
        return known.entries[meaning]
    if not isinstance(function, ast.Attribute):
        return None
    receiver = (dotted(function.value) or "").rpartition(".")[2].lstrip("_").lower()
    if meaning is None and receiver in known.receivers:
        entry = known.entries.get(f"{known.receivers[receiver]}.{function.attr}")
        if entry is not None:
            return entry
    return known.entries.get(f".{function.attr}")


def _spoken_of(call: ast.Call, entry: Entry) -> ast.expr | None:
    if entry.acts_on is ActsOn.RECEIVER and isinstance(call.func, ast.Attribute):
        return call.func.value
    if entry.acts_on is ActsOn.ARGUMENT:
        return (
            call.args[0] if call.args else next((keyword.value for keyword in call.keywords), None)
        )
    return None


_MAPPINGS = frozenset({"environ", "environb"})
_SUBSCRIPTS = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}
