"""Vague words replaced or dropped; what stands in backticks is left alone."""

import re
from functools import cache
from typing import Final

from blockguide.writers.offline.phrases.vocabulary import vocabulary

_NOUNS: Final = {"handle": "object", "handles": "objects"}
_AS_NOUN: Final = re.compile(
    r"\b(?:the|an?|this|these|those|its|their|any|each|every|both|all|no|of|file|open|pipe|socket|window|by|with)"
    r" $",
    re.IGNORECASE,
)
# A process is a thing of the operating system unless it stands where only a verb can.
_OFTEN_NOUNS: Final = frozenset({"process", "processes"})
_AS_VERB: Final = re.compile(
    r"(?:^|[.;:] |\b(?:to|and|or|then|that|which|who|it|can|may|must|should|will|not) )$",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"(`[^`]*`)")


def plain(text: str) -> str:
    """The text without vague words."""
    pattern = _pattern()
    if not pattern.search(text):
        return text
    parts = _CODE.split(text)
    parts[::2] = [pattern.sub(_replaced, part) for part in parts[::2]]
    return "".join(parts)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(vocabulary().vague, key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![\w-])({joined})(?![\w-])( ?)", re.IGNORECASE)


def _replaced(match: re.Match[str]) -> str:
    word = match.group(1).lower()
    better = vocabulary().vague[word]
    if word in _OFTEN_NOUNS and not _AS_VERB.search(match.string[: match.start()]):
        return match.group(0)
    if word in _NOUNS and _AS_NOUN.search(match.string[: match.start()]):
        return _NOUNS[word] + match.group(2)
    if not better:
        return ""
    if match.group(1)[0].isupper():
        better = better[0].upper() + better[1:]
    return better + match.group(2)
