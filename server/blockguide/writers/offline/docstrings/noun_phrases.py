"""A docstring's noun phrase as a predicate: "is a queue of jobs", "provides utilities for …"."""

import re
from typing import Final, NamedTuple

from blockguide.writers.offline.docstrings.doubtful import is_doubtful
from blockguide.writers.offline.phrases.frames import framed, say
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
    r"(?:(?!(?:that|which|who|where|when|to|of|for|in)\b)[\w'`.-]+ (?:\([^()]*\) )?){1,4}?"
    r"(?:is|are|was|were|contains?|holds?|has|have|provides?|represents?|will|must|should|can|may"
    r"|does|do|needs?)\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"^(?:(?!(?:that|which|who|where|when|to|of|for|in|and|or|with|from|by|on)\b)[\w'`.-]+ ){1,4}?"
    r"(?P<verb>[a-z]+s) (?:an?|the|its|this|it)\b",
    re.IGNORECASE,
)
"""A subject, its verb and an object: "the widget displays a bar"."""

CLAUSE: Final = re.compile(
    r"^(?:this|it|these|we|you|by|if|when|see|note|todo|for|in|on|with|at|there|as)\b",
    re.IGNORECASE,
)
DETERMINED: Final = re.compile(r"^(?:the|a|an|this|these|all|each|every|its|any)\b")
_DONE: Final = frozenset(
    {"called", "invoked", "raised", "emitted", "triggered", "returned", "thrown"}
)
_OPENINGS: Final = frozenset(
    {
        "a", "an", "the", "this", "these", "one", "any", "anything", "anyone", "something", "someone",
        "everything", "whatever", "its", "all", "each", "every", "like", "used",
    }
)  # fmt: skip
_PASSIVE: Final = frozenset({"called", "used", "invoked", "intended", "designed", "meant"})
_PROVIDES: Final = framed("provides {}")
LISTS: Final = framed("lists {}")
_ASKED: Final = re.compile(r"(?:what|which|who|where|why) ")
_MAYBE_VERB: Final = re.compile(
    r"\w+s (?:to|against|into|with|like|between|through|in|a|an|the|its|one|two|three)\b",
    re.IGNORECASE,
)
"""What may be a deed as well as things: "talks to the port", "guards against loops"."""

_TYPE_NOUNS: Final = frozenset(
    {
        "integer",
        "int",
        "number",
        "string",
        "float",
        "boolean",
        "bool",
        "list",
        "dict",
        "dictionary",
        "tuple",
    }
)
"""Nouns for what a value is, of which there are many."""

_OF_ANY: Final = frozenset({"", "between", "with", "that", "which", "greater", "less", "not"})
"""What follows such a noun where any one is meant: not "number of rows"."""

_JOINED: Final = frozenset(
    {
        "attached",
        "added",
        "applied",
        "passed",
        "linked",
        "mapped",
        "exposed",
        "restricted",
        "limited",
        "related",
    }
)
"""Participles that "to" follows as a part of them, as in "attached to frozen classes"."""

_AFTER_NOUN: Final = frozenset(
    {"of", "for", "to", "in", "on", "at", "from", "that", "which", "used", "with"}
)
_PLAIN_NOUNS: Final = frozenset(
    {
        "string",
        "mapping",
        "encoding",
        "setting",
        "thing",
        "heading",
        "padding",
        "spacing",
        "family",
        "seed",
        "warning",
    }
)
"""Nouns that end as participles and adverbs do."""

_NOT_NOUNS: Final = frozenset(
    {
        "optional", "true", "false", "none", "only", "also", "must", "should", "can", "may", "will", "same",
        "like", "one", "default", "defaults", "see", "e", "i", "is", "are", "has", "either", "both", "most",
        "more", "required", "up", "what", "who", "could", "would", "might", "other", "similar",
    }
)  # fmt: skip
_ADJECTIVES: Final = frozenset({"equivalent", "similar", "identical", "equal", "analogous"})
_AFTER_PARTICIPLE: Final = re.compile(
    r"(?:by|when|to|in|into|for|as|if|from|on|onto|upon|with|at|and|or|before|after|while|until|because|only|once"
    r"|via|through|during|automatically|just|instead|immediately|internally|out|up|off|down|each|every|whenever)\b"
)
"""What follows a participle that no noun follows: "called when it ends"."""

_ONE_OF_ITS_KIND: Final = re.compile(
    r"(?:closest|nearest|largest|smallest|greatest|longest|shortest|highest|lowest|latest|earliest|oldest|newest"
    r"|best|worst|first|second|third|last|next|previous|current|only|total|maximum|minimum|entire|whole) [a-z`]"
)
_SPACED: Final = re.compile(r"\S+")
_PASSED_ON: Final = re.compile(
    r"(?:[a-z]+ed|found|given|made|built|kept|held) (?:to|by|in|for|with|from|as|on|at|into)\b"
)
"""A participle that tells of the noun before it: "objects referred to by"."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*")


class Predicate(NamedTuple):
    """What is said of a thing.

    Attributes:
        verb: its verb's base form; "be" for a noun phrase, and for a note.
        text: the whole: "is a queue of jobs".
        complement: what follows the verb: "a queue of jobs"; empty where that is not known.
        note: the text that it quotes, and else says nothing; empty for any other.
    """

    verb: str
    text: str
    complement: str = ""
    note: str = ""

    @property
    def named(self) -> str:
        """What it says the thing to be: "a queue of jobs"; empty for any other."""
        return self.complement if self.verb == "be" else ""


def noun_phrase(text: str) -> Predicate:
    """The phrase after "is", or in quotation marks where it is a sentence of its own."""
    head, _, tail = text.partition(" ")
    head = head.lower()
    if head == "same":
        return _is(say("the {}", lower_first(text)))
    if head not in _DONE and _is_sentence(text, head, tail):
        return described(text)
    if (
        head in _DONE | _OPENINGS
        or (head in _PASSIVE and tail.startswith("to "))
        or (head == "just" and tail.startswith("like "))
    ):
        return _is(lower_first(text))
    if head.endswith("ed") and tail.startswith("to ") and head not in _JOINED:
        return described(text)
    if head.endswith("ed") and len(head) > 4 and (not tail or _AFTER_PARTICIPLE.match(tail)):
        return _is(lower_first(text))
    return _named(text, head, tail)


def _is_sentence(text: str, head: str, tail: str) -> bool:
    return (
        (head.endswith("ing") and DETERMINED.match(tail) is not None)
        or (_FINITE.match(text) is not None and head not in {"like", "used", "one"})
        or (CLAUSE.match(text) is not None and head != "these")
        or (head in {"the", "this"} and _is_told(lower_first(text)))
        or (head == "any" and is_several(text))
    )


def _is(thing: str) -> Predicate:
    return Predicate("be", say("is {}", thing), thing)


def _named(text: str, head: str, tail: str) -> Predicate:
    """What starts with a noun that has no article."""
    said = lower_first(text)
    if not _is_one_thing(text, head) or _is_told(said) or is_doubtful(text):
        return described(text)
    if head in _ADJECTIVES and tail.startswith(("to ", "of ", "as ")):
        return _is(said)
    if _ONE_OF_ITS_KIND.match(said) or (
        head in vocabulary().grammar["relational"] and tail.startswith("of ")
    ):
        return _is(say("the {}", said))
    name, semicolon, deed = said.partition("; ")
    verb = deed.split(" ", 1)[0]
    if semicolon and base_form(verb) == verb:
        return _is(say("{}; it {}", article(name), third_person(deed)))
    return _is(article(said))


def _is_one_thing(text: str, head: str) -> bool:
    noun = head_noun(text)
    return (
        noun is not None
        and not _is_mass(noun)
        and (not noun.endswith("ing") or noun in _PLAIN_NOUNS)
        and text[:1].isalpha()
        and "." not in head
        and head[-1] != ":"
    )


def provided(said: Predicate, frame: str = _PROVIDES) -> str:
    """A module's predicate where its docstring is a noun phrase: "provides utilities for …"."""
    if said.verb == "tell" and _ASKED.match(said.complement):
        return say("is about {}", said.complement)
    return told_by(said.text, said.note, frame)


def represented(said: Predicate) -> str:
    """A class's predicate where its docstring is a noun phrase: "represents the options of …"."""
    if said.named.startswith(("all ", "these ", "some ")):
        return say("represents {}", said.named)
    return told_by(said.text, said.note, framed("represents {}"))


def with_article(text: str) -> str | None:
    """A bare noun phrase with "the" before it; None for what is no noun phrase as it stands."""
    head, _, rest = text.partition(" ")
    noun = head_noun(text)
    # "Filter objects ..." tells to do it; "filter for ..." names one.
    is_noun_too = head in vocabulary().grammar["verb_nouns"] | vocabulary().grammar["relational"]
    follows = rest.partition(" ")[0]
    is_deed = base_form(head) == head and (
        follows not in _AFTER_NOUN or (not is_noun_too and follows not in {"of", "for"})
    )
    if (
        noun is None
        or not head.isalpha()
        or not head.islower()
        or (head.endswith(("ed", "ing", "ly")) and head not in _PLAIN_NOUNS)
        or head in _NOT_NOUNS | vocabulary().grammar["no_verbs"]
        or is_deed
        or DETERMINED.match(text)
        or DETERMINED.match(rest)
        or CLAUSE.match(text)
        or _FINITE.match(text)
    ):
        return None
    if head in _TYPE_NOUNS and rest.partition(" ")[0] in _OF_ANY:
        return article(text)
    return say("the {}", text)


def is_several(phrase: str) -> bool:
    """Whether the noun of a phrase such as "the starting nodes for paths" is a plural."""
    nouns: list[str] = []
    for word in phrase.split():
        bare = word.strip("`'\",;:").lower()
        ends = vocabulary().grammar["phrase_ends"] | vocabulary().grammar["dangling"]
        if nouns and (bare in ends or bare.endswith(("ed", "ing"))):
            break
        nouns += [bare] if bare not in {"the", "all", "any", "some"} else []
    return bool(nouns) and singular(nouns[-1]) is not None


def _is_told(said: str) -> bool:
    match = _TOLD.match(said)
    return match is not None and base_form(match["verb"]) not in {None, match["verb"]}


def described(text: str) -> Predicate:
    """The predicate of what can only be quoted."""
    return Predicate("be", say("comes with the note “{}”", text), note=text)


def told_by(predicate: str, note: str, frame: str) -> str:
    """What a predicate quotes, told in `frame` where it is a plural or a mass; else the predicate as it is."""
    noun, can_do = head_noun(note), frame not in {_PROVIDES, LISTS}
    if noun is None or CLAUSE.match(note) or _FINITE.match(note) or _is_told(lower_first(note)):
        return predicate
    if can_do and _MAYBE_VERB.match(note):
        return predicate
    if noun.endswith("ing"):
        return predicate if can_do else say("is about {}", lower_first(note))
    if not _is_mass(noun) or re.search(r"\b(?:is|are|was|were|has|have)\b", note):
        return predicate
    return say(frame, lower_first(note))


def _is_mass(noun: str) -> bool:
    """Whether a noun takes no "a": a plural, or what cannot be counted."""
    return singular(noun) is not None or noun in vocabulary().grammar["uncountable"]


def head_noun(text: str) -> str | None:
    """The last word of the noun phrase at the start: up to a preposition, a relative or a comma."""
    last = None
    for found in _SPACED.finditer(text):
        word, place = found.group(), found.start()
        bare = word.strip("`'\"")
        if bare.lower() in vocabulary().grammar["phrase_ends"] and not (last or "").endswith("ly"):
            break
        if last is not None and _PASSED_ON.match(text[place:]):
            break
        match = _WORD.match(bare)
        last = match.group().lower() if match else last
        if word.endswith((",", ";", ":", ")")):
            break
    return last
