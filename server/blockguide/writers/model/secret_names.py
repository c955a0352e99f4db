"""The names that secrets go by, and which values of such a name are worth hiding."""

import re
import tomllib
from enum import StrEnum
from importlib import resources
from typing import Final

from blockguide.writers.model.randomness import is_random

SHORTEST: Final = 4
"""Characters below which a value is not worth a placeholder."""

_WORDS: Final[dict[str, list[str]]] = tomllib.loads(
    resources.files(__package__).joinpath("secret_words.toml").read_text("utf-8")
)
_PASSWORDS: Final = tuple(_WORDS["passwords"])
_KEYS: Final = tuple(_WORDS["keys"])
_DUMMIES: Final = frozenset(_WORDS["dummies"])

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\dA-Za-z_]+")
_TEMPLATE = re.compile(r"\$?\{+.*\}+|<.*>|%.{0,20}[sdr]|\$\(?\w+\)?|[\W_]+", re.DOTALL)
_REGEX_OR_CALL = re.compile(r"\\[dswbDSWB]|\[[^\]]*\][*+?]|\(\?|\)[*+?]|\w\(")
_PLAIN = re.compile(r"_*[^\W\d_]+(?:[-_.:/ ]+[^\W\d_]+)*[:.?!…_]*")
_NUMBERED = re.compile(r"(?<=[A-Za-z])\d\Z")
_DOTTED = re.compile(r"\w+(?:[-_./:]\w+)+")
_ALGORITHM = re.compile(
    r"(?:hs|rs|es|ps|sha|md|utf|base|argon|aes|latin)[_-]?\d{1,3}", re.IGNORECASE
)
_LEAST_KEY: Final = 8
_LEAST_WORDS: Final = 4


class Kind(StrEnum):
    """A password is what a person chose, words maybe; a key was made by a machine."""

    PASSWORD = "password"  # noqa: S105  # a kind, no password
    KEY = "key"


def kind_of(name: str) -> Kind | None:
    """What is kept under a name such as `DB_PASSWORD`, `apiKey` or `X-Auth-Token`; None: no secret.

    The last word decides, so that `password_field` and `token_type` are none.
    """
    words = _words(name)
    while len(words) > 1 and words[-1] in _WORDS["added"]:
        words.pop()
    if not words:
        return None
    last = words[-1] if len(words[-1]) <= SHORTEST else words[-1].removesuffix("s")
    if last.endswith(_PASSWORDS) or last in _WORDS["whole_passwords"]:
        return Kind.PASSWORD
    of_a_key = last == "key" and len(words) > 1 and words[-2] in _WORDS["key_of"]
    if of_a_key or last.endswith(_KEYS) or last in _WORDS["whole_keys"]:
        return Kind.KEY
    return None


def is_secret(value: str, kind: Kind, name: str = "") -> bool:
    """Whether a value that stands under a secret's name is one: no placeholder, kind, path or label."""
    value = value.strip()
    if len(value) < SHORTEST or _is_made_up(value, name):
        return False
    if any(map(str.isspace, value)):
        return kind is Kind.PASSWORD and not _is_prose(value)
    if _PLAIN.fullmatch(value):
        return is_random(value) or (kind is Kind.PASSWORD and _is_a_chosen_word(value))
    if kind is Kind.KEY and len(value) < _LEAST_KEY:
        return False
    return not (_ALGORITHM.fullmatch(value) or (kind is Kind.KEY and _is_a_name(value)))


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _is_made_up(value: str, name: str) -> bool:
    """Whether a value is a template, a pattern, an address, a dummy, or tells of a secret by its name."""
    if _TEMPLATE.fullmatch(value) or _REGEX_OR_CALL.search(value) or "://" in value:
        return True
    words = _words(value)
    if _PLAIN.fullmatch(value) and set(words) <= _DUMMIES.union(_words(name)):
        return True
    return bool(_PLAIN.fullmatch(_NUMBERED.sub("", value)) and any(map(kind_of, words)))


def _is_a_chosen_word(value: str) -> bool:
    words = _words(value)
    if len(words) == 1:
        return words[0] not in _WORDS["kinds"]
    return value == value.lower() and len(words) >= _LEAST_WORDS


def _is_a_name(value: str) -> bool:
    """Whether a digit stands in a name of code, such as `oauth2.auth`."""
    is_short = len(value) < 2 * _LEAST_KEY and sum(map(str.isdigit, value)) == 1
    return is_short and _DOTTED.fullmatch(value) is not None


def _is_prose(value: str) -> bool:
    """Whether words are told to a person: a label, a help text, an error."""
    if any(map(str.isdigit, value)):
        return value[-1] in ".:?!" and value[0].isupper()
    return value[0].isupper() or value[-1] in ".:?!…" or "%" in value or "{" in value
