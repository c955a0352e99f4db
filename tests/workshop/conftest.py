"""A small project, its orders, and a workshop process that is gone after the test."""

import asyncio
import contextlib
import os
from contextlib import aclosing
from pathlib import Path

import pytest

from blockguide.code.source import source_from_text
from blockguide.settings import Deadlines, Settings
from blockguide.text import Point, Span
from blockguide.workshop.client import WorkshopProcess
from blockguide.workshop.values import Order, Reuse

TEXT = '''\
"""Cuts texts."""

LIMIT = 80


def clip(text: str, width: int = LIMIT) -> str:
    """Cut a text to a width."""
    if width < 0:
        raise ValueError("width must not be negative")
    return text[:width]


class Page:
    """A page of lines."""

    def __init__(self) -> None:
        self.lines = []

    def add(self, line: str) -> None:
        """Add a line, clipped."""
        self.lines.append(clip(line))
'''


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "words"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]\nname = 'words'\n")
    (root / "clipping.py").write_text(TEXT)
    return root


@pytest.fixture(scope="session")
def parsed(tmp_path_factory):
    """Where all tests' analysts keep the parsed standard library: to parse it takes them seconds."""
    return tmp_path_factory.mktemp("parsed")


@pytest.fixture
def settings(tmp_path, parsed):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "parsed").symlink_to(parsed)
    patient = Deadlines(start=60_000, names=60_000, call_sites=60_000)
    return Settings(cache_directory=tmp_path / "cache", deadlines=patient)


@pytest.fixture
def source(project):
    """The project's file with another text, or under another name."""

    def made(text: str = TEXT, name: str = "clipping.py"):
        return source_from_text(project / name, text)

    return made


@pytest.fixture
def order(source, settings):
    """An order of the definition whose header begins so."""

    def made(header: str, reuse: Reuse = Reuse.KEPT, text: str = TEXT, name: str = "clipping.py"):
        found = source(text, name)
        line = next(at for at, each in enumerate(found.lines) if each.strip().startswith(header))
        column = found.lines[line].index(header)
        cursor = Point(line, column)
        return Order(found, Span(cursor, cursor), settings, reuse)

    return made


@pytest.fixture
def run(settings):
    """Runs a test's coroutine with a workshop; afterwards no process of it may be left."""

    def ran(test, **choices):
        async def whole():
            workshop = WorkshopProcess(settings, **choices)
            try:
                async with asyncio.timeout(120):
                    return await test(workshop)
            finally:
                await workshop.close()
                assert children() == set()
                # Only this coroutine's own task goes on.
                assert len(asyncio.all_tasks()) == 1

        return asyncio.run(whole())

    return ran


@pytest.fixture
def told():
    """All news of an order."""

    async def listened(workshop, order):
        async with aclosing(workshop.document(order)) as story:
            return [news async for news in story]

    return listened


@pytest.fixture
def processes():
    """The ids of the processes below one, itself not included."""
    return children


def children(pid: int | None = None) -> set[int]:
    """Those of all threads; a process or a thread that ends meanwhile has none."""
    found = set()
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid or os.getpid()}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found |= {int(each) for each in (task / "children").read_text().split()}
    return found | {inner for each in found for inner in children(each)}
