"""Tells whether prose is written in a language, by its script and its smallest words."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from blockguide.guide.form import without_code

# The function words that make up a third of any text, those left out that two of the languages share.
_SMALL_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "en": frozenset(
            {
                "the",
                "of",
                "and",
                "to",
                "is",
                "it",
                "that",
                "for",
                "with",
                "as",
                "this",
                "by",
                "from",
                "or",
                "are",
                "when",
                "then",
                "if",
                "into",
                "its",
                "not",
                "each",
                "be",
            }
        ),
        "de": frozenset(
            {
                "der",
                "die",
                "das",
                "und",
                "ist",
                "nicht",
                "ein",
                "eine",
                "einen",
                "einer",
                "mit",
                "für",
                "wird",
                "den",
                "dem",
                "von",
                "wenn",
                "zu",
                "auf",
                "als",
                "oder",
                "aus",
            }
        ),
        "fr": frozenset(
            {
                "le",
                "la",
                "les",
                "des",
                "et",
                "est",
                "une",
                "du",
                "dans",
                "pour",
                "que",
                "qui",
                "avec",
                "sur",
                "par",
                "au",
                "si",
                "ou",
                "pas",
                "sont",
                "ce",
                "cette",
                "elle",
                "il",
            }
        ),
        "es": frozenset(
            {
                "el",
                "la",
                "los",
                "las",
                "y",
                "es",
                "una",
                "del",
                "en",
                "para",
                "que",
                "con",
                "por",
                "un",
                "se",
                "si",
                "o",
                "no",
                "son",
                "este",
                "esta",
                "como",
                "su",
                "al",
                "lo",
            }
        ),
    }
)
_WITH_A_SCRIPT: Final = frozenset(("ru", *_SMALL_WORDS))
"""The languages whose script is known here."""

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_IDENTIFIER = re.compile(r"\S*[_.()/=]\w\S*|\b[a-z]+[A-Z]\w*")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST: Final = 8
"""Words, or letters of a script that none of the languages has, below which a text tells no language."""


def seems_written_in(prose: str, language: str) -> bool:
    """Whether `prose` may well be in `language`; code and names in it do not count.

    True also for what cannot be told: a short text, a language without a list here.

    Args:
        prose: Markdown.
        language: a BCP 47 tag.
    """
    text = _IDENTIFIER.sub(" ", without_code(prose)).replace("`", " ")
    words = [word.casefold() for word in _WORD.findall(text)]
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    others = len(_LETTER.findall(text)) - cyrillic - latin
    primary = language.partition("-")[0].lower()
    # Of a script without spaces a whole sentence is one word.
    if others >= max(_FEWEST, cyrillic, latin):
        return primary not in _WITH_A_SCRIPT
    if len(words) < _FEWEST:
        return True
    if primary == "ru":
        return cyrillic > latin
    if primary not in _SMALL_WORDS:
        return True
    counts = {name: sum(word in small for word in words) for name, small in _SMALL_WORDS.items()}
    if cyrillic > latin:
        return False
    return counts[primary] * 10 >= max(counts.values()) * 8
