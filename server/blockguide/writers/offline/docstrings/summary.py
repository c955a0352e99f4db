"""A docstring's summary as a predicate: "reads key=value pairs from a file", "is a queue of jobs"."""

import re
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.docstrings.clean import Known, cleaned, first_paragraph, sentences
from blockguide.writers.offline.docstrings.noun_phrases import CLAUSE, DETERMINED, noun_phrase
from blockguide.writers.offline.phrases.morphology import base_form, lower_first, third_person
from blockguide.writers.offline.phrases.names import raw_words
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_LONGEST: Final = 330
_SHORT: Final = 60
_CLAUSES: Final = re.compile(r",|\b(?:that|which|if|when|where|unless|so)\b")
_NOISE: Final = re.compile(
    r">>>|^\s*[-=*~+#|]{3,}|\.\. \w+::|^\s*@|^:\w+(?: [^:`]+)?:(?!`)|https?://|\{\{|\*\*|\\"
)
_WHEN: Final = re.compile(
    r"^(?P<clause>(?:When|If|While|Unless|During|After|Before) [^,.;]+?),? (?:this|it) "
    r"(?P<verb>[a-z]+s) (?P<rest>.+)$"
)
_IF: Final = re.compile(r"^((?:If|When|Given) [^,]+), (\w+) (.+)$")
_FORMULA: Final = re.compile(r"^[\w.]+\([^()]*\) ?(?:=|<=>|<->|->|:=)")
_DEED: Final = re.compile(r"(?P<comma>,)? (?:then )?(?P<pronoun>this |it )?(?P<verb>[a-z]+)(?= )")
_LATER: Final = re.compile(
    r"(?P<before>,? (?:and then|then|and|or|but) (?:also |optionally |immediately )?"
    r"|, (?:optionally|possibly) )"
    r"(?P<verb>[a-z]+)\b"
)
_OBJECT: Final = re.compile(r"\s(?:the|an?|its?|all|each|every|this|these|them|any|that)\b")
_NOUNISH: Final = frozenset({"of"})
_AGENT: Final = re.compile(
    r"^\w+(?:er|or|ion|class|type|tool|api)(?= that\b| which\b| for\b| of\b| to\b| using\b| with\b|,|$)",
    re.IGNORECASE,
)
_HELPERS: Final = re.compile(
    r"^(?:(?:a |the )?(?:helper|utility|convenience|internal|private|simple|small|shortcut)\s?"
    r"(?:function|method|helper|wrapper)?s? (?:to|that will|which will)"
    r"|(?:this|the) (?:function|method|class|module|hook|routine) (?:is used to|will|can be used to"
    r"|is called to|should|is responsible for|tries to|attempts to)"
    r"|used to|function to|method to|responsible for|utility to|helper to)\s+",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"^(?:this|the) (?:[\w-]+ )?(?:function|method|class|module|hook|routine|decorator|script|view|property"
    r"|test|exception|dataclass|extension|package|enum|enumeration|protocol|mixin|type|helper|object|lexer"
    r"|fixture|generator|coroutine|filter|command|handler)\s+"
    r"(?=(?:(?:only|also|always|never|simply) )?[a-z]+s\b|can\b|may\b|must\b|will\b|should\b)",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(r"(?<![\w*])\*\*([\w' -]+)\*\*(?![\w*])")
_ADMONITION: Final = re.compile(r"\A\s*!!! .*\n?(?:[ \t]+\S.*\n?|\s*\n)*")
_SIGNATURE: Final = re.compile(r"^[\w.]+\([^()]*\)\s*(?:->\s*[\w\[\], |.]+?)?\s*(?:--|:|–|—|-)\s+")
_QUESTION: Final = re.compile(r"^(?:how|what|which|why|where|whether|who)\b", re.IGNORECASE)
_IS: Final = re.compile(r"^(?:this|it) is (?=(?:an?|the|one)\b)", re.IGNORECASE)


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
        and (
            rest.split(" ", 1)[0] in vocabulary().grammar["after_noun"] or _is_compound(base, rest)
        )
    ):
        return Summary(plain(noun_phrase(sentence)), "be", tuple(found[1:]))
    predicate = _predicate(sentence)
    if predicate is None:
        return None
    return Summary(plain(predicate[1]), predicate[0], tuple(found[1:]))


def _is_compound(head: str, rest: str) -> bool:
    """Whether a word that is verb and noun stands before an agent noun without an article: "stream wrapper"."""
    return head in vocabulary().grammar["verb_nouns"] and _AGENT.match(rest) is not None


def _sentences(docstring: str, name: str, known: Known) -> list[str]:
    docstring = _ADMONITION.sub("", docstring)
    paragraph = first_paragraph(docstring)
    if re.match(rf"^{re.escape(name)}\s*\(", paragraph):
        remaining = docstring.strip()[len(paragraph) :].strip()
        lines = paragraph.split("\n", 1)
        paragraph = lines[1] if len(lines) > 1 else first_paragraph(remaining)
    paragraph = _STRONG.sub(r"\1", _SIGNATURE.sub("", paragraph))
    paragraph = re.sub(rf"^`*{re.escape(name)}`*(?:\(\))?\s*(?:--|-|:|–|—)\s+", "", paragraph)
    spoken = " ".join(raw_words(name)) or name
    paragraph = re.sub(
        rf"^(?:(?:the )?`*{re.escape(name)}`*(?:\(\))?|an? {re.escape(spoken)}) (?=(?:is|has|can|[a-z]+s) )",
        "This class ",
        paragraph,
        flags=re.IGNORECASE,
    )
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
    found = [one.rstrip(".!:;, ").rstrip() for one in sentences(text)]
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
    is_cut = len(kept) < len(lines) and len(found) == 1 and not text.endswith((".", "!", ":"))
    if is_cut and found[0].rpartition(" ")[2].lower() in vocabulary().grammar["dangling"]:
        return []
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
    if len(text) < 3 or _FORMULA.match(text):
        return None
    conditional = _given(text) or _conditional(text)
    if conditional is not None:
        return conditional
    text = _without_pronoun(text)
    head, _, rest = text.partition(" ")
    plain_head = head.rstrip(",").lower()
    if "/" in plain_head and all(base_form(part) == part for part in plain_head.split("/")):
        told = "/".join(third_person(part) for part in plain_head.split("/"))
        return plain_head.partition("/")[0], f"{told} {rest}".strip()
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
    if base is None and DETERMINED.match(rest) and _is_unknown_verb(plain_head):
        said = plain_head if plain_head.endswith("s") else third_person(plain_head)
        return plain_head, f"{said} {_later(rest)}"
    if base is None or (rest.split(" ", 1)[0] in _NOUNISH):
        return "be", noun_phrase(text)
    comma = "," if head.endswith(",") else ""
    if plain_head == base:
        return base, f"{third_person(base)}{comma} {_later(rest)}".strip()
    return base, f"{plain_head}{comma} {rest}".strip()


def _conditional(text: str) -> tuple[str, str] | None:
    """The predicate of "If it is open, close it": "closes, if it is open, it"."""
    told = _WHEN.match(text)
    if told is not None and base_form(told["verb"]) not in {None, told["verb"]}:
        verb, clause, rest = told["verb"], lower_first(told["clause"]), told["rest"]
        is_short = len(rest) < _SHORT and not _CLAUSES.search(rest)
        said = f"{verb} {rest} {clause}" if is_short else f"{verb}, {clause}, {rest}"
        return base_form(verb) or "", said
    match = _IF.match(text)
    if match is None or base_form(match.group(2)) != match.group(2):
        return None
    verb = match.group(2)
    return verb, f"{third_person(verb)}, {lower_first(match.group(1))}, {match.group(3)}"


def _given(text: str) -> tuple[str, str] | None:
    """The predicate of "Given a list, return its sum": "takes a list and returns its sum"."""
    opening, _, rest = text.partition(" ")
    if opening.lower() != "given":
        return None
    for match in _DEED.finditer(rest):
        verb, base = match["verb"], base_form(match["verb"])
        follows = base is not None if match["pronoun"] else match["comma"] and base == verb
        if base is not None and follows and match.start():
            taken, deed = (
                rest[: match.start()],
                f"{third_person(base)} {_later(rest[match.end() + 1 :])}",
            )
            return "take", f"takes {taken}{',' if ', ' in taken else ''} and {deed}"
    return None


def _without_pronoun(text: str) -> str:
    """The sentence without the "This" or "It" before its verb: "This works like `map`"."""
    pronoun, _, rest = text.partition(" ")
    verb = rest.partition(" ")[0]
    is_told = pronoun.lower() in {"this", "it"} and base_form(verb) not in {None, verb}
    return rest if is_told else text


def _is_unknown_verb(head: str) -> bool:
    """Whether a word before a determiner, which no noun stands before, can be a verb of its own."""
    return (
        head.isalpha()
        and len(head) > 2
        and not head.endswith(("ing", "ed", "ly", "ss"))
        and head != "given"
        and head not in vocabulary().grammar["phrase_ends"]
        and head not in vocabulary().grammar["no_verbs"]
        and not CLAUSE.match(head)
    )


def _later(rest: str) -> str:
    known = vocabulary().later_verbs

    def inflected(match: re.Match[str]) -> str:
        verb = match.group("verb")
        # Right after the first verb there stands another one: "enable or disable the screen".
        if match.start() == 0 and verb in vocabulary().verbs:
            return f"{match.group('before')}{third_person(verb)}"
        is_last = not match.string[match.end() :].strip(" .") and verb in vocabulary().verbs
        if is_last and verb not in vocabulary().grammar["verb_nouns"]:
            return f"{match.group('before')}{third_person(verb)}"
        if verb not in known and not (
            verb in vocabulary().verbs and _OBJECT.match(match.string[match.end() :])
        ):
            return match.group(0)
        return f"{match.group('before')}{third_person(verb)}"

    return _LATER.sub(inflected, f" {rest}").strip()
