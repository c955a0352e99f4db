"""The words of the language that is spoken, read once from its data files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from blockguide.writers.offline.phrases.frames import spoken


@dataclass(frozen=True, slots=True)
class CallPhrase:
    """How one call is said: as a noun phrase, as a verb with its rest, and as the object of a title.

    Each is a template over `{self}`, `{0}`, `{1}`; empty where the call is not said that way.
    """

    noun: str = ""
    verb: str = ""
    rest: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything that the data files hold, in the form in which it is looked up; equal to itself alone."""

    third_person: Mapping[str, str]
    imperative: Mapping[str, str]
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


def vocabulary() -> Vocabulary:
    """The vocabulary of the language that is spoken; its files are read at the first call."""
    return _vocabulary(spoken().words)


@cache
def _vocabulary(data: Path) -> Vocabulary:
    verbs, names, calls, grammar = (
        _read(data, f"{name}.toml") for name in ("verbs", "names", "calls", "grammar")
    )
    third_person, imperative = verbs["third_person"], verbs["imperative"]
    said = {
        imperative[verb]: third_person[verb] for verb in imperative.keys() & third_person.keys()
    }
    return Vocabulary(
        third_person={**said, **third_person},
        imperative=imperative,
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
        grammar={key: _words(table) for key, table in grammar.items()},
    )


def _read(data: Path, name: str) -> dict[str, Any]:
    return tomllib.loads(data.joinpath(name).read_text(encoding="utf-8"))


def _words(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(table["words"].split())


def _phrases(table: Mapping[str, Mapping[str, str]]) -> dict[str, CallPhrase]:
    return {key: CallPhrase(**value) for key, value in table.items()}


def _pairs(table: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
    return {key: (value[0], value[1]) for key, value in table.items()}
