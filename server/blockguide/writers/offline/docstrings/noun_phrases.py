"""A docstring's noun phrase as a predicate: "is a queue of jobs", "provides utilities for …"."""

import re
from typing import Final

from blockguide.writers.offline.phrases.morphology import (
    article,
    base_form,
    lower_first,
    singular,
    third_person,
)
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_FINITE: Final = re.compile(
    r"^(?:(?:the|an?|this|each|every|all|these) )?"
    r"(?:(?!(?:that|which|who|where|when|to|of|for|in)\b)[\w'`.-]+ ){1,4}?"
    r"(?:is|are|was|were|contains?|holds?|has|have|provides?|represents?|will|must|should|can|may"
    r"|does|do|needs?)\b",
    re.IGNORECASE,
)
CLAUSE: Final = re.compile(
    r"^(?:this|it|these|we|you|by|if|when|see|note|todo|for|in|on|with|at|there|as)\b",
    re.IGNORECASE,
)
DETERMINED: Final = re.compile(r"^(?:the|a|an|this|these|all|each|every|its|any)\b")
_PASSIVE: Final = frozenset({"called", "used", "invoked", "intended", "designed", "meant"})
DESCRIBED: Final = "is described as"
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*")


def noun_phrase(text: str) -> str:  # noqa: PLR0911 - one answer for each kind of phrase
    """The phrase after "is", or in quotation marks where it is a sentence of its own."""
    head, _, tail = text.partition(" ")
    head = head.lower()
    if head.endswith("ing") and DETERMINED.match(tail):
        return f"{DESCRIBED} “{text}”"
    if _FINITE.match(text) and head not in {"like", "same", "used", "one"}:
        return f"{DESCRIBED} “{text}”"
    if CLAUSE.match(text) and not re.match(r"^these\b", text, re.IGNORECASE):
        return f"{DESCRIBED} “{text}”"
    if head in {
        "a",
        "an",
        "the",
        "this",
        "these",
        "one",
        "any",
        "anything",
        "anyone",
        "something",
        "someone",
        "everything",
        "whatever",
        "its",
        "all",
        "each",
        "every",
        "like",
        "same",
        "used",
    }:
        return f"is {lower_first(text)}"
    if head in _PASSIVE and tail.startswith("to "):
        return f"is {lower_first(text)}"
    if head.endswith("ed") and tail.startswith("to "):
        return f"{DESCRIBED} “{text}”"
    if head.endswith("ed") and len(head) > 4:
        return f"is {lower_first(text)}"
    said = lower_first(text)
    noun = _head_noun(text)
    if noun is not None and (singular(noun) is not None or noun.endswith("ing")):
        return f"{DESCRIBED} “{text}”"
    if noun is None or not text[:1].isalpha():
        return f"{DESCRIBED} “{text}”"
    name, semicolon, deed = said.partition("; ")
    verb = deed.split(" ", 1)[0]
    if semicolon and base_form(verb) == verb:
        return f"is {article(name)}; it {third_person(deed)}"
    return f"is {article(said)}"


def provided(predicate: str) -> str:
    """A module's predicate where its docstring is a noun phrase: "provides utilities for …"."""
    asked = re.match(r"tells (?=(?:what|which|who|where|why) )", predicate)
    if asked is not None:
        return f"is about {predicate[asked.end() :]}"
    match = re.fullmatch(rf"{DESCRIBED} “(.*)”", predicate)
    noun = _head_noun(match.group(1)) if match is not None else None
    if match is None or noun is None or CLAUSE.match(match.group(1)):
        return predicate
    text = match.group(1)
    if noun.endswith("ing"):
        return f"is about {lower_first(text)}"
    if singular(noun) is None or re.search(r"\b(?:is|are|was|were|has|have)\b", text):
        return predicate
    return f"provides {lower_first(text)}"


def _head_noun(text: str) -> str | None:
    """The last word of the noun phrase at the start: up to a preposition, a relative or a comma."""
    last = None
    for word in text.split():
        bare = word.strip("`'\"")
        if bare.lower() in vocabulary().grammar["phrase_ends"] and not (last or "").endswith("ly"):
            break
        match = _WORD.match(bare)
        last = match.group().lower() if match else last
        if word.endswith((",", ";", ":", ")")):
            break
    return last
