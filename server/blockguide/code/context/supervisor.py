"""Keeps one worker process: starts it ahead of need, lets it rest, replaces it when late, lost or too large."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable
from contextlib import aclosing
from pathlib import Path
from typing import Final, TypeVar

from blockguide.code.context.frames import Frame, Reading
from blockguide.code.context.process import Worker, WorkerLostError

TOO_LARGE: Final = 320
"""Megabytes of resident memory past which a worker is replaced between two requests."""

RESTING: Final = 60.0
"""Seconds without a request after which a worker is let go: it holds half of all our memory."""

_Result = TypeVar("_Result")


class WorkerLateError(Exception):
    """The worker did not answer in the time that it was given; it is replaced."""


class Supervisor:
    """Owns the worker of one event loop. Requests are to be made one at a time.

    A worker never outlives `close`, nor the process that it belongs to.
    """

    def __init__(self, kept: Path | None, start: float, resting: float = RESTING) -> None:
        """Starts nothing yet.

        Args:
            kept: the directory where workers keep parsed modules; None is the user's own cache.
            start: seconds that a worker may take until it is ready.
            resting: as `RESTING`.
        """
        self._kept = kept
        self._start = start
        self._resting = resting
        self._rest: asyncio.TimerHandle | None = None
        self._busy = False
        self._worker: asyncio.Task[Worker] | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    def warm(self) -> None:
        """Starts a worker in the background if there is none."""
        if self._worker is None:
            self._worker = asyncio.create_task(Worker.started(self._kept))
            self._worker.add_done_callback(self._came_up)

    async def ask(self, request: Frame, seconds: float) -> AsyncGenerator[Frame, None]:
        """Sends a request to a worker that is ready and yields its answers as they come.

        Args:
            request: the request.
            seconds: how long all its answers may take, from the moment the worker turns to it. Modules that
                must be parsed are no part of it, up to what a worker may take until it is ready: they are kept,
                while a worker that is ended in the middle of one would begin with it again and again.

        Raises:
            WorkerLateError: the time is over.
            WorkerLostError: the worker died, or did not become ready within its allowance.
        """
        loop = asyncio.get_running_loop()
        self._end_rest()
        self._busy = True
        try:
            until = loop.time() + self._start
            worker = await self._ready(until)
            async with aclosing(worker.ask(request)) as answers:
                # The worker may still be leaving a request that was called off.
                begins = await _within(until, anext(answers, None))
                if begins is None:
                    raise WorkerLostError("it stopped")  # noqa: TRY301 (its handler is meant for it)
                clock = _Clock(seconds, self._start)
                while (answer := await _late_after(clock.until, anext(answers, None))) is not None:
                    if "reads" in answer:
                        clock.set(answer["reads"])
                    else:
                        yield answer
            if worker.megabytes > TOO_LARGE:
                self.replace()
        except (WorkerLostError, WorkerLateError):
            self.replace()
            raise
        finally:
            self._busy = False
            self._begin_rest()

    def replace(self) -> None:
        """Ends the worker at once and starts another one in the background."""
        self._dismiss()
        self.warm()

    async def close(self) -> None:
        """Ends the worker and waits until no process is left."""
        self._dismiss()
        while self._leaving:
            await asyncio.wait(self._leaving)

    async def _ready(self, until: float) -> Worker:
        if self._worker is not None and self._worker.done() and not _is_alive(self._worker):
            self._dismiss()
        self.warm()
        awaited = self._worker
        assert awaited is not None
        try:
            return await _within(until, asyncio.shield(awaited))
        except asyncio.CancelledError:
            if awaited.cancelled():
                raise WorkerLostError("it was stopped") from None
            raise

    def _came_up(self, start: asyncio.Task[Worker]) -> None:
        # A start that fails is told to whoever asks next; nobody may ask again.
        _is_up(start)
        self._begin_rest()

    def _begin_rest(self) -> None:
        self._end_rest()
        if self._worker is not None and not self._busy:
            self._rest = asyncio.get_running_loop().call_later(self._resting, self._dismiss)

    def _end_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _dismiss(self) -> None:
        self._end_rest()
        task, self._worker = self._worker, None
        if task is None:
            return
        if task.done() and _is_up(task):
            task.result().kill()
        leaving = asyncio.create_task(_seen_off(task))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)


class _Clock:
    """The end of the time that answers may take. It stands still while a module is read, but not for ever.

    Attributes:
        until: the end, by the loop's clock.
    """

    def __init__(self, seconds: float, longest: float) -> None:
        now = asyncio.get_running_loop().time()
        self._left = seconds
        self._last = now + seconds + longest
        self._stands = False
        self.until = now + seconds

    def set(self, reading: Reading) -> None:
        """Stops it when reading begins, and lets it go on when that ends."""
        now = asyncio.get_running_loop().time()
        if reading == "begins" and not self._stands:
            self._left, self.until, self._stands = self.until - now, self._last, True
        elif reading == "ends" and self._stands:
            self.until, self._stands = min(now + self._left, self._last), False


async def _seen_off(task: asyncio.Task[Worker]) -> None:
    task.cancel()
    with contextlib.suppress(WorkerLostError, asyncio.CancelledError):
        worker = await task
        await worker.close()


def _is_alive(task: asyncio.Task[Worker]) -> bool:
    return _is_up(task) and task.result().alive


def _is_up(task: asyncio.Task[Worker]) -> bool:
    return not task.cancelled() and task.exception() is None


async def _within(until: float, coming: Awaitable[_Result]) -> _Result:
    try:
        async with asyncio.timeout_at(until):
            return await coming
    except TimeoutError:
        raise WorkerLostError("it was not ready in time") from None


async def _late_after(until: float, coming: Awaitable[_Result]) -> _Result:
    try:
        async with asyncio.timeout_at(until):
            return await coming
    except TimeoutError:
        raise WorkerLateError from None
