"""What keeps a guide from being well-formed."""

from collections.abc import Iterator
from dataclasses import dataclass

from blockguide.guide.form import one_line, paragraphs, source_text, title_line
from blockguide.guide.headings import HEADINGS
from blockguide.guide.values import Guide, Section, Step, numbered


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is not well-formed: where, and one sentence about it."""

    section: Section
    place: str
    message: str


def flaws(guide: Guide) -> tuple[Flaw, ...]:
    """What keeps `guide` from being well-formed; a well-formed one has no flaws.

    `parse_page(render(guide)) == guide` holds for every guide without flaws.
    """
    return (*missing(guide), *malformed(guide))


def missing(guide: Guide) -> tuple[Flaw, ...]:
    """The sections, titles and texts that are empty."""
    return tuple(_missing(guide))


def malformed(guide: Guide) -> tuple[Flaw, ...]:
    """The texts, lines and language that no page can hold as they are."""
    return tuple(_malformed(guide))


def _missing(guide: Guide) -> Iterator[Flaw]:
    if not guide.description:
        yield Flaw(Section.DESCRIPTION, "", "The description is empty.")
    if not guide.steps:
        yield Flaw(Section.STEPS, "", "There are no steps.")
    for number, step in numbered(guide.steps):
        place = f"step {number}"
        if not step.title:
            yield Flaw(Section.STEPS, place, f"Step {number} has no title.")
        if not step.text:
            yield Flaw(Section.STEPS, place, f"Step {number} has no text.")
    if not guide.example:
        yield Flaw(Section.EXAMPLE, "", "The example is empty.")


def _malformed(guide: Guide) -> Iterator[Flaw]:
    if guide.language not in HEADINGS:
        message = f"There are no headings in the language {guide.language!r}."
        yield Flaw(Section.DESCRIPTION, "", message)
    if guide.description != paragraphs(guide.description):
        message = "The description is not made of paragraphs of one line each."
        yield Flaw(Section.DESCRIPTION, "", message)
    for number, step in numbered(guide.steps):
        for message in _malformed_step(number, step):
            yield Flaw(Section.STEPS, f"step {number}", message)
    if guide.example != source_text(guide.example):
        message = "The example is not source text that ends in one line end."
        yield Flaw(Section.EXAMPLE, "", message)


def _malformed_step(number: str, step: Step) -> Iterator[str]:
    if step.title != title_line(step.title):
        yield f"The title of step {number} cannot stand in bold on one line."
    if step.text != one_line(step.text):
        yield f"The text of step {number} is not one line of words with one space between them."
    if not 1 <= step.lines.first <= step.lines.last:
        yield f"The lines of step {number} are no lines of a file: {step.lines}."
