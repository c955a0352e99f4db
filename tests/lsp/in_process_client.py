"""A client and a server in one process, over stream readers; what it leaves behind at the end is a failure."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from blockguide.lsp.server import BlockGuideServer
from blockguide.lsp.serving import converse
from blockguide.lsp.transport import messages
from blockguide.settings import Settings
from blockguide.workshop.values import Workshop

Json = dict[str, Any]
SECONDS = 5.0
"""How long a test waits for what must come."""


class Refusal(Exception):  # noqa: N818 - it is what the server answers
    """The server answered with an error."""

    def __init__(self, error: Json) -> None:
        super().__init__(error)
        self.code: int = error["code"]
        self.message: str = error["message"]
        self.data: Any = error.get("data")


class Client:
    """Speaks JSON, so that a test can say anything at all.

    Attributes:
        server: the other side, for a look inside.
        initialized: the server's answer to `initialize`.
        answers: what the client answers to the server's requests, by method: a value, or a function of the
            parameters that gives one or raises `Refusal`. A method that is not here is answered -32601.
        silent: methods that are never answered.
        sent: every notification and request of the server's, unread; the teardown wants it read.
        logged: the errors that were logged, unread; the teardown wants them read.
        code: the exit code, once the conversation has ended.
    """

    def __init__(self, server: BlockGuideServer, to_server: asyncio.StreamReader) -> None:
        self.server = server
        self.initialized: Json = {}
        self.answers: dict[str, object] = {}
        self.silent: set[str] = set()
        self.sent: deque[Json] = deque()
        self.logged: list[str] = []
        self.code: int | None = None
        self._to_server = to_server
        self._waiting: dict[object, asyncio.Future[Any]] = {}
        self._came = asyncio.Event()
        self._next = 0

    async def request(self, method: str, params: object = None, seconds: float = SECONDS) -> Any:
        """The server's result; raises `Refusal`, or TimeoutError."""
        return await asyncio.wait_for(self.ask(method, params), seconds)

    def ask(
        self, method: str, params: object = None, identifier: object = None
    ) -> asyncio.Future[Any]:
        """Sends a request; the future is its result. The request's id is the future's `identifier`."""
        self._next += 1
        identifier = self._next if identifier is None else identifier
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[identifier] = answer
        self.send({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params})
        return answer

    @property
    def last_id(self) -> int:
        """The id of the request that was sent last."""
        return self._next

    def notify(self, method: str, params: object = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def cancel(self, identifier: object) -> None:
        self.notify("$/cancelRequest", {"id": identifier})

    def send(self, message: object) -> None:
        self.send_bytes(framed(json.dumps(message).encode()))

    def send_bytes(self, data: bytes) -> None:
        self._to_server.feed_data(data)

    def hang_up(self) -> None:
        """The client is gone: its stream ends."""
        self._to_server.feed_eof()

    async def take(self, method: str, seconds: float = SECONDS) -> Any:
        """The parameters of the server's next notification or request of that method, which is read thereby."""

        def found() -> Any:
            for message in self.sent:
                if message.get("method") == method:
                    self.sent.remove(message)
                    return message
            return None

        return (await self._wait(found, seconds)).get("params")

    def taken(self, method: str) -> list[Any]:
        """The parameters of all of that method that came so far, read thereby."""
        found = [message for message in self.sent if message.get("method") == method]
        self.sent = deque(message for message in self.sent if message.get("method") != method)
        return [message.get("params") for message in found]

    async def until(self, true: Callable[[], object], seconds: float = SECONDS) -> None:
        """Waits until something is true; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 - any condition at all
                await asyncio.sleep(0.002)

    def open(self, uri: str, text: str, version: int = 1, language: str = "python") -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Json) -> None:
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)},
        )

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    async def settled(self) -> None:
        """Returns when the server has read all that was sent to it."""
        try:
            await self.request("blockguide/noSuchMethod")
        except Refusal:
            return

    async def listen(self, reader: asyncio.StreamReader) -> None:
        async for body in messages(reader):
            assert body is not None, "the server sent a header without a length"
            message = json.loads(body)
            assert message["jsonrpc"] == "2.0"
            if "method" in message:
                self._answer(message)
                self.sent.append(message)
                self._came.set()
            else:
                self._take_answer(message)

    def _answer(self, message: Json) -> None:
        method = message["method"]
        if "id" not in message or method in self.silent:
            return
        reply: Json = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            if method not in self.answers:
                raise Refusal({"code": -32601, "message": f"no {method}"})
            answer = self.answers[method]
            reply["result"] = answer(message.get("params")) if callable(answer) else answer
        except Refusal as refusal:
            reply["error"] = {"code": refusal.code, "message": refusal.message}
        self.send(reply)

    def _take_answer(self, message: Json) -> None:
        answer = self._waiting.pop(message["id"], None)
        if answer is None:
            self.sent.append(message)
            self._came.set()
        elif answer.done():
            return
        elif "error" in message:
            answer.set_exception(Refusal(message["error"]))
        else:
            answer.set_result(message["result"])

    async def _wait(self, found: Callable[[], Any], seconds: float) -> Any:
        async with asyncio.timeout(seconds):
            while (value := found()) is None:
                self._came.clear()
                await self._came.wait()
        return value


class Pipe:
    """A writer that feeds the other side's reader."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    def write(self, data: bytes) -> None:
        self._reader.feed_data(data)

    async def close(self) -> None:
        self._reader.feed_eof()


@asynccontextmanager
async def connected(
    workshop: Workshop,
    capabilities: Json | None = None,
    *,
    settings: Settings | None = None,
    initialize: bool = True,
    polite: bool = True,
    **params: object,
) -> AsyncIterator[Client]:
    """A client that is connected to a server of its own; `params` are further ones of `initialize`.

    At the end it shuts the server down (unless the test has, or is not `polite`) and asserts that the exit code
    is 0, no message of the server's is unread, no task lives on and nothing was logged as an error.
    """
    before = asyncio.all_tasks()
    to_server, to_client = asyncio.StreamReader(), asyncio.StreamReader()
    server = BlockGuideServer(workshop, settings or Settings(), nowhere)
    client = Client(server, to_server)
    with _errors_logged(client.logged):
        listening = asyncio.create_task(client.listen(to_client), name="client")
        serving = asyncio.create_task(converse(server, to_server, Pipe(to_client)), name="server")
        try:
            if initialize:
                usual: Json = {
                    "processId": None,
                    "rootUri": None,
                    "capabilities": capabilities or {},
                }
                client.initialized = await client.request("initialize", {**usual, **params})
                client.notify("initialized", {})
            yield client
            if polite and not serving.done():
                await client.request("shutdown")
                client.notify("exit")
            elif not polite:
                client.hang_up()
            client.code = await asyncio.wait_for(asyncio.shield(serving), SECONDS)
            await asyncio.wait_for(listening, SECONDS)
        finally:
            for task in (serving, listening):
                task.cancel()
            await asyncio.gather(serving, listening, return_exceptions=True)
    if polite:
        assert client.code == 0
    assert not client.sent, f"unread: {list(client.sent)}"
    assert not client.logged, f"logged: {client.logged}"
    assert not (alive := asyncio.all_tasks() - before), f"alive: {alive}"


def nowhere() -> Path:
    """No test writes pages into the directory of the person who runs it."""
    raise NotADirectoryError("no directory was chosen")


def framed(body: bytes) -> bytes:
    """A body with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@contextmanager
def _errors_logged(seen: list[str]) -> Iterator[None]:
    class Seeing(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(self.format(record))

    handler = Seeing(logging.ERROR)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
