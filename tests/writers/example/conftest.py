"""Makes the example of a block of a small project that is written to the disk."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from blockguide.code.block import Selection
from blockguide.code.context.values import CallSite, Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project import find_project, reach
from blockguide.code.select import block_at, select_line, select_lines, select_module, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.writers.offline.example import write_example


def subject_of(selection: Selection, sites: tuple[CallSite, ...] = ()) -> Subject:
    block = block_at(selection)
    project = find_project(block.source.path, None)
    way = reach(block, project)
    context = Context(way, project.root, (), sites, (), ())
    return Subject(block, read_facts(block), context)


@pytest.fixture(name="subject_of")
def subject_of_fixture() -> Callable[..., Subject]:
    return subject_of


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\n')

    def put(code: str, name: str = "app/tools.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if "/" in name:
            (path.parent / "__init__.py").touch()
        path.write_text(dedent(code).lstrip("\n"))
        return path

    return put


@pytest.fixture
def example(write: Callable[..., Path]) -> Callable[..., str]:
    """The example of a symbol, of lines `(first, last)`, of one line, or of the module."""

    def make(
        code: str, what: object = None, name: str = "app/tools.py", sites: tuple[CallSite, ...] = ()
    ) -> str:
        path = write(code, name)
        source = read_source(path)
        match what:
            case str():
                selection = select_symbol(source, what)
            case (int() as first, int() as last):
                selection = select_lines(source, first, last)
            case int():
                selection = select_line(source, what)
            case _:
                selection = select_module(source)
        subject = subject_of(selection)
        subject = replace(subject, context=replace(subject.context, call_sites=sites))
        return write_example(subject)

    return make


@pytest.fixture
def runs(tmp_path: Path) -> Callable[[str], str]:
    """Runs an example in a fresh process, in the directory of the small project, and gives what it prints."""

    def run(text: str) -> str:
        script = tmp_path / "example.py"
        script.write_text(text)
        done = subprocess.run(
            [sys.executable, str(script)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, f"{text}\n{done.stderr}"
        return done.stdout

    return run
