"""Logs: ids, sizes and times, and where in our own files something failed; never code, prompts or keys."""

import logging
import sys
import threading
import time
import traceback
from logging import Formatter, Handler, LogRecord
from pathlib import Path
from queue import SimpleQueue
from typing import Final, TextIO

logger: Final = logging.getLogger("blockguide")

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MOST_UNWRITTEN: Final = 10_000
_LAST_WORDS_SECONDS: Final = 0.2


def configure(level: str, file: str | None) -> None:
    """Sends our log of `level` and above to `file`, or to standard error without one that can be opened.

    pygls logs every message whole, code included: of its log nothing is taken.
    """
    stream: TextIO = sys.stderr
    if file is not None:
        try:
            stream = Path(file).open("a", encoding="utf-8")  # noqa: SIM115 - open as long as the process
        except OSError as error:
            sys.stderr.write(f"blockguide: the log file cannot be opened: {error.strerror}\n")
    handler = BesideHandler(stream)
    handler.setFormatter(WithoutCode(_FORMAT))
    logging.raiseExceptions = False
    for name in ("blockguide", "asyncio"):
        taken = logging.getLogger(name)
        taken.handlers = [handler]
        taken.propagate = False
    logger.setLevel(level.upper())
    left = logging.getLogger("pygls")
    left.handlers = [logging.NullHandler()]
    left.propagate = False


def frames_of(error: BaseException) -> str:
    """An error's type and the places it came through, innermost first; no message: messages quote code."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__, limit=-8)
    ]
    return " < ".join([type(error).__name__, *reversed(places)])


class WithoutCode(Formatter):
    """Writes an exception as `frames_of` does: a traceback quotes lines and values."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """The exception's type and places."""
        error = ei[1] if isinstance(ei, tuple) else None
        return frames_of(error) if isinstance(error, BaseException) else ""


class BesideHandler(Handler):
    """Writes from a thread of its own: a client that does not read standard error must not stop the loop."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._unwritten: SimpleQueue[str] = SimpleQueue()
        self._busy = False
        threading.Thread(target=self._write, name="logging", daemon=True).start()

    def emit(self, record: LogRecord) -> None:
        """Takes a record; drops it where far too many are unwritten."""
        if self._unwritten.qsize() < _MOST_UNWRITTEN:
            self._unwritten.put(self.format(record))

    def close(self) -> None:
        """Waits a moment for what is unwritten."""
        until = time.monotonic() + _LAST_WORDS_SECONDS
        while (self._busy or not self._unwritten.empty()) and time.monotonic() < until:
            time.sleep(0.002)
        super().close()

    def _write(self) -> None:
        while True:
            line = self._unwritten.get()
            self._busy = True
            try:
                self._stream.write(f"{line}\n")
                self._stream.flush()
            except (OSError, ValueError):
                return
            finally:
                self._busy = False
