"""Names read as words: `parse_header` is a verb and its object."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import article_frame, singular
from blockguide.writers.offline.phrases.vocabulary import Vocabulary, vocabulary

_WORD: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_QUESTIONS: Final = frozenset(
    {"is", "has", "can", "should", "was", "are", "needs", "supports", "contains"}
)
_PARTICLES: Final = frozenset({"up", "down", "out", "off", "away", "back", "over"})
_PREPOSITIONS: Final = frozenset(
    {
        "to",
        "from",
        "in",
        "on",
        "for",
        "with",
        "by",
        "at",
        "of",
        "into",
        "as",
        "and",
        "or",
        "if",
        "not",
    }
)

_WANTING: Final = frozenset(
    {"to", "from", "for", "with", "by", "at", "of", "into", "as", "and", "or", "if", "not"}
)
"""Words that no name ends in that says all of what is done; "in" and "on" can: `log_in`, `turn_on`."""

_ADDING: Final = frozenset({"add", "append", "insert", "push", "register", "create"})
"""Verbs whose object is new: it takes "a", not "the"."""

_ADVERBS: Final = frozenset(
    {
        "soon",
        "now",
        "once",
        "again",
        "later",
        "early",
        "forever",
        "here",
        "there",
        "only",
        "all",
        "until",
    }
)
_DETERMINED: Final = tuple(
    (word,)
    for word in (
        "this",
        "that",
        "these",
        "those",
        "all",
        "any",
        "each",
        "every",
        "my",
        "no",
        "our",
        "some",
        "one",
        "more",
        "it",
        "both",
    )
)
_BARE: Final = "{}"
_THE: Final = framed("the {}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A name as a verb in its base form and the words after it; the verb is empty where there is none."""

    verb: str
    rest: str


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, short forms written out: `max_len` is "maximum", "length"."""
    return _words(name, vocabulary())


@lru_cache(maxsize=4096)
def _words(name: str, known: Vocabulary) -> tuple[str, ...]:
    return tuple(known.parts.get(word, word) for word in raw_words(name))


@lru_cache(maxsize=4096)
def raw_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, as they stand."""
    return tuple(word.lower() for word in _WORD.findall(name))


def reading(name: str) -> Reading:
    """The verb and the object that a function's name says."""
    verb, frame, rest = _read(name, vocabulary())
    return Reading(verb, say(frame, rest))


@lru_cache(maxsize=4096)
def _read(name: str, known: Vocabulary) -> tuple[str, str, str]:
    """A name's verb, the frame of the words after it, and these words."""
    raw = raw_words(name)
    if len(raw) > 1 and raw[0] == "do" and raw[1] in known.verbs:
        return _read("_".join(raw[1:]), known)
    if not raw or raw[0] not in known.verbs or raw[0] in known.weak_verbs or len(name) < 3:
        return "", _BARE, " ".join(_words(name, known))
    rest = list(_words(name, known)[1:])
    if _is_no_object(rest, known):
        return "", _BARE, " ".join(_words(name, known))
    if rest == ["nowait"]:
        return raw[0], framed("without waiting"), ""
    if rest and rest[0] in _PARTICLES:
        verb = f"{raw[0]} {rest.pop(0)}"
        frame = _BARE if not rest or rest[0] in _PREPOSITIONS else _THE
        return verb, frame, " ".join(rest)
    said, frame = " ".join(rest), _BARE
    takes_article = is_spoken("_".join(raw[1:])) and not _takes_no_article(rest)
    if rest and rest[0] not in _PREPOSITIONS | _ADVERBS and takes_article:
        is_new = raw[0] in _ADDING and rest[-1] not in known.grammar["uncountable"]
        frame = article_frame(said) if is_new else _THE
    return raw[0], frame, said


def _is_no_object(rest: list[str], known: Vocabulary) -> bool:
    """Whether the words after a verb show that the name says no deed, or not all of one.

    "Select or reject" is two verbs, and a name says of neither what it does; `read1` reads no 1,
    `copy_to` says not to what, and `cache_clear` clears.
    """
    if not rest:
        return False
    is_verb = len(rest) == 1 and rest[0] in known.grammar["only_verbs"]
    return rest[0] in ("and", "or") or "".join(rest).isdigit() or rest[-1] in _WANTING or is_verb


def is_question(name: str) -> bool:
    """Whether a function of this name answers yes or no: `is_valid`, `has_items`."""
    raw = raw_words(name)
    return len(raw) > 1 and raw[0] in _QUESTIONS


def as_noun(name: str) -> str:
    """The name's words, joined: `user_names` is "user names"."""
    return " ".join(words(name))


def one_of(name: str) -> str | None:
    """The words of one item of a plural name: `user_names` is "user name"; None if it is no plural."""
    raw = raw_words(name)
    if not raw:
        return None
    last = singular(raw[-1])
    if last is None:
        return None
    return " ".join([*words(name)[:-1], vocabulary().parts.get(last, last)])


def is_plural(name: str) -> bool:
    """Whether the name's last word is a plural."""
    return one_of(name) is not None


def is_spoken(name: str) -> bool:
    """Whether the name's words can stand in a sentence without backticks: whole words, none cut short."""
    raw = raw_words(name)
    if (
        not raw
        or name.startswith("__")
        or any(character.isupper() or character.isdigit() for character in name)
    ):
        return False
    parts = vocabulary().parts
    return raw[-1] not in vocabulary().grammar["adjectives"] and all(
        len(word) > 3 or word in parts or word in vocabulary().grammar["short_words"]
        for word in raw
    )


def is_determined(name: str) -> bool:
    """Whether the name brings its own determiner, so that "the" cannot stand before it: `this_row`."""
    return raw_words(name)[:1] in _DETERMINED


def _is_participle(word: str) -> bool:
    """Whether a word is a known verb with "ing" behind it: "running", not "keyring"."""
    stem = word.removesuffix("ing")
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return word != stem and not {stem, f"{stem}e", doubled}.isdisjoint(vocabulary().verbs)


def _takes_no_article(rest: list[str]) -> bool:
    last = rest[-1]
    is_plural = last.endswith("s") and singular(last) is not None
    is_manner = last.endswith("ly") or (
        last not in vocabulary().grammar["ing_nouns"] and _is_participle(last)
    )
    return is_plural or (rest[0],) in _DETERMINED or (len(rest) == 1 and is_manner)
