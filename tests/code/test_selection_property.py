"""Any selection of any text means a block that holds it, and never an exception."""

import ast
import random
import re
import sysconfig
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blockguide.code.block import BlockKind, Selection
from blockguide.code.position import cut, span_of, trimmed
from blockguide.code.select import block_at
from blockguide.code.source import source_from_text
from blockguide.code.tree import parse
from blockguide.text import Point, Span

PATH = Path("/project/module.py")
INSERTED = [
    '"""',
    "'",
    '"',
    "(",
    "[",
    "{",
    ")",
    "\\",
    "\f",
    ":",
    "\0",
    "\ud800",
    "\t",
    "@",
    "#",
    "𝔘é",
    "!ls\n",
]
PIECES = [
    "def f(a, b=1):", "class A(B):", "if x:", "elif y:", "else:", "try:", "except E as e:", "finally:", "match m:",
    "case 1:", "x = 1", "x = 1; y = 2", "return", '"""doc', '"""', "@deco", "# note", "foo(", ")", "[1,", "]", "",
    "async def g():", "await z", "%magic", "!ls", "x?", "lambda: 0", "\\", "with o() as p:", "'𝔘'", "type T = int",
]  # fmt: skip


def check(source, span):
    block = block_at(Selection(source, span))
    marked = trimmed(source, span)
    if marked is not None and block.kind is not BlockKind.EXPRESSION:
        assert block.span.start <= marked.start
        assert marked.end <= block.span.end
    elif marked is not None:
        before, behind = Span(marked.start, block.span.start), Span(block.span.end, marked.end)
        assert cut(source, before).strip() in ("", ",")
        assert re.fullmatch(r"\s*,?\s*(#.*)?", cut(source, behind))
    assert block.kind is BlockKind.EXPRESSION or block.text.endswith("\n")
    assert 1 <= block.lines.first <= block.lines.last <= max(len(source.lines), 1)
    if block.kind is BlockKind.FRAGMENT or block.tree.magics:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alone = ast.parse(block.text)
    if not block.tree.holes:
        assert ast.dump(alone) == ast.dump(ast.Module(list(block.nodes), []))


def mutated(text, chance):
    at = chance.randrange(len(text) + 1)
    match chance.randrange(10):
        case 0:
            return text[:at]
        case 1:
            return text[:at] + text[at + chance.randrange(1, 4) :]
        case 2:
            return text.replace("\n", "\r\n")
        case 3:
            return text.replace("    ", "\t")
        case 4:
            return "\ufeff" + text
        case 5:
            return text.replace("\n", "\r")
        case 6 | 7:
            return text[:at] + chance.choice(INSERTED) + text[at:]
        case 8:
            return text[at : at + chance.randrange(3_000)]
        case _:
            return text


def library_texts(chance, count):
    files = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    for path in chance.sample(files, count):
        text = path.read_text(encoding="utf-8")
        if len(text) < 60_000:
            yield path.name, text


def some_point(source, line, chance):
    length = len(source.lines[line]) if line < len(source.lines) else 0
    return Point(line, chance.randrange(length + 1))


@pytest.mark.parametrize("seed", range(3))
def test_any_selection_of_the_standard_library(seed):
    chance = random.Random(seed)
    for name, text in library_texts(chance, 14):
        source = source_from_text(PATH, mutated(text, chance))
        tree = parse(source)
        assert tree.parsed.count("\n") == source.text.count("\n") or "\r" in source.text, name
        for _ in range(25):
            first = chance.randrange(len(source.lines) + 1)
            last = min(first + chance.choice([0, 0, 0, 1, 2, 5, 30, 300]), len(source.lines))
            points = sorted([some_point(source, first, chance), some_point(source, last, chance)])
            check(source, Span(*points))


@pytest.mark.parametrize("seed", range(2))
def test_any_expression_of_the_standard_library(seed):
    chance = random.Random(seed)
    found = 0
    for _, text in library_texts(chance, 15):
        source = source_from_text(PATH, text)
        nodes = [
            node
            for node in ast.walk(parse(source).module)
            if isinstance(node, ast.Call | ast.BinOp)
        ]
        for node in chance.sample(nodes, min(len(nodes), 25)):
            span = span_of(source, node)
            check(source, span)
            check(source, Span(span.start, Point(span.end.line, span.end.column + 1)))
            found += block_at(Selection(source, span)).kind is BlockKind.EXPRESSION
    assert found > 50


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(PIECES)), max_size=14),
    ends=st.lists(st.tuples(st.integers(0, 15), st.integers(0, 12)), min_size=2, max_size=2),
)
def test_any_selection_of_any_heap_of_code(rows, ends):
    source = source_from_text(PATH, "\n".join("    " * depth + piece for depth, piece in rows))
    check(source, Span(*sorted(Point(line, column) for line, column in ends)))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60), line=st.integers(-1, 5), column=st.integers(-1, 30))
def test_any_cursor_in_any_text(text, line, column):
    check(source_from_text(PATH, text), Span(Point(line, column), Point(line, column)))
