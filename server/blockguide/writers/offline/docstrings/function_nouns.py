"""A function whose docstring is a noun phrase: what it is itself, what it gives, or what its authors note."""

import re
from typing import Final

from blockguide.writers.offline.docstrings.noun_phrases import (
    described,
    head_noun,
    told_by,
)
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_NAMED: Final = re.compile(r"is (?P<named>(?:an?|the) (?P<noun>.+))")
_LIKE: Final = re.compile(r"the (?:same as|inverse of|reverse of|opposite of|\w+ counterpart)\b")
_ITSELF: Final = re.compile(
    r"(?:internal|private|public|special|abstract|optional|default|dummy|deprecated) ",
    re.IGNORECASE,
)


def of_function(predicate: str, sentence: str, *, gives: bool, note: str = "") -> str:
    """The predicate of a function; one that names neither a callable nor a result is quoted.

    Args:
        predicate: what `noun_phrase` made of the docstring, or any other predicate, which stays as it is.
        sentence: the docstring's own first sentence, without its full stop.
        gives: whether the function returns or yields something.
        note: the text that the predicate quotes; empty where it does not.
    """
    match = _NAMED.fullmatch(predicate)
    if match is None:
        return told_by(predicate, note, framed("gives {}")) if gives else predicate
    noun = head_noun(match["noun"])
    words = vocabulary().grammar
    if noun in words["callables"] or _LIKE.match(match["named"]) or _ITSELF.match(match["noun"]):
        return predicate
    if gives and noun in words["relational"] and f"{noun} of " in match["noun"]:
        return say("gives the {}", match["noun"])
    if gives and noun in words["results"] | words["relational"]:
        return say("gives {}", match["named"])
    return described(sentence).text
