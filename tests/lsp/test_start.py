"""The start: the answer before the server is there is the one that pygls would give; nothing heavy is imported."""

import io
import json
import subprocess
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process_client import framed
from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.protocol import default_converter
from server_process import Process, SocketProcess, process, seconds_to_end, within_a_second

from blockguide.lsp import capabilities, serving, wire
from blockguide.lsp.server import NOTIFICATIONS, REQUESTS

EVERYTHING = {
    "general": {"positionEncodings": ["utf-16"]},
    "notebookDocument": {"synchronization": {}},
    "textDocument": {
        "synchronization": {"willSave": True, "willSaveWaitUntil": True, "didSave": True},
        "rename": {"prepareSupport": True},
    },
    "workspace": {
        "fileOperations": {"didCreate": True, "willRename": True},
        "textDocumentContent": {},
    },
}
NEVER_SERVING = (
    "blockguide.writers", "blockguide.checks", "blockguide.cache", "blockguide.document", "jedi", "parso",
    "pyflakes", "sqlite3", "docstring_parser", "openai", "platformdirs", "rich", "pathspec",
)  # fmt: skip


@pytest.mark.parametrize(
    "offered", [{}, EVERYTHING, {"general": {}}, {"notebookDocument": {"synchronization": {}}}]
)
def test_the_answer_is_what_pygls_computes(offered):
    converter = default_converter()
    params = {"capabilities": offered}
    client = converter.structure(offered, types.ClientCapabilities)
    cells = types.NotebookDocumentFilterWithCells([types.NotebookCellLanguage("python")])
    computed = ServerCapabilitiesBuilder(
        client,
        {*REQUESTS, *NOTIFICATIONS},
        {
            types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
                code_action_kinds=[capabilities.ACTION_KIND], resolve_provider=False
            ),
            types.TEXT_DOCUMENT_DID_SAVE: types.SaveOptions(include_text=False),
        },
        list(capabilities.COMMANDS),
        types.TextDocumentSyncKind.Incremental,
        types.NotebookDocumentSyncOptions([cells], save=False),
        types.PositionEncodingKind(capabilities.encoding_for(params)),
    ).build()
    # pygls does not know this one.
    computed.workspace.text_document_content = types.TextDocumentContentOptions(
        [capabilities.CONTENT_SCHEME]
    )
    answered = capabilities.answer(params)["capabilities"]
    sync = answered["textDocumentSync"]
    for optional in ("willSave", "willSaveWaitUntil"):
        assert not sync.pop(optional)
    theirs = json.loads(json.dumps(converter.unstructure(computed)))
    for optional in ("willSave", "willSaveWaitUntil"):
        theirs["textDocumentSync"].pop(optional, None)
    assert answered == theirs


def test_the_commands_and_names_are_those_of_the_wire():
    said = [method.name for method in wire.METHODS if method.kind == "command"]
    assert list(capabilities.COMMANDS) == said
    assert capabilities.CONTENT_SCHEME == wire.PAGE_SCHEME


@pytest.mark.parametrize(
    ("offered", "agreed"),
    [
        (None, "utf-16"),
        ([], "utf-16"),
        (["utf-7"], "utf-16"),
        ("utf-8", "utf-16"),
        ([["utf-8"], 3, None], "utf-16"),
        (["utf-8"], "utf-8"),
        (["utf-16", "utf-8"], "utf-16"),
        (["utf-8", "utf-16", "utf-32"], "utf-32"),
    ],
)
def test_columns_are_counted_in_the_cheapest_way_that_the_client_offers(offered, agreed):
    params = {"capabilities": {"general": {"positionEncodings": offered}}}
    assert capabilities.encoding_for(params) == agreed


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["capabilities", "general", "x"]), inner)
        ),
    )
)
def test_any_parameters_get_an_answer(params):
    assert capabilities.answer(params)["capabilities"]["positionEncoding"] == "utf-16"


def test_the_answer_needs_next_to_nothing():
    """Each module here is a part of the time until an editor has its answer."""
    code = (
        "import sys; before = set(sys.modules); import blockguide.commands.serve, json; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    found = json.loads(subprocess.check_output([sys.executable, "-c", code]))
    heavy = {
        "asyncio",
        "dataclasses",
        "pathlib",
        "inspect",
        "logging",
        "argparse",
        "typing_extensions",
        "attr",
    }
    assert not heavy & set(found)
    assert not [
        name for name in found if name.startswith(("pygls", "lsprotocol", "blockguide.settings"))
    ]


def test_the_serving_process_never_holds_what_the_workshop_is_for():
    code = (
        "import sys; from blockguide.lsp import serving; from blockguide.commands.serve import make_workshop; "
        "make_workshop(); print('\\n'.join(sys.modules))"
    )
    found = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not [name for name in found if name.startswith(NEVER_SERVING)]


def test_over_standard_streams_from_initialize_to_exit():
    with process() as server:
        assert server.initialize()["result"]["serverInfo"]["name"] == "BlockGuide"
        server.send({"method": "initialized", "params": {}})
        server.send({"id": 2, "method": "no/such"})
        assert server.receive(2)["error"]["code"] == -32601
        server.send({"id": 3, "method": "initialize", "params": {}})
        assert server.receive(3)["error"]["code"] == -32600
        server.send({"id": 4, "method": "shutdown"})
        assert server.receive(4)["result"] is None
        server.send({"method": "exit"})
        assert server.process.wait(5) == 0
        assert len(server.process.stderr.read().splitlines()) == 1


def test_a_first_message_that_is_not_initialize_is_the_servers_to_answer():
    with process() as server:
        server.send({"id": "a", "method": "textDocument/hover"})
        assert server.receive("a")["error"]["code"] == -32002
        server.send_bytes(b"Content-Length: 2\r\n\r\n{}")
        assert server.receive(None)["error"]["code"] == -32600
        assert server.initialize()["result"]["capabilities"]


@pytest.mark.parametrize("garbage", [b"nonsense\r\n\r\n", framed(b"not json"), framed(b"[]")])
def test_a_garbled_first_message_ends_nothing(garbage):
    with process() as server:
        server.send_bytes(garbage)
        assert server.receive(None)["error"]["code"] in (-32700, -32600)
        assert server.initialize()["result"]["capabilities"]


def test_what_comes_in_one_piece_is_all_read():
    with process() as server:
        pieces = [
            {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
            {"method": "initialized", "params": {}},
            {"id": 2, "method": "shutdown"},
            {"method": "exit"},
        ]
        server.send_bytes(
            b"".join(framed(json.dumps({"jsonrpc": "2.0", **each}).encode()) for each in pieces)
        )
        assert server.receive(1)["result"]
        assert server.receive(2)["result"] is None
        assert server.process.wait(10) == 0


@pytest.mark.parametrize("when", ["at once", "half a header", "half a body", "after initialize"])
def test_a_client_that_vanishes_leaves_nothing_behind(when):
    def attempt():
        with process() as server:
            match when:
                case "half a header":
                    server.send_bytes(b"Content-Le")
                case "half a body":
                    server.send_bytes(b"Content-Length: 100\r\n\r\n{")
                case "after initialize":
                    server.initialize()
                    server.send({"id": 2, "method": "no/such"})
                    server.receive(2)
            return seconds_to_end(server)

    within_a_second(attempt)


def test_a_stray_print_does_not_reach_the_client():
    code = (
        "from blockguide.lsp import start, serving, configuration\n"
        "from blockguide.commands.serve import default_directory, make_workshop\n"
        "async def said(session, params): print('stray')\n"
        "import blockguide.lsp.server as server\n"
        "server.NOTIFICATIONS = {**server.NOTIFICATIONS, 'initialized': said}\n"
        "raise SystemExit(start.main(make_workshop, default_directory, log_level='error'))"
    )
    server = Process.__new__(Process)
    server.process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    server.initialize()
    server.send({"method": "initialized", "params": {}})
    server.send({"id": 2, "method": "shutdown"})
    assert server.receive(2)["result"] is None
    server.send({"method": "exit"})
    assert server.process.communicate(timeout=5) == (b"", b"stray\n")
    assert server.process.returncode == 0


def test_over_a_loopback_socket():
    with process(kind=SocketProcess) as server:
        assert server.initialize()["result"]["serverInfo"]["name"] == "BlockGuide"
        assert server.leave() == 0
        assert server.from_server.read() == b""


def test_a_client_of_a_socket_that_vanishes_leaves_nothing_behind():
    def attempt():
        with process(kind=SocketProcess) as server:
            server.initialize()
            return seconds_to_end(server)

    within_a_second(attempt)


def test_it_does_not_listen_where_another_machine_could_reach_it():
    with process("--tcp", "0.0.0.0:0") as server:
        said, told = server.process.communicate(timeout=30)
    assert server.process.returncode == 2
    assert said == b""
    assert told.decode() == (
        "blockguide: `0.0.0.0:0` is no loopback address.\n"
        "Name one as HOST:PORT, such as 127.0.0.1:2087: who can reach another could read your code.\n"
    )


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0:0", "192.0.2.1:80", "here", ":80", "127.0.0.1:x", "[::]:1", "127.0.0.1:99999"],
)
def test_no_other_machine_can_reach_it(address):
    assert serving.loopback(address) is None


@pytest.mark.parametrize("address", ["127.0.0.1:0", "localhost:2087", "127.3.2.1:1"])
def test_this_machine_can(address):
    assert serving.loopback(address) is not None


def test_a_client_that_does_not_read_stops_nothing():
    """It sends requests and reads no answer; the server goes on reading, and ends when the client does."""
    with process("--log-level", "debug") as server:
        server.initialize()
        long = "x" * 50
        data = b"".join(
            framed(
                json.dumps(
                    {"jsonrpc": "2.0", "id": f"{long}{number}", "method": "no/such"}
                ).encode()
            )
            for number in range(3000)
        )
        sent = threading.Thread(target=server.send_bytes, args=(data,), daemon=True)
        sent.start()
        sent.join(20)
        assert not sent.is_alive(), "the server stopped reading"
        server.process.stdin.close()
        assert server.process.wait(5) == 1
        server.process.stdin = io.BytesIO()


def test_the_protocols_classes_are_not_kept_twice():
    """attrs makes each class anew with slots; the first one is garbage that a frozen heap would keep."""
    code = (
        "import gc\n"
        "from collections import Counter\n"
        "from blockguide.lsp import start\n"
        "start._serving()\n"
        "gc.unfreeze()\n"
        "names = Counter(\n"
        "    one.__qualname__ for one in gc.get_objects()\n"
        "    if isinstance(one, type) and one.__module__ == 'lsprotocol.types'\n"
        ")\n"
        "print(len(names), sum(names.values()))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    distinct, in_all = map(int, run.stdout.split())
    assert distinct > 500
    assert in_all < 1.1 * distinct
