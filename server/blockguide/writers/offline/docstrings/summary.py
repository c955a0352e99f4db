"""A docstring's summary as a predicate: "reads key=value pairs from a file", "is a queue of jobs"."""

import re
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.docstrings.clean import Known, cleaned, first_paragraph, sentences
from blockguide.writers.offline.docstrings.first_words import (
    is_told_of,
    names_helper,
    names_thing,
)
from blockguide.writers.offline.docstrings.noun_phrases import Predicate, noun_phrase
from blockguide.writers.offline.docstrings.predicates import answered, predicate_of
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import base_form, lower_first
from blockguide.writers.offline.phrases.names import raw_words
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.vocabulary import vocabulary

_LONGEST: Final = 330
_NOISE: Final = re.compile(
    r">>>|^\s*[-=*~+#|]{3,}|\.\. \w+::|^\s*@|^:\w+(?: [^:`]+)?:(?!`)|https?://|\{\{|\*\*|\\"
)


_OPEN_END: Final = re.compile(
    r"[,;:]? (?:\(?(?:e\.g|i\.e|eg|ie)\.?|for example|for instance|such as|as follows|namely)$"
)
"""How a sentence ends that leads to an example which is not taken along."""

_STRONG: Final = re.compile(r"(?<![\w*])\*\*([\w' -]+)\*\*(?![\w*])")
_ADMONITION: Final = re.compile(r"\A\s*!!! .*\n?(?:[ \t]+\S.*\n?|\s*\n)*")
_SIGNATURE: Final = re.compile(r"^[\w.]+\([^()]*\)\s*(?:->\s*[\w\[\], |.]+?)?\s*(?:--|:|–|—|-)\s+")
_QUESTION: Final = re.compile(r"^(?:how|what|which|why|where|whether|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Summary:
    """A docstring's first sentence.

    Attributes:
        said: what is said of the thing, without its subject and full stop.
        rest: the sentences of the first paragraph after the first, cleaned.
        sentence: the first sentence as its authors wrote it, without its full stop.
    """

    said: Predicate
    rest: tuple[str, ...] = ()
    sentence: str = ""

    @property
    def predicate(self) -> str:
        """The predicate's text; never empty."""
        return self.said.text

    @property
    def verb(self) -> str:
        """The base form of its first verb; "be" where the sentence is a noun phrase."""
        return self.said.verb


def function_summary(docstring: str, name: str, known: Known) -> Summary | None:
    """The summary of a function; a bare verb at its start is taken for a verb."""
    found = _sentences(docstring, name, known)
    if not found:
        return None
    sentence = found[0]
    if names_helper(sentence):
        return Summary(_plain(noun_phrase(sentence)), tuple(found[1:]), sentence)
    said = answered(sentence) or predicate_of(sentence)
    return Summary(_plain(said), tuple(found[1:]), sentence) if said is not None else None


def class_summary(docstring: str, name: str, known: Known) -> Summary | None:
    """The summary of a class or module; a bare noun that is also a verb is taken for a noun."""
    found = _sentences(docstring, name, known)
    if not found:
        return None
    sentence = found[0]
    if _QUESTION.match(sentence):
        asked = lower_first(sentence)
        said: Predicate | None = Predicate("tell", say("tells {}", asked), asked)
    else:
        said = noun_phrase(sentence) if names_thing(sentence) else predicate_of(sentence)
    return Summary(_plain(said), tuple(found[1:])) if said is not None else None


def _plain(said: Predicate) -> Predicate:
    return said._replace(text=plain(said.text), complement=plain(said.complement))


def _sentences(docstring: str, name: str, known: Known) -> list[str]:
    docstring = _ADMONITION.sub("", docstring)
    paragraph = first_paragraph(docstring)
    if re.match(rf"^{re.escape(name)}\s*\(", paragraph):
        remaining = docstring.strip()[len(paragraph) :].strip()
        lines = paragraph.split("\n", 1)
        paragraph = lines[1] if len(lines) > 1 else first_paragraph(remaining)
    paragraph = _STRONG.sub(r"\1", _SIGNATURE.sub("", paragraph))
    paragraph = re.sub(rf"^`*{re.escape(name)}`*(?:\(\))?\s*(?:--|-|:|–|—)\s+", "", paragraph)
    paragraph = _without_name(paragraph, name)
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
    found = [_OPEN_END.sub("", one.rstrip(".!:;, ").rstrip()) for one in sentences(text)]
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
    if found and (" " not in found[0] or _is_answered(found)):
        return []
    return [
        one
        for one in found
        if one and len(one) <= _LONGEST and one.isprintable() and not one.endswith("?")
    ]


def _is_answered(found: list[str]) -> bool:
    """Whether the first sentence is a question that the next one only answers: "Is it open? If not, …"."""
    return found[0].endswith("?") and (
        len(found) == 1 or re.match(r"[A-Z][a-z]+ (?!so\b|not\b)", found[1]) is None
    )


def _without_name(paragraph: str, name: str) -> str:
    """The paragraph with another subject where it is told of `name`; "close this" is told to `close`."""
    spoken = " ".join(raw_words(name)) or name
    match = re.match(
        rf"^(?:(?:the )?(?P<tick>`*){re.escape(name)}`*(?P<call>\(\))?"
        r"(?: (?:class|function|method|exception|widget|type))?"
        rf"|an? {re.escape(spoken)}) (?P<verb>[a-z]+) ",
        paragraph,
        flags=re.IGNORECASE,
    )
    if match is None:
        return paragraph
    verb = match["verb"]
    is_code = match["tick"] or match["call"]
    may_be_deed = not is_code and base_form(name.lower()) == name.lower()
    is_told = verb in {"is", "has", "can"} or (
        (base_form(verb) not in {None, verb} or (is_code and verb in vocabulary().vague))
        and (not may_be_deed or is_told_of(paragraph[match.start("verb") :]))
    )
    return f"This class {paragraph[match.start('verb') :]}" if is_told else paragraph
