"""The faults that every endpoint has now and then, played by `llmock`, which also judges how the client bore them."""

import asyncio
import os
from dataclasses import replace

import pytest
from clipping_story import GOOD, events_of, selection_in

from blockguide.guide.events import Noticed
from blockguide.settings import Deadlines, WriterChoice, settings_from

WHOLE = ("model", "model", "model")
PATIENT = {"first_token": 60_000, "silence": 60_000}


@pytest.fixture
def told(llmock, tmp_path, monkeypatch):
    """The story as the environment alone chooses it: `llmock` has set the address and the key."""
    monkeypatch.delenv("BLOCKGUIDE_API_KEY", raising=False)
    monkeypatch.setenv("BLOCKGUIDE_MODEL", "gpt-4.1-mini")
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(tmp_path / "spent"))
    selection = selection_in(tmp_path)

    def run(**limits):
        settings, notices = settings_from(os.environ, None)
        assert notices == ()
        model = replace(settings.model, **{**PATIENT, **limits})
        settings = replace(
            settings, writer=WriterChoice.MODEL, model=model, deadlines=Deadlines(0, 0, 0)
        )
        events = asyncio.run(events_of(selection, settings))
        sentences = [event.sentence for event in events if isinstance(event, Noticed)]
        return events[-1].entry, sentences

    return run


def test_an_answer_streams_in_with_its_tokens(llmock, told):
    entry, sentences = told_good(llmock, told)
    assert entry.provenance.authors == WHOLE
    assert min(entry.provenance.tokens.prompt, entry.provenance.tokens.answer) > 10
    assert sentences == []
    assert llmock.last_request.status == 200


def told_good(llmock, told, **limits):
    llmock.reply(GOOD)
    return told(**limits)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (429, "asks to wait"),
        (500, "failed (status 500)"),
        (503, "failed (status 503)"),
        (529, "failed"),
    ],
)
def test_what_passes_is_waited_for(llmock, told, status, said):
    llmock.fail(status)
    entry, (waited,) = told_good(llmock, told)
    assert said in waited
    assert "Trying again " in waited
    assert "in 0 s" not in waited
    assert entry.provenance.authors == WHOLE
    assert len(llmock.requests) == 2
    llmock.assert_resilient(strict=True)


def test_a_wait_that_is_asked_for_is_kept(llmock, told):
    llmock.rate_limit(times=2, retry_after=1.0)
    entry, waits = told_good(llmock, told)
    assert len(waits) == 2
    assert entry.provenance.authors == WHOLE
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_does_not_pass_leaves_the_offline_guide(llmock, told, status):
    llmock.outage(status=status)
    entry, sentences = told(retries=2)
    assert entry.provenance.writer == "offline"
    assert len(sentences) == 3
    assert sentences[-1].endswith("The offline writer wrote this guide.")
    assert len(llmock.requests) == 3
    llmock.assert_resilient()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "refused the request"),
        (401, "does not accept the key"),
        (403, "does not allow this key"),
        (404, "knows no model `gpt-4.1-mini`"),
        (422, "refused the request"),
    ],
)
def test_what_would_fail_again_is_not_tried_again(llmock, told, status, said):
    llmock.fail(status, times=None)
    entry, (sentence,) = told(retries=2)
    assert said in sentence
    assert os.environ["OPENAI_API_KEY"] not in sentence
    assert entry.provenance.writer == "offline"
    assert len(llmock.requests) == 1
    llmock.assert_resilient(strict=True)


def test_a_block_that_the_model_cannot_read_whole(llmock, told):
    llmock.context_overflow(times=None)
    entry, (sentence,) = told()
    assert "longer than `gpt-4.1-mini` can read" in sentence
    assert entry.provenance.writer == "offline"
    llmock.assert_resilient(strict=True)


def test_a_slow_first_token_is_waited_for_as_long_as_the_person_said(llmock, told):
    llmock.slow_first_token(0.5)
    assert told_good(llmock, told)[0].provenance.authors == WHOLE
    llmock.slow_first_token(30)
    entry, (sentence,) = told_good(llmock, told, first_token=1_000)
    assert "sent no word for 1 second." in sentence
    assert entry.provenance.writer == "offline"
    llmock.assert_resilient(strict=True)


def test_a_stream_that_falls_silent_is_left(llmock, told):
    llmock.stall(after_chunks=3, seconds=30)
    entry, (sentence,) = told_good(llmock, told, silence=1_000)
    assert "fell silent in the middle for 1 second." in sentence
    assert entry.provenance.writer == "offline"
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("fault", ["disconnect", "corrupt"])
def test_a_stream_that_breaks_after_its_first_words_leaves_the_offline_guide(llmock, told, fault):
    getattr(llmock, fault)(after_chunks=3)
    entry, (sentence,) = told_good(llmock, told)
    assert sentence.endswith("The offline writer wrote this guide.")
    assert entry.provenance.writer == "offline"
    assert entry.guide.example
    llmock.assert_resilient()


def test_half_an_answer_is_told(llmock, told):
    llmock.truncate(after_chunks=6)
    entry, sentences = told_good(llmock, told)
    assert "The answer broke off before its end." in sentences
    assert entry.guide.steps
    assert entry.guide.example
