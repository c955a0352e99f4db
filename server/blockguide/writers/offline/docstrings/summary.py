"""A docstring's summary as a predicate: "reads key=value pairs from a file", "is a queue of jobs"."""

import re
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.docstrings.clean import Known, cleaned, first_paragraph, sentences
from blockguide.writers.offline.phrases.morphology import (
    article,
    base_form,
    lower_first,
    singular,
    third_person,
)
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_LONGEST: Final = 330
_NOISE: Final = re.compile(r">>>|^\s*[-=*~+#|]{3,}|\.\. \w+::|^\s*@|^:\w+|https?://|\{\{|\*\*|\\")
_FINITE: Final = re.compile(
    r"^(?:(?:the|an?|this|each|every|all|these) )?"
    r"(?:(?!(?:that|which|who|where|when|to|of|for|in)\b)[\w'`.-]+ ){1,4}?"
    r"(?:is|are|was|were|contains?|holds?|has|have|provides?|represents?|will|must|should|can|may"
    r"|does|do|needs?)\b",
    re.IGNORECASE,
)
_IF: Final = re.compile(r"^((?:If|When|Given) [^,]+), (\w+) (.+)$")
_LATER: Final = re.compile(
    r"(?P<before>,? (?:and then|then|and|or|but) (?:also |optionally |immediately )?)"
    r"(?P<verb>[a-z]+)\b"
)
_OBJECT: Final = re.compile(r"\s(?:the|an?|its?|all|each|every|this|these|them|any|that)\b")
_NOUNISH: Final = frozenset({"of"})
_HELPERS: Final = re.compile(
    r"^(?:(?:a |the )?(?:helper|utility|convenience|internal|private|simple|small|shortcut)\s?"
    r"(?:function|method|helper|wrapper)?s? (?:to|that will|which will)"
    r"|(?:this|the) (?:function|method|class|module|hook|routine) (?:is used to|will|can be used to"
    r"|is called to|should|is responsible for|tries to|attempts to)"
    r"|used to|function to|method to|responsible for|utility to|helper to)\s+",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"^(?:this|the) (?:function|method|class|module|hook|routine|decorator|script|view|property|test"
    r"|exception)\s+",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"^(?:this|it|these|we|you|by|if|when|see|note|todo|for|in|on|with|at|there|as)\b",
    re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(r"^[\w.]+\([^()]*\)\s*(?:->\s*[\w\[\], |.]+?)?\s*(?:--|:|–|—|-)\s+")
_QUESTION: Final = re.compile(r"^(?:how|what|which|why|where|whether|who)\b", re.IGNORECASE)
_DETERMINED: Final = re.compile(r"^(?:the|a|an|this|these|all|each|every|its|any)\b")
_IS: Final = re.compile(r"^(?:this|it) is (?=(?:an?|the|one)\b)", re.IGNORECASE)
_IN_ITS_WORDS: Final = "is, in the words of its docstring,"
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*")


@dataclass(frozen=True, slots=True)
class Summary:
    """A docstring's first sentence.

    Attributes:
        predicate: what is said of the thing, without its subject and full stop; never empty.
        verb: the base form of its first verb; "be" where the sentence is a noun phrase.
        rest: the sentences of the first paragraph after the first, cleaned.
    """

    predicate: str
    verb: str
    rest: tuple[str, ...] = ()


def function_summary(docstring: str, name: str, known: Known) -> Summary | None:
    """The summary of a function; a bare verb at its start is taken for a verb."""
    found = _sentences(docstring, name, known)
    if not found:
        return None
    predicate = _predicate(found[0])
    if predicate is None:
        return None
    return Summary(plain(predicate[1]), predicate[0], tuple(found[1:]))


def class_summary(docstring: str, name: str, known: Known) -> Summary | None:
    """The summary of a class or module; a bare noun that is also a verb is taken for a noun."""
    found = _sentences(docstring, name, known)
    if not found:
        return None
    sentence = found[0]
    head, _, rest = sentence.partition(" ")
    base = base_form(head.lower())
    if _QUESTION.match(sentence):
        return Summary(plain(f"tells {lower_first(sentence)}"), "tell", tuple(found[1:]))
    if (
        base is not None
        and base == head.lower()
        and rest.split(" ", 1)[0] in vocabulary().grammar["after_noun"]
    ):
        return Summary(plain(_noun_phrase(sentence)), "be", tuple(found[1:]))
    predicate = _predicate(sentence)
    if predicate is None:
        return None
    return Summary(plain(predicate[1]), predicate[0], tuple(found[1:]))


def _sentences(docstring: str, name: str, known: Known) -> list[str]:
    paragraph = first_paragraph(docstring)
    if re.match(rf"^{re.escape(name)}\s*\(", paragraph):
        remaining = docstring.strip()[len(paragraph) :].strip()
        lines = paragraph.split("\n", 1)
        paragraph = lines[1] if len(lines) > 1 else first_paragraph(remaining)
    paragraph = _SIGNATURE.sub("", paragraph)
    paragraph = re.sub(rf"^`*{re.escape(name)}`*(?:\(\))?\s*(?:--|-|:|–|—)\s+", "", paragraph)
    lines = paragraph.split("\n")
    kept: list[str] = []
    for line in lines:
        if (
            _NOISE.search(line)
            or re.match(r"^\s*(?:[-*•]|\d+\.)\s", line)
            or re.match(
                r"^(?:Args|Arguments|Parameters|Returns|Raises|Yields|Usage|Examples?|Notes?)\s*:?\s*$",
                line,
            )
        ):
            break
        kept.append(line)
    text = cleaned(" ".join(kept), known)
    found = [one.rstrip(".!:; ").rstrip() for one in sentences(text)]
    if (
        not found
        or not found[0]
        or len(found[0]) > _LONGEST
        or text.endswith((",", "("))
        or (len(kept) < len(lines) and found[-1] and not text.endswith((".", "!", ":")))
    ):
        found = (
            found[:-1]
            if len(found) > 1
            else ([] if not found or len(found[0]) > _LONGEST else found)
        )
    if text.endswith(":") and len(found) > 1:
        found = found[:-1]
    if found and " " not in found[0]:
        return []
    return [
        one
        for one in found
        if one and len(one) <= _LONGEST and one.isprintable() and not one.endswith("?")
    ]


def _predicate(sentence: str) -> tuple[str, str] | None:  # noqa: PLR0911 - one answer for each kind of sentence
    text = _IS.sub("", sentence)
    sentence = text
    text = _HELPERS.sub("", sentence)
    if text is sentence or text == sentence:
        text = _SUBJECT.sub("", sentence)
    text = _IS.sub("", text)
    if len(text) < 3:
        return None
    conditional = _IF.match(text)
    if conditional is not None and base_form(conditional.group(2)) == conditional.group(2):
        verb = conditional.group(2)
        return (
            verb,
            f"{third_person(verb)}, {lower_first(conditional.group(1))}, {conditional.group(3)}",
        )
    head, _, rest = text.partition(" ")
    plain_head = head.rstrip(",").lower()
    if plain_head.endswith("ly") and rest:
        second, _, tail = rest.partition(" ")
        base = base_form(second.lower())
        if base is not None:
            return base, f"{plain_head} {third_person(base)} {_later(tail)}".strip()
    base = base_form(plain_head)
    if base is None and plain_head in {
        "is",
        "are",
        "has",
        "does",
        "can",
        "must",
        "may",
        "will",
        "should",
    }:
        return "be", lower_first(text)
    if base is None and head.isupper() and len(head) > 2:
        base = base_form(head.lower())
    if base is None and _DETERMINED.match(rest) and _is_unknown_verb(plain_head):
        said = plain_head if plain_head.endswith("s") else third_person(plain_head)
        return plain_head, f"{said} {_later(rest)}"
    if base is None or (rest.split(" ", 1)[0] in _NOUNISH):
        return "be", _noun_phrase(text)
    comma = "," if head.endswith(",") else ""
    if plain_head == base:
        return base, f"{third_person(base)}{comma} {_later(rest)}".strip()
    return base, f"{plain_head}{comma} {rest}".strip()


def _is_unknown_verb(head: str) -> bool:
    """Whether a word before a determiner, which no noun stands before, can be a verb of its own."""
    return (
        head.isalpha()
        and len(head) > 2
        and not head.endswith(("ing", "ed", "ly", "ss"))
        and head not in vocabulary().grammar["phrase_ends"]
        and head not in vocabulary().grammar["no_verbs"]
        and not _CLAUSE.match(head)
    )


def _later(rest: str) -> str:
    known = vocabulary().later_verbs

    def inflected(match: re.Match[str]) -> str:
        verb = match.group("verb")
        if verb not in known and not (
            verb in vocabulary().verbs and _OBJECT.match(match.string[match.end() :])
        ):
            return match.group(0)
        return f"{match.group('before')}{third_person(verb)}"

    return _LATER.sub(inflected, f" {rest}").strip()


def _noun_phrase(text: str) -> str:  # noqa: PLR0911 - one answer for each kind of phrase
    head, _, tail = text.partition(" ")
    head = head.lower()
    if head.endswith("ing") and _DETERMINED.match(tail):
        return f"{_IN_ITS_WORDS} “{text}”"
    if _FINITE.match(text) and head not in {"like", "same", "used", "one"}:
        return f"{_IN_ITS_WORDS} “{text}”"
    if _CLAUSE.match(text) and not re.match(r"^these\b", text, re.IGNORECASE):
        return f"{_IN_ITS_WORDS} “{text}”"
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
    if head.endswith("ed") and tail.startswith("to "):
        return f"{_IN_ITS_WORDS} “{text}”"
    if head.endswith("ed") and len(head) > 4:
        return f"is {lower_first(text)}"
    said = lower_first(text)
    noun = _head_noun(text)
    if noun is not None and (singular(noun) is not None or noun.endswith("ing")):
        return f"{_IN_ITS_WORDS} “{text}”"
    if noun is None or not text[:1].isalpha():
        return f"{_IN_ITS_WORDS} “{text}”"
    name, semicolon, deed = said.partition("; ")
    verb = deed.split(" ", 1)[0]
    if semicolon and base_form(verb) == verb:
        return f"is {article(name)}; it {third_person(deed)}"
    return f"is {article(said)}"


def provided(predicate: str) -> str:
    """A module's predicate where its docstring is a noun phrase: "provides utilities for …"."""
    match = re.fullmatch(rf"{_IN_ITS_WORDS} “(.*)”", predicate)
    noun = _head_noun(match.group(1)) if match is not None else None
    if match is None or noun is None or _CLAUSE.match(match.group(1)):
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
