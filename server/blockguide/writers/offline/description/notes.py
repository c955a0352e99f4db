"""What a docstring says of one parameter or of the result, made to stand in a sentence."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from blockguide.writers.offline.docstrings.noun_phrases import is_several, with_article
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import base_form, listed

_DETERMINERS: Final = frozenset(
    {"a", "an", "the", "one", "any", "all", "each", "every", "some", "another", "this"}
)
_SAID: Final = frozenset({"used", "passed", "ignored", "added", "given", "not", "either"})
_SAID_TO: Final = ("to ", "by ", "as ", "in ", "for ", "with ")
_DANGLING: Final = re.compile(r" (?:where|with|of|containing|such as|as follows)$")
_TOLD: Final = re.compile(
    r"(?:when|whether|how|if|what|where|which|(?:that )?(?:an?|the|its|this|any|all|each|it|there)|that `|`)"
    r"(?:\b|(?<=`))"
)
"""What a verb in the third person goes on with, but a plural noun does not."""

_IF: Final = re.compile(
    r"if (?:an?|the|this|any|all|it|there|you)\b(?!.*(?:[,;:]| then | (?:will|must|should) ))"
)
"""A condition that nothing follows."""

_CLAUSE: Final = re.compile(
    r"(?:(?!(?:that|which|who|whose|where|when|if|whether|how|what|to)\b)[^\s.;:(]+ )+?"
    r"(?:is|are|was|were|will|must|should|can|may|has|have|requires?)\b"
)
"""A subject and its verb; a verb behind a relative word belongs to a noun."""


def thing(text: str) -> str | None:
    """A note as a noun phrase with its determiner; None for a clause, a deed, or what is neither."""
    text = _DANGLING.sub("", text)
    if _CLAUSE.match(text) or _is_deed(text):
        return None
    return text if text.split(" ", 1)[0] in _DETERMINERS else with_article(text)


def noted(found: Mapping[str, str]) -> str:
    """A sentence for each note, by the names of the parameters; the same note is said once.

    Args:
        found: the notes by parameter, without their full stops.
    """
    by_text: dict[str, list[str]] = {}
    for name, text in found.items():
        by_text.setdefault(text, []).append(f"`{name}`")
    return " ".join(_noted(names, text) for text, names in by_text.items())


def _noted(names: Sequence[str], text: str) -> str:
    head, _, rest = text.partition(" ")
    name = listed(names)
    if len(names) > 1:
        return f"{name}: {text}."
    named = thing(text)
    if named != text:
        if head in {"whether", "how"} or _IF.match(text):
            return say("{} tells {}.", name, text)
        if head in _SAID or (head.endswith("ed") and rest.startswith(_SAID_TO)):
            return say("{} is {}.", name, text)
    if named is not None:
        return (
            say("{} stands for {}.", name, named)
            if is_several(named)
            else say("{} is {}.", name, named)
        )
    return f"{name} {text}." if _is_deed(text) else f"{name}: {text}."


def _is_deed(text: str) -> bool:
    """Whether a note begins with what the parameter does: "indicates when the function returns"."""
    head, _, rest = text.partition(" ")
    return base_form(head) not in {None, head} and _TOLD.match(rest) is not None
