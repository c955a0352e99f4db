"""`blockguide serve` in a process of its own, spoken to over its standard streams."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from in_process_client import framed

SERVE = [sys.executable, "-m", "blockguide", "serve"]


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

    def send_bytes(self, data: bytes) -> None:
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def receive(self, identifier: object = None) -> dict:
        """The next answer to a request of that id."""
        while True:
            length = 0
            while (line := self.process.stdout.readline().strip()) or not length:
                assert line, "the server is gone"
                if line.lower().startswith(b"content-length"):
                    length = int(line.partition(b":")[2])
            message = json.loads(self.process.stdout.read(length))
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
        """The exit code after `shutdown` and `exit`."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(10)

    def initialize(self) -> dict:
        self.send(
            {"id": 1, "method": "initialize", "params": {"processId": None, "capabilities": {}}}
        )
        return self.receive(1)


@contextmanager
def process(*words: str, **more: object):
    server = Process(*words, **more)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.communicate()


def children(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []
