"""What pygls 2.1.1 does in a way that breaks under real clients, and what is done here instead."""

import asyncio
import json
import logging
from time import perf_counter

import pytest
from in_process_client import Refusal, framed
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blockguide.errors import BlockGuideError, ErrorCode

A = "file:///work/a.py"
SECRET = "API_KEY = 'hunter2'"


def serving(client, handler, method="test/method"):
    """Has the server answer a method by `handler`, a function of the parameters."""
    client.server.protocol.requests[method] = handler
    client.server.protocol.notifications[method] = handler


async def refused(awaitable) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await awaitable
    return caught.value


async def answer_to(client, data: bytes) -> dict:
    """What the server says to bytes that no request of the client's stands behind."""
    before = len(client.sent)
    client.send_bytes(data)
    await client.until(lambda: len(client.sent) > before)
    return client.sent.pop()


def test_a_command_can_be_cancelled(talk):
    """In pygls the handler runs on, and if CancelledError leaves it the client is never answered."""
    ended = []

    async def story(client):
        async def handler(params):
            try:
                await asyncio.sleep(30)
            finally:
                ended.append(True)

        serving(client, handler, types.WORKSPACE_EXECUTE_COMMAND)
        answer = client.ask("workspace/executeCommand", {"command": "x", "arguments": []})
        await client.settled()
        client.cancel(client.last_id - 1)
        assert (await refused(asyncio.wait_for(answer, 2))).code == -32800
        assert ended

    talk(story)


def test_shutdown_with_a_request_at_work_is_answered(talk):
    """In pygls it raises RuntimeError: the dictionary of futures changes while it is walked."""

    async def story(client):
        async def handler(params):
            await asyncio.sleep(30)

        serving(client, handler)
        answers = [client.ask("test/method") for _ in range(3)]
        await client.settled()
        assert await client.request("shutdown") is None
        for answer in answers:
            assert (await refused(asyncio.wait_for(answer, 2))).code == -32800
        assert (await refused(client.request("textDocument/hover"))).code == -32600
        client.notify("exit")

    talk(story, polite=False)


def test_an_answer_that_cannot_be_read_wakes_its_waiter(talk):
    """In pygls the waiter waits for ever."""

    async def story(client):
        client.answers["window/showDocument"] = {"success": {"no": "boolean"}, "x": 1}
        client.answers["workspace/applyEdit"] = "nonsense"
        show = client.server.window_show_document_async(types.ShowDocumentParams("file:///a"))
        edit = client.server.workspace_apply_edit_async(
            types.ApplyWorkspaceEditParams(types.WorkspaceEdit())
        )
        done, waiting = await asyncio.wait(
            {asyncio.ensure_future(each) for each in (show, edit)}, timeout=2
        )
        assert not waiting
        assert any(isinstance(each.exception(), JsonRpcException) for each in done)
        for each in done:
            each.exception()
        client.taken("window/showDocument")
        client.taken("workspace/applyEdit")

    talk(story)


def test_a_request_that_is_never_answered_is_let_go(talk):
    """pygls keeps its future for ever."""

    async def story(client):
        client.silent.add("window/showDocument")
        show = client.server.window_show_document_async(types.ShowDocumentParams("file:///a"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(show, 0.05)
        await asyncio.sleep(0)
        protocol = client.server.protocol
        assert not protocol._request_futures
        assert not protocol._result_types
        client.taken("window/showDocument")

    talk(story)


def test_a_handler_that_ends_after_exit_says_nothing(talk):
    """In pygls it writes to a closed stream, and recurses into reporting that."""

    async def story(client):
        async def handler(params):
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                client.server.window_show_message(
                    types.ShowMessageParams(types.MessageType.Info, "late")
                )
                return "late"

        serving(client, handler)
        client.ask("test/method")
        await client.settled()
        client.notify("exit")
        await client.until(client.server.left.done)

    assert talk(story, polite=False).code == 1


def test_an_error_is_answered_without_a_traceback_and_without_a_message_to_the_person(talk, caplog):
    """pygls sends the traceback, lines of code and all, and pops up a message."""

    async def story(client):
        async def handler(params):
            raise ValueError(SECRET)

        serving(client, handler)
        refusal = await refused(client.request("test/method"))
        assert "hunter2" not in client.logged.pop()
        assert refusal.code == -32603
        assert refusal.data is None
        assert "hunter2" not in refusal.message

    talk(story)


def test_the_log_says_where_it_failed_and_quotes_no_code(talk, caplog):
    async def story(client):
        def handler(params):
            raise ValueError(SECRET)

        serving(client, handler)
        client.open(A, SECRET)
        client.notify("test/method", {"text": SECRET})
        await client.settled()
        assert len(client.logged) == 1
        client.logged.clear()

    with caplog.at_level(logging.DEBUG, "blockguide"):
        talk(story)
    assert "ValueError < test_protocol.py" in caplog.text
    assert "hunter2" not in caplog.text


def test_bodies_are_not_logged_by_pygls_either(talk, caplog):
    async def story(client):
        client.server.window_show_message(types.ShowMessageParams(types.MessageType.Info, SECRET))
        await client.take("window/showMessage")

    with caplog.at_level(logging.DEBUG, "pygls"):
        talk(story)
    assert not [
        each
        for each in caplog.records
        if each.levelno >= logging.INFO and "hunter2" in each.getMessage()
    ]


def test_a_notification_that_fails_is_logged_as_an_error_and_one_that_cannot_be_read_is_not(talk):
    async def story(client):
        def broken(_):
            raise KeyError(SECRET)

        serving(client, broken)
        client.notify("test/method", {})
        client.notify("textDocument/didOpen", {"textDocument": 1})
        client.notify("blockguide/setKey", {"key": 1})
        await client.settled()
        (line,) = client.logged
        client.logged.clear()
        assert line.startswith("notification test/method failed: KeyError")
        assert "hunter2" not in line

    talk(story)


def test_our_own_failures_say_what_to_do(talk):
    async def story(client):
        async def handler(params):
            raise BlockGuideError(
                ErrorCode.EMPTY_SELECTION, "Nothing is selected.", "Select something."
            )

        serving(client, handler)
        refusal = await refused(client.request("test/method"))
        assert (refusal.code, refusal.message) == (-32803, "Nothing is selected.")
        assert refusal.data == {"code": "empty-selection", "advice": "Select something."}

    talk(story)


def test_a_result_that_cannot_be_written_is_answered(talk):
    async def story(client):
        async def handler(params):
            return {1, 2}.__iter__

        serving(client, handler)
        refusal = await refused(client.request("test/method"))
        assert "hunter2" not in client.logged.pop()
        assert refusal.code == -32603

    talk(story)


def test_an_object_inside_a_message_is_no_message(talk):
    """pygls reads every nested object that holds the key `jsonrpc` as a message of its own."""
    nested = {"jsonrpc": "2.0", "method": "exit"}

    async def story(client):
        async def handler(params):
            return params

        serving(client, handler)
        assert await client.request("test/method", {"in": nested}) == {"in": nested}

    talk(story)


def test_parameters_of_our_own_methods_keep_their_keys(talk):
    """pygls makes named tuples of them: `type_name` is lost, and `a-b` becomes `_0`."""
    params = {"type_name": "x", "a-b": 1, "class": 2}

    async def story(client):
        async def handler(params):
            return params

        serving(client, handler)
        assert await client.request("test/method", params) == params

    talk(story)


def test_a_request_sees_the_documents_as_they_were_when_it_was_sent(talk):
    """All that is in the pipe is read at once; an edit behind a request must not get before it."""

    async def story(client):
        async def handler(params):
            return client.server.session.documents.get(A).text

        serving(client, handler)
        client.open(A, "before")
        answer = client.ask("test/method")
        client.change(A, 2, {"text": "after"})
        assert await answer == "before"

    talk(story)


def test_one_capability_of_a_wrong_type_costs_only_itself(talk):
    """pygls refuses the whole of `initialize`."""
    capabilities = {
        "general": {"positionEncodings": "utf-8"},
        "workspace": 3,
        "textDocument": {"hover": "yes"},
        "window": {"showDocument": {"support": True}},
    }

    async def story(client):
        session = client.server.session
        assert session.client.offers("window.showDocument.support") is True
        assert session.client.offers("workspace.applyEdit") is None
        assert session.encoding == "utf-16"
        await client.take("window/showMessage")

    talk(
        story,
        capabilities,
        clientInfo=7,
        workspaceFolders="x",
        initializationOptions=[1],
        processId="a",
    )


@pytest.mark.parametrize(
    ("body", "code", "identifier"),
    [
        (b"", -32700, None),
        (b"{", -32700, None),
        (b"\xff\xfe", -32700, None),
        (b"[" * 100_000, -32700, None),
        (b"[]", -32600, None),
        (b"null", -32600, None),
        (b"{}", -32600, None),
        (b'{"jsonrpc":"2.0","id":null,"method":"shutdown"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":true,"method":"shutdown"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":{"a":1},"method":"shutdown"}', -32600, None),
        (b'{"jsonrpc":"1.0","id":7,"method":"shutdown"}', -32600, 7),
        (b'{"id":"x","method":"shutdown"}', -32600, "x"),
        (b'{"jsonrpc":"2.0","id":7,"method":3}', -32600, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"no/such"}', -32601, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"$/noSuch"}', -32601, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"initialized","params":{}}', -32601, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"textDocument/hover"}', -32602, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":[]}', -32602, 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"initialize","params":{}}', -32600, 7),
    ],
)
def test_what_is_no_request_is_answered_with_the_right_code(talk, body, code, identifier):
    async def story(client):
        answer = await answer_to(client, framed(body))
        assert answer["error"]["code"] == code
        assert answer["id"] == identifier
        await client.settled()

    talk(story)


def test_before_initialize_requests_are_refused_and_notifications_dropped(talk):
    async def story(client):
        client.open(A, "x")
        client.notify("$/cancelRequest", {"id": 1})
        assert (await refused(client.request("textDocument/hover"))).code == -32002
        assert (await refused(client.request("shutdown"))).code == -32002
        assert client.server.session.documents.get(A) is None
        await client.request("initialize", {"capabilities": {}})

    talk(story, initialize=False)


def test_exit_without_shutdown_is_1(talk):
    async def story(client):
        client.notify("exit")

    assert talk(story, polite=False).code == 1


def test_a_client_that_hangs_up_without_shutdown_is_1(talk, workshop):
    async def story(client):
        client.hang_up()

    assert talk(story, polite=False).code == 1
    assert workshop.closed


def test_a_client_whose_process_is_gone_is_not_waited_for(talk):
    """A process that it started may hold its streams open."""
    import subprocess
    import sys

    took = []

    async def story(client):
        await client.settled()
        assert not client.server.left.done()
        parent.stdin.close()
        parent.wait()
        gone = perf_counter()
        await client.until(client.server.left.done)
        took.append(perf_counter() - gone)

    while len(took) < 3 and min(took, default=2.0) > 1.5:
        parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        assert talk(story, polite=False, processId=parent.pid).code == 1
    assert min(took) < 1.5


def test_numbers_past_what_a_position_can_hold_are_refused(talk):
    async def story(client):
        for line in (-1, 2**31, 1e300):
            position = {"line": line, "character": 0}
            params = {"textDocument": {"uri": A}, "position": position}
            assert (await refused(client.request("textDocument/hover", params))).code == -32602

    talk(story)


def test_lone_surrogates_come_back_as_they_came(talk):
    async def story(client):
        client.open(A, "x = '\ud83d'")

        async def handler(params):
            return client.server.session.documents.get(A).text

        serving(client, handler)
        assert await client.request("test/method") == "x = '\ud83d'"
        assert client.server.session.documents.reading(A).source.text == "x = '\ufffd'"

    talk(story)


def test_json_of_the_answer_is_counted_in_bytes(talk):
    async def story(client):
        async def handler(params):
            return "é😀"

        serving(client, handler)
        assert await client.request("test/method") == "é😀"
        assert json.dumps("é😀")

    talk(story)
