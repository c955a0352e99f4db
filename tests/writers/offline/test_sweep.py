"""What must hold of every guide, over blocks of real libraries chosen by a fixed seed."""

import ast
import random
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blockguide.checks import coverage, form, names, prose
from blockguide.checks.examined import examine
from blockguide.code.block import Selection
from blockguide.code.position import span_of
from blockguide.code.select import select_lines, select_module, select_symbol
from blockguide.code.source import Source, read_source, source_from_text
from blockguide.code.subject import Subject
from blockguide.code.tree import parse
from blockguide.errors import BlockGuideError
from blockguide.guide.values import Guide
from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of
from blockguide.writers.offline.writer import in_form

STANDARD = Path(sysconfig.get_paths()["stdlib"])
INSTALLED = Path(sysconfig.get_paths()["purelib"])
PACKAGES = ("django", "flask", "sqlalchemy", "attr", "more_itertools")
HARD = {check.code: check for room in (form, prose, coverage, names) for check in room.CHECKS}


def guide_of(subject: Subject) -> Guide:
    """The guide without its example, which another room writes and other tests look at."""
    ground = ground_of(subject)
    steps = in_form(steps_of(ground))
    return Guide(describe(ground, steps), steps, "pass\n")


def files() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((INSTALLED / package).rglob("*.py"))]
    found += sorted(STANDARD.glob("*.py"))
    found += sorted((STANDARD / "asyncio").glob("*.py"))
    return found


def selections(source: Source, chance: random.Random) -> Iterator[Selection]:
    nodes = list(ast.walk(parse(source).module))
    definitions = [
        node
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    for node in chance.sample(definitions, min(2, len(definitions))):
        yield select_lines(source, node.lineno, node.end_lineno or node.lineno)
        first = chance.choice(node.body)
        last = chance.choice(node.body[node.body.index(first) :])
        yield select_lines(source, first.lineno, last.end_lineno or last.lineno)
    expressions = [node for node in nodes if isinstance(node, ast.Call | ast.BoolOp | ast.BinOp)]
    if expressions:
        yield Selection(source, span_of(source, chance.choice(expressions)))
    if len(source.lines) < 250:
        yield select_module(source)


@pytest.mark.parametrize("seed", range(4))
def test_every_guide_passes_the_checks_of_form_and_prose(
    seed: int, subject_of: Callable[[Selection], Subject]
) -> None:
    chance = random.Random(seed)
    seen = 0
    findings = []
    for path in chance.sample(files(), 26):
        try:
            source = read_source(path)
        except BlockGuideError:
            continue
        for selection in selections(source, chance):
            subject = subject_of(selection)
            examined = examine(guide_of(subject), subject)
            seen += 1
            findings += [
                (str(path), str(subject.block.lines), code, remark.place, remark.message)
                for code, check in HARD.items()
                for remark in check.look(examined)
                if code != "BG105"
            ]
    assert seen > 60
    assert findings == []


STRANGE = [
    "",
    "\n\n# only a comment\n",
    '"""Only a docstring."""\n',
    "def f(:\n    return 1\n",
    "class A\n    x = 1\n\ny = 2\n",
    "%matplotlib inline\nx = 1\n!ls\n",
    "x = (((((((((((((1)))))))))))))\n",
    "f = lambda *a, **k: (yield)\n",
    "def f():\n    pass\n",
    "def f(): ...\n",
    "class A: pass\n",
    "async def f():\n    async with a as b, c:\n        async for d in e:\n            yield await d\n",
    "match x:\n    case [1, *rest] if rest:\n        pass\n    case {'a': b, **c}:\n        b()\n    case _:\n        pass\n",
    "try:\n    pass\nexcept* (A, B) as e:\n    raise\nelse:\n    x = 1\nfinally:\n    y = 2\n",
    "s = 'a `tick` b'\nraise E('`' * 3)\n",
    "del a[0], b.c\nglobal_ = a = b = c\nx: int\nx[1:2] = y\n",
    "for i in range(3):\n    continue\nelse:\n    pass\nwhile True:\n    break\n",
    "assert x, 'm'\nassert not y\nreturn_ = 1;  z = 2;  z = 3;  z = 4\n",
    "if a:\n    pass\nelif b:\n    pass\nelse:\n    if c:\n        pass\n    else:\n        d()\n",
    "x = '\u2028'\ny = 'ünïcödé \\N{BULLET} \U0001f600'\nπ = 3\n",
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_code_gets_a_complete_guide(text: str, subject: Callable[..., Subject]) -> None:
    found = subject(text)
    examined = examine(guide_of(found), found)
    remarks = [
        (code, remark.place, remark.message)
        for code, check in HARD.items()
        for remark in check.look(examined)
        if code != "BG105"
    ]
    assert remarks == []


def test_a_long_function_is_folded_to_twelve_steps(subject: Callable[..., Subject]) -> None:
    body = "\n".join(
        f"    value_{n} = call_{n}(value_{n - 1})\n    if value_{n}:\n        go({n})"
        for n in range(700)
    )
    found = subject(f"def long():\n{body}\n", "long")
    guide = guide_of(found)
    assert 3 <= len(guide.steps) <= 12
    assert list(HARD["BG204"].look(examine(guide, found))) == []
    assert list(HARD["BG103"].look(examine(guide, found))) == []


def test_a_module_of_many_functions_is_grouped(subject: Callable[..., Subject]) -> None:
    found = subject("\n\n".join(f"def name_{n}(a, b={n}):\n    return a + {n}" for n in range(300)))
    guide = guide_of(found)
    assert len(guide.steps) <= 12
    told = str(guide)
    assert all(f"name_{n}(" in told for n in range(300))


def test_a_deep_expression_never_raises(subject: Callable[..., Subject]) -> None:
    found = subject("x = " + " + ".join(f"a{n}" for n in range(400)) + "\n")
    assert guide_of(found).steps


def test_a_symbol_of_this_very_writer(subject_of: Callable[[Selection], Subject]) -> None:
    import blockguide.writers.offline.writer as writer

    source = read_source(Path(writer.__file__))
    found = subject_of(select_symbol(source, "write_guide"))
    assert guide_of(found) == guide_of(found)


def test_the_text_of_a_module_without_a_file(subject_of: Callable[[Selection], Subject]) -> None:
    source = source_from_text(Path("/nowhere/notes.py"), "x = 1\n")
    assert guide_of(subject_of(select_module(source))).description
