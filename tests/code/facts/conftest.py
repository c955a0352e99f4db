"""How the tests of the facts get at a block: by a symbol, by lines, or the whole text."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from blockguide.code.block import Block
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import Facts
from blockguide.code.select import block_at, select_lines, select_module, select_symbol
from blockguide.code.source import source_from_text

Where = str | tuple[int, int] | None
Reader = Callable[..., Facts]


def block_of(code: str, where: Where = None) -> Block:
    source = source_from_text(Path("/project/sample.py"), dedent(code).lstrip("\n"))
    if where is None:
        return block_at(select_module(source))
    if isinstance(where, str):
        return block_at(select_symbol(source, where))
    return block_at(select_lines(source, *where))


@pytest.fixture
def block() -> Callable[..., Block]:
    """The block of a text: of a symbol, of the lines (first, last), or of all of it."""
    return block_of


@pytest.fixture
def facts() -> Reader:
    """The facts of a text: of a symbol, of the lines (first, last), or of all of it."""

    def read(code: str, where: Where = None) -> Facts:
        return read_facts(block_of(code, where))

    return read
