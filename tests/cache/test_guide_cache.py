"""The cache on an event loop: never on the loop's thread, safe to cancel, quiet after its end."""

import asyncio
import subprocess
import sys
import threading
import time

import pytest

from blockguide.cache.guide_cache import GuideCache


@pytest.fixture
def run(directory):
    """Runs a coroutine function with a cache that is closed at the end."""

    def runner(work):
        async def whole():
            cache = GuideCache(directory, 1 << 24)
            try:
                return await work(cache)
            finally:
                await cache.close()

        return asyncio.run(whole())

    return runner


def test_a_story(run, recipe, entry, mark):
    async def work(cache):
        assert await cache.get(recipe(1, place="here")) is None
        await cache.put(recipe(1, place="here"), entry(1), mark)
        assert await cache.get(recipe(1, place="here")) == entry(1)
        assert await cache.previous(recipe(2, place="here")) == entry(1)
        assert (await cache.describe()).entries == 1
        await cache.forget("here")
        assert await cache.get(recipe(1, place="here")) is None
        await cache.put(recipe(3), entry(3), mark)
        assert await cache.clear() == 1
        assert cache.take_notices() == ()

    run(work)


def test_many_at_once(run, recipe, entry, mark):
    async def work(cache):
        await asyncio.gather(*(cache.put(recipe(n), entry(n), mark) for n in range(100)))
        found = await asyncio.gather(*(cache.get(recipe(n)) for n in range(100)))
        assert found == [entry(n) for n in range(100)]

    run(work)


def test_notices_come_through(run, directory, recipe, entry, mark):
    directory.write_text("")

    async def work(cache):
        assert cache.take_notices() == ()
        await cache.put(recipe(1), entry(1), mark)
        assert await cache.get(recipe(1)) is None
        assert len(cache.take_notices()) == 1
        assert cache.take_notices() == ()

    run(work)


def test_the_loop_goes_on_while_the_file_is_locked(
    run, start_process, directory, recipe, entry, mark
):
    async def work(cache):
        await cache.put(recipe(1), entry(1), mark)
        process = start_process("hold", directory)
        process.stdout.readline()
        put = asyncio.create_task(cache.put(recipe(2), entry(2), mark))
        slowest, began = 0.0, time.perf_counter()
        while time.perf_counter() - began < 0.5:
            before = time.perf_counter()
            await asyncio.sleep(0)
            slowest = max(slowest, time.perf_counter() - before)
        assert not put.done()
        assert slowest < 1
        process.stdin.write("\n")
        process.stdin.flush()
        await put
        assert await cache.get(recipe(2)) == entry(2)

    run(work)


def test_the_cancelled_happen_wholly_or_not_at_all(run, recipe, entry, mark):
    async def work(cache):
        for number in range(200):
            task = asyncio.create_task(cache.put(recipe(number), entry(number), mark))
            for _ in range(number % 4):
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await cache.get(recipe(number)) in (None, entry(number))
        await cache.put(recipe(1), entry(1), mark)
        assert await cache.get(recipe(1)) == entry(1)
        assert cache.take_notices() == ()

    run(work)


def test_after_the_end_nothing_is_found_and_nothing_raises(directory, recipe, entry, mark):
    async def work():
        cache = GuideCache(directory, 1 << 24)
        put = asyncio.create_task(cache.put(recipe(1), entry(1), mark))
        await asyncio.sleep(0)
        await cache.close()
        await put
        await cache.close()
        assert await cache.get(recipe(1)) is None
        assert await cache.previous(recipe(1)) is None
        await cache.put(recipe(2), entry(2), mark)
        await cache.forget("here")
        with pytest.raises(RuntimeError):
            await cache.clear()

        later = GuideCache(directory, 1 << 24)
        assert await later.get(recipe(1)) == entry(1)
        assert await later.get(recipe(2)) is None
        await later.close()

    asyncio.run(work())
    assert [each.name for each in threading.enumerate() if "guide-cache" in each.name] == []


def test_a_cache_that_was_never_used_leaves_nothing(run, directory):
    async def work(cache):
        return None

    run(work)
    assert not directory.exists()


def test_the_import_and_the_making_cost_nothing():
    code = (
        "import sys; from pathlib import Path; import blockguide.cache;"
        "from blockguide.cache.guide_cache import GuideCache; GuideCache(Path('/x'), 1);"
        "print(sorted({'sqlite3', '_sqlite3', 'platformdirs', 'json'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (answer.stdout, answer.stderr) == ("[]\n", "")
