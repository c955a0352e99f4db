"""The words of prose and of code as terms that can be compared: split, in small letters, cut to their stems."""

import re
from collections.abc import Iterator
from functools import lru_cache

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIXES = (
    *(
        "ations",
        "ation",
        "ating",
        "ated",
        "ates",
        "ate",
        "ments",
        "ment",
        "ings",
        "ing",
        "ions",
        "ion",
    ),
    *(
        "ables",
        "able",
        "ers",
        "ors",
        "ies",
        "ied",
        "ed",
        "es",
        "er",
        "or",
        "ity",
        "ly",
        "al",
        "s",
        "e",
        "y",
    ),
)
_LEAST = 3
_LONGEST = 6


def pieces_of_names(text: str) -> Iterator[str]:
    """The words that names are made of, in small letters: `read_text` and `readText` have two."""
    return (piece.lower() for piece in _PIECE.findall(text))


def stems_in(text: str) -> set[str]:
    """The stems of all words in code or prose."""
    return {stem(piece) for piece in set(_PIECE.findall(text))}


def words_in(text: str) -> list[str]:
    """The words of any script, folded, in order."""
    return [word.casefold() for word in _WORD.findall(text)]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the forms of a word share: `Returned`, `returning` and `returns` have one stem."""
    folded = word.lower()
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= _LEAST:
            folded = folded[: -len(suffix)]
            break
    if len(folded) > _LEAST and folded[-1] == folded[-2] and folded[-1] not in "sl":
        folded = folded[:-1]
    return folded[:_LONGEST]
