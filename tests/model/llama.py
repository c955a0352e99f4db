"""A running llama.cpp server: started, asked what it is doing, ended."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path

HERE = Path(__file__).parent
GRAMMAR = HERE / "guide.gbnf"
KEY = "sk-loopback-only"
QUIET, RESTING = 1.5, 0.05
"""Seconds between two looks at the server's process, and of processor time between them when it rests."""


@dataclass(frozen=True)
class Llama:
    """A server that answers.

    Attributes:
        base_url: of its OpenAI-compatible part.
        address: of the rest.
        pid: of its process.
    """

    base_url: str
    address: str
    pid: int

    def figure(self, name: str) -> float:
        """A figure that the server itself counts: `requests_processing`, `tokens_predicted_total`."""
        request = urllib.request.Request(
            f"{self.address}/metrics", headers={"Authorization": f"Bearer {KEY}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        return next(
            float(line.split()[-1]) for line in lines if line.startswith(f"llamacpp:{name} ")
        )

    def work_until_free(self, patience: float) -> float:
        """The seconds of processor time for which the server goes on with what it does.

        Other processes on the machine make it no larger. It is infinite where the server still works after
        `patience` seconds of the clock. The server is asked only when its process rests: each question
        would put off its own look, a second after the last thing it heard, at whether anybody still waits.
        """
        began, until = self._worked(), time.monotonic() + patience
        while time.monotonic() < until:
            before = self._worked()
            time.sleep(QUIET)
            worked = self._worked()
            if worked - before < RESTING and not self.figure("requests_processing"):
                return worked - began
        return inf

    def _worked(self) -> float:
        """Seconds of processor time that its process has taken so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(*options: str) -> Iterator[Llama]:
    """A server with the options of `serve_llama.py`, which ends with the block."""
    command = [sys.executable, str(HERE / "serve_llama.py"), "--key", KEY, *options]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdin and process.stdout
    try:
        ready = next((line for line in process.stdout if line.startswith("READY ")), "")
        assert ready, "llama.cpp's server did not start"
        address = ready.split()[1]
        yield Llama(f"{address}/v1", address, process.pid)
    finally:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
