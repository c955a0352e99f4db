"""Loose steps get the lines that they tell of; what comes out covers the block."""

import ast
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.checks.statements import untold_statements
from blockguide.code.context.values import Context, Reach, ReachKind
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_module, select_symbol
from blockguide.code.source import source_from_text
from blockguide.code.subject import Subject
from blockguide.guide.loose import Loose, LooseStep
from blockguide.guide.values import numbered
from blockguide.text import Lines
from blockguide.writers.model.alignment import aligned

CODE = '''\
import json


def load(path, default=None):
    """Read a file of settings."""
    if not path.exists():
        return default
    with path.open() as file:
        data = json.load(file)
    for key, value in data.items():
        if value is None:
            raise KeyError(key)
        data[key] = str(value)
    return data
'''


@cache
def subject_of(tmp_path, text=CODE, name="load"):
    path = tmp_path / "loading.py"
    source = source_from_text(path, text)
    block = block_at(select_symbol(source, name) if name else select_module(source))
    way = Reach(ReachKind.IMPORT, "loading", path, tmp_path, (name,) if name else (), True)
    return Subject(block, read_facts(block), Context(way, tmp_path, (), (), (), ()))


def step(text, title="Do it now", lines=None, children=()):
    return LooseStep(title, text, lines, tuple(children))


def lines_of(steps, subject):
    guide = aligned(Loose("d", tuple(steps), "x\n"), subject, "en")
    return [str(each.lines) for _, each in numbered(guide.steps)]


def test_steps_without_lines_find_theirs(tmp_path):
    steps = [
        step("Returns `default` when `path` does not exist."),
        step("Opens `path` and parses its JSON into `data`."),
        step("Raises `KeyError` for a `value` that is None, and converts the others to `str`."),
        step("Returns `data`."),
    ]
    assert lines_of(steps, subject_of(tmp_path)) == ["6-7", "8-9", "10-13", "14"]


def test_children_stand_inside_their_parent(tmp_path):
    steps = [
        step("Returns `default` when `path` does not exist."),
        step("Reads `data`.", lines=Lines(8, 9)),
        step(
            "Goes through the items:",
            lines=Lines(10, 13),
            children=[step("Raises `KeyError`."), step("Stores `str(value)`.")],
        ),
        step("Returns `data`.", lines=Lines(14, 14)),
    ]
    assert lines_of(steps, subject_of(tmp_path)) == ["6-7", "8-9", "10-13", "11-12", "13", "14"]


def test_lines_that_count_from_the_block_are_moved(tmp_path):
    steps = [step("a", lines=Lines(1, 2)), step("b", lines=Lines(3, 3))]
    text = "\n" * 20 + "def f():\n    a()\n    b()\n"
    assert lines_of(steps, subject_of(tmp_path, text, "f")) == ["21-22", "23"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Creates an empty dictionary `a`.", "Create an empty dictionary `a`"),
        ("Catches the error, and returns.", "Catch the error"),
        ("When `x` holds, stops.", "When `x` holds"),
        ("Compresses `a b c d e f g h` and more.", "Compress `a b c d e f g h` and more"),
        ("...", "Run the code"),
    ],
)
def test_a_missing_title_is_made_of_the_text(tmp_path, text, title):
    guide = aligned(Loose("", (step(text, ""),), ""), subject_of(tmp_path), "en")
    assert guide.steps[0].title.rstrip(".") == title.rstrip(".")


def test_a_step_without_words_gives_way_to_its_children(tmp_path):
    guide = aligned(
        Loose("", (step("", "", children=[step("Returns.", "Return it")]),), ""),
        subject_of(tmp_path),
        "en",
    )
    assert [each.title for each in guide.steps] == ["Return it"]


def test_data_is_no_prose_and_an_unknown_language_is_english(tmp_path):
    guide = aligned(Loose('{"a": 1}', (), ""), subject_of(tmp_path), "xx")
    assert (guide.description, guide.steps, guide.example, guide.language) == ("", (), "", "en")


WORDS = st.sampled_from(
    ["`data`", "`path`", "returns", "raises `KeyError`", "json", "loop", "x", "", "`default`"]
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
LEAVES = st.builds(LooseStep, TEXTS, TEXTS, st.none())
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        LooseStep, TEXTS, TEXTS, st.none(), st.lists(inner, max_size=3).map(tuple)
    ),
)
BLOCKS = [
    (CODE, "load"),
    (CODE, ""),
    ("class A:\n    x = 1\n\n    def f(self):\n        return self.x\n", "A"),
    ("x = (1 +\n     2)\n", ""),
]


@given(st.lists(TREES, min_size=1, max_size=20), st.sampled_from(BLOCKS))
def test_steps_without_lines_tell_of_every_statement(tmp_path_factory, steps, block):
    subject = subject_of(tmp_path_factory.getbasetemp(), *block)
    guide = aligned(Loose("", tuple(steps), ""), subject, "en")
    told = [each.lines for _, each in numbered(guide.steps)]
    assert all(lines in subject.block.lines for lines in told)
    if guide.steps:
        assert [ast.unparse(node) for node in untold_statements(subject.block, told)] == []


LINES = st.one_of(st.none(), st.builds(Lines, st.integers(-2, 40), st.integers(-2, 40)))


@given(st.lists(st.builds(LooseStep, TEXTS, TEXTS, LINES), max_size=12), st.sampled_from(BLOCKS))
def test_no_line_of_a_step_is_outside_of_the_block(tmp_path_factory, steps, block):
    subject = subject_of(tmp_path_factory.getbasetemp(), *block)
    guide = aligned(Loose("", tuple(steps), ""), subject, "en")
    for _, each in numbered(guide.steps):
        assert each.lines in subject.block.lines
        assert each.lines.first <= each.lines.last
        assert each.title
        assert each.text
