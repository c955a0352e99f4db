"""A raw JSON-RPC client over pipes: it costs the same with every server, and knows when each byte came."""

import json
import os
import select
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple, Self

from processes import tree

PATIENCE = 30.0
"""Seconds that a server may take for an answer."""

_AT_ONCE = 1 << 16


class Message(NamedTuple):
    """A message of the server.

    Attributes:
        came: when its last byte was read, in seconds of `perf_counter`.
        body: its JSON.
    """

    came: float
    body: dict[str, Any]


class Unanswered(Exception):  # noqa: N818 - it is a finding, not a fault
    """The server did not answer in time."""


class Client:
    """One server process and the conversation with it. Leaving it as a context ends the process.

    Attributes:
        began: when the process was started, in seconds of `perf_counter`.
        pid: the process.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        settings: Mapping[str, object],
    ) -> None:
        self._settings = settings
        self._number = 0
        self._buffer = bytearray()
        self._unsent = bytearray()
        self._asked: dict[int, float] = {}
        self.answers: dict[int, Message] = {}
        self.told: deque[Message] = deque()
        self.began = perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )
        self.pid = self._process.pid
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            _end(self._process.pid)
            self._process.wait()
        self._process.stdout.close()

    def request(self, method: str, params: object, patience: float = PATIENCE) -> Message:
        """Asks, and waits for the answer.

        Raises:
            Unanswered: it did not come in time.
        """
        number = self.ask(method, params)
        return self.wait(lambda: self.answers.get(number), patience)

    def round_trip(self, method: str, params: object, patience: float = PATIENCE) -> float:
        """Seconds from before a request is sent until its answer is there.

        Raises:
            Unanswered: it did not come in time.
        """
        number = self.ask(method, params)
        self.wait(lambda: self.answers.get(number), patience)
        return self.seconds_of(number)

    def ask(self, method: str, params: object) -> int:
        """Sends a request; its answer will be in `answers` under the number that is returned."""
        self._number += 1
        self._asked[self._number] = perf_counter()
        self._send({"id": self._number, "method": method, "params": params})
        return self._number

    def seconds_of(self, number: int) -> float:
        """How long an answered request took."""
        return self.answers[number].came - self._asked[number]

    def notify(self, method: str, params: object) -> None:
        """Sends a notification."""
        self._send({"method": method, "params": params})

    def wait(self, for_what: Callable[[], Message | None], patience: float = PATIENCE) -> Message:
        """Reads until `for_what` gives a message.

        Raises:
            Unanswered: it did not come in time.
        """
        until = perf_counter() + patience
        while (found := for_what()) is None:
            left = until - perf_counter()
            if left <= 0 or not self.read(left):
                raise Unanswered
        return found

    def told_of(self, method: str) -> Message | None:
        """The oldest notification of a method that nobody took yet; the older ones of others are dropped."""
        while self.told:
            message = self.told.popleft()
            if message.body["method"] == method:
                return message
        return None

    def read_until(self, moment: float) -> None:
        """Reads whatever comes until a moment of `perf_counter`."""
        while (left := moment - perf_counter()) > 0 and self.read(left):
            pass

    def read(self, seconds: float) -> bool:
        """Reads, and sends what is unsent, at most so long; False when the server is gone."""
        writing = [self._to] if self._unsent else []
        readable, writable, _ = select.select([self._from], writing, [], seconds)
        if writable:
            self._push()
        if readable:
            data = os.read(self._from, _AT_ONCE)
            self._take(data, perf_counter())
            return bool(data)
        return True

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode()
        self._unsent += b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        self._push()

    def _push(self) -> None:
        try:
            while self._unsent:
                del self._unsent[: os.write(self._to, self._unsent)]
        except BlockingIOError:
            pass

    def _take(self, data: bytes, came: float) -> None:
        self._buffer += data
        while True:
            head = self._buffer.find(b"\r\n\r\n")
            if head < 0:
                return
            start = head + 4
            end = start + _length(bytes(self._buffer[:head]))
            if len(self._buffer) < end:
                return
            body = json.loads(self._buffer[start:end])
            del self._buffer[:end]
            self._sort(Message(came, body))

    def _sort(self, message: Message) -> None:
        body = message.body
        if "method" not in body:
            self.answers[body["id"]] = message
        elif "id" in body:
            asks = body["method"] == "workspace/configuration"
            result = [self._settings for _ in body["params"]["items"]] if asks else None
            self._send({"id": body["id"], "result": result})
        else:
            self.told.append(message)


def _length(header: bytes) -> int:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(header)


def _end(pid: int) -> None:
    """Ends a process and its descendants, which may be servers behind a script."""
    for each in tree(pid):
        try:
            os.kill(each, 9)
        except ProcessLookupError:
            continue


def text_of(path: Path) -> str:
    """A file as an editor would send it."""
    return path.read_text(encoding="utf-8")
