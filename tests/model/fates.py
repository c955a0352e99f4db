"""What became of each sentence that a model wrote: it stands, it was changed, or it gave way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from blockguide.checks.frame import run_checks
from blockguide.checks.grounding.sentences import sentences
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.values import Guide, Section, numbered

ALIKE = 0.8
"""How much of a sentence is left in one that it was changed to, at the least."""


class Fate(StrEnum):
    """What became of a sentence."""

    STANDS = "stands"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a model's: its section, its words, whether a check found an error in it, its fate.

    A step's sentences are all flagged where the step is.
    """

    section: Section
    words: str
    flagged: bool
    fate: Fate


def fates(own: Guide, final: Guide, subject: Subject) -> tuple[Sentence, ...]:
    """What became of the sentences of `own`, the guide that a model wrote, in `final`, the one that is shown.

    They are judged beside the final example: a name that only a wrong example binds does not exist.
    """
    own = replace(own, example=final.example)
    described = [(words, _is_wrong(words, own, subject)) for words in sentences(own.description)]
    places = {
        finding.place
        for finding in run_checks(own, subject).findings
        if finding.severity is Severity.ERROR and finding.section is Section.STEPS
    }
    told = [
        (words, f"step {number}" in places)
        for number, step in numbered(own.steps)
        for words in sentences(step.text)
    ]
    return (
        *_followed(Section.DESCRIPTION, described, sentences(final.description)),
        *_followed(
            Section.STEPS,
            told,
            [words for _, step in numbered(final.steps) for words in sentences(step.text)],
        ),
    )


def _is_wrong(words: str, own: Guide, subject: Subject) -> bool:
    """Whether a check finds an error in a description of nothing but this sentence."""
    findings = run_checks(replace(own, description=words), subject).findings
    return any(
        each.section is Section.DESCRIPTION and each.severity is Severity.ERROR for each in findings
    )


def _followed(
    section: Section, written: list[tuple[str, bool]], left: list[str]
) -> Iterator[Sentence]:
    for words, flagged in written:
        yield Sentence(section, words, flagged, _fate(words, left))


def _fate(words: str, left: list[str]) -> Fate:
    if words in left:
        return Fate.STANDS
    alike = any(SequenceMatcher(None, words, each).ratio() >= ALIKE for each in left)
    return Fate.CHANGED if alike else Fate.GONE
