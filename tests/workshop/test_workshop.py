"""What a server asks of its workshop, asked of the real process."""

import asyncio
import os
import signal
from contextlib import aclosing
from dataclasses import replace

import pytest
from scripted_endpoint import DONE, ScriptedEndpoint, finish, status, text, usage

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.draft import Draft
from blockguide.guide.events import Noticed, Revised
from blockguide.guide.page import parse_page
from blockguide.guide.values import Section, SectionDelta
from blockguide.settings import ModelSettings, Settings, WriterChoice
from blockguide.text import Lines
from blockguide.workshop.client import WorkshopProcess
from blockguide.workshop.values import Finished, Reuse, Started, Wrote


def test_the_news_of_an_order_come_in_their_order(run, order, told):
    async def test(workshop):
        started, *between, finished = await told(workshop, order("def clip"))
        assert started == Started("clip", "function", Lines(6, 10))
        assert {type(news) for news in between} <= {Wrote, Revised}
        assert isinstance(finished, Finished)
        assert not finished.from_cache
        assert finished.card.name == "clip"
        assert finished.card.lines == Lines(6, 10)
        assert finished.card.preview.purpose in finished.page
        assert finished.record["page"] == finished.page
        assert finished.card.preview.example == parse_page(finished.page).example

    run(test)


def test_what_was_told_is_the_page(run, order, told):
    async def test(workshop):
        draft = Draft()
        for news in await told(workshop, order("class Page")):
            match news:
                case Wrote():
                    draft.take(SectionDelta(news.section, news.text))
                case Revised():
                    draft.restart(news.section)
                    draft.take(SectionDelta(news.section, news.body))
                case Finished():
                    assert draft.page() == news.page

    run(test)


def test_a_kept_guide_is_told_at_once_and_another_on_request(run, order, told):
    async def test(workshop):
        first = await told(workshop, order("def clip"))
        second = await told(workshop, order("def clip"))
        assert [type(news) for news in second] == [Started, Finished]
        assert second[-1].from_cache
        assert second[-1].page == first[-1].page
        anew = await told(workshop, order("def clip", Reuse.ANEW))
        assert not anew[-1].from_cache
        assert {news.section for news in anew if isinstance(news, Wrote)} == set(Section)

    run(test)


def test_many_orders_at_once_are_all_done(run, order, told):
    async def test(workshop):
        names = ("def clip", "class Page", "def __init__", "def add", "LIMIT")
        orders = [order(names[at % 5], Reuse.ANEW) for at in range(50)]
        stories = await asyncio.gather(*(told(workshop, each) for each in orders))
        assert all(isinstance(story[-1], Finished) for story in stories)
        assert len({story[-1].card.key for story in stories}) == 5

    run(test)


def test_more_texts_than_are_remembered(run, order, told):
    async def test(workshop):
        texts = [f"def clip(text):\n    return text[:{width}]\n" for width in range(12)]
        orders = [order("def clip", text=text) for text in (*texts, *texts)]
        stories = await asyncio.gather(*(told(workshop, each) for each in orders))
        for story, width in zip(stories, [*range(12), *range(12)], strict=True):
            assert f"[:{width}]" in story[-1].page

    run(test)


def test_an_order_that_is_left_is_cancelled(run, order, told):
    async def test(workshop):
        async with aclosing(workshop.document(order("class Page"))) as story:
            assert isinstance(await anext(story), Started)
        pid = workshop.pid
        await told(workshop, order("def clip"))
        assert workshop.pid == pid

    run(test)


def test_a_task_that_is_cancelled_cancels_its_order(run, order, told):
    async def test(workshop):
        tasks = [asyncio.create_task(told(workshop, order("class Page"))) for _ in range(20)]
        await asyncio.sleep(0.3)
        for task in tasks:
            task.cancel()
        assert {type(each) for each in await asyncio.gather(*tasks, return_exceptions=True)} <= {
            asyncio.CancelledError,
            list,
        }
        assert (await told(workshop, order("def clip")))[-1].card.name == "clip"

    run(test)


def test_an_expected_failure_is_told(run, order, told, monkeypatch):
    async def test(workshop):
        wrong = order("def clip")
        object.__setattr__(wrong, "settings", Settings())
        object.__setattr__(wrong.settings, "language", 7)
        with pytest.raises(BlockGuideError) as caught:
            await told(workshop, wrong)
        assert caught.value.code is ErrorCode.INTERNAL
        assert caught.value.advice
        assert (await told(workshop, order("def clip")))[-1].card.name == "clip"

    run(test)


def test_guides_are_found_shown_and_forgotten(run, order, told, source, settings):
    async def test(workshop):
        clip = (await told(workshop, order("def clip")))[-1]
        page = (await told(workshop, order("class Page")))[-1]
        assert await workshop.cards(source(), settings) == (clip.card, page.card)
        assert await workshop.page(clip.card.key) == clip.page
        await workshop.forget(clip.card.key)
        assert await workshop.page(clip.card.key) is None
        assert await workshop.cards(source(), settings) == (page.card,)
        assert await workshop.clear() == 1
        assert await workshop.cards(source(), settings) == ()

    run(test)


def test_kept_guides_are_known_to_the_next_workshop(run, order, told, source, settings):
    async def first(workshop):
        return (await told(workshop, order("def clip")))[-1]

    clip = run(first)

    async def second(workshop):
        assert await workshop.page(clip.card.key) == clip.page
        assert await workshop.cards(source(), settings) == (clip.card,)

    run(second)


def test_a_page_has_the_lines_where_its_block_was_last_found(run, order, told, source, settings):
    async def test(workshop):
        clip = (await told(workshop, order("def clip")))[-1]
        moved = source("# One more line\n" + order("def clip").source.text)
        (card,) = await workshop.cards(moved, settings)
        assert card.lines == Lines(7, 11)
        was = parse_page(clip.page).steps[0].lines
        now = parse_page(await workshop.page(card.key)).steps[0].lines
        assert (now.first, now.last) == (was.first + 1, was.last + 1)

    run(test)


def test_nothing_runs_before_the_first_use_and_after_the_end(settings, processes):
    async def test():
        workshop = WorkshopProcess(settings)
        assert workshop.pid is None
        await workshop.close()
        workshop.warm()
        assert processes() == set()
        with pytest.raises(BlockGuideError):
            await workshop.page("00" * 32)

    asyncio.run(test())


def test_what_a_model_s_endpoint_ails_from_is_told(run, order, told):
    async def test(workshop):
        plain = order("def clip")
        nobody = ModelSettings("m", base_url="http://127.0.0.1:9/v1", retries=0)
        wanted = replace(plain.settings, writer=WriterChoice.MODEL, model=nobody)
        news = await told(workshop, replace(plain, settings=wanted))
        (notice,) = [each for each in news if isinstance(each, Noticed)]
        assert "Nothing answers at 127.0.0.1:9." in notice.sentence
        assert notice.code == "refused"
        assert isinstance(news[-1], Finished)
        assert news[-1].card.writer == "offline"

    run(test)


@pytest.fixture
def asking(order):
    """An order of a model's guide, from an endpoint that refuses."""

    def made(server):
        plain = order("def clip", Reuse.ANEW)
        model = ModelSettings("m", base_url=server.base_url, retries=0)
        settings = replace(plain.settings, writer=WriterChoice.MODEL, model=model)
        return replace(plain, settings=settings)

    return made


def _authorizations(server):
    heads = [request.head.lower() for request in server.requests]
    return [line.split()[-1] for head in heads for line in head.split("\r\n") if "authoriz" in line]


def test_the_editor_s_key_goes_before_the_environment_s_until_it_is_forgotten(
    run, asking, told, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-environment")

    async def test(workshop):
        async with ScriptedEndpoint(usual=(status(401),)) as server:
            workshop.set_key("sk-editor")
            await told(workshop, asking(server))
            workshop.set_key("sk-editor-2")
            await told(workshop, asking(server))
            os.kill(workshop.pid, signal.SIGKILL)
            await told(workshop, asking(server))
            workshop.set_key("")
            await told(workshop, asking(server))
            return _authorizations(server)

    assert run(test) == ["sk-editor", "sk-editor-2", "sk-editor-2", "sk-environment"]


def test_the_editor_s_key_is_in_memory_alone(run, asking, told, tmp_path, caplog):
    caplog.set_level("DEBUG")

    async def test(workshop):
        async with ScriptedEndpoint() as server:
            server.play(status(401, {"error": {"message": "Incorrect key sk-very-secret."}}))
            server.play(text("## Description\nCuts `text`."), finish(), usage(9, 9), DONE)
            workshop.set_key("sk-very-secret")
            refused = await told(workshop, asking(server))
            written = await told(workshop, asking(server))
            sent = await workshop.sent(asking(server))
            assert set(_authorizations(server)) == {"sk-very-secret"}
            return repr((refused, written, sent))

    shown = run(test)
    assert "very-secret" not in shown
    assert "very-secret" not in caplog.text
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"very-secret" not in file.read_bytes()


def test_what_would_be_sent_is_what_is_sent(run, asking, told):
    async def test(workshop):
        async with ScriptedEndpoint(usual=(status(401),)) as server:
            sent = await workshop.sent(asking(server))
            assert server.requests == []
            await told(workshop, asking(server))
            (request,) = server.requests
            assert request.body["messages"] == [
                {"role": message.role, "content": message.text} for message in sent.messages
            ]
            assert sent.tokens > 100
            assert sent.secrets == 0

    run(test)


def test_what_cannot_be_sent_is_told_as_an_error(run, order):
    async def test(workshop):
        plain = order("def clip")
        model = ModelSettings("m", base_url="http://example.com/v1")
        settings = replace(plain.settings, model=model)
        with pytest.raises(BlockGuideError) as caught:
            await workshop.sent(replace(plain, settings=settings))
        assert caught.value.code is ErrorCode.NO_ANSWER
        assert "Plain http to example.com" in caught.value.message

    run(test)
