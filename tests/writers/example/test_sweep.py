"""A fixed-seed sample of real definitions, statements and modules: what always holds of an example."""

import ast
import random
import sysconfig
from pathlib import Path

import attr
import flask
import more_itertools
import pytest
from pyflakes.checker import Checker

from blockguide.code.project import find_module, find_project, provides
from blockguide.code.select import select_lines, select_module
from blockguide.code.source import read_source
from blockguide.writers.offline.example import ways_to_example, write_example

ROOTS = {
    "stdlib": Path(sysconfig.get_paths()["stdlib"]),
    "attr": Path(attr.__file__).parent,
    "flask": Path(flask.__file__).parent,
    "more_itertools": Path(more_itertools.__file__).parent,
}
SKIPPED = {
    "test",
    "tests",
    "site-packages",
    "idlelib",
    "lib2to3",
    "tkinter",
    "turtledemo",
    "__pycache__",
}


def selections(root: Path, count: int, seed: int):
    rng = random.Random(seed)
    files = sorted(
        path
        for path in root.rglob("*.py")
        if not SKIPPED & set(path.relative_to(root).parts) and 300 < path.stat().st_size < 80_000
    )
    found = 0
    while found < count:
        source = read_source(rng.choice(files))
        nodes = [node for node in ast.walk(ast.parse(source.text)) if isinstance(node, ast.stmt)]
        definitions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        if rng.random() < 0.1 or not definitions:
            yield select_module(source)
        else:
            node = rng.choice(definitions if rng.random() < 0.7 else nodes)
            yield select_lines(source, node.lineno, node.end_lineno or node.lineno)
        found += 1


@pytest.mark.parametrize("root", ROOTS)
def test_examples_hold(subject_of, root):
    for selection in selections(ROOTS[root], 40, seed=20_24):
        subject = subject_of(selection)
        text = write_example(subject)
        place = f"{subject.block.source.path}:{subject.block.lines}\n{text}"
        tree = ast.parse(text)
        assert text.endswith("\n"), place
        assert not text.endswith("\n\n"), place
        assert [str(message) for message in Checker(tree).messages] == [], place
        assert write_example(subject) == text, place
        project = find_project(subject.block.source.path, None)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert all(find_module(project, item.name) for item in node.names), place
            elif isinstance(node, ast.ImportFrom):
                for item in node.names:
                    resolved = provides(project, node.module or "", item.name)
                    assert resolved is not False, f"{node.module}.{item.name} {place}"


@pytest.mark.parametrize("root", ROOTS)
def test_no_way_breaks(subject_of, root):
    """`write_example` would go on to the next way; a way that breaks is a defect all the same."""
    for selection in selections(ROOTS[root], 25, seed=20_25):
        subject = subject_of(selection)
        home, ways = ways_to_example(subject)
        for write in ways:
            sheet = write()
            assert sheet is None or sheet.text(home.package)
