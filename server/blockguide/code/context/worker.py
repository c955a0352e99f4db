"""The worker process: reads requests from standard input, asks jedi, streams answers to standard output.

The worker ends when its standard input ends, also in the middle of a request, so that it never
outlives its parent. Whatever else is printed in it goes nowhere.
"""

import gc
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO, Final

from blockguide.code.context import call_sites, jedi_names
from blockguide.code.context.frames import (
    HEADER,
    BadFrameError,
    Frame,
    Reading,
    body_length,
    packed,
    unpacked,
)
from blockguide.code.context.memory import resident_megabytes

TOO_LARGE: Final = 360
"""Megabytes of resident memory past which a worker leaves off in the middle of its work."""


class Requests:
    """The requests that have arrived, and which of them were called off."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._arrived: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._called_off: set[int] = set()
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self) -> Frame:
        """The next request; waits for it."""
        return self._arrived.get()

    def called_off(self, request: Frame) -> bool:
        """Whether the parent no longer wants the answer."""
        return request["id"] in self._called_off

    def _listen(self) -> None:
        try:
            while header := self._stream.read(HEADER):
                frame = unpacked(self._stream.read(body_length(header)))
                if "cancel" in frame:
                    self._called_off.add(frame["cancel"])
                else:
                    self._arrived.put(frame)
        except (BadFrameError, OSError, ValueError):
            pass
        os._exit(0)


def serve(requests: Requests, answers: BinaryIO) -> None:
    """Answers requests until standard input ends."""

    def send(frame: Frame) -> None:
        answers.write(packed(frame))
        answers.flush()

    at_work: int | None = None

    def reads(reading: Reading) -> None:
        if at_work is not None:
            send({"id": at_work, "reads": reading})

    opening = requests.next()
    jedi_names.prepare(opening["kept"], reads)
    # jedi's heap is large and cyclic: one full collection takes seconds. The parent replaces a worker
    # that grew too large instead. parso switches collection on again, so the threshold must forbid it.
    gc.disable()
    gc.set_threshold(0)
    gc.freeze()
    send({"ready": True})
    while True:
        request = requests.next()
        at_work = request["id"]
        send({"id": request["id"], "begins": True})
        for answer in _answers(request, requests):
            send({"id": request["id"], **answer})
        send({"id": request["id"], "done": True, "megabytes": resident_megabytes()})


def _answers(request: Frame, requests: Requests) -> Iterator[Frame]:
    if request["renew"]:
        jedi_names.refresh(request["root"], request["paths"])
    match request["do"]:
        case "names":
            for ask in request["asks"]:
                if requests.called_off(request):
                    return
                if resident_megabytes() > TOO_LARGE:
                    # The parent asks the rest of another worker.
                    os._exit(1)
                yield {"key": ask["key"], "definition": jedi_names.definition(request, ask)}
        case "call_sites":
            yield from call_sites.call_sites(
                request,
                lambda: requests.called_off(request) or resident_megabytes() > TOO_LARGE,
            )


def main() -> None:
    """Runs the worker."""
    answers = os.fdopen(os.dup(1), "wb")
    requests = Requests(os.fdopen(os.dup(0), "rb"))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    # An interrupt at the terminal is the parent's to answer; standard input then ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(3000)
    serve(requests, answers)
