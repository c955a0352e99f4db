"""BG401 and BG402: whether a step speaks of its own lines, and whether they do what its verbs say."""

import ast
import builtins
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.grounding.ground import Ground, terms_of
from blockguide.checks.grounding.sentences import base_forms, main_verbs, telling_words, title_verb
from blockguide.checks.grounding.vocabulary import Verb, is_english, verbs, vocabulary
from blockguide.checks.names import EVERYWHERE, names_in, numbers_in
from blockguide.code.block import BlockKind
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.form import code_spans, without_code
from blockguide.guide.terms import stem
from blockguide.guide.values import Section, Step, numbered

_FEWEST: Final = 2
"""Telling words below which a step without quoted names claims too little to be measured."""


_SELF: Final = (
    r"(?:\A|(?<=[.!?] )|\b(?:It|(?:[Tt]he|[Tt]his) (?:block|function|method|class|code)) )"
)
"""Where a clause speaks of the block."""

_CONDITION: Final = re.compile(r"\s(?:when|if|unless|in|for)\s.*")
"""Where, in a title, it stops to speak of what is done."""

_ANYWHERE: Final = frozenset({"self", "cls", "None", "True", "False"})


@check("BG401", Severity.ERROR)
def step_ungrounded(examined: Examined) -> Iterator[Remark]:
    """A step speaks of something that stands on its lines.

    Of the names that it quotes, at least half stand there; where it quotes none, a word of it does, in
    some form, or something that a word of it means. The words are held to the code in English alone: in
    other languages one of the numbers that it quotes stands there, where it quotes any.

    Why: an editor jumps from the step to its lines; a reader who finds something else there trusts neither.

    Mend: give the step the lines that it tells of, or tell what happens on its lines.
    """
    if examined.subject.block.kind is BlockKind.FRAGMENT:
        return
    for number, step in numbered(examined.guide.steps):
        if not _is_grounded(step, examined.ground, examined.guide.language):
            message = (
                f"Step {number} speaks of nothing that stands on its lines {step.lines}; "
                "give the lines that it tells of, or tell what they do."
            )
            yield Remark(Section.STEPS, message, f"step {number}")


@check("BG402", Severity.ERROR)
def verb_untrue(examined: Examined) -> Iterator[Remark]:
    """The lines of a step do what its verbs say, where the syntax can show it.

    "Returns" needs a `return`, "raises" a `raise` or an operation that can fail so, "sends" a call that does
    more than compute, and so on: the verbs and what they need are data, one file per language. Checked
    are the title's verb and those at the head of the text's main clauses. Nor is a block said to use or
    call itself where nothing in it does.

    Why: a verb that the code does not do is a false statement about the code.

    Mend: use the verb of what the lines do, or give the lines that do it.
    """
    known = verbs(examined.guide.language)
    if not known or examined.subject.block.kind is BlockKind.FRAGMENT:
        return
    for number, step in numbered(examined.guide.steps):
        told = (verb for verb in main_verbs(step.text) if verb not in known)
        said = {_base(verb, known): verb for verb in (*told, title_verb(step.title))}
        for base, verb in said.items():
            if (
                base in known
                and not _is_true(known[base], step, examined.ground)
                and stem(verb) not in examined.ground.remarked(step.lines)
            ):
                message = (
                    f"Step {number} says {verb!r}, but its lines {step.lines} do nothing of the kind; "
                    "use the verb of what they do."
                )
                yield Remark(Section.STEPS, message, f"step {number}")

    name = examined.subject.block.name
    if name and not _uses_itself(examined.subject):
        said_so = re.compile(
            rf"{_SELF}(?:[Uu]ses|[Cc]alls|[Ii]nvokes) (?:the )?`{re.escape(name)}\b"
        )
        for prose in examined.prose:
            if prose.section is Section.DESCRIPTION and said_so.search(prose.text):
                message = f"The block is said to use `{name}`, which it is, and nothing in it does."
                yield Remark(Section.DESCRIPTION, message, prose.place)


def _uses_itself(subject: Subject) -> bool:
    """Whether the block's own name is read in it, as a name or as an attribute."""
    name = subject.block.name
    return any(
        (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        for statement in subject.block.nodes
        for node in ast.walk(statement)
    )


def _base(verb: str, known: Mapping[str, Verb]) -> str:
    return next((form for form in base_forms(verb) if form in known), "")


def _is_grounded(step: Step, ground: Ground, language: str) -> bool:
    # A title may name what its condition is about, outside of its lines.
    title = "" if step.children else _CONDITION.sub("", step.title)
    quoted = code_spans(f"{title} {step.text}")
    names = {name for code in quoted for name in names_in(code)}
    own = names - _common()
    if own:
        there = ground.names_on(step.lines)
        common = (names & there) - _ANYWHERE
        return 2 * len(own & there) >= len(own) or bool(common) or ground.only_jumps(step.lines)
    if step.children:
        return True
    return (_words_stand if is_english(language) else _numbers_stand)(step, quoted, ground)


def _numbers_stand(step: Step, quoted: Sequence[str], ground: Ground) -> bool:
    """Whether a step that quotes no name of its own quotes no number, or one of its lines."""
    numbers = numbers_in(" ".join(quoted)).keys() - EVERYWHERE
    return not numbers or bool(numbers & numbers_in(ground.text_of(step.lines)).keys())


def _words_stand(step: Step, quoted: Sequence[str], ground: Ground) -> bool:
    """Whether a word of such a step stands on its lines, in some form, or something that it means."""
    text = ground.text_of(step.lines)
    if not text.strip() or any(code in text for code in quoted):
        return True
    words = telling_words(without_code(f"{step.title} {step.text}"))
    terms = terms_of(text)
    if len(words) < _FEWEST or any(map(terms.spell, words)):
        return True
    known, stems = vocabulary(), set(map(stem, words))
    if any(known.together.get(each, frozenset()) & terms.stems for each in stems):
        return True
    return any(known.signs.get(sign, frozenset()) & stems for sign in ground.signs.at(step.lines))


def _is_true(verb: Verb, step: Step, ground: Ground) -> bool:
    signs = ground.signs.at(step.lines)
    if not signs or verb.needs & signs:
        return True
    if verb.names and any(
        name in sign for sign in signs if sign.startswith("call:") for name in verb.names
    ):
        return True
    if verb.errors and signs & {"Call", "Subscript", "Attribute", "BinOp", "Import", "ImportFrom"}:
        names = {name for code in code_spans(step.text) for name in names_in(code)}
        return bool(names & _errors())
    return False


@cache
def _common() -> frozenset[str]:
    """Names that stand for themselves, wherever they stand."""
    return frozenset({*dir(builtins), *keyword.kwlist, "self", "cls"})


@cache
def _errors() -> frozenset[str]:
    return frozenset(
        name for name in dir(builtins) if name.endswith(("Error", "Exception", "Iteration"))
    )


CHECKS: tuple[Check, ...] = (step_ungrounded, verb_untrue)
