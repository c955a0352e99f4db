"""A program's calls and attributes are held to definitions in all files of a project, without a false alarm."""

import ast
import textwrap
from dataclasses import replace

import pytest

from blockguide.code.context.values import Context, Definition
from blockguide.code.facts.read import read_facts
from blockguide.code.fitting.misfits import (
    fits,
    misfit_calls,
    program_of,
    unknown_attributes,
)
from blockguide.code.fitting.own import own_paths
from blockguide.code.project import find_project, reach
from blockguide.code.select import block_at, select_module
from blockguide.code.source import read_source
from blockguide.code.subject import Subject

FILES = {
    "pyproject.toml": "[project]\nname = 'ship'\n",
    "ship/__init__.py": "from .hull import Hull, sink\nfrom . import deck\nfrom .mast import *\n",
    "ship/hull.py": """
        import functools
        from abc import ABC
        from .deck import Floor as Base, Quiet
        from .deck import Meta, Lazy, Made, Doubled, Written
        from . import deck

        class Hull(Base):
            def drain(self, litres): ...

        class Deep(deck.Floor, ABC):
            def __init__(self, depth, /): ...

        class Odd(Quiet): ...
        class Strange(Meta): ...
        class Idle(Lazy): ...
        class New(Made): ...
        class Twice(Doubled): ...
        class Free(Written): ...
        class Away(Nowhere): ...

        def sink(ship, *, slowly=False): ...

        @functools.wraps(sink)
        def float_(*arguments): ...
    """,
    "ship/deck.py": """
        import sys

        class Floor:
            def __init__(self, planks, colour="red"):
                self.planks = planks

            def scrub(self): ...

        class Quiet(Floor): ...

        class Meta(metaclass=type): ...

        class Lazy:
            def __getattr__(self, name): ...

        class Made:
            def __new__(cls, *arguments): ...

        @sys.intern
        class Doubled: ...

        class Written:
            def __init__(self, **words):
                self.__dict__.update(words)

        if sys.platform:
            def swab(mop): ...
        else:
            swab = None

        def row(oars): ...
        row = sys.intern(row)

        @sys.intern
        def hoist(flag): ...
    """,
    "ship/mast.py": "def climb(): ...\n",
    "ship/lost.py": "from .mast import *\ndef steer(wheel): ...\n",
    "ship/busy.py": "globals().update(a=1)\ndef steer(wheel): ...\n",
    "ship/twice.py": "try:\n    from .deck import Floor\nexcept ImportError:\n    from .hull import Hull as Floor\n",
    "ship/round.py": "from .about import turn\n",
    "ship/about.py": "from .round import turn\n",
    "rope.py": "def knot(ends): ...\n",
}


@pytest.fixture(scope="module")
def subject(tmp_path_factory):
    root = tmp_path_factory.mktemp("fitting")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(textwrap.dedent(text))
    block = block_at(select_module(read_source(root / "ship/mast.py")))
    way = reach(block, find_project(block.source.path, None))
    return Subject(block, read_facts(block), Context(way, root, (), (), (), ()))


@pytest.fixture
def program(subject):
    def make(text, about=subject):
        nodes = tuple(ast.walk(ast.parse(text)))
        return program_of(nodes, about, own_paths(about))

    return make


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from ship.hull import sink\nsink()", "sink needs `ship`"),
        ("import ship.hull\nship.hull.sink(1, 2)", "sink takes at most one positional argument, not 2"),
        ("from ship.hull import Hull\nHull()", "Hull needs `planks`"),
        ("from ship.hull import Hull\nhull = Hull(1)\nhull.drain()", "Hull.drain needs `litres`"),
        ("from ship.hull import Hull\nHull(1).scrub(2)", "Hull.scrub takes at most no positional arguments, not 1"),
        ("from ship.hull import Deep\nDeep(depth=1)", "Deep has no parameter `depth`"),
        ("from ship.hull import Odd\nOdd(1, hue=2)", "Odd has no parameter `hue`"),
        ("from ship.hull import Hull\nclass Own(Hull): ...\nOwn()", "Own needs `planks`"),
        ("def own(a): ...\nown()", "own needs `a`"),
    ],
)  # fmt: skip
def test_calls_that_fail(program, text, told):
    found = [f"{each.name} {each.misfit.clause}" for each in misfit_calls(program(text))]
    assert told in found
    assert not fits(program(text))


@pytest.mark.parametrize(
    "text",
    [
        "from ship.hull import Hull\nHull(1).planks\nHull(1).scrub",
        "from ship.hull import Hull\nhull = Hull(1)\nhull.flag = 2\nhull.flag",
        "from ship.hull import Hull\nclass Own(Hull):\n    def __init__(self): self.bell = 1\nOwn().bell",
        "from ship.hull import Hull\nclass Own(Hull): ...\nown = Own(1)\nsetattr(own, name, 1)\nown.bell",
        "from ship.hull import Odd\nOdd(1)._Floor__private",
        "from ship.hull import Strange\nStrange(1, 2).anything",
        "from ship.hull import Idle\nIdle().anything",
        "from ship.hull import New\nNew(1, 2, 3).anything",
        "from ship.hull import Twice\nTwice(1).anything",
        "from ship.hull import Free\nFree(sails=1).sails",
        "from ship.hull import Away\nAway(1).anything",
        "from ship.hull import float_\nfloat_(1, 2)",
        "from ship.deck import swab, row, hoist\nswab()\nrow()\nhoist()",
        "from ship import Hull, sink\nsink()",
        "from ship.lost import steer\nsteer()",
        "from ship.busy import steer\nsteer()",
        "from ship.twice import Floor\nFloor()",
        "from ship.round import turn\nturn()",
        "from rope import knot\nknot()",
        "from ship.hull import sink\nsink = print\nsink()",
        "import re\nre.ASCII\nimport __main__",
        "import shutil\nshutil.copy(1, 2, 3, 4)",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ship.hull import Nothing",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_left_alone(program, text):
    assert [each.misfit.clause for each in misfit_calls(program(text))] == []
    assert list(unknown_attributes(program(text))) == []
    assert fits(program(text)) or "round" in text


@pytest.mark.parametrize(
    "text",
    [
        "from ship.hull import Hull\nHull(1).sails",
        "from ship.hull import Odd\nodd = Odd(1)\nodd.drained",
        "from ship.hull import Hull\nclass Own(Hull): ...\nOwn(1).bell",
        "from ship.hull import Hull\nHull.sails",
        "import ship.hull\nship.hull.swim",
    ],
)
def test_attributes_that_are_not_there(program, text):
    assert len(list(unknown_attributes(program(text)))) == 1
    assert not fits(program(text))


def test_a_file_that_a_name_of_the_block_comes_from_is_read(program, subject):
    text = "from rope import knot\nknot()"
    path = subject.context.project / "rope.py"
    told = Definition("knot", "rope.knot", "function", path, 1, "(ends)", "", "", in_project=True)
    about = replace(subject, context=replace(subject.context, definitions=(told,)))
    assert [each.misfit.clause for each in misfit_calls(program(text, about))] == ["needs `ends`"]


def test_a_changed_file_is_read_again(program, subject):
    path = subject.context.project / "ship/fresh.py"
    path.write_text("def mend(sail): ...\n")
    text = "from ship.fresh import mend\nmend()"
    assert not fits(program(text))
    path.write_text("def mend(sail=None): ...\n")
    assert fits(program(text))


@pytest.mark.parametrize("package", ["attr", "flask", "more_itertools", "click"])
def test_what_packages_do_with_themselves_fits(package):
    root = find_root(package)
    block = block_at(select_module(read_source(root / "__init__.py")))
    project = find_project(block.source.path, None)
    way = reach(block, project)
    subject = Subject(block, read_facts(block), Context(way, project.root, (), (), (), ()))
    for path in sorted(root.glob("*.py")):
        tree = ast.parse(path.read_bytes())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level == 1:
                node.module, node.level = f"{package}.{node.module or ''}".rstrip("."), 0
        program = program_of(tuple(ast.walk(tree)), subject, own_paths(subject))
        assert [ast.unparse(each.call) for each in misfit_calls(program)] == []
        lacking = [problem for _, problem in unknown_attributes(program)]
        assert [problem for problem in lacking if problem.startswith("The class")] == []


def find_root(package):
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(package)
    if spec is None:
        pytest.skip(f"{package} is not installed")
    return Path(spec.origin).parent
