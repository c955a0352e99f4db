"""Framing and streams: what real clients send, what broken ones send, and those who read no more."""

import asyncio
import os
import socket
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process_client import framed

from blockguide.lsp import transport
from blockguide.lsp.transport import messages, stdio

BODIES = st.lists(st.binary(max_size=40), max_size=5)


def read(data: bytes, *cuts: int) -> list[bytes | None]:
    async def reading() -> list[bytes | None]:
        reader = asyncio.StreamReader()

        async def feed() -> None:
            bounds = [0, *sorted(cuts), len(data)]
            for start, end in pairwise(bounds):
                reader.feed_data(data[start:end])
                await asyncio.sleep(0)
            reader.feed_eof()

        feeding = asyncio.create_task(feed())
        found = [body async for body in messages(reader)]
        await feeding
        return found

    return asyncio.run(reading())


@settings(max_examples=100, deadline=None)
@given(BODIES, st.data())
def test_messages_come_whole_however_they_are_cut(bodies, data):
    stream = b"".join(map(framed, bodies))
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=6))
    assert read(stream, *cuts) == bodies


@settings(max_examples=100, deadline=None)
@given(BODIES, st.data())
def test_a_stream_that_ends_within_a_message_ends_there(bodies, data):
    stream = b"".join(map(framed, bodies))
    end = data.draw(st.integers(0, len(stream)))
    whole = read(stream[:end])
    assert whole == bodies[: len(whole)]


@pytest.mark.parametrize(
    "cut", [b"Content-Len", b"Content-Length: ", b"Content-Length: 7\r\n", b"x", b"\r\nContent"]
)
def test_a_header_that_was_cut_off_costs_no_message_behind_the_next(cut):
    bodies = [b'{"id": %d}' % number for number in range(4)]
    found = read(cut + b"".join(map(framed, bodies)))
    assert [body for body in found if body is not None][-3:] == bodies[-3:]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_end(data):
    read(data)


@pytest.mark.parametrize(
    "header",
    [
        b"content-length: 2\r\n\r\n",
        b"Content-Length:2\r\n\r\n",
        b"CONTENT-LENGTH : 2\r\n\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\r\nContent-Type: x\r\n\r\n",
        b"Content-Length: 2\n\n",
        b"\r\n\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_headers_as_clients_write_them(header):
    """pygls wants `Content-Length` in exactly these letters, and waits for ever for any other."""
    assert read(header + b"{}" + framed(b"[]")) == [b"{}", b"[]"]


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: x\r\n\r\n",
        b"Content-Length: two\r\n\r\n",
        b"Content-Length: -2\r\n\r\n",
        b"Content-Length: 999999999999\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"x" * 300_000 + b"\r\n\r\n",
    ],
)
def test_after_a_header_of_no_use_the_next_is_read(header):
    assert read(header + framed(b"[]")) == [None, b"[]"]


def test_the_streams_of_pipes():
    assert _echo(os.pipe, os.pipe) == b"hello"


def test_the_streams_of_sockets():
    def pair():
        one, other = socket.socketpair()
        return one.detach(), other.detach()

    assert _echo(pair, pair) == b"hello"


def test_the_streams_where_the_loop_cannot_watch(monkeypatch):
    """Windows, terminals and files have threads."""
    monkeypatch.setattr(transport, "_can_be_watched", lambda _: False)
    assert _echo(os.pipe, os.pipe) == b"hello"


def _echo(make_incoming, make_outgoing) -> bytes:
    read_from, client_to = make_incoming()
    client_from, write_to = make_outgoing()

    async def story() -> None:
        reader, outgoing = await stdio(read_from, write_to, b"he", lambda: None)
        os.write(client_to, b"llo")
        outgoing.write(await asyncio.wait_for(reader.readexactly(5), 2))
        os.close(client_to)
        assert await asyncio.wait_for(reader.read(), 2) == b""
        await outgoing.close()

    asyncio.run(story())
    os.set_blocking(client_from, True)
    echoed = os.read(client_from, 100)
    os.close(client_from)
    return echoed


@pytest.mark.parametrize("watched", [True, False])
def test_a_client_that_reads_no_more_is_given_up_and_nothing_waits_for_it(monkeypatch, watched):
    monkeypatch.setattr(transport, "UNREAD", 1_000_000)
    if not watched:
        monkeypatch.setattr(transport, "_can_be_watched", lambda _: False)
    read_from, client_to = os.pipe()
    client_from, write_to = os.pipe()
    lost: list[float] = []

    async def story() -> None:
        _, outgoing = await stdio(read_from, write_to, b"", lambda: lost.append(time.monotonic()))
        longest = 0.0
        for _ in range(200):
            start = time.monotonic()
            outgoing.write(b"x" * 10_000)
            await asyncio.sleep(0)
            longest = max(longest, time.monotonic() - start)
        assert lost
        assert longest < 0.5
        start = time.monotonic()
        await outgoing.close()
        assert time.monotonic() - start < 1

    asyncio.run(story())
    os.close(client_to)
    os.close(client_from)


@pytest.mark.parametrize("watched", [True, False])
def test_a_client_that_is_gone_is_noticed(monkeypatch, watched):
    if not watched:
        monkeypatch.setattr(transport, "_can_be_watched", lambda _: False)
    read_from, client_to = os.pipe()
    client_from, write_to = os.pipe()

    async def story() -> None:
        lost = asyncio.Event()
        _, outgoing = await stdio(read_from, write_to, b"", lost.set)
        os.close(client_from)
        outgoing.write(b"x")
        await asyncio.wait_for(lost.wait(), 2)
        await outgoing.close()

    asyncio.run(story())
    os.close(client_to)
