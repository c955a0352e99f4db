"""Identical requests share work, a newer one replaces it, and a limit keeps the rest in order."""

import asyncio
import logging
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from editor import CODE, PAGE, writes
from scripted_workshop import ScriptedWorkshop

from blockguide.code.source import source_from_text
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.events import Revised
from blockguide.guide.values import Section
from blockguide.lsp.job import Outcome
from blockguide.lsp.jobs import Jobs
from blockguide.lsp.options import FolderSettings
from blockguide.lsp.wording import ENGLISH
from blockguide.settings import Settings
from blockguide.text import Lines, Point, Span
from blockguide.workshop.values import Finished, Order, Reuse, Started, Wrote

A, B = "file:///work/a.py", "file:///work/b.py"


def order(first=1, last=2, *, text=CODE, version=1, reuse=Reuse.KEPT, settings=None):
    source = source_from_text(Path("/work/a.py"), text, version)
    span = Span(Point(first - 1, 0), Point(last, 0))
    return Order(source, span, settings or Settings(), reuse)


def run(story, script=None, limit=2):
    async def whole():
        workshop = ScriptedWorkshop(script or writes(pause=0.001))
        settings = FolderSettings(Settings(work_limit=limit))
        jobs = Jobs(SimpleNamespace(workshop=workshop, settings=settings, words=ENGLISH))
        async with asyncio.timeout(10):
            await story(jobs, workshop)
            await jobs.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert jobs.of_document(A) == jobs.of_document(B) == ()

    asyncio.run(whole())


async def ended(*jobs):
    for job in jobs:
        while not job.ended:
            await job.changed()


def test_a_job_comes_to_its_end():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        assert not job.ended
        assert job.page().startswith("How to Use")
        await ended(job)
        assert job.outcome is Outcome.WHOLE
        assert job.page() == PAGE
        assert job.key == job.finished.card.key

    run(story)


def test_identical_orders_share_one():
    async def story(jobs, workshop):
        first, second = jobs.order(A, order()), jobs.order(A, order())
        assert first is second
        await ended(first)
        assert len(workshop.orders) == 1
        assert jobs.order(A, order()) is not first

    run(story)


@pytest.mark.parametrize(
    "other",
    [
        order(version=2),
        order(text=CODE + "\n"),
        order(reuse=Reuse.ANEW),
        order(settings=Settings(language="de")),
    ],
)
def test_a_newer_order_for_the_same_place_replaces(other):
    async def story(jobs, workshop):
        old = jobs.order(A, order())
        await old.changed()
        new = jobs.order(A, other)
        assert old.outcome is Outcome.REPLACED
        assert old.page().endswith("*Replaced by a newer request. This guide is not whole.*\n")
        await ended(new)
        assert new.outcome is Outcome.WHOLE
        assert len(workshop.cancelled) == 1

    run(story)


def test_another_selection_of_the_same_block_replaces():
    async def story(jobs, workshop):
        workshop.script = _one_block
        old = jobs.order(A, order(1, 1))
        await old.changed()
        new = jobs.order(A, order(1, 2))
        await ended(old)
        assert old.outcome is Outcome.REPLACED
        await ended(new)
        assert new.outcome is Outcome.WHOLE

    run(story)


class TestUnasked:
    """What no person asked for gives way to what one did."""

    @pytest.mark.parametrize("other", [order(), order(5, 6), order(1, 2, version=2)])
    def test_nothing_is_ordered_while_a_block_is_not_known(self, other):
        async def story(jobs, workshop):
            workshop.gate.clear()
            asked = jobs.order(A, order(1, 1))
            assert jobs.order_unasked(A, other) is None
            workshop.gate.set()
            await ended(asked)
            assert asked.outcome is Outcome.WHOLE

        run(story)

    def test_nothing_is_ordered_for_the_place_of_another(self):
        async def story(jobs, workshop):
            asked = jobs.order(A, order())
            await asked.changed()
            assert asked.started
            assert jobs.order_unasked(A, order(version=2)) is None
            await ended(asked)
            assert asked.outcome is Outcome.WHOLE

        run(story)

    def test_it_ends_when_it_turns_out_to_be_the_same_block(self):
        async def story(jobs, workshop):
            workshop.script = _one_block
            asked = jobs.order(A, order(1, 1))
            await asked.changed()
            unasked = jobs.order_unasked(A, order(1, 2))
            await ended(asked, unasked)
            assert (asked.outcome, unasked.outcome) == (Outcome.WHOLE, Outcome.REPLACED)

        run(story)

    def test_who_asks_for_it_makes_it_his_own(self):
        async def story(jobs, workshop):
            unasked = jobs.order_unasked(A, order())
            assert jobs.order(A, order()) is unasked
            assert jobs.order_unasked(A, order(5, 6)) is None
            await ended(unasked)

        run(story)

    def test_a_person_and_a_second_hover_replace_it(self):
        async def story(jobs, workshop):
            workshop.script = _one_block
            first = jobs.order_unasked(A, order(1, 1))
            second = jobs.order_unasked(A, order(1, 2))
            await ended(first)
            asked = jobs.order(A, order(2, 2))
            await ended(second, asked)
            outcomes = [job.outcome for job in (first, second, asked)]
            assert outcomes == [Outcome.REPLACED, Outcome.REPLACED, Outcome.WHOLE]

        run(story)


async def _one_block(order):
    async for news in writes(pause=0.01)(order):
        yield Started("f", "function", Lines(1, 2)) if isinstance(news, Started) else news


def test_other_documents_and_blocks_are_left_alone():
    async def story(jobs, workshop):
        all_of_them = [
            jobs.order(A, order(1, 2)),
            jobs.order(A, order(5, 6)),
            jobs.order(B, order(1, 2)),
        ]
        await ended(*all_of_them)
        assert [job.outcome for job in all_of_them] == [Outcome.WHOLE] * 3

    run(story)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_limit_keeps_the_rest_in_order(limit):
    async def story(jobs, workshop):
        workshop.gate.clear()
        waiting = [jobs.order(A, order(line, line)) for line in range(1, 7)]
        await asyncio.sleep(0.01)
        assert len(workshop.orders) == limit
        jobs.cancel(waiting[3].id)
        workshop.gate.set()
        await ended(*waiting)
        lines = [each.span.start.line + 1 for each in workshop.orders]
        assert lines == [line for line in range(1, 7) if line != 4 or limit > 3]

    run(story, limit=limit)


def test_the_last_one_to_leave_cancels():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        jobs.order(A, order())
        await job.changed()
        jobs.leave(job)
        assert not job.ended
        jobs.leave(job)
        assert job.outcome is Outcome.CANCELLED
        await asyncio.sleep(0.01)
        assert len(workshop.cancelled) == 1

    run(story)


def test_to_cancel_ends_it_for_all():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        jobs.order(A, order())
        await asyncio.sleep(0.005)
        assert jobs.cancel(job.id)
        assert job.outcome is Outcome.CANCELLED
        assert not jobs.cancel(job.id)
        assert not jobs.cancel("no such job")
        jobs.leave(job)

    run(story)


def test_a_job_that_is_cancelled_before_its_first_step_gives_its_room_free():
    async def story(jobs, workshop):
        jobs.cancel(jobs.order(A, order(1, 1)).id)
        other = jobs.order(A, order(2, 2))
        await ended(other)
        assert other.outcome is Outcome.WHOLE

    run(story, limit=1)


def test_closing_a_document_cancels_its_jobs():
    async def story(jobs, workshop):
        mine = [jobs.order(A, order(line, line)) for line in (1, 2, 3)]
        other = jobs.order(B, order())
        jobs.closed("file:///work/%61.py")
        assert {job.outcome for job in mine} == {Outcome.CANCELLED}
        await ended(other)
        assert other.outcome is Outcome.WHOLE

    run(story)


def test_who_comes_late_sees_all():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        await asyncio.sleep(0.03)
        assert job.has_words
        late = [news async for batch in job.follow(0) for news in batch]
        assert isinstance(late[0], Started)
        assert isinstance(late[-1], Finished)
        written = "".join(each.text for each in late if isinstance(each, Wrote))
        assert "shout" in written
        after = [news async for batch in job.follow(0) for news in batch]
        assert len([each for each in after if isinstance(each, Wrote)]) == len(Section)

    run(story)


def test_a_revised_section_stands_in_the_page():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        while not any(isinstance(news, Revised) for news in job._news):
            assert not job.ended
            await job.changed()
        assert "Something else." not in job.page()
        assert job.page() == PAGE

    run(story, writes(pause=0.001, revised=True))


def test_news_are_joined_and_an_end_is_told_at_once():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        batches = [batch async for batch in job.follow(60)]
        assert len(batches) == 2
        assert len(batches[1]) <= len(Section) + 1
        assert isinstance(batches[1][-1], Finished)

    run(story)


def test_batches_keep_their_pace():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        clock = asyncio.get_running_loop().time
        times = [clock() async for _ in job.follow(0.05)]
        assert all(later - earlier > 0.045 for earlier, later in pairwise(times[:-1]))

    run(story, writes(pause=0.004))


@pytest.mark.parametrize(
    "failure", [BlockGuideError(ErrorCode.TOO_SLOW, "Slow.", "Wait."), ValueError("x = 'secret'")]
)
def test_a_failure_is_kept_and_ends_no_other(failure, caplog):
    async def story(jobs, workshop):
        failed = jobs.order(A, order())
        await ended(failed)
        assert failed.outcome is Outcome.FAILED
        assert isinstance(failed.failure, BlockGuideError)
        assert failed.page().endswith("This guide is not whole.*\n")
        workshop.script = None
        other = jobs.order(A, order(5, 6))
        await ended(other)
        assert other.outcome is Outcome.WHOLE

    run(story, writes(fails=failure))
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("tokens", "kept", "end"),
    [
        (
            {"prompt": 900, "answer": 50, "estimated": False},
            False,
            " characters of page, 900 + 50 tokens",
        ),
        (
            {"prompt": 900, "answer": 5, "estimated": True},
            False,
            " characters of page, 900 + 5 tokens (estimated)",
        ),
        ({"prompt": 900, "answer": 50, "estimated": False}, True, " characters of page"),
        (None, False, " characters of page"),
    ],
)
def test_the_log_tells_what_a_model_took_for_a_guide(tokens, kept, end, caplog):
    async def counted(of):
        async for news in writes(pause=0)(of):
            finished = isinstance(news, Finished)
            yield replace(news, record={"tokens": tokens}, from_cache=kept) if finished else news

    async def story(jobs, workshop):
        await ended(jobs.order(A, order()))

    with caplog.at_level(logging.INFO, "blockguide"):
        run(story, counted)
    (line,) = [
        record.getMessage() for record in caplog.records if "whole after" in record.getMessage()
    ]
    assert line.endswith(end)


def test_a_story_without_an_end_is_a_failure():
    async def story(jobs, workshop):
        job = jobs.order(A, order())
        await ended(job)
        assert job.failure.code is ErrorCode.INTERNAL

    async def nothing(order):
        yield Started("f", "function", Lines(1, 2))

    run(story, nothing)


def test_listeners_hear_of_every_end():
    async def story(jobs, workshop):
        heard = []
        jobs.when_ended(heard.append)
        first, second = jobs.order(A, order(1, 1)), jobs.order(A, order(2, 2))
        jobs.cancel(second.id)
        await ended(first)
        assert heard == [second, first]

    run(story)


def test_to_close_stops_all():
    async def story(jobs, workshop):
        mine = [jobs.order(A, order(line, line)) for line in range(1, 5)]
        await asyncio.sleep(0.01)
        await jobs.close()
        assert {job.outcome for job in mine} == {Outcome.CANCELLED}
        assert len(workshop.cancelled) == 2

    run(story)
