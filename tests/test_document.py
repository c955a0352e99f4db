"""The story itself: its events, what is kept, what is mended, what a fault leaves."""

import asyncio
from dataclasses import replace

import pytest

from blockguide.cache.guide_cache import GuideCache
from blockguide.code.context.analyst import Analyst
from blockguide.code.context.values import Gap
from blockguide.code.select import select_symbol
from blockguide.code.source import read_source
from blockguide.document import (
    Finished,
    NoKeeper,
    Parts,
    Revised,
    Started,
    Writer,
    Wrote,
    document,
)
from blockguide.guide.page import parse_page, render
from blockguide.guide.values import Section, SectionDelta
from blockguide.settings import Deadlines, Settings
from blockguide.writers.offline.writer import VERSION, write

OFFLINE = Writer("offline", "", VERSION, write)
PATIENT = Settings(deadlines=Deadlines(start=60_000, names=60_000, call_sites=60_000))
CODE = '''\
def clip(text: str, width: int) -> str:
    """Cut a text to a width."""
    if width < 0:
        raise ValueError("width must not be negative")
    return text[:width]
'''


@pytest.fixture
def selection(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'words'\n")
    (tmp_path / "clipping.py").write_text(CODE)
    return select_symbol(read_source(tmp_path / "clipping.py"), "clip")


class Watched:
    """A real analyst whose context can be changed on its way."""

    def __init__(self, analyst, change=lambda context: context):
        self.analyst = analyst
        self.change = change

    async def context(self, block, facts):
        return self.change(await self.analyst.context(block, facts))


def told(selection, writer=OFFLINE, keeper=None, change=lambda context: context, times=1):
    async def tell():
        async with Analyst(PATIENT) as analyst:
            parts = Parts(Watched(analyst, change), writer, keeper or NoKeeper())
            runs = [[event async for event in document(selection, parts)] for _ in range(times)]
        if keeper:
            await keeper.close()
        return runs

    runs = asyncio.run(tell())
    return runs[0] if times == 1 else runs


def wrong(section, text):
    """A writer that writes one section wrong, and the others as the offline writer does."""

    async def stream(subject):
        async for delta in write(subject):
            yield SectionDelta(section, text) if delta.section is section else delta

    return Writer("wrong", "", "1", stream)


def test_the_story_begins_writes_in_order_and_ends(selection):
    events = told(selection)
    assert isinstance(events[0], Started)
    assert events[0].block.name == "clip"
    assert isinstance(events[-1], Finished)
    written = [event.delta.section for event in events if isinstance(event, Wrote)]
    assert written == list(Section)


def test_what_streams_is_what_ends(selection):
    events = told(selection)
    page = render(events[-1].entry.guide)
    for event in events:
        if isinstance(event, Wrote):
            assert event.delta.text.strip() in page
    assert parse_page(page) == events[-1].entry.guide


def test_a_missing_import_is_mended_and_told(selection):
    events = told(selection, wrong(Section.EXAMPLE, '```python\nprint(clip("hello", 3))\n```\n'))
    assert Section.EXAMPLE in [event.section for event in events if isinstance(event, Revised)]
    assert "from clipping import clip" in events[-1].entry.guide.example
    assert "BG303" in events[-1].entry.verdict.passed


def test_what_cannot_be_mended_is_a_finding(selection):
    events = told(
        selection,
        wrong(Section.EXAMPLE, "```python\nfrom clipping import clip\n\nprint(clip())\n```\n"),
    )
    codes = {finding.code for finding in events[-1].entry.verdict.findings}
    assert "BG304" in codes


def test_a_kept_guide_needs_no_writer(selection, tmp_path):
    first, second = told(selection, keeper=GuideCache(tmp_path / "cache", 10**7), times=2)
    assert not first[-1].from_cache
    assert second[-1].from_cache
    assert [type(event) for event in second] == [Started, Finished]
    assert first[-1].entry == second[-1].entry


def test_a_guide_with_a_transient_gap_is_not_kept(selection, tmp_path):
    gap = Gap("names", "The worker was past its deadline.", transient=True)
    first, second = told(
        selection,
        keeper=GuideCache(tmp_path / "cache", 10**7),
        change=lambda context: replace(context, gaps=(gap,)),
        times=2,
    )
    assert first[-1].entry.provenance.gaps == (gap,)
    assert not second[-1].from_cache


def test_a_worker_that_is_out_of_time_leaves_a_whole_guide(selection):
    async def tell():
        async with Analyst(Settings(deadlines=Deadlines(names=0, call_sites=0))) as analyst:
            return [
                event async for event in document(selection, Parts(analyst, OFFLINE, NoKeeper()))
            ]

    entry = asyncio.run(tell())[-1].entry
    assert entry.guide.description
    assert entry.guide.steps
    assert "from clipping import clip" in entry.guide.example


def test_cancelling_stops_the_story(selection):
    async def never(_):
        yield SectionDelta(Section.DESCRIPTION, "It begins")
        await asyncio.sleep(3600)

    async def tell():
        async with Analyst(Settings()) as analyst:

            async def follow():
                parts = Parts(analyst, Writer("never", "", "1", never), NoKeeper())
                async for event in document(selection, parts):
                    if isinstance(event, Wrote):
                        begun.set()

            begun = asyncio.Event()
            task = asyncio.create_task(follow())
            await asyncio.wait_for(begun.wait(), 30)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(tell())
