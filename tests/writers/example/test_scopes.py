"""Names that nothing has bound yet: held to what pyflakes finds in real files, and told case by case."""

import ast
import random
import sysconfig
import warnings
from pathlib import Path

import pytest
from pyflakes.checker import Checker
from pyflakes.messages import UndefinedExport, UndefinedLocal, UndefinedName

from blockguide.writers.offline.example.scopes import unbound_names

CASES = {
    "value = value": ("value",),
    "print(total)\ntotal = 1": ("total",),
    "def f():\n    return later\n\n\nlater = 1": (),
    "def f():\n    print(x)\n    x = 1\n\n\nx = 2": ("x",),
    "def f():\n    global x\n    x = 1\n\n\nf()\nprint(x)": (),
    "print([n for n in range(3)])\nprint(n)": ("n",),
    "print([m := 1 for _ in range(3)])\nprint(m)": (),
    "class A:\n    b = 1\n\n    def c(self):\n        return b": ("b",),
    "class A:\n    b = 1\n    c = b": (),
    "try:\n    pass\nexcept ValueError as error:\n    pass\nprint(error)": ("error",),
    "for key in {}:\n    pass\nprint(key)": (),
    "import os.path\nos.path": (),
    "from os import *": ("*",),
    "__all__ = ['half']": ("half",),
    "total: int\nprint(total)": ("total",),
    "def f(a: 'Missing') -> None: ...": ("Missing",),
    "from typing import Literal\n\n\ndef f(a: Literal['red']): ...": (),
    "match [1]:\n    case [first, *rest]:\n        print(first, rest)": (),
    "x = 1\ndel x\nprint(x)": ("x",),
    "lambda a, *b, c=1, **d: (a, b, c, d, e)": ("e",),
    "count += 1": ("count",),
    "from typing import cast\n\ncast('Missing', 1)": ("Missing",),
    "from typing import cast\n\ncast(typ='Missing', val=1)": ("Missing",),
    "import typing as t\n\nMaybe = t.Callable[['Missing'], bool]": ("Missing",),
    "from typing import Union as Either\n\nMaybe = Either['Missing', int]": ("Missing",),
    "from typing import Dict, Literal\n\nModes = Dict[str, Literal['red']]": (),
    "from typing import Annotated\n\nShort = Annotated['Missing', 'at most ten']": ("Missing",),
    "from typing import Optional, TypeAlias\n\nNode: TypeAlias = 'Missing | None'": ("Missing",),
    "from typing import Generic\n\n\nclass A(Generic['T']): ...": ("T",),
    "from typing import NamedTuple\n\nP = NamedTuple('P', [('x', 'Missing')])": ("Missing",),
    "from typing import TypedDict\n\nP = TypedDict('P', {'x': 'Missing'})": ("Missing",),
    "from typing import TypedDict\n\nP = TypedDict('P', x='Missing')": ("Missing",),
    "colours = {'red': 1}\nprint(colours['red'])": (),
    "__all__ = ['half']\n__all__ += ['third']": ("half", "third"),
    "__all__: list[str] = ['half']": ("half",),
    "__all__ = ['half'] + ['third']": ("half", "third"),
    "def f():\n    def g():\n        half = 1\n    g()\n\n\n__all__ = ['half']": ("half",),
    "global total\ntotal = total[1:]": ("total",),
    "def f():\n    print(x)\n    print(x := 1)\n\n\nx = 2": ("x",),
}


@pytest.mark.parametrize("code", CASES)
def test_a_name_is_told_where_nothing_has_bound_it(code):
    assert unbound_names(ast.parse(code)) == CASES[code]


def test_all_that_pyflakes_finds_is_found_in_real_files():
    files = sorted(Path(sysconfig.get_path("stdlib"), "test").glob("test_*.py"))
    files += sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    for path in random.Random(12).sample(files, 60):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(path.read_bytes())
        kinds = (UndefinedName, UndefinedLocal, UndefinedExport)
        theirs = {
            str(found.message_args[0])
            for found in Checker(tree, "example.py").messages
            if isinstance(found, kinds)
        }
        own = unbound_names(tree)
        assert "*" in own or theirs <= {*own, "__annotations__"}, path
