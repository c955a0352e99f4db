"""The product against a real model behind a real server: whatever it writes, the page is complete and checked.

Run by `make test-model`; it takes some minutes, so that `make test` does not collect it.
"""

import ast
import asyncio
import json
import time
from contextlib import aclosing
from dataclasses import replace
from itertools import cycle

import pytest
from blocks import BLOCKS, LONG, SHORT, file_of, selection_of
from fates import fates
from llama import GRAMMAR, KEY, serving
from outcome import OUTCOMES, Outcome

from blockguide.checks.frame import run_checks
from blockguide.cli import main
from blockguide.code.context.analyst import Analyst
from blockguide.commands.choice import chosen_model
from blockguide.commands.workshop import offline_writer
from blockguide.document import Finished, NoKeeper, Parts, document
from blockguide.guide.entry import Severity
from blockguide.guide.events import Noticed, Wrote
from blockguide.guide.page import parse_page, render
from blockguide.holding.hold import Author
from blockguide.improving.values import showing_of
from blockguide.settings import ModelSettings, Settings, WriterChoice
from blockguide.writers.model.alignment import aligned
from blockguide.writers.model.writer import Answered

ANSWER = 150
WINDOW = 1800  # What the product counts on; the servers have 4096.
PATIENCE = 240_000


@pytest.fixture(scope="session")
def free():
    """A server that lets the model write as it likes."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def formed():
    """A server that forces the form by a grammar, so that more of the words are the model's."""
    with serving("--grammar", str(GRAMMAR)) as server:
        yield server


@pytest.fixture
def outcomes(request):
    return request.config.stash[OUTCOMES]


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_API_KEY", KEY)


def settings_for(server, **choices):
    limits = {"first_token": PATIENCE, "silence": PATIENCE, "whole": PATIENCE, "retries": 0}
    chosen = {"context_tokens": WINDOW, "answer_tokens": ANSWER, **limits, **choices}
    model = ModelSettings("smollm2", base_url=server.base_url, **chosen)
    return Settings(writer=WriterChoice.MODEL, model=model)


def told(block, settings, answers=None):
    """Everything that the story tells of a block; the model's own answers go to `answers`."""

    async def run():
        async with Analyst(settings) as analyst:
            parts = parts_for(analyst, settings)
            if answers is not None:
                parts = replace(parts, model=overheard(parts.model, answers))
            return [event async for event in document(selection_of(block), parts)]

    return asyncio.run(run())


def overheard(model, answers):
    """The model, whose whole answers are kept."""

    async def write(subject):
        async with aclosing(model.write(subject)) as words:
            async for word in words:
                if isinstance(word, Answered):
                    answers.append(word.loose)
                yield word

    return replace(model, write=write)


def parts_for(analyst, settings):
    model = chosen_model(settings)
    return Parts(
        analyst, offline_writer(), NoKeeper(), settings.language, model, showing_of(settings)
    )


def notices(events):
    return [event.sentence for event in events if isinstance(event, Noticed)]


def assert_holds(finished):
    """The page is complete, in form, and no check has an error to tell of."""
    guide, subject = finished.entry.guide, finished.subject
    page = render(guide)
    read = parse_page(page)
    assert read == guide, page
    assert read.description
    assert read.steps
    assert ast.parse(read.example).body
    for findings in (finished.entry.verdict.findings, run_checks(read, subject).findings):
        assert [each for each in findings if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("block", "form"), tuple(zip(BLOCKS, cycle(["formed", "free"]))))
def test_whatever_the_model_writes_the_page_holds(block, form, request, outcomes):
    answers = []
    events = told(block, settings_for(request.getfixturevalue(form)), answers)
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert_holds(finished)
    provenance = finished.entry.provenance
    is_its_own = set(provenance.authors) != {Author.OFFLINE}
    assert provenance.writer == ("model" if is_its_own else "offline"), notices(events)
    assert provenance.tokens.prompt > 100
    assert provenance.tokens.answer > 1
    assert any(isinstance(event, Wrote) for event in events)
    guide, subject = finished.entry.guide, finished.subject
    sentences = fates(aligned(answers[0], subject, guide.language), guide, subject)
    outcomes.append(Outcome(block, form, finished.entry, tuple(notices(events)), sentences))


def test_the_words_come_one_after_another(formed):
    async def run():
        settings = settings_for(formed)
        async with Analyst(settings) as analyst:
            story = document(selection_of(SHORT), parts_for(analyst, settings))
            return [time.monotonic() async for event in story if isinstance(event, Wrote)]

    times = asyncio.run(run())
    assert len(times) > 10
    assert times[-1] - times[0] > 0.2


def test_the_tokens_are_those_that_the_server_counted(free):
    before = free.figure("tokens_predicted_total"), free.figure("prompt_tokens_total")
    finished = told(SHORT, settings_for(free))[-1]
    tokens = finished.entry.provenance.tokens
    asked, answered = tokens.prompt, tokens.answer
    assert not tokens.estimated
    assert answered == free.figure("tokens_predicted_total") - before[0]
    # What the server kept of an earlier prompt it does not count anew.
    assert asked >= free.figure("prompt_tokens_total") - before[1] > 0


def test_to_leave_the_story_frees_the_server(free):
    async def run():
        settings = settings_for(free, answer_tokens=1500)
        before = free.figure("tokens_predicted_total")
        async with Analyst(settings) as analyst:
            story = document(selection_of(SHORT), parts_for(analyst, settings))
            async with aclosing(story):
                async for event in story:
                    if isinstance(event, Wrote):
                        assert free.figure("requests_processing") == 1
                        break
            work = await asyncio.to_thread(free.work_until_free, 120)
            return work, free.figure("tokens_predicted_total") - before

    work, tokens = asyncio.run(run())
    assert work < 3
    assert tokens < 300


def test_to_leave_while_the_prompt_is_read_frees_the_server(free):
    """The server looks once a second, between two batches of the prompt, whether anybody still waits."""

    async def run():
        settings = settings_for(free, context_tokens=4000, answer_tokens=1500)
        async with Analyst(settings) as analyst:
            story = document(selection_of("argparse:Namespace"), parts_for(analyst, settings))
            task = asyncio.ensure_future(_spent(story))
            until = time.monotonic() + 120
            while not await asyncio.to_thread(free.figure, "requests_processing"):
                assert time.monotonic() < until
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await asyncio.to_thread(free.work_until_free, 120)

    assert asyncio.run(run()) < 3


async def _spent(story):
    async with aclosing(story):
        async for _ in story:
            pass


def test_a_wrong_key_leaves_the_offline_guide_and_a_sentence(free, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_API_KEY", "sk-wrong")
    events = told(SHORT, settings_for(free))
    (notice,) = notices(events)
    assert "does not accept the key" in notice
    assert "sk-wrong" not in repr(events)
    assert events[-1].entry.provenance.writer == "offline"
    assert_holds(events[-1])


def test_no_key_leaves_the_offline_guide_and_a_sentence(free, monkeypatch):
    monkeypatch.delenv("BLOCKGUIDE_API_KEY")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (notice,) = notices(told(SHORT, settings_for(free)))
    assert "wants a key, and none is set" in notice


def test_a_block_longer_than_the_servers_window_leaves_the_offline_guide(free):
    """The person said that the window is larger than it is: the server answers 400."""
    events = told(LONG, settings_for(free, context_tokens=100_000))
    (notice,) = notices(events)
    assert "longer than `smollm2` can read" in notice
    assert events[-1].entry.provenance.writer == "offline"
    assert_holds(events[-1])


def test_a_window_too_small_for_the_block_sends_nothing(free):
    before = free.figure("prompt_tokens_total")
    (notice,) = notices(told(LONG, settings_for(free)))
    assert "longer than the window" in notice
    assert free.figure("prompt_tokens_total") == before


def test_the_command_line_prints_a_checked_page(formed, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(tmp_path))
    path = str(file_of("calendar"))
    chosen = ["--writer", "model", "--model", "smollm2", "--base-url", formed.base_url]
    words = ["document", path, "--symbol", "isleap", *chosen, "--preset", "llama.cpp"]
    code = main([*words, "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    assert code == 0, answer
    assert answer["writer"] == "model", answer
    assert set(answer["sections"].values()) <= {"model", "mended", "offline"}
    assert answer["tokens"]["answer"] > 1
    assert KEY not in json.dumps(answer)


def test_the_endpoints_commands_know_the_server(free, capsys):
    words = ["--base-url", free.base_url]
    assert main(["models", *words]) == 0
    assert capsys.readouterr().out.split() == ["smollm2"]
    assert main(["doctor", *words, "--model", "smollm2"]) == 0
    said = capsys.readouterr().out
    assert "All is well" in said
    assert KEY not in said
