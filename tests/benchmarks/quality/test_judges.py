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
    "example",
    [
        "from settings_of_mine import read_settings\nprint(read_settings)\n",
        "import settings_of_mine\nprint(settings_of_mine.read_settings)\n",
        "from settings_of_mine import read_settings as read\nassert callable(read)\n",
        "from settings_of_mine import LIMIT\nprint(LIMIT)\n",
    ],
)
def test_to_import_or_to_print_is_no_use(judge, block, example):
    subject = judge("subject").subject_of(block)
    assert list(judge("use").use_faults(ast.parse(example), block, subject))


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
    ],
)
def test_imports_and_calls(judge, example, kind):
    (faults,) = judge("callers").call_faults([(example, "shlex")], 1)
    assert faults[kind]
    assert not faults["imports" if kind == "calls" else "calls"]


def test_calls_that_fit(judge):
    example = "import shlex\nlexer = shlex.shlex('a b', posix=True)\nlexer.whitespace\nlexer.push_token('c')\n"
    example += "try:\n    import no_such_module\nexcept ImportError:\n    no_such_module = None\n"
    assert judge("callers").call_faults([(example, "shlex")], 1) == [{"imports": [], "calls": []}]


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
