"""BG401: whether a step speaks of its own lines."""

import builtins
import keyword
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.grounding.ground import Ground, terms_of
from blockguide.checks.grounding.sentences import telling_words
from blockguide.checks.grounding.vocabulary import is_english, vocabulary
from blockguide.checks.names import EVERYWHERE, names_in, numbers_in
from blockguide.code.block import BlockKind
from blockguide.guide.entry import Severity
from blockguide.guide.form import code_spans, without_code
from blockguide.guide.terms import stem
from blockguide.guide.values import Section, Step, numbered

_FEWEST: Final = 2
"""Telling words below which a step without quoted names claims too little to be measured."""

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


@cache
def _common() -> frozenset[str]:
    """Names that stand for themselves, wherever they stand."""
    return frozenset({*dir(builtins), *keyword.kwlist, "self", "cls"})


CHECKS: tuple[Check, ...] = (step_ungrounded,)
