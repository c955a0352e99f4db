"""A worker that nobody asks anything is let go, and another one takes its place when it is needed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from blockguide.code.context.frames import Frame
from blockguide.code.context.process import Worker
from blockguide.code.context.supervisor import Supervisor

REST = 0.3


@asynccontextmanager
async def supervised(cache: Path) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(cache, start=20, resting=REST)
    try:
        yield supervisor
    finally:
        await supervisor.close()


def question(root: Path, *names: str) -> Frame:
    asks = [
        {"key": key, "text": f"import {name}\n{name}\n", "line": 2, "column": 0}
        for key, name in enumerate(names)
    ]
    place = {"root": str(root), "paths": [], "directory": str(root), "renew": True}
    return {**place, "do": "names", "asks": asks}


async def answers(supervisor: Supervisor, request: Frame, pause: float = 0) -> list[Frame]:
    found = []
    async with aclosing(supervisor.ask(request, seconds=20)) as coming:
        async for answer in coming:
            found.append(answer)
            await asyncio.sleep(pause)
    return found


async def worker_of(supervisor: Supervisor) -> Worker:
    assert supervisor._worker is not None
    return await asyncio.shield(supervisor._worker)


async def gone(worker: Worker) -> bool:
    async with asyncio.timeout(10):
        await worker._process.wait()
    return not worker.alive


async def test_a_worker_goes_after_its_last_request_and_the_next_one_has_another(cache, tmp_path):
    async with supervised(cache) as supervisor:
        assert len(await answers(supervisor, question(tmp_path, "json"))) == 1
        first = await worker_of(supervisor)
        assert await gone(first)
        assert supervisor._worker is None
        (answer,) = await answers(supervisor, question(tmp_path, "json"))
        assert answer["definition"]["kind"] == "module"
        assert (await worker_of(supervisor)).pid != first.pid


async def test_a_worker_that_was_started_ahead_of_need_goes_as_well(cache):
    async with supervised(cache) as supervisor:
        supervisor.warm()
        assert await gone(await worker_of(supervisor))


async def test_a_request_that_lasts_longer_is_not_disturbed(cache, tmp_path):
    async with supervised(cache) as supervisor:
        found = await answers(supervisor, question(tmp_path, "json", "re"), pause=2 * REST)
        assert [answer["key"] for answer in found] == [0, 1]
        assert (await worker_of(supervisor)).alive


async def test_requests_that_follow_each_other_keep_their_worker(cache, tmp_path):
    async with supervised(cache) as supervisor:
        pids = set()
        for _ in range(4):
            await answers(supervisor, question(tmp_path, "json"))
            pids.add((await worker_of(supervisor)).pid)
            await asyncio.sleep(REST / 2)
        assert len(pids) == 1


async def test_a_request_that_was_called_off_begins_the_rest(cache, tmp_path):
    async with supervised(cache) as supervisor:
        asked = asyncio.create_task(answers(supervisor, question(tmp_path, "json", "re"), pause=60))
        await asyncio.sleep(REST)
        worker = await worker_of(supervisor)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert await gone(worker)
