"""The data of grounding: what words weigh, which speak of the same, which verbs need which signs."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from blockguide.guide.terms import stem

HEAVIEST: Final = 5.0
"""What a word weighs that no list has."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What the lines that a verb is said of must show: any of `needs`, or something named by any of `names`.

    Attributes:
        needs: signs; with "Spelled" among them any word there that begins with a name is enough.
        block: further signs that are enough for the description, which speaks of the whole block.
        names: parts of the names of calls.
        errors: whether a named builtin exception may come from an operation.
    """

    needs: frozenset[str]
    block: frozenset[str]
    names: tuple[str, ...]
    errors: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that speak of code which does not spell them, all as stems.

    Attributes:
        silent: words, not stems, that say nothing of any code.
        always: what every block has ground for.
        together: to each stem those that mean nearly the same.
        signs: to each sign the stems that speak of it.
    """

    silent: frozenset[str]
    always: frozenset[str]
    together: Mapping[str, frozenset[str]]
    signs: Mapping[str, frozenset[str]]


def is_english(language: str) -> bool:
    """Whether prose in `language`, a BCP 47 tag, can be held to the words below."""
    return language.partition("-")[0].lower() == "en"


@cache
def weights() -> Mapping[str, float]:
    """What the common stems weigh; the more sentences have a word the less it says."""
    table: dict[str, float] = {}
    weight = HEAVIEST
    for line in _read("weights.txt").splitlines():
        if not line.startswith("#"):
            head, colon, rest = line.partition(":")
            weight = float(head) if colon else weight
            table.update(dict.fromkeys((rest if colon else line).split(), weight))
    return table


@cache
def vocabulary() -> Vocabulary:
    """The words of English that speak of syntax."""
    data = tomllib.loads(_read("signs.toml"))
    together: dict[str, set[str]] = {}
    for group in data["together"]:
        stems = _stems(group)
        for each in stems:
            together.setdefault(each, set()).update(stems)
    signs = {name: _stems(words) for name, words in data["syntax"].items()}
    signs |= {f"const:{name}": _stems(words) for name, words in data["constants"].items()}
    return Vocabulary(
        frozenset(data["silent"].split()),
        _stems(data["always"]),
        {each: frozenset(others) for each, others in together.items()},
        signs,
    )


@cache
def verbs(language: str) -> Mapping[str, Verb]:
    """The verbs of a language by their base form; none where no list for it stands beside this file."""
    primary = language.partition("-")[0].lower()
    if not primary.isalpha() or not _file(f"{primary}.toml").is_file():
        return {}
    table = {}
    for entry in tomllib.loads(_read(f"{primary}.toml"))["verb"]:
        names = tuple(entry.get("names", "").split())
        needs = frozenset(entry["needs"].split())
        block = frozenset(entry.get("block", "").split())
        verb = Verb(needs, block, names, entry.get("errors", False))
        table.update(dict.fromkeys(entry["words"].split(), verb))
    return table


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


def _file(name: str) -> resources.abc.Traversable:
    return resources.files(__package__).joinpath("words", name)


def _read(name: str) -> str:
    return _file(name).read_text("utf-8")
