"""The offline writer: a complete guide from facts and context, without a model."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Final

from blockguide.code.subject import Subject
from blockguide.guide.form import one_line, paragraphs, title_line
from blockguide.guide.page import render_section
from blockguide.guide.values import Guide, Section, SectionDelta, Step
from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.example import write_example
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of

VERSION: Final = "7"
"""Changes when the writer's words change."""


def write_guide(subject: Subject) -> Guide:
    """The guide of `subject`, in English; the same subject gives the same words."""
    return replace(_prose(subject), example=write_example(subject))


async def write(subject: Subject) -> AsyncGenerator[SectionDelta, None]:
    """The guide as a writer streams it: each section whole, in the order of the page, when asked for."""
    guide = _prose(subject)
    for section in (Section.DESCRIPTION, Section.STEPS):
        yield SectionDelta(section, render_section(guide, section))
    guide = replace(guide, example=write_example(subject))
    yield SectionDelta(Section.EXAMPLE, render_section(guide, Section.EXAMPLE))


def _prose(subject: Subject) -> Guide:
    """The guide without its example."""
    ground = ground_of(subject)
    steps = in_form(steps_of(ground))
    return Guide(description=paragraphs(describe(ground, steps)), steps=steps, example="")


def in_form(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps as the page can hold them: titles and texts on one line, what Markdown would eat escaped."""
    return tuple(
        Step(
            step.title
            if _is_plain(step.title) and "*" not in step.title
            else title_line(step.title),
            step.text if _is_plain(step.text) else one_line(step.text),
            step.lines,
            in_form(step.children),
        )
        for step in steps
    )


def _is_plain(text: str) -> bool:
    """Whether the page can surely hold the text as it is; what is doubtful is brought into form."""
    return (
        text.isprintable()
        and "  " not in text
        and "\\" not in text
        and not text.count("`") % 2
        and "``" not in text
    )
