"""A guide as values: what it says, not how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from blockguide.guide.form import one_line, paragraphs, source_text, title_line
from blockguide.text import Lines

BLOCK_CHANGED: Final = "The block itself changed"
"""Why a kept guide no longer holds where its own block is another."""


class Section(StrEnum):
    """The three sections, in the order in which they stand."""

    DESCRIPTION = "description"
    STEPS = "steps"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Step:
    """One execution step.

    Attributes:
        title: a verb and its object, in sentence case, one line, no full stop.
        text: what happens, one line of Markdown with code in backticks.
        lines: the lines of the file that it speaks of.
        children: nested steps.
    """

    title: str
    text: str
    lines: Lines
    children: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """A finished guide.

    Attributes:
        description: paragraphs of Markdown, one line each, separated by one empty line.
        steps: the top-level steps, in order of execution.
        example: Python source, ending in one line end.
        language: the language of the prose, a BCP 47 tag such as `en`.
    """

    description: str
    steps: tuple[Step, ...]
    example: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SectionDelta:
    """The unit that streams: text to append to a section, as it stands in the page."""

    section: Section
    text: str


def make_step(title: str, text: str, lines: Lines, children: tuple[Step, ...] = ()) -> Step:
    """A step whose title and text are brought into form; no word is lost."""
    return Step(title_line(title), one_line(text), lines, children)


def make_guide(
    description: str, steps: tuple[Step, ...], example: str, language: str = "en"
) -> Guide:
    """A guide whose every text is brought into form, its steps' too; no word is lost."""
    formed = tuple(map(_formed, steps))
    return Guide(paragraphs(description), formed, source_text(example), language)


def numbered(steps: tuple[Step, ...]) -> Iterator[tuple[str, Step]]:
    """Every step with its number, parents before their children: `1`, `1.1`, `1.2`, `2`."""
    for number, step in enumerate(steps, start=1):
        yield str(number), step
        for inner, child in numbered(step.children):
            yield f"{number}.{inner}", child


def moved(guide: Guide, by: int) -> Guide:
    """`guide` with all its steps' lines moved down by `by` lines (up, where negative)."""
    return replace(guide, steps=_moved(guide.steps, by)) if by else guide


def _formed(step: Step) -> Step:
    return make_step(step.title, step.text, step.lines, tuple(map(_formed, step.children)))


def _moved(steps: tuple[Step, ...], by: int) -> tuple[Step, ...]:
    return tuple(
        replace(
            step,
            lines=Lines(step.lines.first + by, step.lines.last + by),
            children=_moved(step.children, by),
        )
        for step in steps
    )
