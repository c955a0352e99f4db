"""The whole writer: the guide, and the same guide as it streams."""

import asyncio
from collections.abc import Callable

from blockguide.code.subject import Subject
from blockguide.guide.flaws import flaws
from blockguide.guide.page import render_section
from blockguide.guide.values import Section, SectionDelta
from blockguide.writers.offline.writer import write, write_guide

CODE = '''
def area(width: float, height: float = 1.0) -> float:
    """Compute the area of a rectangle."""
    if width < 0:
        raise ValueError("width must not be negative")
    return width * height
'''


def test_a_guide_is_complete_and_well_formed(subject: Callable[..., Subject]) -> None:
    guide = write_guide(subject(CODE, "area"))
    assert flaws(guide) == ()
    assert "computes the area of a rectangle" in guide.description
    assert "area(" in guide.example


def test_the_stream_is_the_guide_section_by_section(subject: Callable[..., Subject]) -> None:
    found = subject(CODE, "area")

    async def collected() -> list[SectionDelta]:
        return [delta async for delta in write(found)]

    guide = write_guide(found)
    assert asyncio.run(collected()) == [
        SectionDelta(section, render_section(guide, section)) for section in Section
    ]


def test_the_same_subject_gives_the_same_words(subject: Callable[..., Subject]) -> None:
    assert write_guide(subject(CODE)) == write_guide(subject(CODE))
