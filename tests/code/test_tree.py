"""Parsing never fails: broken, newer, deeply nested and huge files keep all that can be known."""

import ast
import io
import sys
import sysconfig
import time
import tokenize
from pathlib import Path

import pytest

from blockguide.code.source import source_from_text
from blockguide.code.tree import parse


def tree_of(text):
    return parse(source_from_text(Path("/project/module.py"), text))


def outline(text):
    return ast.unparse(tree_of(text).module).splitlines()


def holes_of(text):
    return [str(hole.lines) for hole in tree_of(text).holes]


def test_a_second_call_answers_from_memory():
    text = "x = 1\n" * 10_000
    tree = tree_of(text)
    source = source_from_text(Path("/project/module.py"), text)
    again = time.perf_counter()
    again = time.perf_counter()
    assert parse(source) is tree
    assert time.perf_counter() - again < 0.005


def test_memory_of_trees_is_bounded():
    first = tree_of("first = 1\n")
    for number in range(4):
        tree_of(f"x{number} = '{'y' * 500_000}'\n")
    assert tree_of("first = 1\n") is not first


def test_comments_are_those_of_the_tokenizer():
    library = Path(sysconfig.get_path("stdlib"))
    for name in [
        "argparse",
        "ast",
        "decimal",
        "inspect",
        "re/_parser",
        "tokenize",
        "turtle",
        "typing",
    ]:
        path = (library / name).with_suffix(".py")
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        expected = {
            token.start[0]: (token.string[1:].strip(), not token.line[: token.start[1]].strip())
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type == tokenize.COMMENT
        }
        found = {
            line: (comment.text, comment.alone) for line, comment in tree_of(text).comments.items()
        }
        assert found == expected, name


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_comments_at_any_line_end(end):
    comments = tree_of(
        end.join(["x = '#no'  # yes", "# alone", '"""', "# no", '"""', "y = 1#z"])
    ).comments
    assert {line: (c.text, c.alone) for line, c in comments.items()} == {
        1: ("yes", False),
        2: ("alone", True),
        6: ("z", False),
    }


@pytest.mark.skipif(sys.version_info < (3, 12), reason="f-strings do not nest before Python 3.12")
def test_comments_beside_nested_f_strings():
    assert list(tree_of('x = f"{d["#a"]}"\ny = 1  # note\n').comments) == [2]


def test_form_feeds_tabs_and_odd_characters():
    text = "\x0cimport os\n\x0c\ndef f():\n\tx = 'a\u2028b\x0bc'\n\treturn x\n\x0c\ny = 𝔘 = 1\n"
    tree = tree_of(text)
    assert not tree.holes
    assert [each.lineno for each in tree.module.body] == [1, 3, 7]


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n", "\ufeff", "   "])
def test_nothing_to_parse(text):
    tree = tree_of(text)
    assert tree.module.body == []
    assert tree.holes == ()


@pytest.mark.parametrize(
    ("text", "holes", "kept"),
    [
        ("import os\nx = foo(1, 2\ny = 3\ndef f(a):\n    return a\n", ["2"], ["y = 3", "def f(a):"]),
        ("@deco\ndef f(a, b=:\n    x = 1\n    return x\ny = 2\n", ["1-2"], ["if 1:", "    return x", "y = 2"]),
        ("def f(x):\n    if x:\n\ndef g():\n    return 1\n", ["2"], ["def f(x):", "    if x:", "def g():"]),
        ("def f(x):\n    try:\n        y = 1\n    return y\n", ["2"], ["        y = 1", "    return y"]),
        ("x = 'abc\ny = 2\n", ["1"], ["y = 2"]),
        ("x = 1\n    y = 2\n    z = 3\nw = 4\n", ["2"], ["x = 1", "y = 2", "z = 3", "w = 4"]),
        ("if x:\n        a = 1\n    b = 2\nc = 3\n", ["3"], ["    b = 2", "c = 3"]),
        ("if x:\n\ta = 1\n        b = 2\nc = 3\n", ["3"], ["    a = 1", "    b = 2", "c = 3"]),
        ("if a:\n    b = 1\nelif c d:\n    e = 2\nelse:\n    f = 3\n", ["3"], ["elif 1:", "    f = 3"]),
        ("for x in y:\n    pass\nelse if z:\n    w = 1\nv = 2\n", ["3"], ["    w = 1", "v = 2"]),
        ("match x:\n    case 1 2:\n        a = 1\n    case _:\n        b = 2\n", ["2"], ["        a = 1"]),
        ("x = [\n    1,\n    2 3,\n]\ny = 1\n", ["1-4"], ["y = 1"]),
        ("print 'a'\ny = 1\nexec 'b'\n", ["1", "3"], ["y = 1"]),
        ("x = \0\ny = 'a\0b'\nz = 1\n", ["1", "2"], ["z = 1"]),
    ],
)  # fmt: skip
def test_a_mistake_costs_only_its_statement(text, holes, kept):
    assert holes_of(text) == holes
    assert [line for line in kept if line not in outline(text)] == []


def test_an_unclosed_docstring_leaves_the_rest_known():
    text = 'def f(x):\n    """Doc.\n    return 1\n\n\ndef g():\n    """Doc g."""\n    return 2\n'
    assert holes_of(text) == ["2"]
    assert "def g():" in outline(text)


def test_a_text_copied_from_inside_a_function_is_whole():
    text = "    x = 1\n    if x:\n        y = '''\nraw\n'''\n"
    tree = tree_of(text)
    assert tree.holes == ()
    assert [(each.lineno, each.col_offset) for each in tree.module.body] == [(1, 4), (2, 4)]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python knows type parameters")
def test_type_parameters_on_an_older_python():
    text = "class A[T: int]:\n    x: T\n\ntype P[T] = tuple[T, T]\n\ndef f[T](\n    x: T,\n) -> T:\n    return x\n"
    assert outline(text) == [
        "class A:",
        "    x: T",
        "P = tuple[T, T]",
        "",
        "def f(x: T) -> T:",
        "    return x",
    ]
    assert holes_of(text) == ["1", "4", "6-8"]
    function = tree_of(text).module.body[-1]
    assert function.returns.col_offset == 5


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python knows these")
def test_syntax_of_python_3_14():
    text = "def f(x):\n    try:\n        return t'{x}'\n    except A, B:\n        pass\n\ny = 1\n"
    assert holes_of(text) == ["3", "4"]
    lines = outline(text)
    assert "    except (A, B):" in lines
    assert "y = 1" in lines


@pytest.mark.parametrize(
    "middle",
    [
        "y = " + "+".join(["a"] * 5_000),
        "y = " + "(" * 300 + ")" * 300,
        "y = " + "[" * 5_000 + "]" * 5_000,
        "y = " + "not " * 20_000 + "a",
        "if a:\n    pass\n" + "elif a:\n    pass\n" * 2_000,
        "".join(" " * depth + "if a:\n" for depth in range(150)) + " " * 150 + "pass",
        "lambda: " * 5_000 + "1",
    ],
    ids=["sum", "parentheses", "brackets", "nots", "elifs", "blocks", "lambdas"],
)
def test_what_is_nested_too_deeply_is_a_hole(middle):
    tree = tree_of(f"x = 1\n{middle}\nz = 2\n")
    lines = outline(f"x = 1\n{middle}\nz = 2\n") if tree.holes else []
    assert not tree.holes or (lines[0], lines[-1]) == ("x = 1", "z = 2")


def test_text_that_is_no_python_at_all():
    text = "# Title\n\nSome *prose*, that's not code.\n\n- a list\n- of `things`\n" * 150
    started = time.perf_counter()
    tree = tree_of(text)
    assert time.perf_counter() - started < 15
    assert tree.holes
    assert tree.parsed.count("\n") == text.count("\n")


def test_fifty_thousand_lines_whole_and_broken():
    whole = "def f(x):\n    # about y\n    y = x\n    return y\n\n" * 10_000
    started = time.process_time()
    assert len(tree_of(whole).module.body) == 10_000
    broken = whole[:125_000] + "\nx = (\n" + whole[125_000:]
    tree = tree_of(broken)
    assert time.process_time() - started < 30
    assert len(tree.module.body) > 9_990
    assert sum(hole.lines.last - hole.lines.first + 1 for hole in tree.holes) < 6


def test_the_guide_pays_little_for_what_the_parser_does_not_give():
    text = Path(ast.__file__).read_text(encoding="utf-8")
    parser, ours = [], []
    for number in range(7):
        started = time.process_time()
        ast.parse(text)
        parser.append(time.process_time() - started)
        source = source_from_text(Path("/project/module.py"), f"{text}# {number}\n")
        started = time.process_time()
        parse(source)
        ours.append(time.process_time() - started)
    assert min(ours) < 1.5 * min(parser)


@pytest.mark.parametrize(
    ("text", "magics", "parsed"),
    [
        ("%matplotlib inline\nx = 1\n", {1: "%matplotlib inline"}, "pass\nx = 1"),
        ("%%time\nx = 1\n", {1: "%%time"}, "pass\nx = 1"),
        ("!ls -l 'it\nx = 1\n", {1: "!ls -l 'it"}, "pass\nx = 1"),
        ("files = !ls *.py\n", {1: "files = !ls *.py"}, "files = ..."),
        ("a, b = %magic x\n", {1: "a, b = %magic x"}, "a, b = ..."),
        ("obj.attr?\nobj??\n?obj\n", {1: "obj.attr?", 2: "obj??", 3: "?obj"}, "pass\npass\npass"),
        ("if x:\n    !ls\n", {2: "!ls"}, "if x:\n    pass"),
        ("!ls \\\n  -l\nx = 1\n", {1: "!ls \\", 2: "-l"}, None),
        (
            "%%bash\nfor f in *; do\n  echo $f\ndone\n# %%\nx = 1\n",
            {1: "%%bash", 2: "for f in *; do", 3: "echo $f", 4: "done"},
            None,
        ),
        ("x = (a\n  % b)\n!ls\n", {3: "!ls"}, "x = a % b\npass"),
        ('x = """\n%time\n"""\n!ls\n', {4: "!ls"}, "x = '\\n%time\\n'\npass"),
        ("x = a % b\n", {}, "x = a % b"),
    ],
)
def test_notebook_magics(text, magics, parsed):
    tree = tree_of(text)
    assert tree.magics == magics
    if parsed is not None:
        assert tree.holes == ()
        assert ast.unparse(tree.module) == parsed
    for line in magics:
        assert any(
            each.lineno == line for each in ast.walk(tree.module) if isinstance(each, ast.stmt)
        )
