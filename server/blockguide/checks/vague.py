"""The words that say little, by language: data beside this file."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_DIRECTORY = "words"
_BEFORE = r"(?<![\w-])(?<!\w\.)"
_AFTER = r"(?![\w(-]|\.\w)"
"""A part of a name, such as `server.handle()` or `manage.py`, is no vague word."""


@dataclass(frozen=True, slots=True)
class VagueWord:
    """A word or phrase that says little.

    Attributes:
        pattern: finds it.
        advice: what to do instead.
        unless: finds expressions in which it is fine.
        limit: how often it may stand in one guide.
    """

    pattern: re.Pattern[str]
    advice: str
    unless: re.Pattern[str] | None
    limit: int


@cache
def vague_words(language: str) -> tuple[VagueWord, ...]:
    """The vague words of `language`, a BCP 47 tag; none where no list for it stands beside this file."""
    primary = language.partition("-")[0].lower()
    file = resources.files(__package__).joinpath(_DIRECTORY, f"{primary}.toml")
    if not primary.isalpha() or not file.is_file():
        return ()
    return tuple(
        VagueWord(
            _between_words([entry["pattern"]]),
            entry["advice"],
            _between_words(entry["unless"]) if "unless" in entry else None,
            entry.get("limit", 0),
        )
        for entry in tomllib.loads(file.read_text("utf-8"))["word"]
    )


@cache
def hint_of_vagueness(language: str) -> re.Pattern[str]:
    """Finds, in a text in small letters, what may be a vague word; most texts have none of them."""
    patterns = [word.pattern.pattern.removeprefix(_BEFORE) for word in vague_words(language)]
    return re.compile("|".join(patterns) or r"(?!)")


def _between_words(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}", re.IGNORECASE)
