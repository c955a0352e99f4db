"""Carries messages: framing, and streams over which no client can make the loop wait."""

import asyncio
import os
import queue
import re
import stat
import threading
from collections.abc import AsyncIterator, Callable
from typing import Final, Protocol

LONGEST: Final = 256 * 1024 * 1024
"""The longest body that is read, in bytes; it also bounds what is kept for a client that does not read."""

UNREAD: Final = 64 * 1024 * 1024
"""How much is kept, in bytes, for a client that has stopped reading; then it is given up."""

_LAST_WORDS_SECONDS: Final = 0.4
_AT_ONCE: Final = 65536
_LENGTH: Final = re.compile(rb"(?<!-)content-length\s*:\s*(\d{1,12})\s*\Z", re.IGNORECASE)
"""It may stand behind the rest of a message whose header told no length."""


class Outgoing(Protocol):
    """Where messages go. Nothing here waits or raises, whatever the other side does."""

    def write(self, data: bytes) -> None:
        """Takes bytes to send, in order."""
        ...

    async def close(self) -> None:
        """Sends what is left, as far as the other side soon takes it, and ends."""
        ...


async def messages(reader: asyncio.StreamReader) -> AsyncIterator[bytes | None]:
    """The bodies of the messages in a stream; None for a header that tells no length.

    A stream that ends within a message ends there. After a header of no use the next header is looked for.
    pygls wants `Content-Length` in exactly these letters, and waits for ever where it is not the only header.
    """
    length: int | None = None
    in_header = False
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:
            await reader.readexactly(error.consumed)
            in_header = True
            continue
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        if found := _LENGTH.search(line):
            length = int(found[1])
        elif line.strip():
            in_header = True
        elif length is not None and length <= LONGEST:
            try:
                yield await reader.readexactly(length)
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            length, in_header = None, False
        elif in_header or length is not None:
            yield None
            length, in_header = None, False


async def stdio(
    read_from: int, write_to: int, came: bytes, lost: Callable[[], None]
) -> tuple[asyncio.StreamReader, Outgoing]:
    """The streams of two file descriptors, which they own from now on.

    Pipes and sockets are watched by the loop, which saves three changes of thread for each message. Where it
    cannot watch them (terminals, files, Windows), a thread for each reads and writes.

    Args:
        read_from: the client's messages.
        write_to: the server's messages.
        came: what was read already.
        lost: called when the client no longer takes messages.
    """
    reader = asyncio.StreamReader()
    reader.feed_data(came)
    incoming = await _listen(reader, read_from)
    if _can_be_watched(write_to):
        return reader, await _watched(write_to, lost, incoming)
    return reader, ThreadOutgoing(write_to, lost, incoming)


class StreamOutgoing:
    """Sends over a transport of the loop; `incoming` ends with it."""

    def __init__(
        self,
        transport: asyncio.WriteTransport,
        lost: Callable[[], None],
        incoming: asyncio.BaseTransport | None = None,
    ) -> None:
        self._transport = transport
        self._lost = lost
        self._incoming = incoming

    def write(self, data: bytes) -> None:
        """Takes bytes to send; gives the client up when it leaves too much unread."""
        if self._transport.is_closing():
            return
        self._transport.write(data)
        if self._transport.get_write_buffer_size() > UNREAD:
            self._transport.abort()
            self._lost()

    async def close(self) -> None:
        """Sends what is left, as far as the client soon takes it, and ends."""
        await _soon(lambda: not self._transport.get_write_buffer_size())
        if not self._transport.is_closing():
            self._transport.abort()
        await _let_go(self._incoming)


class ThreadOutgoing:
    """Sends from a thread of its own, where the loop cannot; `incoming` ends with it."""

    def __init__(
        self,
        write_to: int,
        lost: Callable[[], None],
        incoming: asyncio.BaseTransport | None = None,
    ) -> None:
        self._write_to = write_to
        self._lost = lost
        self._incoming = incoming
        self._loop = asyncio.get_running_loop()
        self._unsent: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._unsent_bytes = 0
        self._done = threading.Event()
        threading.Thread(target=self._send, name="writing", daemon=True).start()

    def write(self, data: bytes) -> None:
        """Takes bytes to send; gives the client up when it leaves too much unread."""
        if self._done.is_set():
            return
        self._unsent_bytes += len(data)
        self._unsent.put(data)
        if self._unsent_bytes > UNREAD:
            self._done.set()
            self._lost()

    async def close(self) -> None:
        """Sends what is left, as far as the client soon takes it, and ends."""
        self._unsent.put(None)
        await _soon(self._done.is_set)
        await _let_go(self._incoming)

    def _send(self) -> None:
        while (data := self._unsent.get()) is not None and not self._done.is_set():
            left = data
            try:
                while left:
                    left = left[os.write(self._write_to, left) :]
            except OSError:
                _tell(self._loop, self._lost)
                break
            self._unsent_bytes -= len(data)
        self._done.set()


async def _listen(reader: asyncio.StreamReader, read_from: int) -> asyncio.BaseTransport | None:
    loop = asyncio.get_running_loop()
    if _can_be_watched(read_from):
        incoming, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read_from, "rb", 0)
        )
        return incoming

    def read() -> None:
        data = b"more"
        while data:
            try:
                data = os.read(read_from, _AT_ONCE)
            except OSError:
                data = b""
            told = _tell(loop, reader.feed_data, data) if data else _tell(loop, reader.feed_eof)
            if not told:
                return

    threading.Thread(target=read, name="reading", daemon=True).start()
    return None


async def _watched(
    write_to: int, lost: Callable[[], None], incoming: asyncio.BaseTransport | None
) -> StreamOutgoing:
    class Client(asyncio.BaseProtocol):
        def connection_lost(self, _: Exception | None) -> None:
            lost()

    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_write_pipe(Client, os.fdopen(write_to, "wb", 0))
    return StreamOutgoing(transport, lost, incoming)


def _can_be_watched(descriptor: int) -> bool:
    mode = os.fstat(descriptor).st_mode
    return os.name == "posix" and (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode))


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *arguments: object) -> bool:
    try:
        loop.call_soon_threadsafe(call, *arguments)
    except RuntimeError:  # the loop is closed: there is nobody left to tell
        return False
    return True


async def _let_go(incoming: asyncio.BaseTransport | None) -> None:
    if incoming is not None:
        incoming.close()
    await asyncio.sleep(0)  # transports close their files in the loop's next turn


async def _soon(true: Callable[[], bool]) -> None:
    until = asyncio.get_running_loop().time() + _LAST_WORDS_SECONDS
    while not true() and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110 - threads do it
        await asyncio.sleep(0.001)
