"""A running llama.cpp server: started, asked what it is doing, ended."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GRAMMAR = HERE / "guide.gbnf"
KEY = "sk-loopback-only"


@dataclass(frozen=True)
class Llama:
    """A server that answers.

    Attributes:
        base_url: of its OpenAI-compatible part.
        address: of the rest.
    """

    base_url: str
    address: str

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

    def seconds_until_free(self, patience: float) -> float:
        """How long the server goes on with what it does; `patience` seconds at most."""
        began = time.monotonic()
        while self.figure("requests_processing") and time.monotonic() < began + patience:
            time.sleep(0.02)
        return time.monotonic() - began


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
        yield Llama(f"{address}/v1", address)
    finally:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
