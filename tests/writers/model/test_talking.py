"""A real client against a real socket: every way in which an endpoint answers or fails."""

import asyncio
import json
import platform
import subprocess
import sys
import time
from contextlib import aclosing
from dataclasses import replace

import pytest
from scripted_endpoint import (
    DONE,
    END,
    RESET,
    ScriptedEndpoint,
    finish,
    page,
    raw,
    sleep,
    status,
    text,
    usage,
)

from blockguide.writers.model import heard
from blockguide.writers.model.talking import ask, models_of
from blockguide.writers.model.values import (
    Ended,
    Endpoint,
    EndpointFault,
    FaultKind,
    Message,
    Piece,
    Prompt,
    Waiting,
)

PROMPT = Prompt((Message("system", "Write."), Message("user", "x = 1")), (), (), 10, "1")
KEY = "sk-very-secret"
PATIENT = {
    "connect_seconds": 20,
    "first_token_seconds": 60,
    "silence_seconds": 60,
    "whole_seconds": 120,
}
"""For what must not be mistaken for slowness on a busy machine; the usual."""
QUICK = {"first_token_seconds": 0.4, "silence_seconds": 0.3, "whole_seconds": 2.0}
"""For what is to be found slow."""


def endpoint_at(base_url, **changes):
    usual = Endpoint(
        base_url,
        "scripted",
        KEY,
        retries=0,
    )
    return replace(usual, **{**PATIENT, **changes})


def answer_to(*script, retries=0, more=(), **changes):
    async def run():
        async with ScriptedEndpoint() as server:
            for steps in (script, *more):
                server.play(*steps)
            endpoint = endpoint_at(server.base_url, retries=retries, **changes)
            return [one async for one in ask(endpoint, PROMPT)], server.requests

    return asyncio.run(run())


def words(answer):
    return "".join(one.text for one in answer if isinstance(one, Piece))


def test_an_answer_streams_with_its_usage():
    answer, (request,) = answer_to(text("Hel"), text("lo"), finish(), usage(12, 3), DONE)
    assert [one.text for one in answer[:2]] == ["Hel", "lo"]
    ended = answer[-1]
    assert (ended.usage.prompt, ended.usage.answer, ended.usage.estimated, ended.cut) == (
        12,
        3,
        False,
        "",
    )
    assert request.body["stream"] is True
    assert [message["role"] for message in request.body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    ("script", "cut"),
    [
        ((text("Hello"), finish("length"), DONE), "length"),
        ((text("Hello"), finish("content_filter"), DONE), "filter"),
        ((text("Hello"),), "stream"),
        ((text("Hello"), finish()), ""),
        ((text("Hello"), finish("stop"), usage(1, 1)), ""),
        ((raw(b'data: {"choices": null}\n\n'), text("Hello"), finish(), DONE), ""),
        ((raw(b'data: {"choices": [{"delta": null}]}\n\n'), text("Hello"), finish(), DONE), ""),
        ((raw(b": keep-alive\n\n"), text("Hello"), finish(), DONE), ""),
    ],
)
def test_what_endpoints_leave_out_is_made_good(script, cut):
    answer, _ = answer_to(*script)
    assert words(answer) == "Hello"
    assert answer[-1].cut == cut


def test_a_character_cut_in_two_comes_whole():
    event = b"data: " + json.dumps(text("né")[1], ensure_ascii=False).encode() + b"\n\n"
    at = event.index("é".encode()) + 1
    answer, _ = answer_to(raw(event[:at]), sleep(0.05), raw(event[at:]), finish(), DONE)
    assert words(answer) == "né"


def test_a_megabyte_in_one_event_and_ten_thousand_letters():
    answer, _ = answer_to(text("x" * 1_000_000), finish(), DONE)
    assert len(words(answer)) == 1_000_000
    answer, _ = answer_to(*[text("y")] * 10_000, finish(), DONE)
    assert len(words(answer)) == 10_000


def test_an_answer_without_end_is_cut(monkeypatch):
    monkeypatch.setattr(heard, "MOST", 1000)
    answer, _ = answer_to(*[text("y" * 100)] * 40, sleep(9))
    assert 1000 < len(words(answer)) <= 1100
    assert answer[-1].cut == "size"


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ((status(401),), FaultKind.KEY),
        ((status(403),), FaultKind.FORBIDDEN),
        ((status(404),), FaultKind.MODEL),
        ((status(400, {"error": {"message": "maximum context length is 8"}}),), FaultKind.TOO_LONG),
        ((status(400),), FaultKind.BROKEN),
        ((status(429),), FaultKind.LIMIT),
        ((status(500),), FaultKind.SERVER),
        ((status(503),), FaultKind.SERVER),
        ((page("<html>hello</html>"),), FaultKind.BROKEN),
        ((DONE,), FaultKind.BROKEN),
        ((sleep(5),), FaultKind.SLOW),
        ((text("a"), sleep(5)), FaultKind.SLOW),
        ((text("a"), RESET), FaultKind.BROKEN),
        ((RESET,), FaultKind.BROKEN),
        ((text("a"), END), FaultKind.BROKEN),
        ((raw(b"data: {bad\n\n"),), FaultKind.BROKEN),
        ((raw(b"data: \xff\xfe\n\n"),), FaultKind.BROKEN),
        ((raw(b'data: {"error": {"message": "out of memory"}}\n\n'),), FaultKind.BROKEN),
    ],
    ids=str,
)
def test_every_fault_has_its_sentence(script, kind):
    limits = QUICK if kind is FaultKind.SLOW else {}
    with pytest.raises(EndpointFault) as caught:
        answer_to(*script, **limits)
    fault = caught.value
    assert fault.kind is kind
    assert fault.sentence.endswith(".")
    assert fault.advice.endswith(".")
    assert KEY not in f"{fault.sentence} {fault.advice} {fault!r}"
    assert "scripted" not in fault.sentence or kind in {
        FaultKind.FORBIDDEN,
        FaultKind.MODEL,
        FaultKind.TOO_LONG,
    }


def test_nobody_answers_and_no_such_host():
    def fault(base_url):
        async def run():
            return [one async for one in ask(endpoint_at(base_url), PROMPT)]

        with pytest.raises(EndpointFault) as caught:
            asyncio.run(run())
        return caught.value

    assert fault("http://127.0.0.1:9/v1").kind is FaultKind.REFUSED
    assert fault("https://no-such-host.invalid/v1").kind is FaultKind.NAME


def test_a_server_that_speaks_no_tls():
    async def refuse(reader, writer):
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def run():
        async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
            address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
            return [one async for one in ask(endpoint_at(address, first_token_seconds=5), PROMPT)]

    with pytest.raises(EndpointFault) as caught:
        asyncio.run(run())
    assert caught.value.kind is FaultKind.TLS


@pytest.mark.parametrize("version", ["", "2024-10-21"])
@pytest.mark.parametrize(
    "key", ["ключ", "sk-se\ncret", "sk-se\rcret", "sk-secret\n", "sk-secret ", "sk-se\0cret"]
)
def test_a_key_that_no_header_can_hold(key, version):
    with pytest.raises(EndpointFault) as caught:
        answer_to(text("a"), key=key, api_version=version, retries=2)
    fault = caught.value
    assert (fault.kind, fault.sentence, fault.advice, fault.retry_after) == (
        FaultKind.KEY,
        "The key holds a character that no key can have.",
        "Set the key again; copy it without quotes or spaces around it.",
        None,
    )


def test_a_busy_endpoint_is_asked_again_and_says_so():
    answer, requests = answer_to(
        status(429, retry_after="0.2"),
        more=[(status(503),), (text("at last"), finish(), DONE)],
        retries=2,
    )
    waits = [one for one in answer if isinstance(one, Waiting)]
    assert len(requests) == 3
    assert len(waits) == 2
    assert waits[0].seconds >= 0.2
    assert words(answer) == "at last"


def test_after_the_last_try_the_fault_stands():
    with pytest.raises(EndpointFault) as caught:
        answer_to(status(500), more=[(status(429, retry_after="0"),)], retries=1)
    assert caught.value.kind is FaultKind.LIMIT


@pytest.mark.parametrize("code", [429, 503])
def test_a_long_wait_is_left_to_the_person(code):
    started = time.monotonic()
    with pytest.raises(EndpointFault):
        answer_to(status(code, retry_after="100"), retries=3)
    assert time.monotonic() - started < 5


def test_the_time_for_the_first_word_runs_from_the_request_on():
    answer_to(text("what is imported late is here now"), finish(), DONE)
    started = time.monotonic()
    with pytest.raises(EndpointFault) as caught:
        answer_to(sleep(1.7), raw(b": here\n\n"), sleep(9), first_token_seconds=2.0)
    assert caught.value.kind is FaultKind.SLOW
    assert "for 2 seconds" in caught.value.sentence
    assert time.monotonic() - started < 3.4


def test_words_that_were_shown_are_not_asked_for_again():
    async def run():
        async with ScriptedEndpoint() as server:
            server.play(text("a"), RESET)
            with pytest.raises(EndpointFault):
                [one async for one in ask(endpoint_at(server.base_url, retries=3), PROMPT)]
            return len(server.requests)

    assert asyncio.run(run()) == 1


def test_a_dripping_stream_ends():
    drip = [step for _ in range(100) for step in (text("a"), sleep(0.05))]
    started = time.monotonic()
    answer, _ = answer_to(*drip, whole_seconds=0.5)
    assert time.monotonic() - started < 2
    assert isinstance(answer[-1], Ended)
    assert answer[-1].cut == "time"


def test_an_answer_that_is_whole_before_its_time_is_up_is_not_cut():
    drip = [step for _ in range(100) for step in (raw(b": wait\n\n"), sleep(0.05))]
    answer, _ = answer_to(text("a"), finish(), *drip, whole_seconds=0.5)
    assert (words(answer), answer[-1].cut) == ("a", "")
    answer, _ = answer_to(text("a"), finish("length"), *drip, whole_seconds=0.5)
    assert answer[-1].cut == "length"


def test_an_older_server_is_asked_without_what_it_does_not_know():
    answer, requests = answer_to(
        status(400, {"error": {"message": "Unrecognized request argument: stream_options"}}),
        more=[(text("ok"), finish(), DONE)],
    )
    assert words(answer) == "ok"
    assert "stream_options" not in requests[1].body


def test_a_newer_model_is_asked_for_the_limit_by_its_other_name():
    told = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    refusal = status(400, {"error": {"message": told}})
    answer, requests = answer_to(refusal, more=[(text("ok"), finish(), DONE)])
    assert words(answer) == "ok"
    assert "max_tokens" not in requests[1].body
    assert requests[1].body["max_completion_tokens"] == requests[0].body["max_tokens"]


def test_a_server_that_takes_the_limit_by_neither_name_is_not_asked_for_ever():
    refusal = status(400, {"error": {"message": "max_tokens? max_completion_tokens?"}})
    with pytest.raises(EndpointFault):
        answer_to(refusal, more=[(refusal,)] * 9)


def test_to_leave_closes_the_connection_at_once():
    async def run():
        async with ScriptedEndpoint() as server:
            server.play(*[step for _ in range(200) for step in (text("a"), sleep(0.02))])
            async with aclosing(ask(endpoint_at(server.base_url), PROMPT)) as answer:
                async for _ in answer:
                    break
            await asyncio.sleep(0.2)
            return server.requests[0]

    request = asyncio.run(run())
    assert request.hung_up
    assert request.sent < 20


def test_a_cancelled_task_closes_the_connection_too():
    async def run():
        async with ScriptedEndpoint() as server:
            server.play(text("a"), sleep(10))
            endpoint = endpoint_at(server.base_url, silence_seconds=20, whole_seconds=30)

            async def read():
                return [one async for one in ask(endpoint, PROMPT)]

            task = asyncio.create_task(read())
            await asyncio.sleep(1.0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.sleep(0.2)
            return server.requests[0].hung_up

    assert asyncio.run(run())


def test_models_are_listed():
    async def run():
        async with ScriptedEndpoint() as server:
            return await models_of(endpoint_at(server.base_url))

    assert asyncio.run(run()) == ("large", "small")


def test_a_proxy_does_not_carry_off_what_is_local(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer, _ = answer_to(text("ok"), finish(), DONE)
    assert words(answer) == "ok"


def test_nothing_is_told_of_the_person_s_machine():
    _, requests = answer_to(text("ok"), finish(), DONE)

    async def listed():
        async with ScriptedEndpoint() as server:
            await models_of(endpoint_at(server.base_url))
            return server.requests

    for request in (*requests, *asyncio.run(listed())):
        assert "x-stainless" not in request.head.lower()
        assert platform.system().lower() not in request.head.lower()


def test_the_person_s_organization_goes_to_openai_alone(monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
    _, (request,) = answer_to(text("ok"), finish(), DONE)
    assert "mine" not in request.head


def test_openai_is_imported_only_to_ask():
    code = "import sys, blockguide.writers.model.talking; print('openai' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
