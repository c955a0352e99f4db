"""How long an event loop keeps others waiting, whatever else the machine is at."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

SCHEDULED = Path("/proc/thread-self/schedstat")


@asynccontextmanager
async def loop_watched() -> AsyncIterator[list[float]]:
    """The seconds that each turn of the loop took, without those in which other programs had the processor."""
    turns: list[float] = []

    async def watch() -> None:
        while True:
            before, waited = perf_counter(), seconds_without_processor()
            await asyncio.sleep(0)
            taken = perf_counter() - before
            turns.append(taken - (seconds_without_processor() - waited))

    watching = asyncio.create_task(watch())
    try:
        yield turns
    finally:
        watching.cancel()


def seconds_without_processor() -> float:
    """How long this thread was ready to run and had no processor; always 0 where the system does not tell."""
    try:
        return int(SCHEDULED.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0
