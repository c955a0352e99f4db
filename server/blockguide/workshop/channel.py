"""The workshop's end of the pipes: frames from the server come in by a thread, frames to it go out."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from time import sleep
from typing import BinaryIO, Final, Self

from blockguide.code.context.frames import (
    HEADER,
    BadFrameError,
    Frame,
    body_length,
    packed,
    unpacked,
)

PATIENCE: Final = 0.5
"""Seconds that the event loop has to end by itself when the server is gone."""


class Channel:
    """Standard input and output as frames. Whatever else is printed goes to standard error."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    @classmethod
    def taken_over(cls) -> Self:
        """Takes standard input and output from the rest of the process.

        An interrupt at the terminal is the server's to answer; standard input then ends.
        """
        incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        os.close(nowhere)
        sys.stdout.flush()
        os.dup2(2, 1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return cls(incoming, outgoing)

    def send(self, frame: Frame) -> None:
        """Sends a frame; a server that is gone hears nothing."""
        try:
            left = memoryview(packed(frame))
            while left:
                left = left[self._outgoing.write(left) :]
        except OSError:
            return

    def listen(self, take: Callable[[Frame], None], ended: Callable[[], None]) -> None:
        """Calls `take` in the running loop with every frame, and `ended` when no more will come.

        The process ends soon after that, whether the loop is still busy or not.
        """
        loop = asyncio.get_running_loop()

        def read() -> None:
            try:
                while header := self._incoming.read(HEADER):
                    frame = unpacked(self._incoming.read(body_length(header)))
                    loop.call_soon_threadsafe(take, frame)
            except (BadFrameError, OSError, ValueError) as error:
                sys.stderr.write(f"The server said what no server says: {error}.\n")
            try:
                loop.call_soon_threadsafe(ended)
                sleep(PATIENCE)
            finally:
                os._exit(0)

        threading.Thread(target=read, name="server", daemon=True).start()
