"""BG402: whether the code does what the verbs of its guide say, of its lines and of itself."""

import builtins
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.grounding.ground import Ground
from blockguide.checks.grounding.itself import (
    says_it_is_a_program,
    says_it_uses_itself,
    shows_all,
    uses_itself,
)
from blockguide.checks.grounding.outcomes import untrue_outcomes
from blockguide.checks.grounding.sentences import (
    base_forms,
    main_verbs,
    participles,
    sentences,
    title_verb,
    told_verbs,
)
from blockguide.checks.grounding.vocabulary import Verb, verbs
from blockguide.checks.names import names_in
from blockguide.code.block import BlockKind
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.form import code_spans
from blockguide.guide.terms import pieces_of_names, stem
from blockguide.guide.values import Section, Step, numbered
from blockguide.text import Lines

_FAILING: Final = frozenset({"Call", "Subscript", "Attribute", "BinOp", "Import", "ImportFrom"})
"""What may raise a builtin exception by itself."""


@check("BG402", Severity.ERROR)
def verb_untrue(examined: Examined) -> Iterator[Remark]:
    """The lines of a step, and the block of a description, do what the verbs say, where the syntax can show it.

    "Returns" needs a `return`, "raises" a `raise` or an operation that can fail so, "sends" a call that does
    more than compute, "sorts" something that is named so, and on: the verbs and what they need are data, one
    file per language. Checked are the title's verb and those at the head of the text's main clauses; of a
    description those that are said of the block, with all of it for their lines. A block whose class has a base
    or a decorator, or that only stands for others, is not held to its description.

    Nor is a block said to use or call itself where nothing in it does, nor a function or a class to be a
    program, nor a block to raise, or to return, for a number or None where its own test says otherwise.

    Why: a verb that the code does not do is a false statement about the code.

    Mend: use the verb of what the lines do, or give the lines that do it.
    """
    if examined.subject.block.kind is BlockKind.FRAGMENT:
        return
    known = verbs(examined.guide.language)
    if not known:
        return
    for number, step in numbered(examined.guide.steps):
        for verb in _untrue_of_step(step, examined.ground, known):
            message = (
                f"Step {number} says {verb!r}, but its lines {step.lines} do nothing of the kind; "
                "use the verb of what they do."
            )
            yield Remark(Section.STEPS, message, f"step {number}")
    yield from _of_description(examined, known)
    yield from _of_outcomes(examined)


def _of_description(examined: Examined, known: Mapping[str, Verb]) -> Iterator[Remark]:
    subject, ground = examined.subject, examined.ground
    told = [
        prose for prose in examined.prose if prose.section is Section.DESCRIPTION and prose.text
    ]
    shows = bool(told) and shows_all(subject.block)
    for prose in told:
        if says_it_uses_itself(prose.text, subject.block.name) and not uses_itself(subject):
            message = f"The block is said to use `{subject.block.name}`, which it is, and nothing in it does."
            yield Remark(Section.DESCRIPTION, message, prose.place)
        is_definition = subject.block.kind in (BlockKind.CLASS, BlockKind.FUNCTION)
        if is_definition and any(map(says_it_is_a_program, sentences(prose.text))):
            message = f"The block is said to be a program, and it is a {subject.block.kind}; say what it does."
            yield Remark(Section.DESCRIPTION, message, prose.place)
        for sentence in sentences(prose.text) if shows else ():
            for verb in _untrue_of_block(sentence, subject, ground, known):
                message = (
                    f"The description says {verb!r}, but the code does nothing of the kind; "
                    "use the verb of what it does."
                )
                yield Remark(Section.DESCRIPTION, message, prose.place)


def _of_outcomes(examined: Examined) -> Iterator[Remark]:
    nodes = examined.subject.block.nodes
    for prose in examined.prose:
        for sentence in sentences(prose.text):
            for claim in untrue_outcomes(sentence, nodes):
                if claim.raises:
                    message = f"Nothing is raised for such a `{claim.name}`; say what the code's own test does."
                else:
                    message = (
                        f"The code raises for such a `{claim.name}`; say what its own test does."
                    )
                yield Remark(prose.section, message, prose.place)


def _untrue_of_block(
    sentence: str, subject: Subject, ground: Ground, known: Mapping[str, Verb]
) -> list[str]:
    """The verbs of a description's sentence that nothing in the block does."""
    told = told_verbs(sentence, subject.block.name)
    signs = ground.signs.all()
    said = {
        base: verb
        for base, verb in _said(sentence, told, known).items()
        if not known[base].block & signs
    }
    return _untrue(said, sentence, subject.block.lines, ground, known)


def _untrue_of_step(step: Step, ground: Ground, known: Mapping[str, Verb]) -> list[str]:
    told = (verb for verb in main_verbs(step.text) if verb not in known)
    said = _said(step.text, (*told, title_verb(step.title)), known)
    return _untrue(said, step.text, step.lines, ground, known)


def _said(text: str, told: Iterable[str], known: Mapping[str, Verb]) -> dict[str, str]:
    """The verbs that can be held to the code, by base form: those told, and participles that stand alone."""
    said = {_base(verb, known): verb for verb in told}
    for verb in participles(text):
        base = _base(verb, known)
        if base and "Spelled" in known[base].needs:
            said.setdefault(base, verb)
    return {base: verb for base, verb in said.items() if base}


def _untrue(
    said: Mapping[str, str], text: str, lines: Lines, ground: Ground, known: Mapping[str, Verb]
) -> list[str]:
    return [
        verb
        for base, verb in said.items()
        if not _is_true(known[base], text, lines, ground)
        and not _is_remarked(known[base], verb, lines, ground)
    ]


def _is_true(verb: Verb, text: str, lines: Lines, ground: Ground) -> bool:
    signs = ground.signs.at(lines)
    if not signs or verb.needs & signs:
        return True
    calls = [sign for sign in signs if sign.startswith("call:")]
    if any(name in call.lower() for call in calls for name in verb.names):
        return True
    if "Spelled" in verb.needs:
        words = pieces_of_names(ground.text_of(lines))
        return any(word.startswith(verb.names) for word in words)
    if verb.errors and signs & _FAILING:
        names = {name for code in code_spans(text) for name in names_in(code)}
        return bool(names & _errors())
    return False


def _is_remarked(verb: Verb, word: str, lines: Lines, ground: Ground) -> bool:
    """Whether a comment says so, or the docstring of a function that is told whole, or in which a call may."""
    if stem(word) in ground.remarked(lines):
        return True
    signs = ground.signs.at(lines)
    by_call = bool(verb.names or verb.needs & {"Call", "Reaching"}) and "Call" in signs
    is_whole = bool(signs & {"FunctionDef", "AsyncFunctionDef"})
    return (by_call or is_whole) and stem(word) in ground.documented(lines)


def _base(verb: str, known: Mapping[str, Verb]) -> str:
    return next((form for form in base_forms(verb) if form in known), "")


@cache
def _errors() -> frozenset[str]:
    return frozenset(
        name for name in dir(builtins) if name.endswith(("Error", "Exception", "Iteration"))
    )


CHECKS: tuple[Check, ...] = (verb_untrue,)
