"""Tells a random token, which nobody would write as a name or a word, from text."""

import re
from itertools import pairwise
from math import log2
from typing import Final

_HEX = re.compile(r"[0-9a-fA-F]+")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_BEGINS_ALPHABET = re.compile(r"ab|AB|01|12")
_CHANGES = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_LEAST_HEX_ENTROPY: Final = 3.0
_LEAST_ENTROPY: Final = 4.5
"""Bits a character above which a token counts as random: detect-secrets' own defaults."""

_LEAST_OF_A_KIND_ENTROPY: Final = 3.5
"""The same for a token without a digit or without a capital letter."""

_LEAST_MIXED: Final = 0.2
"""Of the letters and digits of a random token, about every third stands beside one of another kind."""

_SHORTEST: Final = 20


def is_random(token: str) -> bool:
    """Whether a token of letters, digits and signs is random, as keys and digests are."""
    entropy = _entropy(token)
    if _HEX.fullmatch(token) and not token.isalpha():
        return entropy > _LEAST_HEX_ENTROPY
    if _is_alphabet(token):
        return False
    has_digit = any(map(str.isdigit, token))
    if has_digit and any(map(str.isupper, token)) and entropy > _LEAST_ENTROPY:
        return True
    if len(token) < _SHORTEST or entropy <= _LEAST_OF_A_KIND_ENTROPY:
        return False
    is_mixed = len(_CHANGES.findall(token)) >= _LEAST_MIXED * len(token)
    return is_mixed or _CONSONANTS.search(token) is not None


def _entropy(token: str) -> float:
    counts = [token.count(sign) for sign in set(token)]
    return -sum(count / len(token) * log2(count / len(token)) for count in counts)


def _is_alphabet(token: str) -> bool:
    """Whether most signs follow the one before them, from the first on."""
    follows = sum(ord(after) - ord(before) == 1 for before, after in pairwise(token))
    return 2 * follows > len(token) and _BEGINS_ALPHABET.match(token) is not None
