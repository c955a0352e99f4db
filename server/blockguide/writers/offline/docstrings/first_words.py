"""The first word of a docstring where it is noun and verb: whether it names a thing or tells a deed."""

import re
from typing import Final

from blockguide.writers.offline.phrases.morphology import base_form, singular
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_FINITE: Final = frozenset({"is", "are", "was", "were", "has", "have", "will", "must", "should"})
_PARTICIPLE: Final = re.compile(
    r"(?:\w+ )?(?:(?:used|related|based|backed|needed|required|recorded|given|found|specified|defined"
    r"|shared|returned|raised|bound|made|built|kept|held)"
    r" (?:by|for|to|in|on|as|when|from|while|during|with|at)"
    r"|(?:containing|representing|holding|describing|consisting|including|acting|mapping)) "
)
_KIND: Final = re.compile(
    r"(?:class|mixin|subclass|widget|exception|instance)(?= (?:for|of|that|which|to|used|based|with)\b|$)"
)
"""Kinds of classes and their objects, whatever word stands before them: "delegate class for"."""

_IS: Final = re.compile(
    r"(?:(?!(?:that|which|who|where|when|if|to|of|for|in|as|by|with|from|on)\b)[\w'-]+ ){1,2}"
    r"(?:is|are|was|were)\b"
)
_ASKING: Final = frozenset({"check", "test", "return", "report", "debug", "log", "mark"})
"""Verbs that a clause may follow: "check values are set"."""

_AGENT: Final = re.compile(
    r"^\w+(?:er|or|ion|class|type|tool|api)(?= that\b| which\b| for\b| of\b| to\b| using\b| with\b|,|$)",
    re.IGNORECASE,
)
_HELPER: Final = re.compile(
    r"^(?:\w+ )?(?:helper|algorithm|constructor|deviation|handler)"
    r"(?= for\b| that\b| which\b| used\b| to\b|$)",
    re.IGNORECASE,
)
_COMPOUND: Final = re.compile(
    r"^(?P<noun>(?:[\w'/-]+ ){0,2}?[\w'/-]+)"
    r"(?P<after> (?:that|which|whose|who) | (?:for|of|to|using|with|used|based|by) |,|$)"
)
_RELATIVE: Final = (" that ", " which ", " whose ", " who ")
_DETERMINED: Final = re.compile(
    r"\b(?:the|an?|its|this|these|each|every|all|any|some|their|his|no)\b", re.IGNORECASE
)
_SUBORDINATE: Final = re.compile(
    r"that (?:the|an?|it|its|this|these|there|all|each|every|no|any)\b", re.IGNORECASE
)
_ALSO: Final = re.compile(r"(?:and|or) (\w+)")


def names_thing(sentence: str) -> bool:
    """Whether the first word of what describes a class names it: "Retry strategy that waits"."""
    head, base, rest = _opening(sentence)
    if base is None:
        return False
    if base != head:
        return is_clause(sentence)
    first = rest.partition(" ")[0]
    if _SUBORDINATE.match(rest) or _deeds_joined(rest):
        return False
    if first in _FINITE or first in {"of", "-", "--", ":"} or _KIND.match(rest):
        return True
    words = vocabulary().grammar
    return head in words["verb_nouns"] | words["modifiers"] and (
        first in words["after_noun"]
        or _PARTICIPLE.match(rest) is not None
        or (head not in _ASKING and _IS.match(rest) is not None)
        or _AGENT.match(rest) is not None
        or _is_compound(rest)
    )


def names_helper(sentence: str) -> bool:
    """Whether the first word of what describes a function is no deed: "Debug helper to print"."""
    head, base, rest = _opening(sentence)
    if base is None:
        return False
    modifies = vocabulary().grammar["verb_nouns"] | vocabulary().grammar["modifiers"]
    return is_clause(sentence) or (
        base == head and head in modifies and _HELPER.match(rest) is not None
    )


def is_clause(sentence: str) -> bool:
    """Whether the first word is what a sentence is about: "Requests are sent", "Links found by"."""
    _head, base, rest = _opening(sentence)
    if base is None:
        return False
    first, _, more = rest.partition(" ")
    return (
        first in _FINITE
        or (
            first in {"found", "required", "used", "needed", "given", "called"}
            and more.startswith("by ")
        )
        or is_told_of(rest)
    )


def is_told_of(text: str) -> bool:
    """Whether a text goes on with a verb in the third person and its object: "decodes an iterator"."""
    verb, _, object_ = text.partition(" ")
    base = base_form(verb)
    return (
        base is not None
        and base != verb
        and verb.islower()
        and re.match(r"(?:the|an?|this|its)\b", object_) is not None
    )


def _opening(sentence: str) -> tuple[str, str | None, str]:
    """The first word in small letters, the verb that it can be, and the words after it."""
    head, _, rest = sentence.partition(" ")
    return head.lower(), base_form(head.lower()), rest


def _deeds_joined(rest: str) -> bool:
    """Whether a second verb follows the first at once: "Inspect and clear the cache"."""
    match = _ALSO.match(rest)
    return match is not None and base_form(match[1]) == match[1]


def _is_compound(rest: str) -> bool:
    """Whether a noun without an article stands there, which no verb has for its object."""
    match = _COMPOUND.match(rest)
    if match is None or _DETERMINED.search(match["noun"]):
        return False
    noun = match["noun"].rpartition(" ")[2].lower()
    words = vocabulary().grammar
    if singular(noun) is not None or noun in words["uncountable"] or noun.endswith("ing"):
        return False
    is_agent = noun in words["agents"] or _AGENT.match(noun) is not None
    return (
        match["after"] in _RELATIVE
        or (is_agent and not match["after"].startswith(" "))
        or (noun in words["agents"])
    )
