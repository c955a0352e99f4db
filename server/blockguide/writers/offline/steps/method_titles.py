"""Titles of functions within a class or module: their purpose in the imperative, or their name read."""

from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import DecoratorKind, FunctionFacts
from blockguide.writers.offline.docstrings.purpose import Purpose, is_property, tested
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import base_form
from blockguide.writers.offline.phrases.names import reading
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_TITLE_WORDS: Final = 7
_PREPOSITIONS: Final = frozenset(
    {
        "into",
        "onto",
        "over",
        "through",
        "under",
        "between",
        "against",
        "within",
        "without",
        "toward",
    }
)
_FINITE: Final = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "can",
        "may",
        "must",
        "should",
        "will",
        "does",
        "do",
    }
)
_OTHER_LATER: Final = frozenset(
    {"remove", "get", "show", "raise", "start", "stop", "open", "yield"}
)


def method_titles(function: FunctionFacts, purpose: Purpose | None) -> tuple[str, ...]:
    """Titles for the step of a function, the best first; none of them may be left."""
    found: list[str] = []
    if function.name in {"__init__", "__new__"}:
        is_init = function.name == "__init__"
        found.append(say("set up a new object") if is_init else say("create the object"))
    if purpose is not None and purpose.told:
        short = shortened(purpose)
        if short:
            found.append(short)
    dunder = vocabulary().dunder.get(function.name)
    if dunder is not None:
        found.append(dunder)
    if is_property(function):
        found.append(say("read `{}`", function.name))
    elif function.decorated(DecoratorKind.SETTER):
        found.append(say("set `{}`", function.name))
    elif function.decorated(DecoratorKind.DELETER):
        found.append(say("delete `{}`", function.name))
    read = reading(function.name)
    if read.verb == "test" and len(function.name.split("_")) > 1:
        found.extend([say("test {}", tested(function.name)), say("run `{}`", function.name)])
    elif read.verb and read.rest and dunder is None:
        found.append(f"{read.verb} {read.rest}")
    return tuple(title for title in found if 1 < len(title.split()) <= 8)


def shortened(purpose: Purpose) -> str | None:
    """The purpose as a title in the imperative, cut at a natural place; None where there is none."""
    words = purpose.predicate.split()
    at = 1 if words[0].endswith("ly") and len(words) > 2 else 0
    if purpose.verb == "be" or base_form(words[at].rstrip(",")) != purpose.verb:
        return None
    words[at] = purpose.verb + ("," if words[at].endswith(",") else "")
    kept: list[str] = []
    for position, word in enumerate(words):
        if position > 1 and (
            (word.lower() in vocabulary().grammar["title_ends"] and not _is_choice(words, position))
            or len(kept) == _TITLE_WORDS
            or not any(character.isalnum() or character in "`_" for character in word)
        ):
            break
        kept.append(word)
        if word.endswith((",", ";", ":", ".")):
            break
    kept = imperative(kept)
    text = " ".join(kept).rstrip(",;:.")
    if len(kept) == _TITLE_WORDS and len(words) > _TITLE_WORDS:
        whole = _without_half_a_phrase(kept, words[len(kept)])
        if {"if", "whether"} & set(kept) and not _ends_well(kept, words[len(kept)]):
            return None
        kept = whole
        while kept and kept[-1].lower() in vocabulary().grammar["dangling"]:
            kept.pop()
        text = " ".join(kept).rstrip(",;:.")
    if (
        text.count("`") % 2
        or not _asks(kept)
        or _is_choice(words, len(kept))
        or text.count("(") != text.count(")")
        or len(kept) < 2
        or (
            len(kept) < 3
            and len(words) > 2
            and words[at] in {"return", "yield", "be", "set", "make"}
        )
        or kept[-1].lower() in vocabulary().grammar["dangling"]
    ):
        return None
    return text


def imperative(words: Sequence[str]) -> list[str]:
    """The words with every verb after "and", "or" or "then" in its base form, as the first one is."""
    found = list(words)
    for position in range(2, len(words)):
        verb = base_form(words[position])
        joined = words[position - 1] in {"and", "or", "then", "but"}
        is_later = position == 2 or verb in vocabulary().later_verbs | _OTHER_LATER
        if joined and verb is not None and is_later:
            found[position] = verb
    return found


def _without_half_a_phrase(kept: list[str], following: str) -> list[str]:
    """The words without a last phrase that goes on behind them: "… of a recursive" without "of a recursive"."""
    grammar = vocabulary().grammar
    if _ends_well(kept, following):
        return kept
    ends = grammar["phrase_ends"] | grammar["title_ends"] | _PREPOSITIONS
    at = next((place for place in range(len(kept) - 1, 2, -1) if kept[place].lower() in ends), None)
    return kept if at is None else kept[:at]


def _ends_well(kept: Sequence[str], following: str) -> bool:
    """Whether a phrase ends where the words are cut."""
    grammar = vocabulary().grammar
    ends = grammar["phrase_ends"] | grammar["title_ends"] | _PREPOSITIONS
    return (
        kept[-1].endswith((",", ";", ":", "."))
        or following.lower() in ends
        or not following[:1].isalpha()
    )


def _asks(kept: Sequence[str]) -> bool:
    """Whether a question that the words hold has its verb: "tell whether it is open", not "whether columns"."""
    at = next((place for place, word in enumerate(kept) if word in {"if", "whether"}), None)
    rest = kept[at + 1 :] if at is not None else ()
    is_plural = bool(rest) and rest[0] in {"we", "they", "you"}
    return at is None or any(
        word in _FINITE
        or base_form(word.rstrip(",")) not in ({None} if is_plural else {None, word})
        for word in rest
    )


def _is_choice(words: Sequence[str], position: int) -> bool:
    """Whether an "or" between two things stands here, so that one alone would be half of the truth."""
    after = words[position + 1] if len(words) > position + 1 else ""
    return words[position : position + 1] == ["or"] and base_form(after) is None
