"""Recipes and entries to keep, and a second process to keep them at the same time."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from blockguide.cache.store import GuideStore
from blockguide.code.context.values import Gap, Ingredient
from blockguide.guide.entry import Entry, Finding, Provenance, Recipe, Severity, Verdict
from blockguide.guide.marks import Mark, opening_of, text_digest
from blockguide.guide.values import Guide, Section, Step
from blockguide.text import Lines

MEGABYTE = 1 << 20
OTHER_PROCESS = Path(__file__).with_name("other_process.py")


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def open_store(directory):
    """Opens stores on one directory, and closes them after the test."""
    stores = []

    def opened(budget: int = 64 * MEGABYTE, where: Path = directory) -> GuideStore:
        stores.append(GuideStore(where, budget))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def store(open_store):
    return open_store()


@pytest.fixture
def recipe():
    def numbered(number: int, **changes: str) -> Recipe:
        terms = {
            "block": f"{number:064x}",
            "place": f"/project/module{number}.py function",
            "writer": "offline",
            "model": "",
            "version": "1",
            "language": "en",
        }
        return Recipe(**terms | changes)

    return numbered


@pytest.fixture
def entry():
    """Entries of about four kilobytes, told apart by their number."""

    def numbered(number: int) -> Entry:
        step = Step("Check the path", "Checks `path`. " * 12, Lines(2, 3))
        steps = tuple(Step(f"Do {i}", "Does `x`. " * 20, Lines(i, i), (step,)) for i in range(1, 7))
        finding = Finding("BG101", Section.STEPS, Severity.WARNING, "It is short.", "step 1")
        ingredient = Ingredient("normalize", Path("/project/text.py"), "0" * 64)
        return Entry(
            Guide(f"Guide {number}.", steps, "print(1)\n"),
            Verdict(("BG102",), (finding,)),
            Provenance("offline", "", "1", (ingredient,), (Gap("names", "past the deadline"),)),
        )

    return numbered


@pytest.fixture(scope="session")
def mark():
    return Mark(
        path=Path("/project/module.py"),
        qualname="function",
        named=True,
        kind="function",
        lines=Lines(3, 9),
        before=0,
        after=0,
        opening=opening_of("def function():"),
        text=text_digest("def function():\n    return 1\n"),
    )


@pytest.fixture(scope="session")
def other_process() -> ModuleType:
    """The module that the other processes run, with the recipes and entries that they keep."""
    spec = importlib.util.spec_from_file_location(OTHER_PROCESS.stem, OTHER_PROCESS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def start_process():
    """Starts `other_process.py`; ends what is left of it after the test."""
    processes = []

    def started(*arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(OTHER_PROCESS), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.kill()
        process.communicate()
