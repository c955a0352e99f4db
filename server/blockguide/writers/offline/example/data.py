"""Reads the tables of values, kinds, names and types that stand beside this file."""

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from blockguide.writers.offline.example.value import Certainty, Value, joined, quoted, template


@cache
def table(file: str, section: str) -> dict[str, Any]:
    """One section of a data file; an empty section name means the whole file."""
    data = _read(file)
    return data[section] if section else data


@cache
def kind_value(kind: str, name: str = "") -> Value | None:
    """A value of a kind such as `str` or `textio`, as the name of what it is for suggests it.

    None for a kind that has no plain value: `callable`, `object`, `any`.
    """
    if kind == "number":
        return _named("int", name) or _named("float", name) or kind_value("int")
    named = _named(kind, name)
    if named is not None:
        return named
    if kind in _DEFINED:
        name, code = _DEFINED[kind]
        return Value(name, definitions=(code,))
    special = table("kinds.toml", "special").get(kind)
    if special is not None:
        return _special(*special[1:])
    text = table("kinds.toml", "values").get(kind)
    return template(text) if text is not None else None


@cache
def name_kinds(name: str) -> tuple[str, ...]:
    """The kinds that a name suggests, the likeliest first."""
    return tuple(_suggestions(name))


def several_of(code: str) -> str:
    """Two or three elements like this one, as source text."""
    return _SERIES.get(code, code)


def _special(code: str, setup: tuple[str, ...] = ()) -> Value | None:
    if not code:
        return None
    lines = tuple(template(line) for line in setup)
    value = joined(code, (template(code, Certainty.USE), *lines), Certainty.USE)
    return replace(value, code=template(code).code, setup=tuple(line.code for line in lines))


def _named(kind: str, name: str) -> Value | None:
    text = _suggestions(name).get(kind) if name else None
    if not text:
        return None
    if kind == "str":
        return Value(quoted(text))
    if kind == "bytes":
        return Value("b" + quoted(text))
    return template(text)


def _suggestions(name: str) -> dict[str, str]:
    names = table("names.toml", "")
    lowered = name.lower().strip("_")
    words = [word for word in lowered.split("_") if word]
    for candidate in (lowered, *words[-1:]):
        found = names.get(candidate) or names.get(candidate.rstrip("0123456789"))
        if found is not None:
            return dict(found)
    return {}


_DEFINED: Final = {
    "class": ("Point", "class Point:\n    def __init__(self, x=1):\n        self.x = x"),
    "function": ("greet", 'def greet(name="Ada"):\n    return f"Hello {name}"'),
}


@cache
def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / file).read_text("utf-8"))


_SERIES: Final = {
    "3": "1, 2, 3",
    '"example"': '"red", "green", "blue"',
    "1.5": "0.5, 1.5",
    'b"example"': 'b"red", b"green"',
    "[1, 2, 3]": "[1, 2, 3], [4, 5, 6]",
    "(1, 2)": "(1, 2), (3, 4)",
    '("example", 3)': '("red", 1), ("green", 2)',
}
