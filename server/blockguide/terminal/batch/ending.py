"""The signals that ask a process to end: they call its work off, as an interrupt does."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from signal import SIG_DFL, Signals, getsignal
from typing import Final

ENDING: Final = tuple(
    Signals[name] for name in ("SIGTERM", "SIGHUP") if name in Signals.__members__
)


class SignalledError(Exception):
    """A signal asked this process to end.

    Attributes:
        signal: which.
    """

    def __init__(self, signal: Signals) -> None:
        super().__init__(signal.name)
        self.signal = signal


@contextmanager
def called_off_by_signals() -> Iterator[None]:
    """Cancels the running task when the process is asked to end; a signal that is ignored stays so.

    Raises:
        SignalledError: the task was called off, and has let go of what it held.
    """
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    assert task is not None
    came: list[Signals] = []

    def call_off(signal: Signals) -> None:
        came.append(signal)
        task.cancel()

    heard = [signal for signal in ENDING if getsignal(signal) is SIG_DFL]
    # Windows has no such signals to hear, and threads other than the main one hear none.
    with suppress(RuntimeError):
        for signal in heard:
            loop.add_signal_handler(signal, call_off, signal)
    try:
        yield
    except (asyncio.CancelledError, Exception):
        if not came:
            raise
        raise SignalledError(came[0]) from None
    finally:
        with suppress(RuntimeError):
            for signal in heard:
                loop.remove_signal_handler(signal)
