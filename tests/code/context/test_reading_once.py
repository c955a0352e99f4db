"""A module that must be read is read to its end, whatever the deadlines: the next answer finds it read."""

import asyncio
from pathlib import Path

import pytest

from blockguide.code.block import Selection
from blockguide.code.context.analyst import Analyst
from blockguide.code.context.supervisor import Supervisor, WorkerLateError
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at
from blockguide.code.source import source_from_text
from blockguide.settings import Deadlines, Settings
from blockguide.text import Point, Span

HELPER = """\
def made():
    from large import Thing

    return Thing()
"""
CODE = """\
from helper import made


def use():
    thing = made()
    return thing.weigh()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A project with a module that takes much longer to read than names may take; nothing is kept of it yet."""
    lines = [f"name_{number} = [{number}, '{number}']" for number in range(5_000)]
    tmp_path.joinpath("large.py").write_text(
        "\n".join(["class Thing:", "    def weigh(self):", "        return 1", "", *lines])
    )
    tmp_path.joinpath("helper.py").write_text(HELPER)
    deadlines = Deadlines(start=60_000, names=400)
    return Settings(project=tmp_path, cache_directory=tmp_path / "cache", deadlines=deadlines)


async def test_the_time_that_names_have_does_not_run_while_a_module_is_read(settings, tmp_path):
    source = source_from_text(tmp_path / "a.py", CODE)
    block = block_at(Selection(source, Span(Point(5, 4), Point(5, 24))))
    async with Analyst(settings) as analyst:
        context = await analyst.context(block, read_facts(block))
        assert analyst._supervisor._worker is not None
    assert context.gaps == ()
    assert "thing.weigh" in {definition.name for definition in context.definitions}


async def test_a_worker_that_reads_on_and_on_is_late_in_the_end(monkeypatch):
    supervisor = Supervisor(None, start=0.3)

    class Reads:
        alive = True
        megabytes = 0

        async def ask(self, _request):
            yield {}
            while True:
                yield {"reads": "begins"}
                await asyncio.sleep(0.05)
                yield {"reads": "ends"}

        def kill(self):
            self.alive = False

        async def close(self):
            pass

    async def started(_kept):
        return Reads()

    monkeypatch.setattr("blockguide.code.context.supervisor.Worker.started", started)
    with pytest.raises(WorkerLateError):
        async with asyncio.timeout(5):
            async for _ in supervisor.ask({"do": "names"}, 0.1):
                pytest.fail("that a module is read is no answer")
    await supervisor.close()
