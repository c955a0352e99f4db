"""Where the lines of `--selections` come from: a file, standard input, or whoever feeds this process."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import sleep
from typing import Final, TextIO

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.terminal.targets import STANDARD_INPUT

PATIENCE: Final = 0.5
"""Seconds that what is at work has to end by itself when standard input has ended."""

_UNANSWERED: Final = 1


@contextmanager
def lines_of(name: str) -> Iterator[TextIO]:
    """The lines of a file, or of standard input for `-`.

    Raises:
        BlockGuideError: NO_SUCH_FILE.
    """
    if name == STANDARD_INPUT:
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8", errors="surrogateescape") as lines:
            yield lines
    except OSError as error:
        raise BlockGuideError(
            ErrorCode.NO_SUCH_FILE,
            f"The selections `{name}` cannot be read: {error.strerror}.",
            "Name a file of JSON lines, or - for standard input.",
        ) from error


@contextmanager
def fed_lines() -> Iterator[Iterator[str]]:
    """The lines of standard input, for a process that is to end with it.

    Where standard input ends before every line was taken, the process soon ends too, whatever it is at.
    """
    # `sys.stdin` must not be in use by another thread when the interpreter ends.
    incoming = os.fdopen(os.dup(0), encoding="utf-8", errors="backslashreplace")
    arrived: SimpleQueue[str | None] = SimpleQueue()

    def read() -> None:
        with suppress(OSError):
            for line in incoming:
                arrived.put(line)
        arrived.put(None)
        sleep(PATIENCE)
        if not arrived.empty():
            os._exit(_UNANSWERED)

    Thread(target=read, name="standard-input", daemon=True).start()
    yield iter(arrived.get, None)
