"""Whatever happens to the worker process, the context comes back, says what is missing, and leaves no process."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from blockguide.code.block import Block
from blockguide.code.context import process
from blockguide.code.context.analyst import Analyst
from blockguide.code.context.process import Worker
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import Facts
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import source_from_text
from blockguide.settings import Deadlines, Settings

CODE = """\
import json
import logging

logger = logging.getLogger(__name__)


def save(rows):
    logger.info("saving")
    return json.dumps(rows)


def main():
    return save([1, 2])
"""


def block_and_facts(path: Path, text: str = CODE, symbol: str = "save") -> tuple[Block, Facts]:
    block = block_at(select_symbol(source_from_text(path, text), symbol))
    return block, read_facts(block)


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:
    return Settings(
        project=tmp_path, cache_directory=cache, deadlines=Deadlines(start=20_000, names=5_000)
    )


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def worker_of(analyst: Analyst) -> Worker:
    analyst.warm()
    task = analyst._supervisor._worker
    assert task is not None
    return await asyncio.shield(task)


def names(context) -> set[str]:
    return {definition.name for definition in context.definitions}


async def test_a_worker_killed_before_its_work_is_replaced_and_nothing_is_missing(
    settings, tmp_path
):
    block, facts = block_and_facts(tmp_path / "a.py")
    async with Analyst(settings) as analyst:
        os.kill((await worker_of(analyst)).pid, signal.SIGKILL)
        context = await analyst.context(block, facts)
    assert context.gaps == ()
    assert {"logger", "logger.info", "json", "json.dumps"} <= names(context)


def wait_by_pidfd(monkeypatch):
    """Has the running loop wait for its children as it does since Python 3.12."""
    if sys.version_info < (3, 12):
        watcher = asyncio.PidfdChildWatcher()
        watcher.attach_loop(asyncio.get_running_loop())
        monkeypatch.setattr(asyncio.get_event_loop_policy(), "_watcher", watcher)


async def test_a_worker_that_has_just_ended_by_itself_is_ended_without_a_word(monkeypatch, caplog):
    """To ask whether it has ended would take its exit status away from the loop."""
    wait_by_pidfd(monkeypatch)
    worker = await Worker.started(None)
    os.kill(worker.pid, signal.SIGTERM)
    while is_running(worker.pid):
        time.sleep(0.01)  # noqa: ASYNC251 - the loop must not see it
    await worker.close()
    assert worker._process.returncode == -signal.SIGTERM
    assert not caplog.records


async def test_a_worker_killed_in_mid_work_costs_at_most_a_gap(settings, tmp_path):
    block, facts = block_and_facts(tmp_path / "a.py")
    async with Analyst(settings) as analyst:
        worker = await worker_of(analyst)
        os.kill(worker.pid, signal.SIGSTOP)
        task = asyncio.create_task(analyst.context(block, facts))
        await asyncio.sleep(0.2)
        assert not task.done()
        os.kill(worker.pid, signal.SIGKILL)
        context = await task
        assert context.gaps == ()
        assert "json.dumps" in names(context)
    assert not is_running(worker.pid)


async def test_past_its_deadline_the_worker_is_replaced_and_one_sentence_says_so(
    settings, tmp_path
):
    block, facts = block_and_facts(tmp_path / "a.py")
    hasty = Settings(
        project=tmp_path,
        cache_directory=settings.cache_directory,
        deadlines=Deadlines(20_000, 1, 1),
    )
    async with Analyst(hasty) as analyst:
        worker = await worker_of(analyst)
        os.kill(worker.pid, signal.SIGSTOP)
        asyncio.get_running_loop().call_later(0.1, os.kill, worker.pid, signal.SIGCONT)
        context = await analyst.context(block, facts)
        assert [gap.what for gap in context.gaps][:1] == ["names"]
        assert context.gaps[0].why.startswith("The worker was past its deadline of 1 ms.")
        assert context.gaps[0].transient
        # What rests on imports alone belongs to getting ready, and stays.
        assert "json.dumps" in names(context)
        assert (await worker_of(analyst)).pid != worker.pid


@pytest.mark.parametrize(
    ("boot", "why"),
    [
        ("raise SystemExit(1)", "it died"),
        (
            "import sys; sys.stdout.write('no frame at all'); sys.stdout.flush(); sys.stdin.read()",
            "garbage",
        ),
        (
            "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\4nope'); sys.stdout.flush(); sys.stdin.read()",
            "garbage",
        ),
        ("import time; time.sleep(60)", "not ready"),
    ],
)
async def test_a_worker_that_never_works_leaves_a_gap_and_no_exception(
    boot, why, settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(process, "_BOOT", boot)
    block, facts = block_and_facts(tmp_path / "a.py")
    brief = Settings(
        project=tmp_path, cache_directory=settings.cache_directory, deadlines=Deadlines(start=500)
    )
    async with Analyst(brief) as analyst:
        context = await analyst.context(block, facts)
    assert [gap.what for gap in context.gaps] == ["names", "call sites"]
    assert why in context.gaps[0].why
    assert all(gap.transient for gap in context.gaps)
    assert context.reach.module == "a"


async def test_cancelling_stops_the_work_and_the_next_request_is_served(settings, tmp_path):
    block, facts = block_and_facts(tmp_path / "a.py")
    async with Analyst(settings) as analyst:
        worker = await worker_of(analyst)
        os.kill(worker.pid, signal.SIGSTOP)
        task = asyncio.create_task(analyst.context(block, facts))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        os.kill(worker.pid, signal.SIGCONT)
        context = await analyst.context(block, facts)
        assert context.gaps == ()
        assert "json.dumps" in names(context)


async def test_two_requests_at_once_are_served_in_turn(settings, tmp_path):
    first = block_and_facts(tmp_path / "a.py")
    second = block_and_facts(tmp_path / "b.py", CODE.replace("json", "pickle"))
    async with Analyst(settings) as analyst:
        one, two = await asyncio.gather(analyst.context(*first), analyst.context(*second))
    assert "json.dumps" in names(one)
    assert "pickle.dumps" in names(two)
    assert one.gaps == two.gaps == ()


async def test_a_worker_that_grew_too_large_is_replaced_between_requests(
    settings, tmp_path, monkeypatch
):
    monkeypatch.setattr("blockguide.code.context.supervisor.TOO_LARGE", 1)
    block, facts = block_and_facts(tmp_path / "a.py")
    async with Analyst(settings) as analyst:
        before = (await worker_of(analyst)).pid
        context = await analyst.context(block, facts)
        assert context.gaps == ()
        assert (await worker_of(analyst)).pid != before


async def test_closing_leaves_no_process(settings, tmp_path):
    analyst = Analyst(settings)
    pid = (await worker_of(analyst)).pid
    await analyst.close()
    assert not is_running(pid)
    await analyst.close()


async def test_closing_while_the_worker_starts_leaves_no_process(settings):
    before = children()
    analyst = Analyst(settings)
    analyst.warm()
    await asyncio.sleep(0.05)
    await analyst.close()
    assert children() == before


def children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def test_the_worker_dies_with_its_parent(tmp_path, cache):
    script = textwrap.dedent(f"""
        import asyncio, os, signal
        from pathlib import Path
        from blockguide.code.context.process import Worker

        async def main():
            worker = await Worker.started(Path({str(cache)!r}))
            print(worker.pid, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

        asyncio.run(main())
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    until = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(pid)
