"""`blockguide serve` in a process of its own, spoken to over its standard streams or a socket."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from in_process_client import framed

SERVE = [sys.executable, "-m", "blockguide", "serve"]
PATIENT = {
    "BLOCKGUIDE_NAMES_MS": "60000",
    "BLOCKGUIDE_CALL_SITES_MS": "60000",
    "BLOCKGUIDE_START_MS": "60000",
}


class Process:
    """A server over standard input and output.

    Attributes:
        heard: what the server said of itself, requests and notifications, as far as it was read.
    """

    def __init__(self, *words: str, **more: object) -> None:
        self.heard: list[dict] = []
        self._next = 1
        self.process = subprocess.Popen(
            [*SERVE, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **more,
        )

    def send(self, message: object) -> None:
        self.send_bytes(framed(json.dumps({"jsonrpc": "2.0", **message}).encode()))

    @property
    def to_server(self) -> IO[bytes]:
        return self.process.stdin

    @property
    def from_server(self) -> IO[bytes]:
        return self.process.stdout

    def send_bytes(self, data: bytes) -> None:
        self.to_server.write(data)
        self.to_server.flush()

    def receive(self, identifier: object = None) -> dict:
        """The next answer to a request of that id."""
        while True:
            length = 0
            while (line := self.from_server.readline().strip()) or not length:
                assert line, "the server is gone"
                if line.lower().startswith(b"content-length"):
                    length = int(line.partition(b":")[2])
            message = json.loads(self.from_server.read(length))
            if "method" in message:
                self.heard.append(message)
            elif message["id"] == identifier:
                return message

    def ask(self, method: str, params: object = None) -> int:
        """Sends a request; its id."""
        self._next += 1
        self.send({"id": self._next, "method": method, "params": params})
        return self._next

    def request(self, method: str, params: object = None) -> dict:
        """The answer to a request, which must not be an error."""
        answer = self.receive(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, params: object = None) -> None:
        self.send({"method": method, "params": params})

    def messages(self) -> list[str]:
        """What the person was told so far."""
        return [
            each["params"]["message"]
            for each in self.heard
            if each["method"] == "window/showMessage"
        ]

    def leave(self) -> int:
        """The exit code after `shutdown` and `exit`; no process of the server's is left."""
        family = all_below(self.process.pid)
        self.request("shutdown")
        family |= all_below(self.process.pid)
        self.notify("exit")
        code = self.process.wait(10)
        until(lambda: not any_runs(family), family, 5)
        return code

    def hang_up(self) -> None:
        """The client is gone, and reads nothing any more."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.stdin = self.process.stdout = None

    def close(self) -> None:
        """Ends the process, whatever it is at."""
        self.process.kill()
        self.process.communicate()

    def initialize(self, **more: object) -> dict:
        params = {"processId": None, "capabilities": {}, **more}
        self.send({"id": 1, "method": "initialize", "params": params})
        return self.receive(1)


class SocketProcess(Process):
    """A server over a loopback socket."""

    def __init__(self, *words: str, **more: object) -> None:
        super().__init__("--tcp", "127.0.0.1:0", *words, **more)
        line = self.process.stderr.readline().decode()
        host, _, port = line.split()[-1].rpartition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=30)
        self._file = self._socket.makefile("rwb")

    @property
    def to_server(self) -> IO[bytes]:
        return self._file

    @property
    def from_server(self) -> IO[bytes]:
        return self._file

    def hang_up(self) -> None:
        with suppress(OSError):
            self._file.close()
        self._socket.close()

    def close(self) -> None:
        self.hang_up()
        super().close()


@contextmanager
def process(*words: str, kind: type[Process] = Process, **more: object) -> Iterator[Process]:
    server = kind(*words, **more)
    try:
        yield server
    finally:
        server.close()


def cache_in(directory: Path, parsed: Path) -> Path:
    """A new directory for a cache, whose parsed standard library is another's."""
    made = directory / "cache"
    made.mkdir()
    (made / "parsed").symlink_to(parsed)
    return made


@contextmanager
def serving(
    file: Path,
    cache: Path,
    *words: str,
    text: str | None = None,
    options: object = None,
    **more: object,
) -> Iterator[Process]:
    """A server that has a file open, with its text or another; `options` are its `initializationOptions`."""
    environment = {**os.environ, **PATIENT, "BLOCKGUIDE_CACHE_DIR": str(cache)}
    with process(*words, env=environment, **more) as server:
        server.initialize(initializationOptions=options)
        server.notify("initialized", {})
        text = file.read_text() if text is None else text
        item = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": text}
        server.notify("textDocument/didOpen", {"textDocument": item})
        yield server


def children(pid: int) -> list[int]:
    """Those of all its threads; a process or a thread that ends meanwhile has none."""
    found = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                found += map(int, (thread / "children").read_text().split())
    return found


def all_below(pid: int) -> set[int]:
    found = set(children(pid))
    return found | {inner for each in found for inner in all_below(each)}


def any_runs(pids: set[int]) -> bool:
    return any(map(is_running, pids))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(
    holds: Callable[[], object], otherwise: object = "it never came", seconds: float = 60.0
) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)


def seconds_to_end(server: Process, code: int = 1) -> float:
    """How long a server takes to end, with all its processes, when its client is gone."""
    family = {server.process.pid, *all_below(server.process.pid)}
    began = time.monotonic()
    server.hang_up()
    assert server.process.wait(10) == code
    until(lambda: not any_runs(family), family, 10)
    return time.monotonic() - began


def within_a_second(attempt: Callable[[], float]) -> None:
    """A machine that is busy with others may need more once or twice; three times is the server's fault."""
    times: list[float] = []
    while not times or times[-1] >= 1:
        assert len(times) < 3, times
        times.append(attempt())
