"""What the verbs of steps and descriptions say is held to the code: verbs, outcomes, and good prose beside them."""

import pytest

from blockguide.checks.frame import run_checks
from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import source_from_text
from blockguide.code.subject import Subject
from blockguide.guide.values import Guide, Step
from blockguide.text import Lines

CLEAN = '''\
def clean(names, limit=10):
    """Returns the last names, stripped; each one is sent nowhere."""
    if limit < 0:
        raise ValueError(limit)
    found = []
    for name in names:
        text = name.strip()
        if text:
            found.append(text)
    count = len(found)
    return found[-count:]
'''
WORKS = """\
def work(path, names, key, limit):
    if limit is None or limit <= 0:
        raise ValueError(limit)
    with path.open("rb") as file:
        body = file.read()
    names.sort(key=len)
    backwards = names[::-1]
    rows = query("SELECT * FROM t ORDER BY name")
    path.unlink()
    sealed = Fernet(key).encrypt(body)
    return backwards, rows, sealed
"""


def subject(tmp_path, text, name):
    block = block_at(select_symbol(source_from_text(tmp_path / "a.py", text), name))
    context = Context(reach(block, find_project(tmp_path / "a.py", None)), tmp_path, (), (), (), ())
    return Subject(block, read_facts(block), context)


@pytest.fixture
def untrue(tmp_path):
    """The findings of BG402 in a guide of one step, or of a description alone."""

    def look(text, name, description="", step=None):
        steps = (Step("Go on with it", step[0], Lines(*step[1:])),) if step else ()
        verdict = run_checks(Guide(description, steps, ""), subject(tmp_path, text, name))
        return [each.message for each in verdict.findings if each.code == "BG402"]

    return look


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Reverses `names`, sorts each `name`.", 6, 9),
        ("Opens each `name`, then deletes `text` from `found`.", 6, 9),
        ("Encrypts `found` up to `count`.", 6, 9),
        ("Returns the last `count` of `found`, encrypted.", 11, 11),
        ("Returns the last of `names` and encrypted.", 11, 11),
        ("Sends each `name`.", 6, 9),
        ("Returns `limit`.", 4, 4),
        ("Returns `limit`.", 3, 4),
        ("Raises `ValueError` when `limit` is zero.", 3, 4),
        ("Raises `ValueError` if `limit` is positive.", 3, 4),
        ("Shuffles `names`.", 6, 9),
        ("Compresses `names`.", 6, 9),
        ("Hashes `names`.", 6, 9),
    ],
)
def test_a_step_says_what_its_lines_do_not(text, first, last, untrue):
    assert len(untrue(CLEAN, "clean", step=(text, first, last))) >= 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Raises `ValueError` when `limit` is negative.", 3, 4),
        ("Raises `ValueError` if `limit` is below zero.", 3, 4),
        ("Appends each `name`, stripped.", 6, 9),
        ("Removes the space around each `name`.", 7, 7),
        ("Returns the last `count` of `found`, stripped.", 11, 11),
    ],
)
def test_a_step_says_what_its_lines_do(text, first, last, untrue):
    assert untrue(CLEAN, "clean", step=(text, first, last)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It sends every `name` to the `limit` server and deletes `found`.",
        "`clean` opens each `name` of `names`.",
        "This function sorts the `names`.",
        "Prints each `name`, then returns `found`.",
        "It returns the `names`, sorted.",
        "Encrypts the `names`.",
        "A negative `limit` returns an empty list.",
        "When `limit` is negative, it returns `found`.",
        "Raises `ValueError` when `limit` is zero.",
    ],
)
def test_a_description_says_what_the_block_does_not(sentence, untrue):
    assert len(untrue(CLEAN, "clean", f"`clean` strips `names`. {sentence}")) >= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "It strips each `name` and appends it to `found`.",
        "A negative `limit` raises `ValueError`.",
        "Raises `ValueError` when `limit` is negative.",
        "A positive `limit` returns the `names`.",
        "The server that sends the `names` deletes the files.",
        "Names, sorts and records are stripped.",
        "The caller sorts `names`.",
        "The sorted `names` are stripped.",
    ],
)
def test_a_description_says_what_the_block_does(sentence, untrue):
    assert untrue(CLEAN, "clean", sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Opens the `path`, reads it, deletes it and encrypts the `body`.",
        "Sorts the `names` and reverses them.",
        "Returns the `names`, sorted.",
        "Raises `ValueError` when `limit` is zero.",
        "Raises `ValueError` when `limit` is `None`.",
    ],
)
def test_good_prose_of_a_block_that_does_it_all_passes(sentence, untrue):
    assert untrue(WORKS, "work", sentence) == []
    assert untrue(WORKS, "work", step=(sentence, 2, 11)) == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(a):\n    try:\n        if a < 0:\n            raise ValueError\n    except ValueError:\n        return 0\n",
        "def f(a):\n    if a < 0 and a:\n        raise ValueError\n    return a\n",
        "def f(a):\n    if a < 0:\n        return 0\n    raise ValueError\n",
        "def f(a):\n    a = abs(a)\n    if a < 0:\n        raise ValueError\n    return a\n",
        "def f(a):\n    if a < limit():\n        raise ValueError\n    return a\n",
    ],
)
def test_where_the_test_does_not_show_it_nothing_is_said(code, untrue):
    assert untrue(code, "f", "A negative `a` returns 0.") == []


def test_a_zero_that_an_operation_may_refuse_is_not_judged(untrue):
    code = "def f(a):\n    if a < 0:\n        raise ValueError\n    return 1 / a\n"
    assert untrue(code, "f", "Raises `ValueError` when `a` is zero.") == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(a):\n    raise NotImplementedError\n",
        "def f(a):\n    ...\n",
        "def f(a):\n    yield a\n",
        "class F(Base):\n    x = 1\n",
    ],
)
def test_a_block_that_does_it_elsewhere_is_not_held_to_its_description(code, untrue):
    name = "F" if code.startswith("class") else "f"
    assert untrue(code, name, "Returns the `a`.") == []


def test_a_docstring_excuses_no_return_on_a_line_that_raises(untrue):
    assert untrue(CLEAN, "clean", step=("Returns the `limit`.", 4, 4)) != []
    assert untrue(CLEAN, "clean", "Returns the `names`.") == []


def test_a_call_of_another_name_does_what_its_docstring_says(untrue):
    code = 'def f(names):\n    """{}"""\n    names = tidy(names)\n    return names\n'
    step = ("Sorts `names`.", 3, 3)
    assert untrue(code.format("Returns them."), "f", step=step) != []
    assert untrue(code.format("Sorts them."), "f", step=step) == []


@pytest.mark.parametrize(
    ("sentence", "is_untrue"),
    [
        ("A script written in Python that strips `names`.", True),
        ("This program takes `names` and strips each.", True),
        ("The program named by `names` is stripped.", False),
        ("A program's `names` are stripped.", False),
    ],
)
def test_a_function_is_no_program(untrue, sentence, is_untrue):
    said = "The block is said to be a program, and it is a function; say what it does."
    assert (said in untrue(CLEAN, "clean", description=sentence)) == is_untrue
