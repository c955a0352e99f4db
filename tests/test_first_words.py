"""The first words do not wait for the project: the Description comes at once, and is revised where it must be."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from blockguide import opening
from blockguide.code.context.analyst import Analyst
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.document import Finished, NoKeeper, Parts, Writer, document
from blockguide.guide.draft import Draft
from blockguide.guide.events import Revised, Wrote
from blockguide.guide.page import render, render_section
from blockguide.guide.values import Section, SectionDelta
from blockguide.settings import Settings
from blockguide.writers.offline.writer import VERSION, write

OFFLINE = Writer("offline", "", VERSION, write)
CODE = '''\
from tools import measure


def clip(text: str, most: int) -> str:
    """Cut a text."""
    if measure(text) > most:
        return text[:most]
    return text
'''


@pytest.fixture
def selection(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "AT_ONCE", 0.01)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'words'\n")
    (tmp_path / "clipping.py").write_text(CODE)
    (tmp_path / "tools.py").write_text(
        'def measure(text: str) -> int:\n    """Count."""\n    return len(text)\n'
    )
    return select_symbol(read_source(tmp_path / "clipping.py"), "clip")


class Slow:
    """An analyst that takes its time, and then has no gap."""

    def __init__(self, seconds=0.2):
        self.seconds, self.cancelled, self.early = seconds, False, Analyst(Settings()).early

    async def context(self, block, facts):
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return replace(await self.early(block, facts), gaps=())


def told(selection, writer=OFFLINE, seconds=0.2, **more):
    async def tell():
        slow = Slow(seconds)
        parts = Parts(slow, writer, NoKeeper(), early=slow.early, **more)
        return [event async for event in document(selection, parts)]

    return asyncio.run(tell())


def page_of(events):
    """What a reader who followed the events has before them."""
    draft = Draft()
    for event in events:
        match event:
            case Wrote():
                draft.take(event.delta)
            case Revised():
                draft.restart(event.section)
                draft.take(SectionDelta(event.section, event.body))
    return draft.guide()


def counting(own):
    """A writer whose Description tells of the call sites and definitions that it was given."""

    async def stream(subject):
        async for delta in write(subject):
            if delta.section is Section.DESCRIPTION:
                for word in own(subject):
                    yield SectionDelta(Section.DESCRIPTION, word)
            else:
                yield delta

    return Writer("counting", "", "1", stream)


def test_the_description_comes_before_the_project_is_known(selection):
    events = told(selection)
    first, *rest = [event for event in events if isinstance(event, Wrote | Revised)]
    assert isinstance(first, Wrote)
    assert first.delta.section is Section.DESCRIPTION
    assert "most" in first.delta.text
    assert render(page_of(events)) == render(events[-1].entry.guide)
    described = [event for event in rest if getattr(event, "section", None) is Section.DESCRIPTION]
    assert len(described) <= 1


def test_it_is_revised_before_the_steps_where_the_project_has_more_to_say(selection):
    def words(subject):
        yield f"It rests on {len(subject.context.definitions)} "
        yield f"names and has {len(subject.context.gaps)} gaps.\n"

    events = told(selection, counting(words))
    kinds = [
        (type(event), event.delta.section if isinstance(event, Wrote) else event.section)
        for event in events
        if isinstance(event, Wrote | Revised)
    ]
    assert kinds[:4] == [
        (Wrote, Section.DESCRIPTION),
        (Wrote, Section.DESCRIPTION),
        (Revised, Section.DESCRIPTION),
        (Wrote, Section.STEPS),
    ]
    assert page_of(events).description == events[-1].entry.guide.description
    assert "0 gaps" in events[-1].entry.guide.description


def test_the_same_words_are_not_told_twice(selection):
    events = told(selection, counting(lambda _: ["It cuts ", "a text.\n"]))
    assert [event for event in events if isinstance(event, Revised)] == []
    described = [
        event.delta.text
        for event in events
        if isinstance(event, Wrote) and event.delta.section is Section.DESCRIPTION
    ]
    assert described == ["It cuts ", "a text.\n"]


def test_a_quick_project_is_waited_for(selection, monkeypatch):
    monkeypatch.setattr(opening, "AT_ONCE", 60.0)

    def words(subject):
        yield f"{len(subject.context.gaps)} gaps.\n"

    events = told(selection, counting(words), seconds=0)
    assert [event for event in events if isinstance(event, Revised)] == []
    assert events[-1].entry.guide.description == "0 gaps."


def test_no_word_comes_early_where_a_models_words_are_shown(selection):
    async def tell():
        slow = Slow()
        block = block_at(selection)
        telling = opening.Telling(slow.context, slow.early, write, False, lambda _: None)
        words = opening.told(block, read_facts(block), Draft(), telling)
        return [type(word) async for word in words]

    assert asyncio.run(tell()) == [Subject]


def test_to_stop_after_the_first_words_stops_the_looking(selection):
    async def tell():
        slow = Slow(60)
        parts = Parts(slow, OFFLINE, NoKeeper(), early=slow.early)
        async with aclosing(document(selection, parts)) as events:
            async for event in events:
                if isinstance(event, Wrote):
                    break
        assert slow.cancelled
        return len(asyncio.all_tasks())

    assert asyncio.run(tell()) == 1


def test_a_guide_from_early_words_is_never_the_one_that_is_kept(selection):
    finished = told(selection)[-1]
    assert isinstance(finished, Finished)
    assert "not waited for" not in str(finished.entry)
    assert render_section(finished.entry.guide, Section.DESCRIPTION)
