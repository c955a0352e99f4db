"""An OpenAI-compatible endpoint on loopback that plays what a test tells it, byte by byte."""

import asyncio
import contextlib
import json
import socket
import struct
import threading
from dataclasses import dataclass, field


@dataclass
class Request:
    """What a client sent, and whether it hung up before the answer was whole."""

    head: str
    body: dict
    sent: int = 0
    hung_up: bool = False


def text(content):
    return ("event", _chunk({"content": content}))


def finish(reason="stop"):
    return ("event", _chunk({}, reason))


def usage(asked, answered):
    counts = {
        "prompt_tokens": asked,
        "completion_tokens": answered,
        "total_tokens": asked + answered,
    }
    return ("event", {**_chunk({}), "choices": [], "usage": counts})


def raw(data):
    return ("raw", data)


def sleep(seconds):
    return ("sleep", seconds)


def status(code, body=None, **headers):
    return ("status", code, body or {"error": {"message": "scripted"}}, headers)


def page(content, kind="text/html"):
    return ("page", content, kind)


DONE = ("raw", b"data: [DONE]\n\n")
RESET = ("reset",)
END = ("end",)


def _chunk(delta, reason=None):
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [choice],
    }


@dataclass
class ScriptedEndpoint:
    """Serves the scripts in order, one a request; `usual` when they are used up.

    Who asks for the models gets them, or the `refusal`.
    """

    scripts: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    usual: tuple = (text("ok"), finish(), DONE)
    models: tuple = ("large", "small")
    refusal: tuple | None = None

    async def __aenter__(self):
        self._connections = set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def play(self, *steps):
        self.scripts.append(steps)

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self._connections.add(task)
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                await self._answer(reader, writer)
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answer(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lengths = [
            line.split(":")[1] for line in head.lower().split("\r\n") if "content-length:" in line
        ]
        body = await reader.readexactly(int(lengths[0])) if lengths else b"{}"
        request = Request(head, json.loads(body))
        self.requests.append(request)
        if head.startswith("GET") and self.refusal:
            await self._play((self.refusal,), writer, request, asyncio.Future())
            return
        if head.startswith("GET"):
            names = [
                {"id": name, "object": "model", "created": 0, "owned_by": "me"}
                for name in self.models
            ]
            content = json.dumps({"object": "list", "data": names})
            await self._page(writer, 200, content.encode(), "application/json")
            return
        gone = asyncio.ensure_future(reader.read(1))
        try:
            await self._play(
                self.scripts.pop(0) if self.scripts else self.usual, writer, request, gone
            )
        except ConnectionError:
            request.hung_up = True
        finally:
            request.hung_up = request.hung_up or gone.done()
            gone.cancel()

    async def _play(self, steps, writer, request, gone):
        streaming = False
        for kind, *rest in steps:
            if gone.done():
                request.hung_up = True
                return
            if kind == "sleep":
                if not streaming:
                    pass
                await asyncio.wait({gone}, timeout=rest[0])
            elif kind == "status":
                code, content, headers = rest
                await self._page(
                    writer, code, json.dumps(content).encode(), "application/json", headers
                )
                return
            elif kind == "page":
                await self._page(writer, 200, rest[0].encode(), rest[1])
                return
            elif kind == "reset":
                await writer.drain()
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )
                writer.transport.abort()
                return
            elif kind == "end":
                return
            else:
                if not streaming:
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n")
                    writer.write(b"transfer-encoding: chunked\r\n\r\n")
                    streaming = True
                data = (
                    rest[0] if kind == "raw" else b"data: " + json.dumps(rest[0]).encode() + b"\n\n"
                )
                writer.write(b"%x\r\n%s\r\n" % (len(data), data))
                await writer.drain()
                request.sent += 1
        if streaming:
            writer.write(b"0\r\n\r\n")
            await writer.drain()

    async def _page(self, writer, code, content, kind, headers=None):
        lines = [f"HTTP/1.1 {code} X", f"content-type: {kind}", f"content-length: {len(content)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in (headers or {}).items()]
        writer.write("\r\n".join([*lines, "connection: close", "", ""]).encode() + content)
        await writer.drain()


@contextlib.contextmanager
def in_a_thread(server):
    """Serves in a thread of its own, for commands that run a loop themselves."""
    loop = asyncio.new_event_loop()
    loop.run_until_complete(server.__aenter__())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(server.__aexit__())
        loop.close()
