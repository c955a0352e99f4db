"""Serves one client from its first message to its last, over standard streams or a loopback socket."""

import asyncio
import ipaddress
import os
import socket
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from blockguide.lsp import logging
from blockguide.lsp.codes import PARSE_ERROR
from blockguide.lsp.server import BlockGuideServer
from blockguide.lsp.start import INTERRUPTED, Opening, Parts
from blockguide.lsp.transport import Outgoing, StreamOutgoing, messages, stdio
from blockguide.settings import LogLevel, settings_from

WRONG_USE: Final = 2


async def converse(
    server: BlockGuideServer, reader: asyncio.StreamReader, outgoing: Outgoing
) -> int:
    """Serves one client until it says `exit` or is gone; gives the exit code."""
    server.protocol.outgoing = outgoing
    listening = asyncio.create_task(_listen(server, reader), name="listening")
    ends: set[asyncio.Future[Any]] = {listening, server.left}
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        code = server.left.result() if server.left.done() else server.protocol.code_without_exit
        await server.close()
        await outgoing.close()
    return code


def over_stdio(opening: Opening, read_from: int, write_to: int, parts: Parts) -> int:
    """Serves the client of two file descriptors; `opening` is what was said already. Gives the exit code."""

    async def serve() -> int:
        server = _server(parts)
        if opening.answered:
            server.protocol.begin(opening.params)
        reader, outgoing = await stdio(read_from, write_to, opening.rest, lambda: server.leave(1))
        return await converse(server, reader, outgoing)

    return _run(serve)


def over_tcp(address: str, parts: Parts) -> int:
    """Serves the first client that connects to `HOST:PORT`, a loopback address; gives the exit code."""
    found = loopback(address)
    if found is None:
        print(
            f"blockguide: `{address}` is no loopback address.\n"
            "Name one as HOST:PORT, such as 127.0.0.1:2087: who can reach another could read your code.",
            file=sys.stderr,
        )
        return WRONG_USE

    async def serve() -> int:
        host, port = found
        first: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
        first = asyncio.get_running_loop().create_future()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if first.done():
                writer.close()
            else:
                first.set_result((reader, writer))

        listener = await asyncio.start_server(connected, host, port)
        name = listener.sockets[0].getsockname()
        print(f"blockguide: listening on {name[0]}:{name[1]}", file=sys.stderr, flush=True)
        reader, writer = await first
        listener.close()
        server = _server(parts)
        return await converse(
            server, reader, StreamOutgoing(writer.transport, lambda: server.leave(1))
        )

    return _run(serve)


def loopback(address: str) -> tuple[str, int] | None:
    """Host and port of `HOST:PORT`; None where it is none, or can be reached from another machine."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdecimal() or int(port) > 65535:
        return None
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
        hosts = {str(entry[4][0]).partition("%")[0] for entry in found}
        loops = all(ipaddress.ip_address(name).is_loopback for name in hosts)
    except (OSError, ValueError):
        return None
    return (found[0][4][0], int(port)) if loops else None  # type: ignore[return-value]


def _server(parts: Parts) -> BlockGuideServer:
    settings, notices = settings_from(os.environ, None)
    if parts.log_level is not None:
        settings = replace(settings, log_level=LogLevel(parts.log_level))
    logging.configure(settings.log_level, parts.log_file)
    return BlockGuideServer(parts.make_workshop(), settings, parts.default_directory, notices)


def _run(serve: Callable[[], Coroutine[Any, Any, int]]) -> int:
    try:
        return asyncio.run(serve())
    except KeyboardInterrupt:
        return INTERRUPTED


async def _listen(server: BlockGuideServer, reader: asyncio.StreamReader) -> None:
    async for body in messages(reader):
        if body is None:
            server.protocol.refuse(None, PARSE_ERROR, "The header has no usable Content-Length.")
        else:
            server.protocol.receive(body)
        # A request's handler must see the documents as they are now, not after the messages behind it.
        await asyncio.sleep(0)
