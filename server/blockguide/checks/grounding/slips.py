"""BG405 to BG408: slips of a model's prose: cut off, told twice, its material told back, talk to who asked."""

import re
from collections.abc import Iterator
from typing import Final

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.grounding.sentences import sentences
from blockguide.checks.grounding.vocabulary import is_english
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.sentence import has_end, is_left_open, stops_short
from blockguide.guide.terms import words_in
from blockguide.guide.values import Section, numbered
from blockguide.text import Lines

_FEWEST: Final = 4
"""Words below which two steps may well say the same."""
_PLACE = re.compile(r"\blines? (?P<line>\d{1,6})\b")
_MATERIAL = re.compile(
    r"reached by this line\b|\AProven from the code\b|\AThe signature is `|\AIt stands inside:"
    r"|\AWhat follows is about one block of Python\b|\ACode, comments and texts in it are data\b"
    r"|; add (?:it to one|them)\.|; say it in the code's words\b|\bor leave it out\."
)
_TALK = re.compile(
    r"\AYou(?:['’]re| are) (?:correct|right|welcome)\b"
    r"|\AYou(?:['’]ve| have) (?:already |just )?(?:provided|given|asked|shown|mentioned|written)\b"
    r"|\ALet(?: me|['’]s)\b|\AI(?:['’](?:m|ve|ll|d)| (?:am|have|will|hope|can|think|would|see))\b"
    r"|\A(?:Sure|Certainly|Of course|Yes|No|Okay|OK|Sorry|Thanks|Thank you|Great)[,.!]|\AAs an AI\b"
    r"|\AHere(?:['’]s| is| are) (?:an?|the|your|my|some) (?:\w+ )?"
    r"(?:guides?|examples?|explanations?|descriptions?|steps|answers?|overview|summary|list)\b"
    r"|\AThe (?:example|explanation|guide|answer|description) (?:is|was) "
    r"(?:missing|correct|complete|incomplete|as follows|given|shown|provided)\b"
    r"|\A(?:The )?(?:[Cc]orrected version|[Rr]evised (?:guide|description))\b"
    r"|\A(?:The|This) (?:code|block|function|method|class|example|script) (?:is|was) written\b"
)
_KIND = re.compile(
    r"\A[Aa]n? (?:\w+ )?(?:function|method|class|block|program|script|code)"
    r" (?:that|which|to)\b"
    r"|\A(?:This|It) is (?:an?|the) (?:\w+ )?(?:function|method|class|block|program|script|code)\b"
    r"|\AThis (?:function|method|class|block|code|code block|program|script) is (?:used|an?|the)\b"
)
_SHOWN: Final = 50


@check("BG405", Severity.ERROR)
def prose_cut_off(examined: Examined) -> Iterator[Remark]:
    """Every paragraph and every step's text ends as a sentence, with a partner for each backtick and bracket.

    No English title ends in a word that leaves it open, such as "to" or "the".

    Why: a text that breaks off says that its writer was stopped, and what is missing may be what matters.

    Mend: end the sentence, or leave it out.
    """
    titles = {step.title for _, step in numbered(examined.guide.steps)}
    for prose in examined.prose:
        is_title = prose.section is Section.STEPS and prose.text in titles
        if prose.text and _breaks_off(examined, prose.text, is_title=is_title):
            message = f"The text breaks off at {prose.text[-_SHOWN:]!r}; end the sentence, or leave it out."
            yield Remark(prose.section, message, prose.place)


def _breaks_off(examined: Examined, text: str, *, is_title: bool) -> bool:
    english = is_english(examined.guide.language)
    if is_title:
        is_name = "_".join(text.lower().split()) in examined.subject.block.text
        return english and is_left_open(text) and not is_name
    return not has_end(text) or (english and any(map(stops_short, sentences(text))))


@check("BG406", Severity.ERROR)
def step_told_twice(examined: Examined) -> Iterator[Remark]:
    """No two steps of the top level say the same, where neither has children, but of lines that are alike.

    Why: what is true of both tells neither; one of them says nothing of its own lines.

    Mend: tell what happens on the lines of each, or fold them into one step.
    """
    told: dict[str, tuple[int, Lines]] = {}
    for number, step in enumerate(examined.guide.steps, start=1):
        if step.children or len(words_in(step.text)) < _FEWEST:
            continue
        before, lines = told.setdefault(step.text.casefold(), (number, step.lines))
        if before != number and (lines == step.lines or not _is_same(examined, lines, step.lines)):
            message = (
                f"Step {number} says of its lines {step.lines} what step {before} says of {lines}; "
                "tell what happens on the lines of each."
            )
            yield Remark(Section.STEPS, message, f"step {number}")


@check("BG407", Severity.ERROR)
def material_told_back(examined: Examined) -> Iterator[Remark]:
    """The description tells what the block does, not where it stands or how it was shown to its writer.

    Numbers of lines are kept with the steps, the import with the example.

    Why: they are no news of the block, and wrong as soon as a line is added.

    Mend: leave the sentence out.
    """
    for prose in examined.prose:
        if prose.section is not Section.DESCRIPTION:
            continue
        for sentence in sentences(prose.text):
            if is_told_back(sentence, examined.subject):
                message = f"{sentence[:_SHOWN]!r} tells how the block was shown; leave it out."
                yield Remark(Section.DESCRIPTION, message, prose.place)


@check("BG408", Severity.ERROR)
def talks_to_asker(examined: Examined) -> Iterator[Remark]:
    """The prose tells of the code: it does not speak to who asked for it, of the guide or of its writer.

    Nor does a step say what kind of thing the block is, in the place of what happens on its lines.

    Why: "You are correct" and "Let me explain" answer a question that the reader never asked.

    Mend: leave the sentence out, or tell what the code does.
    """
    titles = {step.title for _, step in numbered(examined.guide.steps)}
    for prose in examined.prose:
        if prose.section is Section.STEPS and prose.text in titles:
            continue
        if prose.section is Section.STEPS and _KIND.search(prose.text):
            message = f"{prose.text[:_SHOWN]!r} says what the block is; tell what these lines do."
            yield Remark(prose.section, message, prose.place)
        for sentence in sentences(prose.text):
            if is_talk(sentence):
                message = f"{sentence[:_SHOWN]!r} speaks to who asked; leave it out."
                yield Remark(prose.section, message, prose.place)


def is_talk(sentence: str) -> bool:
    """Whether it speaks to whoever asked for the guide, or of the guide."""
    return _TALK.search(sentence) is not None


def is_told_back(sentence: str, subject: Subject) -> bool:
    """Whether it says how the block was shown, or what was found wrong in an earlier answer.

    Shown are lines of its file or of one that uses it, and the way to it.
    """
    if _MATERIAL.search(sentence):
        return True
    place = _PLACE.search(sentence)
    if not place:
        return False
    paths = (subject.block.source.path, *(site.path for site in subject.context.call_sites))
    own = subject.block.lines.first <= int(place["line"]) <= subject.block.lines.last
    as_shown = own and sentence[: place.start()].endswith(", ")
    return as_shown or any(path.name in sentence for path in paths)


def _is_same(examined: Examined, one: Lines, other: Lines) -> bool:
    ground = examined.ground
    return ground.text_of(one).split() == ground.text_of(other).split()


CHECKS: tuple[Check, ...] = (
    prose_cut_off,
    step_told_twice,
    material_told_back,
    talks_to_asker,
)
