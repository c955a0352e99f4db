"""An endpoint that sends without an end is hung up on, whatever it sends: what it could send is counted."""

import asyncio
import contextlib
import gzip
import json
from dataclasses import replace

import pytest
from scripted_endpoint import DONE, ScriptedEndpoint, finish, raw, text
from test_talking import PATIENT, PROMPT, answer_to, words

from blockguide.writers.model.bounding import MOST_BYTES, OpenEvent
from blockguide.writers.model.talking import ask, models_of
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind

PIECE = b"x" * 65_536
PIECES = 1_000
IN_SOCKETS = 16_000_000
"""Bytes that the system may hold between the two ends."""


@contextlib.asynccontextmanager
async def sending(head, pieces):
    """A server that answers everything with these pieces; gives its address and a list of the sizes sent."""
    sent, is_over = [], asyncio.Event()

    async def serve(reader, writer):
        with contextlib.suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head.replace("\n", "\r\n").encode() + b"connection: close\r\n\r\n")
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                sent.append(len(piece))
        writer.close()
        is_over.set()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", sent
        await asyncio.wait_for(is_over.wait(), 20)


async def answered(endpoint):
    return [one async for one in ask(endpoint, PROMPT)]


def fault_of(call, head, pieces, retries=0):
    async def run():
        async with sending(head, pieces) as (address, sent):
            with pytest.raises(EndpointFault) as caught:
                await call(Endpoint(address, "tiny", retries=retries, **PATIENT))
            host = address.removeprefix("http://").removesuffix("/v1")
            fault = caught.value
            return fault.kind, fault.sentence.replace(host, "HOST"), fault.advice, sum(sent)

    return asyncio.run(run())


EVENTS = "HTTP/1.1 200 OK\ncontent-type: text/event-stream\n"
JSON = "content-type: application/json\n"
OPEN = b'data: {"choices": [{"delta": {"content": "'


@pytest.mark.parametrize(
    ("call", "head", "begin", "piece"),
    [
        (answered, EVENTS, OPEN, PIECE),
        (answered, EVENTS, b"", PIECE[:-1] + b"\n"),
        (answered, EVENTS, b"", b"data: 1\n" * 8_192),
        (answered, f"HTTP/1.1 400 No\n{JSON}", b'{"error": "', PIECE),
        (answered, "HTTP/1.1 500 No\n", b"", PIECE),
        (models_of, f"HTTP/1.1 200 OK\n{JSON}", b'{"data": [{"id": "', PIECE),
        (models_of, f"HTTP/1.1 401 No\n{JSON}", b"", PIECE),
        (models_of, EVENTS, b"", b"data: 1\n\n" * 8_192),
    ],
    ids=[
        *("event", "lines", "data lines", "error", "failure"),
        *("list", "refusal", "list of events"),
    ],
)
def test_what_has_no_end_is_hung_up_on(call, head, begin, piece):
    *told, sent = fault_of(call, head, [begin, *[piece] * PIECES], retries=2)
    assert told == [
        FaultKind.BROKEN,
        "HOST sent 8 MB without an end, so BlockGuide hung up.",
        "Look whether the address is that of an OpenAI-compatible server.",
    ]
    assert sent < MOST_BYTES + IN_SOCKETS < len(piece) * PIECES


@pytest.mark.parametrize("call", [answered, models_of])
def test_what_is_packed_small_counts_by_what_is_in_it(call):
    packed = gzip.compress(b'{"data": "' + b"x" * 100_000_000)
    head = f"HTTP/1.1 400 No\n{JSON}content-encoding: gzip\n"
    _, sentence, *_ = fault_of(call, head, [packed])
    assert sentence == "HOST sent 8 MB without an end, so BlockGuide hung up."


def test_what_comes_packed_is_read():
    packed = gzip.compress(json.dumps({"data": [{"id": "small"}]}).encode())

    async def run():
        head = f"HTTP/1.1 200 OK\n{JSON}content-encoding: gzip\n"
        async with sending(head, [packed]) as (address, _):
            return await models_of(Endpoint(address, "tiny", **PATIENT))

    assert asyncio.run(run()) == ("small",)


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r"])
def test_an_answer_of_many_events_may_be_longer(end):
    thought = b'data: {"choices": [{"delta": {"reasoning": "' + PIECE + b'"}}]}' + end
    answer, _ = answer_to(*[raw(thought)] * 200, text("ok"), finish(), DONE)
    assert words(answer) == "ok"


def test_the_longest_answer_in_one_event_is_read_however_it_is_spelled():
    answer, _ = answer_to(text("я" * 1_000_000), finish(), DONE)
    assert len(words(answer)) == 1_000_000


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64])
@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r"])
def test_an_event_ends_however_the_stream_is_cut(size, end):
    stream = (b"data: 1" + end) * 50
    event = OpenEvent()
    for at in range(0, len(stream), size):
        event.add(stream[at : at + size])
        assert event.size <= 16 + size
    event.add(b"data: 12345")
    assert event.size >= 11


def test_names_that_are_no_names_are_left_out():
    async def run():
        async with ScriptedEndpoint(models=("small", 7, None, {"a": 1})) as server:
            return await models_of(replace(Endpoint(server.base_url, "tiny"), **PATIENT))

    assert asyncio.run(run()) == ("small",)
