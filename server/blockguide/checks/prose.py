"""BG2xx: whether the prose says something, and says it itself."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.vague import VagueWord, hint_of_vagueness, vague_words
from blockguide.guide.entry import Severity
from blockguide.guide.form import without_code
from blockguide.guide.values import Section, numbered

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_MARKUP = re.compile(
    r"(?:^|\s)(?P<mark>:(?:param|type|returns?|rtype|raises?|var|ivar|cvar)\b[^:]*:"
    r"|(?:Args|Arguments|Parameters|Returns|Yields|Raises|Attributes|Examples?):(?=\s|$)"
    r"|>>>|-{4,}|\.\. [a-z]+::)"
)
_LETTERS = re.compile(r"\w+")


@check("BG201", Severity.WARNING)
def vague_word(examined: Examined) -> Iterator[Remark]:
    """No vague word stands in the prose, outside of code and quotations.

    Why: "handles the data" is true of all code; a reader learns from "checks", "sends", "raises".
    The list is data, one file per language.

    Mend: write the verb of what really happens, or leave the word out.
    """
    language = examined.guide.language
    hint, seen = hint_of_vagueness(language), Counter[VagueWord]()
    for prose in examined.prose:
        if hint.search(prose.text.lower()):
            plain = _QUOTED.sub('"', without_code(prose.text))
            for word in vague_words(language):
                for found in _standing(word, plain):
                    seen[word] += 1
                    if seen[word] > word.limit:
                        message = f"{found!r} is vague; {word.advice}."
                        yield Remark(prose.section, message, prose.place)


@check("BG205", Severity.WARNING)
def docstring_echo(examined: Examined) -> Iterator[Remark]:
    """The description is more than the docstring, and none of a docstring's markup is left in it.

    Why: who has the docstring needs no guide that repeats it; `:param x:` and `Args:` are for tools.

    Mend: keep the docstring's summary and tell the rest, from the code, in sentences.
    """
    docstring = _docstring(examined).strip()
    if "\n" in docstring and _same_words(examined.guide.description, docstring):
        message = "The description repeats the docstring; say from the code what goes in and out."
        yield Remark(Section.DESCRIPTION, message)
    for prose in examined.prose:
        if prose.section is Section.DESCRIPTION and (
            found := _MARKUP.search(without_code(prose.text))
        ):
            message = f"{found['mark']!r} is docstring markup; write a sentence instead."
            yield Remark(Section.DESCRIPTION, message, prose.place)


@check("BG206", Severity.WARNING)
def title_echo(examined: Examined) -> Iterator[Remark]:
    """A step's text says more than its title.

    Why: the title names what happens; the text tells it.

    Mend: tell in the text what goes in, what comes out, and when.
    """
    for number, step in numbered(examined.guide.steps):
        if step.title and _same_words(step.title, step.text):
            message = f"The text of step {number} repeats its title; tell what happens."
            yield Remark(Section.STEPS, message, f"step {number}")


def _standing(word: VagueWord, plain: str) -> Iterator[str]:
    fine = [match.span() for match in word.unless.finditer(plain)] if word.unless else []
    for match in word.pattern.finditer(plain):
        if not any(start <= match.start() and match.end() <= end for start, end in fine):
            yield match[0]


def _docstring(examined: Examined) -> str:
    facts = examined.subject.facts
    if examined.subject.block.name is None:
        return facts.module_docstring or ""
    docstrings = [each.docstring for each in facts.functions]
    docstrings += [each.docstring for each in facts.classes]
    return (docstrings[0] if docstrings else None) or ""


def _same_words(one: str, other: str) -> bool:
    pairs = zip_longest(_LETTERS.finditer(one.casefold()), _LETTERS.finditer(other.casefold()))
    return all(left and right and left[0] == right[0] for left, right in pairs)


CHECKS: tuple[Check, ...] = (vague_word, docstring_echo, title_echo)
