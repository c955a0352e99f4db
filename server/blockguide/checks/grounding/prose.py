"""BG403 and BG404: whether the sentences have a ground in the block, and are in the wanted language."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined, Prose
from blockguide.checks.grounding.ground import ENOUGH, ENOUGH_OF_FEW, FEW, Ground
from blockguide.checks.grounding.sentences import sentences, telling_words
from blockguide.checks.grounding.slips import is_talk, is_told_back
from blockguide.checks.grounding.vocabulary import is_english
from blockguide.code.block import BlockKind
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.form import code_spans
from blockguide.guide.sentence import has_end
from blockguide.guide.terms import pieces_of_names
from blockguide.guide.tongue import seems_written_in
from blockguide.guide.values import Guide, Section, numbered

_FEWEST: Final = 3
"""Telling words below which a sentence claims too little to be weighed."""

_PAIR: Final = 2
"""Telling words of which one has a ground, in a description and where no name is quoted."""
_LONG: Final = 5
"""Letters from which on a word of any language is taken for one of the code's own."""

_SHOWN: Final = 60


@check("BG403", Severity.ERROR)
def sentence_unsupported(examined: Examined) -> Iterator[Remark]:
    """A sentence shares terms with the block, with what its names stand for, or with its docstrings.

    The words of a sentence are weighed: a word that every docstring has says little, a rare one much. A
    word stands firmly where the block spells it, in any form or abbreviation, less where the block's
    syntax means it or only its file spells it. A sentence of which too little stands is unsupported.
    Of a description's sentence that is too short to be weighed, some word has a ground.
    Words are weighed in English alone; in every other language the description as a whole names or spells
    something of the block. Broken code is not measured.

    Why: what neither the code nor its authors say is invented.

    Mend: say it in the code's own words, or leave it out.
    """
    if examined.subject.block.kind is BlockKind.FRAGMENT:
        return
    is_weighed = is_english(examined.guide.language)
    says_something = _says_something(examined) if is_weighed else _names_something(examined)
    if not says_something:
        message = "The description says nothing of the code; say what it does, in its own words."
        yield Remark(Section.DESCRIPTION, message)
    for prose in _texts(examined) if is_weighed else ():
        for sentence in sentences(prose.text):
            only_weighed = not says_something or prose.section is Section.STEPS
            if only_weighed and len(telling_words(sentence)) < _FEWEST:
                continue
            if not _is_supported(sentence, examined.ground):
                message = (
                    f"Nothing in the code supports {_shortened(sentence)!r}; "
                    "say it in the code's words, or leave it out."
                )
                yield Remark(prose.section, message, prose.place)


@check("BG404", Severity.WARNING)
def other_language(examined: Examined) -> Iterator[Remark]:
    """The prose is written in the guide's language; names and code stay as they are.

    Why: a person asked for a guide in that language.

    Mend: write the section in the guide's language.
    """
    language = examined.guide.language
    for section in (Section.DESCRIPTION, Section.STEPS):
        text = " ".join(prose.text for prose in examined.prose if prose.section is section)
        if not seems_written_in(text, language):
            message = f"The prose is not in the language {language!r}; write it in that."
            yield Remark(section, message)


def without_unsupported(guide: Guide, subject: Subject) -> Guide:
    """`guide` without the sentences of its description that do not hold, where that leaves most of it.

    Those are the unsupported, the told back, the cut off, and talk to who asked.

    Its first sentence says what the block is for: where that is unsupported nothing is taken out.
    """
    ground, count, kept = Ground(subject), 0, list[list[str]]()
    is_weighed = is_english(guide.language)
    for paragraph in guide.description.split("\n\n"):
        parts = sentences(paragraph)
        supported = [
            part
            for part in parts
            if (not is_weighed or _is_supported(part, ground))
            and has_end(part)
            and not is_told_back(part, subject)
            and not is_talk(part)
        ]
        if not kept and supported[:1] != parts[:1]:
            return guide
        count += len(parts)
        kept.append(supported)
    if 2 * sum(map(len, kept)) < count:
        return guide
    return replace(guide, description="\n\n".join(" ".join(each) for each in kept if each))


def _says_something(examined: Examined) -> bool:
    """Whether a description of nothing but short sentences has any ground at all."""
    description = examined.guide.description
    if any(len(telling_words(each)) >= _FEWEST for each in sentences(description)):
        return True
    words = telling_words(description)
    return not description or (bool(words) and examined.ground.support(words) > 0)


def _names_something(examined: Examined) -> bool:
    """Whether a description in any language has a word that the block spells."""
    description = examined.guide.description
    quoted = pieces_of_names(" ".join(code_spans(description)))
    long = (word for word in pieces_of_names(description) if len(word) >= _LONG)
    return not description or any(map(examined.ground.spells, (*quoted, *long)))


def _is_supported(sentence: str, ground: Ground) -> bool:
    words = telling_words(sentence)
    if len(words) >= _FEWEST:
        return ground.support(words) >= (ENOUGH if len(words) >= FEW else ENOUGH_OF_FEW)
    return len(words) < _PAIR or any(code_spans(sentence)) or ground.support(words) > 0


def _texts(examined: Examined) -> Iterator[Prose]:
    """The prose but for the steps' titles, which claim too little to be measured."""
    titles = {step.title for _, step in numbered(examined.guide.steps)}
    for prose in examined.prose:
        if prose.section is Section.DESCRIPTION or prose.text not in titles:
            yield prose


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[: _SHOWN - 1]}…"


CHECKS: tuple[Check, ...] = (sentence_unsupported, other_language)
