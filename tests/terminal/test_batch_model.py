"""`batch --writer model`: every page is written whatever the endpoint does, and what it cost is said."""

import json
import re

import pytest
from herding import MODULES
from scripted_endpoint import (
    DONE,
    ScriptedEndpoint,
    finish,
    in_a_thread,
    sleep,
    status,
    text,
    usage,
)

from blockguide.guide.page import parse_page

ANSWER = """\
## Description
`{name}` returns its argument `value` as it is, so that a caller reads the same thing again.

## Execution Steps
1. **Return the value**: Returns `value`. *(2)*

## Usage Example
```python
from app.{module} import {name}

print({name}(3))
```
"""


class Herder(ScriptedEndpoint):
    """Answers with the guide to whichever definition it is asked for, and counts who is served at once."""

    served = most = 0

    async def _play(self, steps, writer, request, gone):
        self.served += 1
        self.most = max(self.most, self.served)
        asked = request.body["messages"][-1]["content"]
        module = next((each for each in MODULES if f"def {each}s" in asked), "")
        answer = ANSWER.format(name=f"{module}s", module=module)
        steps = [("event", self._of(one, answer)) if one == "ANSWER" else one for one in steps]
        try:
            await super()._play(steps, writer, request, gone)
        finally:
            self.served -= 1

    def _of(self, _, answer):
        return text(answer)[1]


GOOD = ("ANSWER", sleep(0.2), finish(), usage(1000, 500), DONE)


def serving(*usual):
    return in_a_thread(Herder(usual=usual))


def batch(told, server, *more):
    return told(
        *("batch", "app", "--out", "guides", "--each", "definition", "--no-cache"),
        *("--writer", "model", "--base-url", server.base_url, *more),
    )


def test_a_model_writes_a_batch_and_its_cost_is_said(herd, told, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_PRICES", '{"another": [9, 9], "scripted": [2, 4]}')
    with serving(*GOOD) as server:
        ran = batch(told, server, "--jobs", "2")
    assert ran.code == 0, ran.err
    assert (
        "6 pages written, 0 up to date, 0 failed, 6 by the model, 0 offline, 9,000 tokens, cost 0.0240"
        in ran.out
    )
    assert len(server.requests) == 6
    assert server.most == 2
    for module in MODULES:
        page = (herd / "guides" / "app" / f"{module}.py" / f"{module}s.md").read_text()
        assert "so that a caller reads the same thing again" in page
        parse_page(page)


def test_another_writer_writes_the_pages_anew_and_the_same_one_does_not(herd, told):
    told("batch", "app", "--out", "guides", "--each", "definition", "--no-cache")
    with serving(*GOOD) as server:
        assert "6 pages written, 0 up to date" in batch(told, server, "--jobs", "2").out
        assert "0 pages written, 6 up to date" in batch(told, server, "--jobs", "2").out
    assert len(server.requests) == 6


@pytest.mark.parametrize("command", ["document", "batch"])
def test_the_language_and_the_detail_reach_the_model(herd, told, command):
    wish = ("--language", "ru", "--detail", "brief")
    with serving(*GOOD) as server:
        if command == "batch":
            ran = batch(told, server, *wish)
        else:
            words = ("document", "app/ant.py", "--symbol", "ants", "--no-cache")
            ran = told(*words, "--writer", "model", "--base-url", server.base_url, *wish)
    assert ran.code == 0, ran.err
    asked = [request.body["messages"][0]["content"] for request in server.requests]
    written = [each for each in asked if "Write exactly three sections" in each]
    assert len(written) == (6 if command == "batch" else 1)
    assert all("Prose is written in Russian." in each for each in asked)
    assert all("Be brief:" in each and "## Описание" in each for each in written)


@pytest.mark.parametrize("failure", [status(500), status(401), ("reset",)], ids=str)
def test_a_failing_endpoint_stops_no_batch_and_is_soon_left_alone(herd, told, failure, monkeypatch):
    with serving(failure) as server:
        ran = batch(told, server, "--jobs", "1")
    assert ran.code == 0
    assert "6 pages written, 0 up to date, 0 failed, 0 by the model, 6 offline" in ran.out
    assert "failed 3 times in a row" in ran.err
    assert ran.err.count("The offline writer wrote this guide.") <= 2
    assert len(server.requests) <= 3 * 3
    with serving(*GOOD) as server:
        assert "6 pages written, 0 up to date, 0 failed, 6 by the model" in batch(told, server).out


def test_the_daily_limit_ends_the_requests_and_not_the_batch(herd, told, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_DAILY_TOKENS", "3000")
    with serving(*GOOD) as server:
        ran = batch(told, server, "--jobs", "1")
    assert "6 pages written, 0 up to date, 0 failed, 2 by the model, 4 offline" in ran.out
    assert len(server.requests) == 2
    assert "limit of 3000 tokens is used up" in ran.err


def test_a_document_tells_its_tokens_its_cost_and_what_was_said(herd, told, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_PROMPT_PRICE", "2")
    monkeypatch.setenv("BLOCKGUIDE_ANSWER_PRICE", "4")
    with serving(*GOOD) as server:
        words = ("document", "app/ant.py", "--symbol", "ants", "--no-cache", "--writer", "model")
        ran = told(*words, "--base-url", server.base_url, "--format", "json")
        page = told(*words, "--base-url", server.base_url)
    answer = json.loads(ran.out)
    assert answer["tokens"] == {"prompt": 1000, "answer": 500, "estimated": False}
    assert answer["cost"] == 0.004
    assert answer["notices"] == []
    assert "1,500 tokens, cost 0.0040." in page.err


def test_what_is_chosen_by_options_and_by_variables_reaches_the_pages_of_a_batch(
    herd, told, monkeypatch
):
    monkeypatch.setenv("BLOCKGUIDE_ANSWER_TOKENS", "777")
    monkeypatch.setenv("BLOCKGUIDE_RETRIES", "0")
    with serving(status(500)) as server:
        batch(told, server, "--jobs", "1", "--model=-odd name")
    assert [request.body["model"] for request in server.requests] == ["-odd name"] * 3
    assert {request.body["max_tokens"] for request in server.requests} == {777}


UNCOUNTED = ("ANSWER", finish(), DONE)


def test_tokens_that_an_endpoint_does_not_count_are_told_as_about_so_many(herd, told):
    with serving(*UNCOUNTED) as server:
        words = ("document", "app/ant.py", "--symbol", "ants", "--no-cache", "--writer", "model")
        ran = told(*words, "--base-url", server.base_url, "--format", "json")
        page = told(*words, "--base-url", server.base_url)
        many = batch(told, server)
    tokens = json.loads(ran.out)["tokens"]
    assert tokens["estimated"] is True
    assert f"blockguide: About {tokens['prompt'] + tokens['answer']:,} tokens." in page.err
    assert re.search(r", 0 offline, about [\d,]+ tokens\n", many.out)


def test_what_a_kept_guide_took_once_is_not_told_as_used_now(herd, told):
    with serving(*GOOD) as server:
        words = ("document", "app/ant.py", "--symbol", "ants", "--writer", "model")
        first = told(*words, "--base-url", server.base_url)
        again = told(*words, "--base-url", server.base_url)
        assert len(server.requests) == 1
    assert "1,500 tokens." in first.err
    assert "tokens" not in again.err
