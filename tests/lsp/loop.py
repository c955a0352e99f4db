"""How long an event loop keeps others waiting, whatever else the machine is at."""

import asyncio
import resource
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple, Self

SCHEDULED = Path("/proc/thread-self/schedstat")
OWN_THREAD = getattr(resource, "RUSAGE_THREAD", None)


class Moment(NamedTuple):
    """What the clocks and the system tell of this thread at one moment.

    Attributes:
        clock: the time.
        worked: the seconds that the thread has computed.
        queued: the seconds that it was ready to run and had no processor; 0 where the system does not tell.
        waits: how often it gave the processor away, for something that it waited for; None as well.
    """

    clock: float
    worked: float
    queued: float
    waits: int | None

    @classmethod
    def now(cls) -> Self:
        try:
            queued = int(SCHEDULED.read_text().split()[1]) / 1e9
        except OSError:
            queued = 0.0
        waits = resource.getrusage(OWN_THREAD).ru_nvcsw if OWN_THREAD is not None else None
        return cls(time.perf_counter(), time.thread_time(), queued, waits)

    def seconds_since(self, earlier: Self) -> float:
        """Those of the thread's own doing: a thread that waited for nothing did no more than it computed."""
        if self.waits is not None and self.waits == earlier.waits:
            return self.worked - earlier.worked
        return self.clock - earlier.clock - (self.queued - earlier.queued)


@asynccontextmanager
async def loop_watched() -> AsyncIterator[list[float]]:
    """The seconds that each turn of the loop took, without those in which the machine held it up."""
    turns: list[float] = []

    async def watch() -> None:
        while True:
            before = Moment.now()
            await asyncio.sleep(0)
            turns.append(Moment.now().seconds_since(before))

    watching = asyncio.create_task(watch())
    try:
        yield turns
    finally:
        watching.cancel()
