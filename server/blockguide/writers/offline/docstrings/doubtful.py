"""Whether a docstring's opening without an article is surely the name of one thing; else it is quoted."""

import re
from typing import Final

from blockguide.writers.offline.phrases.morphology import base_form, singular

_WORD: Final = re.compile(r"`?[A-Za-z][\w'’-]*`?(?:/[A-Za-z-]+)?")
_SIGNS: Final = frozenset({"=", "->", "-->", "=>", "//", "/", "==", "<=", ">="})
_OPERATORS: Final = _SIGNS | {"-", "--", "+", "*", "**", "%", "&", "|", "^", "<", ">"}
_NO_NOUNS: Final = frozenset(
    {
        "not", "don't", "never", "always", "so", "per", "instead", "also", "then", "given", "overridden",
        "please", "without", "both", "either", "no", "yes", "it's", "that's", "there's", "here's", "let's",
        "become", "only",
    }
)  # fmt: skip
_NOUNS_IN_LY: Final = frozenset(
    {
        "friendly", "assembly", "family", "anomaly", "hourly", "daily", "weekly", "monthly", "yearly", "early",
        "supply", "reply", "orderly",
    }
)  # fmt: skip
_RELATIVE: Final = frozenset(
    {
        "that", "which", "who", "whose", "whether", "if", "when", "where", "how", "what", "to", "for", "of",
    }
)  # fmt: skip
_FINITE: Final = frozenset(
    {
        "doesn't", "don't", "didn't", "can't", "isn't", "aren't", "won't", "wasn't", "weren't", "hasn't",
        "supports", "means", "takes", "returns", "requires", "expects", "gives", "allows", "should", "must",
        "is", "are",
    }
)  # fmt: skip


def is_doubtful(text: str) -> bool:
    """Whether a text may be anything but a noun phrase in the singular."""
    words = text.split()
    return not words or not _may_be_named(words) or _has_verb(words)


def _may_be_named(words: list[str]) -> bool:
    head = words[0].lower()
    is_adverb = head.endswith("ly") and "-" not in head and head not in _NOUNS_IN_LY
    return (
        _WORD.fullmatch(words[0].removesuffix(";")) is not None
        and _OPERATORS.isdisjoint(words[1:2])
        and _SIGNS.isdisjoint(words[2:4])
        and head not in _NO_NOUNS
        and (not is_adverb or _is_modifier(words))
    )


def _is_modifier(words: list[str]) -> bool:
    """Whether an adverb belongs to the participle behind it: "fully vendored version of"."""
    return len(words) > 2 and words[1].endswith("ed") and words[2] not in _RELATIVE | {"by", "in"}


def _has_verb(words: list[str]) -> bool:
    """Whether a verb follows a subject at once: "Pretty prints JSON", "Oracle doesn't support it"."""
    for word in words[1:6]:
        if word.lower() in _RELATIVE or word.endswith((",", ";", ":")):
            return False
        if word in _FINITE:
            return True
    second = words[1] if len(words) > 2 else ""
    if second.endswith("ed") and words[2] in {"the", "a", "an"}:
        return True
    is_third = base_form(second) not in {None, second} and second.islower()
    return is_third and (singular(second) is None or words[2].lower() not in _RELATIVE)
