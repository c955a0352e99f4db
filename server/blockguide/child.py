"""Child processes of an event loop."""

import contextlib
import os
import signal
from asyncio.subprocess import Process
from typing import Final

_KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)
"""On Windows every signal ends a process at once."""


def kill(process: Process) -> None:
    """Ends a child at once; one that has ended already is left to its loop.

    `Process.kill` first asks whether the child has ended. Where it just has, that takes its exit status away
    from the loop, which then logs a warning and returns 255.
    """
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, _KILL)
