"""The words of the offline writer, read once from the data files beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

_DATA: Final = resources.files(__package__).joinpath("data")


@dataclass(frozen=True, slots=True)
class CallPhrase:
    """How one call is said: as a noun phrase, as a verb with its rest, and as the object of a title.

    Each is a template over `{self}`, `{0}`, `{1}`; empty where the call is not said that way.
    """

    noun: str = ""
    verb: str = ""
    rest: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that the data files hold, in the form in which it is looked up."""

    third_person: Mapping[str, str]
    verbs: frozenset[str]
    later_verbs: frozenset[str]
    weak_verbs: frozenset[str]
    vague: Mapping[str, str]
    parts: Mapping[str, str]
    singular: Mapping[str, str]
    no_plural: frozenset[str]
    dunder: Mapping[str, str]
    functions: Mapping[str, CallPhrase]
    methods: Mapping[str, CallPhrase]
    mapping: Mapping[str, CallPhrase]
    sequence: Mapping[str, CallPhrase]
    predicates: Mapping[str, tuple[str, str]]
    predicate_functions: Mapping[str, tuple[str, str]]
    object_verbs: frozenset[str]
    grammar: Mapping[str, frozenset[str]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary; the files are read at the first call."""
    verbs, names, calls = _read("verbs.toml"), _read("names.toml"), _read("calls.toml")
    return Vocabulary(
        third_person=verbs["third_person"],
        verbs=_words(verbs["base"]),
        later_verbs=_words(verbs["later"]),
        weak_verbs=_words(verbs["weak"]),
        vague=verbs["vague"],
        parts=names["parts"],
        singular=names["singular"],
        no_plural=_words(names["no_plural"]),
        dunder=names["dunder"],
        functions=_phrases(calls["functions"]),
        methods=_phrases(calls["methods"]),
        mapping=_phrases(calls["mapping"]),
        sequence=_phrases(calls["sequence"]),
        predicates=_pairs(calls["predicates"]),
        predicate_functions=_pairs(calls["predicate_functions"]),
        object_verbs=_words(calls["objects"]),
        grammar={key: _words(table) for key, table in _read("grammar.toml").items()},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(name).read_text(encoding="utf-8"))


def _words(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(table["words"].split())


def _phrases(table: Mapping[str, Mapping[str, str]]) -> dict[str, CallPhrase]:
    return {key: CallPhrase(**value) for key, value in table.items()}


def _pairs(table: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
    return {key: (value[0], value[1]) for key, value in table.items()}
