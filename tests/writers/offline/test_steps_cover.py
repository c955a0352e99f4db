"""The steps of any block cover every statement, no title stands twice, and there are three to twelve of them."""

import ast
import random
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blockguide.code.block import Block, Selection
from blockguide.code.position import span_of
from blockguide.code.select import select_lines, select_module
from blockguide.code.source import Source, read_source
from blockguide.code.subject import Subject
from blockguide.code.tree import parse
from blockguide.errors import BlockGuideError
from blockguide.guide.values import Step
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of

STANDARD = Path(sysconfig.get_paths()["stdlib"])
INSTALLED = Path(sysconfig.get_paths()["purelib"])
FILES = [
    *(path for name in ("flask", "attr", "sqlalchemy") for path in sorted((INSTALLED / name).rglob("*.py"))),
    *sorted(STANDARD.glob("*.py")),
    *sorted((STANDARD / "asyncio").glob("*.py")),
]  # fmt: skip
DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FEWEST, MOST = 3, 12

HEADS = [
    "class A:",
    "class A(Enum):",
    "@dataclass\nclass A:",
    "class A(Protocol):",
    "class A(Exception):",
    "class A(TypedDict, total=False):",
    "def f(a):",
    "async def f(a):",
    "if True:",
]
PIECES = [
    "one = 1",
    "two: int = 2",
    "three: int",
    "four = five = 4",
    "left, right = 1, 2",
    '__slots__ = ("a",)',
    f"long = [{', '.join(map(str, range(60)))}]",
    '"""What stands above."""',
    '"a note"',
    "# a comment\nsix = 6",
    "pass",
    "...",
    "call(one)",
    "import os",
    "del one",
    "if one:\n    two = 3\n    '''below'''\nelse:\n    two = 4",
    "for each in two:\n    call(each)",
    "with open(two) as file:\n    call(file)",
    "try:\n    call()\nexcept OSError:\n    pass\nfinally:\n    call()",
    "def method(self):\n    '''Do it.'''\n    return self.one",
    "@property\ndef size(self): return 3",
    "class Inner:\n    '''Inside.'''\n    x = 1\n    '''note'''",
    "match one:\n    case 1:\n        call()\n    case _:\n        pass",
]


def flat(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from flat(step.children)


def untold(block: Block, steps: Sequence[Step]) -> list[str]:
    """The statements, docstrings and the header of the block's own definition left out, on lines that no step has."""
    told = {line for step in flat(steps) for line in range(step.lines.first, step.lines.last + 1)}
    only = block.nodes[0] if len(block.nodes) == 1 else None
    missed = [node for node in block.nodes if node is not only and not is_string(node)]
    missed += [only] if only and not isinstance(only, DEFINITION) and not is_string(only) else []
    for root in (node for top in block.nodes for node in ast.walk(top)):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(root, name, None)
            inner = body if isinstance(body, list) else []
            documented = name == "body" and isinstance(root, DEFINITION) and is_string(inner[0])
            missed += inner[documented:]
    return [ast.unparse(node)[:60] for node in missed if not told.issuperset(own_lines(node))]


def own_lines(node: ast.stmt) -> range:
    """The lines of a simple statement; the first line of one that holds others."""
    holds = hasattr(node, "body") or isinstance(node, ast.Match)
    return range(node.lineno, node.lineno + 1 if holds else node.end_lineno + 1)


def is_string(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False


def faults(subject: Subject) -> list[str]:
    steps = steps_of(ground_of(subject))
    found = untold(subject.block, steps)
    titles = [step.title.casefold() for step in flat(steps)]
    found += [f"twice: {title}" for title in {*titles} if titles.count(title) > 1]
    if len(steps) > MOST:
        found.append(f"{len(steps)} steps")
    only = subject.block.nodes[0] if len(subject.block.nodes) == 1 else None
    body = (
        only.body
        if isinstance(only, ast.FunctionDef | ast.AsyncFunctionDef)
        else subject.block.nodes
    )
    if len(steps) < FEWEST and sum(not is_string(node) for node in body) >= FEWEST:
        found.append(f"{len(steps)} steps for {len(body)} statements")
    return found


def selections(source: Source, chance: random.Random) -> Iterator[Selection]:
    """The whole file, classes, functions, runs of statements and an expression of it."""
    if len(source.lines) < 300:
        yield select_module(source)
    nodes = list(ast.walk(parse(source).module))
    for kind in (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef):
        found = [node for node in nodes if isinstance(node, kind)]
        for node in chance.sample(found, min(2, len(found))):
            first = min(one.lineno for one in (node, *node.decorator_list))
            yield select_lines(source, first, node.end_lineno)
    bodies = [
        node.body for node in nodes if isinstance(node, DEFINITION | ast.For | ast.If | ast.With)
    ]
    for body in chance.sample(bodies, min(3, len(bodies))):
        first, last = sorted(chance.randrange(len(body)) for _ in range(2))
        yield select_lines(source, body[first].lineno, body[last].end_lineno)
    expressions = [node for node in nodes if isinstance(node, ast.Call | ast.BoolOp | ast.ListComp)]
    if expressions:
        yield Selection(source, span_of(source, chance.choice(expressions)))


@pytest.mark.parametrize("seed", range(3))
def test_the_steps_of_real_code_cover_it(
    seed: int, subject_of: Callable[[Selection], Subject]
) -> None:
    chance = random.Random(seed)
    seen, found = 0, []
    for path in chance.sample(FILES, 12):
        try:
            source = read_source(path)
        except BlockGuideError:
            continue
        for selection in selections(source, chance):
            subject = subject_of(selection)
            seen += 1
            found += [f"{path.name}:{subject.block.lines} {fault}" for fault in faults(subject)]
    assert seen > 50
    assert found == []


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    head=st.sampled_from(HEADS), pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=18)
)
def test_the_steps_of_any_body_cover_it(
    head: str, pieces: list[str], subject: Callable[..., Subject]
) -> None:
    body = "\n".join(pieces).replace("\n", "\n    ")
    assert (
        faults(
            subject(
                f"{head}\n    {body}\n", "A" if " A" in head else "f" if " f(" in head else None
            )
        )
        == []
    )


@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=18))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_steps_of_any_module_cover_it(
    pieces: list[str], subject: Callable[..., Subject]
) -> None:
    assert faults(subject("\n".join(pieces) + "\n")) == []


def test_a_string_below_an_attribute_belongs_to_its_step(subject: Callable[..., Subject]) -> None:
    text = 'class Level(Enum):\n    """How loud."""\n\n    LOW = 1\n    """A whisper."""\n    HIGH = 2\n    """A shout."""\n'
    steps = steps_of(ground_of(subject(text, "Level")))
    assert [str(step.lines) for step in steps] == ["1-2", "4-5", "6-7"]
    assert "a whisper" in steps[1].text
