"""Faults that are planted in a good guide: every judge of the benchmark sees its own."""

import ast
import importlib
from pathlib import Path

import pytest

CODE = '''\
"""Settings."""


def read_settings(path, strict=False):
    """Read key=value pairs."""
    if strict and not path.exists():
        raise FileNotFoundError(path)
    return dict(line.split("=") for line in path.read_text().splitlines())


LIMIT = 3
'''
EXAMPLE = """\
from pathlib import Path

from settings_of_mine import read_settings

Path("a.txt").write_text("name=value")
print(read_settings(Path("a.txt")))
"""
PAGE = f"""\
How to Use This Code Block
{"=" * 89}

Description
{"-" * 25}
`read_settings` reads key=value pairs from `path`.

It raises `FileNotFoundError` when `strict` is set and the file does not exist.

Execution Steps
{"-" * 25}
1. **Check that the file exists**: When `path` does not exist: *(6-7)*
    - **Raise the error**: Raises `FileNotFoundError`. *(7)*
2. **Return the settings**: Returns them as a `dict`. *(8)*

Usage Example
{"-" * 25}

```python
{EXAMPLE}```
"""


@pytest.fixture
def judge(monkeypatch):
    """A module of the benchmark by its name."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module


@pytest.fixture
def block(judge, tmp_path):
    path = tmp_path / "settings_of_mine.py"
    path.write_text(CODE)
    place = (4, 8, "read_settings", "read_settings", ())
    return judge("values").Chosen("function", "stdlib", path, "settings_of_mine", *place, "develop")


def test_a_good_page_has_no_fault(judge, block):
    subject = judge("subject").subject_of(block)
    page = judge("form").read_page(PAGE)
    assert list(judge("form").form_faults(PAGE, block)) == []
    assert list(judge("example").undefined_faults(ast.parse(page.example))) == []
    assert list(judge("use").use_faults(ast.parse(page.example), block, subject)) == []
    assert judge("coverage").uncovered(page, block, subject) == (3, [])
    assert judge("mentions").unmentioned(page, subject) == (3, [])
    assert judge("prose").unknown_names(page, block, CODE)[1] == []
    assert list(judge("prose").vague_words(page)) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("=" * 89, "=" * 88),
        ("Execution Steps", "Steps"),
        ("\n2. **", "\n3. **"),
        ("    - **Raise", "        - **Raise"),
        ("**Return the settings**", "Return the settings"),
        ("**Return the settings**", "**Check that the file exists**"),
        ("*(8)*", "*(9)*"),
        (" *(8)*", ""),
        ("How to Use", "Here it is:\n\nHow to Use"),
        ("print(read_settings(Path", "```\n\nprint(read_settings(Path"),
    ],
)
def test_form(judge, block, good, bad):
    assert good in PAGE
    assert list(judge("form").form_faults(PAGE.replace(good, bad, 1), block))


@pytest.mark.parametrize(
    "bad",
    [
        "print(read_settings(",
        "return read_settings",
        "await read_settings",
        "print 'a'",
        "def f(a, a): pass",
        "x = '\\0" + chr(0),
        "  print(1)",
    ],
)
def test_what_does_not_parse_or_compile(judge, bad):
    assert judge("example").parsed(EXAMPLE) is not None
    assert judge("example").parsed(EXAMPLE + bad + "\n") is None


@pytest.mark.parametrize(
    "bad",
    [
        "print(LIMIT)",
        "def main():\n    return limit",
        "def main():\n    print(x)\n    x = 1",
        "from shlex import *",
        "__all__ = ['nothing']",
        "[x for y in 'ab']",
        "class A(Base): pass",
        "def f(a: Missing): pass",
        "import os\ndel os\nos.getcwd()",
    ],
)
def test_undefined_names(judge, bad):
    def faults(text):
        return list(judge("example").undefined_faults(ast.parse(text)))

    assert faults(EXAMPLE) == []
    assert faults(EXAMPLE + bad + "\n")


@pytest.mark.parametrize(
    "good",
    [
        "def main():\n    return late\n\nlate = 1",
        "print(__file__, __name__)",
        "[x for x in 'ab']",
        "try:\n    import rich\nexcept ImportError:\n    rich = None\nprint(rich)",
        "def f():\n    global shared\n    shared = 1\n\nf()\nprint(shared)",
    ],
)
def test_defined_names(judge, good):
    assert list(judge("example").undefined_faults(ast.parse(good))) == []


def _use_faults(judge, block, example):
    return list(
        judge("use").use_faults(ast.parse(example), block, judge("subject").subject_of(block))
    )


@pytest.mark.parametrize(
    "example",
    [
        "from settings_of_mine import read_settings\nprint(read_settings)\n",
        "import settings_of_mine\nprint(settings_of_mine.read_settings)\n",
        "from settings_of_mine import read_settings as read\nassert callable(read)\n",
        "from settings_of_mine import LIMIT\nprint(LIMIT)\n",
        "from settings_of_mine import read_settings\nprint(read_settings.__name__)\n",
        "import settings_of_mine\nprint(settings_of_mine.read_settings.__name__)\n",
        "import settings_of_mine\nread = settings_of_mine.read_settings\n",
        "from settings_of_mine import read_settings\nassert read_settings is not None\n",
        "from settings_of_mine import read_settings\nprint(f'{read_settings}')\n",
        "from settings_of_mine import read_settings\nprint([read_settings])\n",
        "from inspect import signature\nfrom settings_of_mine import read_settings\nprint(signature(read_settings))\n",
        (
            "from unittest.mock import create_autospec\nfrom settings_of_mine import read_settings\n"
            "print(create_autospec(read_settings))\n"
        ),
        "from importlib import import_module\nimport_module('settings_of_mine')\n",
        "def read_settings(path): return {}\n",
    ],
)
def test_to_import_or_to_print_is_no_use(judge, block, example):
    assert _use_faults(judge, block, example)


@pytest.mark.parametrize(
    "example",
    [
        "import settings_of_mine as mine\nmine.read_settings('a')\n",
        "from settings_of_mine import read_settings as read\nread('a')\n",
        "from settings_of_mine import read_settings\nprint(list(map(read_settings, [])))\n",
        "from settings_of_mine import read_settings\nfor one in read_settings('a'): print(one)\n",
        "import settings_of_mine\nread = settings_of_mine.read_settings\nread('a')\n",
    ],
)
def test_use(judge, block, example):
    assert _use_faults(judge, block, example) == []


OTHERS = """\
import operator
import enum

LIMIT = 3
first = operator.itemgetter(0)


class Shape:
    def area(self):
        return 1

    @property
    def name(self):
        return "shape"


Alias = Shape


class Colour(enum.Enum):
    RED = 1


def test_area():
    assert Shape().area() == 1
"""


@pytest.mark.parametrize(
    ("kind", "lines", "name", "scopes", "bad", "good"),
    [
        ("statements of a module", (4, 4), "", (), "import others", "from others import LIMIT\nprint(LIMIT)"),
        ("statements of a module", (5, 5), "", (), "from others import first\nprint(first)",
         "from others import first\nprint(first('ab'))"),
        ("statements of a module", (18, 18), "", (), "from others import Alias\nprint(Alias)",
         "from others import Alias\nprint(Alias())"),
        ("method", (9, 10), "area", ("Shape",), "from others import Shape\nprint(Shape.area)",
         "from others import Shape\nprint(Shape().area())"),
        ("property", (12, 14), "name", ("Shape",), "from others import Shape\nprint(Shape)",
         "from others import Shape\nprint(Shape().name)"),
        ("class", (8, 14), "Shape", (), "from others import Shape\nprint(Shape.__doc__)",
         "from others import Shape\nShape()"),
        ("enum", (21, 22), "Colour", (), "from others import Colour\nprint(Colour)",
         "from others import Colour\nprint(Colour.RED)"),
        ("enum", (21, 22), "Colour", (), "from others import Colour\nassert Colour == 1",
         "from others import Colour\nassert 1 in Colour"),
        ("test", (25, 26), "test_area", (), "from others import test_area\nprint(test_area)",
         "import pytest\npytest.main(['others.py::test_area'])"),
        ("test", (25, 26), "test_area", (), "import pytest\npytest.main(['--version'])",
         "from others import test_area\ntest_area()"),
    ],
)  # fmt: skip
def test_use_of_other_kinds(judge, tmp_path, kind, lines, name, scopes, bad, good):
    path = tmp_path / "others.py"
    path.write_text(OTHERS)
    place = (*lines, ".".join((*scopes, name)), name, scopes)
    block = judge("values").Chosen(kind, "stdlib", path, "others", *place, "develop")
    assert _use_faults(judge, block, bad)
    assert _use_faults(judge, block, good) == []


FIXTURES = """\
import pytest


@pytest.fixture(name="limit")
def limit_fixture():
    return 3
"""


def test_use_of_a_fixture(judge, tmp_path):
    path = tmp_path / "fixtures.py"
    path.write_text(FIXTURES)
    place = (4, 6, "limit_fixture", "limit_fixture", ())
    block = judge("values").Chosen("fixture", "stdlib", path, "fixtures", *place, "develop")
    head = "from fixtures import limit_fixture\n"
    assert _use_faults(judge, block, head + "print('limit')\n")
    assert _use_faults(judge, block, head + "def test_other(other): print(other)\n")
    assert _use_faults(judge, block, head + "def test_limit(limit): print(limit)\n") == []


def test_a_class_inside_a_fixture_is_used_by_a_request_of_the_fixture(judge, tmp_path):
    path = tmp_path / "fixtures.py"
    path.write_text(
        "import pytest\n\n\n@pytest.fixture\ndef kind():\n    class Kind:\n        pass\n\n    return Kind\n"
    )
    block = judge("values").Chosen(
        "class", "stdlib", path, "fixtures", 6, 7, "", "Kind", ("kind",), "develop"
    )
    head = "from fixtures import kind\n"
    assert _use_faults(judge, block, head + "def test_kind(): print(kind)\n")
    assert _use_faults(judge, block, head + "def test_kind(kind): print(kind())\n") == []
    path.write_text(path.read_text().replace("@pytest.fixture", "@staticmethod"))
    judge("subject").read_file.cache_clear()
    assert _use_faults(judge, block, head + "def test_kind(kind): print(kind)\n")


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("It gets the lines.", "It reads the lines."),
        ("It handles the lines.", "It takes a file handle the caller opened."),
        ("It is there to handle the lines.", "It calls `handle` once."),
        ("It processes the lines.", "It starts the process."),
        ("It manages the lines.", 'It prints "manages the lines".'),
        ("It reads various lines.", "It reads a variety."),
        ("It is used in order to read.", "It reads in order."),
    ],
)
def test_vague_words(judge, bad, good):
    def vague(told):
        return list(judge("prose").vague_words(judge("values").Page(told, (), "")))

    assert vague(bad)
    assert vague(good) == []


def test_a_name_counts_as_mentioned_only_in_backticks(judge, block):
    page = judge("form").read_page(PAGE.replace("`strict`", "strict"))
    subject = judge("subject").subject_of(block)
    assert judge("mentions").unmentioned(page, subject)[1] == ["parameter strict"]


def test_the_fields_of_a_dataclass_are_due(judge, tmp_path):
    path = tmp_path / "points.py"
    path.write_text(
        "@dataclass\nclass Point:\n    x: int\n    y: ClassVar[int] = 0\n    z: int = 1\n"
    )
    place = (1, 5, "Point", "Point", ())
    block = judge("values").Chosen("dataclass", "stdlib", path, "points", *place, "develop")
    page = judge("values").Page("`Point` holds `x`.", (), "")
    assert judge("mentions").unmentioned(page, judge("subject").subject_of(block)) == (
        2,
        ["field z"],
    )


def test_names_words_mentions_and_coverage(judge, block):
    subject = judge("subject").subject_of(block)
    page = judge("form").read_page(
        PAGE.replace("*(8)*", "*(7)*")
        .replace("`strict`", "`lenient`")
        .replace("It raises", "It simply raises")
    )
    assert len(judge("coverage").uncovered(page, block, subject)[1]) == 1
    assert judge("mentions").unmentioned(page, subject)[1] == ["parameter strict"]
    assert len(judge("prose").unknown_names(page, block, CODE)[1]) == 1
    assert len(list(judge("prose").vague_words(page))) == 1


@pytest.mark.parametrize(
    ("example", "kind"),
    [
        ("from shlex import quota", "imports"),
        ("import shlax", "imports"),
        ("import shlex\nshlex.quota('a')", "calls"),
        ("from shlex import quote\nquote('a', 'b')", "calls"),
        ("from shlex import quote\nquote(text='a')", "calls"),
        ("from shlex import shlex\nlexer = shlex()\nlexer.read_tokens()", "calls"),
        ("from shlex import shlex\nlexer = shlex()\nlexer.push_token()", "calls"),
        ("from collections.abc import Sized\nSized()", "calls"),
        ("import datetime\ndatetime(2000, 1, 1)", "calls"),
        ("import os.pathways", "imports"),
        ("from json.decoders import JSONDecoder", "imports"),
        ("from . import shlex", "imports"),
        ("try:\n    import shlax\nexcept KeyError:\n    shlax = None", "imports"),
        ("def main(path): pass\nmain()", "calls"),
        ("async def main(*, path=1): pass\nmain(paths=2)", "calls"),
        ("class A:\n    def __init__(self, a): pass\nA()", "calls"),
        ("from shlex import shlex\nclass A(shlex): pass\nA(nothing=1)", "calls"),
        ("from collections.abc import Sized\nclass A(Sized): pass\nA()", "calls"),
        ("import shlex\nprint(shlex.shlex.read_tokens)", "calls"),
    ],
)
def test_imports_and_calls(judge, example, kind):
    (faults,) = judge("callers").call_faults([(example, "shlex")], 1)
    assert faults[kind]
    assert not faults["imports" if kind == "calls" else "calls"]


def test_calls_that_fit(judge):
    example = "import shlex\nlexer = shlex.shlex('a b', posix=True)\nlexer.whitespace\nlexer.push_token('c')\n"
    example += "try:\n    import no_such_module\nexcept ImportError:\n    no_such_module = None\n"
    example += "import winreg\nfrom asyncio import windows_events\n"
    example += "def main(path, *rest, limit: int = 3, **more): pass\nmain(1, 2, limit=3, other=4)\n"
    example += "class A:\n    def __init__(self, a, b=None): pass\nA(1)\nA(1, b=2)\n"
    assert judge("callers").call_faults([(example, "shlex")], 1) == [{"imports": [], "calls": []}]


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A directory that the judges' processes import from; writes files by relative path."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)

    return write


def test_a_name_is_written_in_a_module_whose_package_cannot_be_imported(judge, packages):
    packages(
        {
            "broken/__init__.py": "raise RuntimeError('no driver')",
            "broken/fields.py": "class Field: ...\n",
        }
    )
    good, inner, bad, none = (
        f"from {module} import {name}\n"
        for module, name in [("broken.fields", "Field"), ("broken", "fields"), ("broken.fields", "Filed"),
                             ("broken.feilds", "Field")]
    )  # fmt: skip
    faults = judge("callers").call_faults([(one, "broken") for one in (good, inner, bad, none)], 1)
    assert [bool(one["imports"]) for one in faults] == [False, False, True, True]


def test_an_attribute_that_the_example_sets_is_there(judge):
    example = "import shlex\nshlex.quoted = shlex.quote\nprint(shlex.quoted)\nlexer = shlex.shlex()\nlexer.own = 1\n"
    assert (
        judge("callers").call_faults([(f"{example}lexer.own.real\n", "shlex")], 1)[0]["calls"] == []
    )
    assert judge("callers").call_faults([(f"{example}lexer.owned\n", "shlex")], 1)[0]["calls"]


def test_one_package_leaves_nothing_behind_for_the_next(judge, packages):
    packages({
        "first/__init__.py": "import sys\nsys.modules['tool'] = sys\n",
        "second/__init__.py": "import sys\nassert 'tool' not in sys.modules\ndef run(path): ...\n",
    })  # fmt: skip
    asked = [("import first\n", "first"), ("from second import run\nrun()\n", "second")]
    assert judge("callers").call_faults(asked, 1)[1]["calls"]


def test_a_module_that_fails_in_its_own_way_ends_no_judge(judge, packages):
    packages({"strict/__init__.py": "assert False, 'not here'\n", "strict/part.py": ""})
    asked = [("from strict import part\nimport strict.part\nprint(part.nothing)\n", "strict")]
    assert judge("callers").call_faults(asked, 1) == [{"imports": [], "calls": []}]


def test_a_compiled_exception_does_not_tell_what_it_takes(judge, packages):
    packages({"compiled.py": "class Failure(Exception):\n    __mypyc_attrs__ = ()\n    __text_signature__ = '()'\n"
                             "class Plain:\n    __mypyc_attrs__ = ()\n    __text_signature__ = '()'\n"})  # fmt: skip
    head = "from compiled import Failure, Plain\n"
    asked = [(f"{head}Failure('why')\n", "compiled"), (f"{head}Plain('why')\n", "compiled")]
    good, bad = judge("callers").call_faults(asked, 1)
    assert good["calls"] == []
    assert bad["calls"]


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("print(1)", "well"),
        ("raise ValueError", "failed"),
        ("import urllib.request\nurllib.request.urlopen('http://example.com')", "left out"),
        ("import no_such_module", "failed"),
        ("from importlib import import_module\nimport_module('no_such_module')", "failed"),
        ("import winreg", "failed"),
        ("import multiprocessing.popen_spawn_win32", "left out"),
        ("import unittest\nraise unittest.SkipTest('no service')", "left out"),
    ],
)
def test_running(judge, example, outcome):
    (ran,) = judge("running").run_examples([example], 1)
    assert ran.outcome == outcome
