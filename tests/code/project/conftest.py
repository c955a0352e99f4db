"""Small project trees, and blocks of their files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from blockguide.code.block import Block
from blockguide.code.select import block_at, select_module, select_symbol
from blockguide.code.source import read_source


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write files by relative path; returns their directory, which holds no marker of its own."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


@pytest.fixture(scope="session")
def block() -> Callable[[Path, str], Block]:
    """The block of a definition by its dotted name; of the whole file for an empty name."""

    def find(path: Path, symbol: str = "") -> Block:
        source = read_source(path)
        return block_at(select_symbol(source, symbol) if symbol else select_module(source))

    return find
