import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from blockguide.code.block import Selection
from blockguide.code.context.values import Context, Reach, ReachKind
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_lines, select_module, select_symbol
from blockguide.code.source import source_from_text
from blockguide.code.subject import Subject


@pytest.fixture(scope="session")
def subject_of() -> Callable[[Selection], Subject]:
    def make(selection: Selection) -> Subject:
        block = block_at(selection)
        path = block.source.path
        names = tuple(block.qualname.split(".")) if block.qualname else ()
        reach = Reach(ReachKind.IMPORT, path.stem, path, path.parent, names, exact=True)
        return Subject(block, read_facts(block), Context(reach, path.parent, (), (), (), ()))

    return make


@pytest.fixture(scope="session")
def subject(subject_of: Callable[[Selection], Subject]) -> Callable[..., Subject]:
    """The subject of a text: of a symbol in it, of some of its lines, or of all of it."""

    def make(text: str, what: str | tuple[int, int] | None = None) -> Subject:
        source = source_from_text(Path("/project/app.py"), textwrap.dedent(text).lstrip("\n"))
        if what is None:
            return subject_of(select_module(source))
        if isinstance(what, str):
            return subject_of(select_symbol(source, what))
        return subject_of(select_lines(source, *what))

    return make
