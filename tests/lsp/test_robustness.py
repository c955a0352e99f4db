"""Whatever a client sends, in whatever order: each request has one answer, and the end is clean."""

import asyncio
import json
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from in_process_client import Client, Refusal, connected, framed
from loop import loop_watched
from lsprotocol import types
from scripted_workshop import ScriptedWorkshop

from blockguide.lsp.server import NOTIFICATIONS, REQUESTS

A, B = "file:///work/a.py", "untitled:Untitled-1"
CODE = "def shout(name):\n    return name + '!'\n\n\nclass 😀:\n    pass\n"
CODES = {-32700, -32600, -32601, -32602, -32603, -32800, -32801, -32802, -32803}

URIS = st.sampled_from([A, B, "file:///work/none.py", "", "file://[", "%", "\ud800"])
NUMBERS = st.integers(-2, 8) | st.sampled_from([2**31 - 1, 2**31, 10**30])
POSITIONS = st.fixed_dictionaries({"line": NUMBERS, "character": NUMBERS})
RANGES = st.fixed_dictionaries({"start": POSITIONS, "end": POSITIONS})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | URIS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
LIKELY = st.fixed_dictionaries(
    {},
    optional={
        "textDocument": st.fixed_dictionaries(
            {"uri": URIS}, optional={"version": NUMBERS, "text": st.text(), "languageId": st.text()}
        ),
        "position": POSITIONS,
        "range": RANGES,
        "context": st.just({"diagnostics": []}) | JSON,
        "uri": URIS,
        "command": st.sampled_from(["blockguide.document", "blockguide.clearCache", "x"]) | JSON,
        "arguments": st.lists(
            st.fixed_dictionaries({"uri": URIS, "range": RANGES}) | JSON, max_size=2
        ),
        "contentChanges": st.lists(
            st.fixed_dictionaries({"text": st.text()}, optional={"range": RANGES}), max_size=2
        ),
        "settings": JSON,
        "event": st.just({"added": [], "removed": []}) | JSON,
        "changes": JSON,
        "token": JSON,
        "id": JSON,
        "cells": JSON,
        "notebookDocument": JSON,
    },
)
METHODS = st.sampled_from(
    [*REQUESTS, *NOTIFICATIONS, types.CANCEL_REQUEST, types.SET_TRACE, "initialize", "x/y", "$/z"]
)
MESSAGES = st.tuples(METHODS, LIKELY | JSON, st.booleans())
ANYHOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


async def outcome(answer: asyncio.Future) -> object:
    try:
        return await asyncio.wait_for(answer, 5)
    except Refusal as refusal:
        assert refusal.code in CODES, refusal
        return refusal


def forget_all(client: Client) -> None:
    """What the server says of itself on the way is not this test's matter; what it logs as an error is."""
    client.sent.clear()


@ANYHOW
@given(st.lists(MESSAGES, max_size=6))
def test_any_messages_are_answered_and_none_is_a_fault_of_ours(messages):
    async def story() -> None:
        async with connected(ScriptedWorkshop()) as client:
            client.open(A, CODE)
            answers = []
            for method, params, wants_answer in messages:
                if wants_answer:
                    answers.append((method, client.ask(method, params)))
                else:
                    client.notify(method, params)
            for method, answer in answers:
                found = await outcome(answer)
                fault = isinstance(found, Refusal) and found.code == -32603
                assert not fault, (method, found)
            await client.settled()
            await client.until(lambda: not client.server._beside)
            forget_all(client)

    asyncio.run(story())


@ANYHOW
@given(
    st.lists(
        st.binary(max_size=60) | JSON.map(lambda each: framed(json.dumps(each).encode())),
        max_size=6,
    )
)
def test_any_bytes_end_nothing(pieces):
    async def story() -> None:
        async with connected(ScriptedWorkshop()) as client:
            for piece in pieces:
                client.send_bytes(piece)
            # Whatever the bytes began, this ends it.
            client.send_bytes(b"\r\n\r\n" + framed(b"[]") * 2)
            await client.settled()
            assert all(message["error"]["code"] in (-32700, -32600) for message in client.sent)
            client.sent.clear()

    asyncio.run(story())


START, STOP = {"line": 0, "character": 0}, {"line": 2, "character": 0}
RANGE = {"start": START, "end": STOP}
TARGET = {"uri": A, "range": RANGE}
AT_A = {"textDocument": {"uri": A}}
REQUESTED = {
    "document": ("blockguide/document", TARGET),
    "command": (
        "workspace/executeCommand",
        {"command": "blockguide.document", "arguments": [TARGET]},
    ),
    "hover": ("textDocument/hover", {**AT_A, "position": START}),
    "action": ("textDocument/codeAction", {**AT_A, "range": RANGE, "context": {"diagnostics": []}}),
    "shutdown": ("shutdown", None),
}


def tell(client: Client, step: str, version: int) -> None:
    match step:
        case "edit":
            client.change(A, version, {"range": {"start": START, "end": START}, "text": "# x\n"})
        case "reopen":
            client.close(A)
            client.open(A, CODE, version)
        case "cancel":
            client.cancel(client.last_id)


STEPS = st.lists(
    st.sampled_from(
        ["document", "command", "hover", "action", "edit", "reopen", "cancel", "turn", "shutdown"]
    ),
    max_size=25,
)


@ANYHOW
@given(STEPS, st.sampled_from(["exit", "hang up"]))
def test_any_order_of_requests_edits_cancels_and_shutdown_ends_clean(steps, end):
    workshop = ScriptedWorkshop()
    shut = "shutdown" in steps

    async def story() -> Client:
        async with connected(workshop, polite=False) as client:
            client.open(A, CODE)
            versions = count(2)
            answers = []
            for step in steps:
                if step == "turn":
                    await asyncio.sleep(0)
                elif step in REQUESTED:
                    answers.append(client.ask(*REQUESTED[step]))
                else:
                    tell(client, step, next(versions))
            for answer in answers:
                await outcome(answer)
            if end == "exit":
                client.notify("exit")
            else:
                client.hang_up()
            await client.until(lambda: client.server.left.done() or end == "hang up")
            for _ in range(3):
                await asyncio.sleep(0.001)
            forget_all(client)
        return client

    client = asyncio.run(asyncio.wait_for(story(), 30))
    assert client.code == (0 if shut else 1)
    assert workshop.closed


def test_200_requests_at_once_on_a_long_file_do_not_hold_up_the_loop(talk):
    """What blocks the loop does so each time, what disturbs the machine does not: the best of three counts."""
    text = "".join(f"def f{number}(x):\n    return x + {number}\n\n\n" for number in range(2500))
    longest = []

    async def story(client):
        client.open(A, text)
        await client.settled()
        async with loop_watched() as turns:
            answers = []
            for number in range(100):
                at = {"line": number * 40, "character": 4}
                params = {"textDocument": {"uri": A}, "position": at}
                answers.append(client.ask("textDocument/hover", params))
                more = {
                    "textDocument": {"uri": A},
                    "range": {"start": at, "end": at},
                    "context": {"diagnostics": []},
                }
                answers.append(client.ask("textDocument/codeAction", more))
                client.change(A, number + 2, {"range": {"start": at, "end": at}, "text": "x"})
            await asyncio.gather(*answers)
        longest.append(max(turns))

    for _ in range(3):
        talk(story)
    assert min(longest) < 0.05, longest


def test_huge_and_empty_documents(talk):
    async def story(client):
        for version, text in enumerate(
            ["", "\n", "x" * 5_000_000, "x\n" * 500_000, "(" * 10_000], 1
        ):
            client.open(A, text, version)
            for at in ({"line": 0, "character": 0}, {"line": 2**31 - 1, "character": 2**31 - 1}):
                await client.request(
                    "textDocument/hover", {"textDocument": {"uri": A}, "position": at}
                )
                params = {
                    "textDocument": {"uri": A},
                    "range": {"start": at, "end": at},
                    "context": {"diagnostics": []},
                }
                await client.request("textDocument/codeAction", params)
            client.change(A, version + 1, {"range": {"start": at, "end": at}, "text": "end"})
            await client.settled()
            assert client.server.session.documents.get(A).text == f"{text}end"
            client.close(A)

    talk(story)


@pytest.mark.parametrize("uri", ["file://[", "//[", "file://[a]/b.py"])
def test_what_is_no_uri_names_a_document_all_the_same(talk, uri):
    """A client may send any text; its teardown asserts that no handler failed."""

    async def story(client):
        client.open(uri, "x = 1\n")
        client.change(uri, 2, {"text": "x = 2\n"})
        params = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
        assert await client.request("textDocument/hover", params) is None
        client.close(uri)

    talk(story)
