"""What a search parses of the edited file answers the same as the whole."""

import ast
from pathlib import Path

import pytest

from blockguide.code.context.occurrences import occurrences, qualname_of
from blockguide.code.context.outline import outline
from blockguide.code.project.interface import interface_of
from blockguide.text import split_lines

FILES = (ast.__file__, pytest.__file__, Path(ast.__file__).with_name("argparse.py"))


def places(module: ast.Module, name: str, text: str) -> list[tuple[int, int, str]]:
    return [
        (one.node.lineno, one.node.col_offset, qualname_of(one.around))
        for one in occurrences(module, name, text)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).name)
def test_an_outline_holds_every_occurrence_and_all_that_the_module_binds(path):
    text = Path(path).read_text()
    module = ast.parse(text)
    names = {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    for name in sorted(names)[::7] or ["main"]:
        outlined = outline(module, split_lines(text), name)
        tree = ast.parse(outlined)
        assert outlined.count("\n") == text.count("\n")
        assert places(tree, name, text) == places(module, name, text)
        assert interface_of(tree) == interface_of(module)


def test_bodies_without_the_name_are_left_out():
    text = "def one():\n    two()\n    three()\n\n\nclass A:\n    def b(self):\n        one()\n\n    def c(self): return 1\n"
    outlined = outline(ast.parse(text), split_lines(text), "one")
    assert "two" not in outlined
    assert "        one()\n" in outlined
    assert "def c(self): return 1\n" in outlined


def test_a_file_that_gives_the_name_an_alias_is_whole():
    text = "from a import one as other\n\n\ndef two():\n    other()\n"
    assert outline(ast.parse(text), split_lines(text), "one") == text
