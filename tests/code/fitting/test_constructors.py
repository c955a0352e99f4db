"""What a call of a class or of a decorated function may pass, over all ways in which Python makes one."""

import ast
import inspect
import textwrap
from pathlib import Path

import pytest

from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.fitting.misfits import fits, misfit_calls, program_of, unknown_attributes
from blockguide.code.fitting.own import own_paths
from blockguide.code.project import find_project, reach
from blockguide.code.select import block_at, select_module
from blockguide.code.source import read_source
from blockguide.code.subject import Subject

FILES = {
    "pyproject.toml": "[project]\nname = 'mill'\n",
    "mill/__init__.py": "from .wheel import Wheel\n",
    "mill/wheel.py": """
        import dataclasses
        import fractions
        import functools
        from abc import ABCMeta
        from collections import namedtuple
        from collections.abc import KeysView, Sequence
        from dataclasses import KW_ONLY, InitVar, dataclass, field
        from enum import Enum
        from typing import List, ClassVar, Generic, NamedTuple, Protocol, TypeVar

        T = TypeVar("T")

        class Wheel(Generic[T]):
            class Spoke:
                def __init__(self, length): ...

        class Steel(Wheel.Spoke): ...
        class Keys(KeysView): ...
        class Meta(type): ...
        class Abstract(ABCMeta): ...
        class Half(fractions.Fraction): ...
        class Fault(ValueError): ...
        class Missing(ImportError): ...
        class Words(dict): ...

        class Fresh:
            def __new__(cls, grain): ...
        class Fresher(Fresh): ...
        class Plain(metaclass=ABCMeta):
            def __init__(self, stone): ...
        class Kept(Plain): ...

        class Left: ...
        class Right:
            def __init__(self, side): ...
        class Both(Left, Right): ...
        class Top:
            def __init__(self, far): ...
        class Near(Top): ...
        class Nearer(Top):
            def __init__(self, close): ...
        class Diamond(Near, Nearer): ...

        @dataclass
        class Sack:
            grain: str
            weight: int = 1
            full: bool = field(default=False, init=False)
            kind: ClassVar[str] = "jute"
            seal: InitVar[str] = ""
        @dataclass
        class Sealed(Sack):
            stamp: str = "x"
        class Sold(Sealed): ...
        @dataclass
        class Given(Sack):
            grain: ClassVar[str] = "rye"
        class Heap(List[int]): ...
        @dataclass(kw_only=True)
        class Named:
            name: str
        @dataclass
        class Mixed:
            first: int
            _: KW_ONLY
            second: int
        @dataclass(init=False)
        class Bare:
            grain: str

        class Pair(NamedTuple):
            left: int
            right: int = 0
        class Point(namedtuple("Point", "x y")): ...
        class Colour(Enum):
            RED = 1
            def __init__(self, number): ...
        class Shape(Protocol):
            def area(self): ...

        def changing(function):
            def wrapper(stone, water):
                return function(stone)
            return wrapper
        def keeping(function):
            @functools.wraps(function)
            def wrapper(*arguments):
                return function(*arguments)
            return wrapper
        def counting(times):
            def decorate(function):
                function.times = times
                return function
            return decorate
        def loose(function):
            def wrapper(*arguments, **words): ...
            return wrapper

        @changing
        def grind(stone): ...
        @keeping
        def turn(stone): ...
        @counting(3)
        def stop(stone): ...
        @loose
        def start(stone): ...
    """,
}


@pytest.fixture(scope="module")
def subject(tmp_path_factory):
    root = tmp_path_factory.mktemp("mill")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(textwrap.dedent(text))
    return subject_at(root / "mill/__init__.py")


def subject_at(path):
    block = block_at(select_module(read_source(path)))
    project = find_project(path, None)
    return Subject(
        block, read_facts(block), Context(reach(block, project), project.root, (), (), (), ())
    )


def program_about(subject, text):
    return program_of(tuple(ast.walk(ast.parse(text))), subject, own_paths(subject))


@pytest.mark.parametrize(
    ("call", "clause"),
    [
        ("Steel()", "needs `length`"),
        ("Wheel(1)", "takes at most no positional arguments, not 1"),
        ("Keys()", "needs `mapping`"),
        ("Meta()", "needs `object`"),
        ("Abstract()", "needs `name` and `bases` and `namespace`"),
        ("Half(1, 2, 3)", "takes at most 2 positional arguments, not 3"),
        ("Fault(since=1)", "has no parameter `since`"),
        ("Words(1, 2)", "takes at most one positional argument, not 2"),
        ("Fresh()", "needs `grain`"),
        ("Fresher()", "needs `grain`"),
        ("Kept()", "needs `stone`"),
        ("Both()", "needs `side`"),
        ("Diamond(far=1)", "has no parameter `far`"),
        ("Sack()", "needs `grain`"),
        ("Sack(1, full=True)", "has no parameter `full`"),
        ("Sealed(1, kind=2)", "has no parameter `kind`"),
        ("Sold()", "needs `grain`"),
        ("Named(1)", "takes at most no positional arguments, not 1"),
        ("Mixed(1, 2)", "takes at most one positional argument, not 2"),
        ("Bare(1)", "takes at most no positional arguments, not 1"),
        ("Pair()", "needs `left`"),
        ("Point(1)", "needs `y`"),
        ("grind(1)", "needs `water`"),
        ("stop()", "needs `stone`"),
        ("stop(1, 2)", "takes at most one positional argument, not 2"),
    ],
)
def test_a_call_that_surely_fails_is_seen(subject, call, clause):
    name = call.partition("(")[0]
    program = program_about(subject, f"from mill.wheel import {name}\n{call}")
    assert clause in [found.misfit.clause for found in misfit_calls(program)]


@pytest.mark.parametrize(
    "call",
    [
        "Steel(1)",
        "Keys({})",
        "Meta('A', (), {})",
        "Half(1, 2)",
        "Fault(1, 2)",
        "Missing(name='a')",
        "Words(a=1)",
        "Fresher(1)",
        "Kept(1)",
        "Both(1)",
        "Diamond(close=1)",
        "Sack(1, 2, 'wax')",
        "Sold(1, 2, 'wax', 'y')",
        "Sealed(grain=1, stamp=2)",
        "Given()",
        "Given(weight=2)",
        "Heap([1, 2])",
        "Named(name=1)",
        "Mixed(1, second=2)",
        "Bare()",
        "Pair(1)",
        "Pair(left=1, right=2)",
        "Point(1, y=2)",
        "Colour(1)",
        "Shape(1)",
        "grind(1, 2)",
        "turn(1)",
        "turn(1, 2)",
        "stop(1)",
        "stop.times",
        "start(1, 2, a=3)",
    ],
)
def test_a_call_that_may_stand_is_left_alone(subject, call):
    name = call.partition("(")[0].partition(".")[0]
    assert fits(program_about(subject, f"from mill.wheel import {name}\n{call}"))


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("from mill import wheel\nwheel.Wheel", 0),
        ("from mill import wheel\nwheel.spin", 1),
        ("from mill.wheel import keeping\nkeeping.arguments", 1),
        ("from mill.wheel import keeping\nkeeping.__name__", 0),
        ("from mill.wheel import keeping\nkeeping.arguments = 1\nkeeping.arguments", 0),
    ],
)
def test_attributes_of_modules_and_functions(subject, text, lacking):
    assert len(list(unknown_attributes(program_about(subject, text)))) == lacking


MODULES = [
    "argparse",
    "bdb",
    "cmd",
    "code",
    "collections",
    "configparser",
    "csv",
    "dataclasses",
    "difflib",
    "doctest",
    "fractions",
    "functools",
    "gettext",
    "graphlib",
    "html.parser",
    "http.cookies",
    "queue",
    "logging.handlers",
    "mailbox",
    "optparse",
    "pathlib",
    "pprint",
    "sched",
    "selectors",
    "shlex",
    "string",
    "tarfile",
    "tempfile",
    "threading",
    "tokenize",
    "trace",
    "types",
    "wsgiref.headers",
    "xml.dom.minidom",
    "xml.sax.handler",
    "zipfile",
    "rich.table",
    "rich.text",
    "click.core",
    "attr.validators",
    "sqlalchemy.sql.elements",
    "werkzeug.datastructures.structures",
    "networkx.classes.graph",
]


@pytest.mark.parametrize("module", MODULES)
def test_what_is_told_of_real_classes_and_functions_is_what_python_tells(module):
    """A call that `inspect` lets pass, of positions alone, is never told to fail."""
    real = pytest.importorskip(module)
    path = Path(inspect.getsourcefile(real) or "")
    subject = subject_at(path)
    text = f"import {module}\n"
    shown = []
    for name, value in vars(real).items():
        if callable(value) and getattr(value, "__module__", "") == module and name.isidentifier():
            try:
                signature = inspect.signature(value)
            except (ValueError, TypeError):
                continue
            for count in range(4):
                try:
                    signature.bind(*range(count))
                except TypeError:
                    continue
                shown.append(f"{module}.{name}({', '.join(map(str, range(count)))})")
    program = program_about(subject, text + "\n".join(shown))
    told = [f"{ast.unparse(one.call)}: {one.misfit.clause}" for one in misfit_calls(program)]
    assert told == []
