"""Regular expressions made of words, whole and as far as they came."""

import re
from collections.abc import Iterable
from itertools import accumulate


def starts_of(words: Iterable[str]) -> frozenset[str]:
    """Everything that one of `words` begins with, each whole word too."""
    return frozenset(start for word in words for start in accumulate(word))


def choice(words: Iterable[str]) -> str:
    """A pattern of one of `words`, the longest that fits."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
